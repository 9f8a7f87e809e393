// Two hundred councils of random stories: the database and the journal count the same, item by item.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords, type ImportedRecord } from '../../activities/case/import-records.js';
import { itemsFromJournal } from '../../activities/weekly-report/from-journal.js';
import { randomFrom } from '../../domain/chance.js';
import { clock } from '../../domain/clock.js';
import { addDays, daysBetween, isoDate, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import { normsOf } from '../../domain/settings.js';
import type { ReportedRecord } from '../../domain/weekly-report/items-of-record.js';
import { cellOf, figuresOf } from '../../domain/weekly-report/figures.js';
import { BLOCKS, counted, keyOf, type Item } from '../../domain/weekly-report/items.js';
import { createDelayCauses } from '../../prisma/repositories/delay-causes.js';
import { createReportItems } from '../../prisma/repositories/report-items.js';
import { createReportedRecords } from '../../prisma/repositories/reported-records.js';
import { activitiesOf, CASEWORKER, CHILD, newWorld, noon, record, RULES, told, type World } from '../activities/world.js';
import { storyOf } from '../oracle/stories.js';

const COUNCILS = 200;
const RECORDS = 5;
const LEAVER = 'S-LEAVER00';
/** Now and then away: the first with nobody to cover, the others covered for by a colleague, by the one who left, and by the first. */
const AWAY = [{ ref: 'S-AWAY0001', cover: null }, { ref: 'S-AWAY0002', cover: CASEWORKER }, { ref: 'S-AWAY0003', cover: LEAVER }, { ref: 'S-AWAY0004', cover: 'S-AWAY0001' }] as const;
const norms = normsOf(RULES.settings);
const random = randomFrom('two hundred councils');
const pick = <T>(options: readonly T[]): T => options[random.whole(0, options.length - 1)] as T;

let world: World;
beforeAll(async () => {
  world = await newWorld();
  await world.bulk.staff([{ ref: LEAVER, name: 'Lee Leftlong', account: 'leaver', demo: true, roles: [] }, ...AWAY.map(({ ref }) => ({ ref, name: `${ref} Invented`, account: ref, demo: true, roles: [] }))]);
  await world.database.pool.query(`UPDATE staff SET left_on = '2021-06-01' WHERE ref = $1`, [LEAVER]);
});
afterAll(() => world.close());

/** Each fact written down some days after its own, and never before the one before it. */
function recorded(facts: readonly Fact[]): ImportedRecord['facts'] {
  let last = facts[0]?.on ?? isoDate('2020-01-01');
  return facts.map((fact) => {
    const late = addDays(fact.on, random.chance(0.7) ? 0 : random.whole(1, 20));
    last = late > last ? late : last;
    return { ...fact, recordedAt: noon(last), recordedBy: CASEWORKER };
  });
}

function recordOf(seed: number, team: string): ImportedRecord | null {
  const { facts: input, kind, today } = storyOf(seed);
  const answer = clock({ today: addDays(today as IsoDate, 4000), facts: input });
  if (!answer.ok) return null; // a list of a term that this council's calendar does not have
  const inOrder = [...answer.answer.facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const ids = new Map(inOrder.map(({ id }, index) => [id, `j${index + 1}`]));
  const facts = inOrder.map((fact) => ({ ...fact, id: ids.get(fact.id) ?? fact.id, ...(fact.type === 'correction' ? { corrects: ids.get(fact.corrects) ?? fact.corrects } : {}) }));
  const opened = noon(facts[0]?.on ?? today);
  const importedOn = random.chance(0.2) ? (facts[0]?.on ?? null) : null;
  return { ref: `A-${seed}`, kind: kind === 'plan' ? 'plan' : 'assessment', childRef: `C-${seed}`, teamRef: team, owner: pick([CASEWORKER, CASEWORKER, LEAVER, null, ...AWAY.map((one) => one.ref)]), openedAt: opened, importedOn, facts: recorded(facts) };
}

const sundayAfter = (day: IsoDate): IsoDate => addDays(day, 7 - weekday(day));

/** A Sunday while something of this council goes on: every other time of a week in which something was written down. */
function sundayOf(records: readonly ImportedRecord[]): IsoDate {
  const { facts } = pick(records);
  const [first, last] = [facts[0]?.on, facts.at(-1)?.on];
  if (first === undefined || last === undefined) throw new RangeError('a record without a fact');
  return sundayAfter(random.chance(0.5) ? londonDay(pick(facts).recordedAt) : addDays(first, random.whole(0, daysBetween(first, last) + 30)));
}

type Told = Readonly<{ team: string; on: IsoDate; records: readonly ImportedRecord[] }>;

/** The next council, from the first story that is not taken yet. */
function councilFrom(first: number, number: number): Readonly<{ council: Told; next: number }> {
  const team = `TEAM-R${number}`;
  const records: ImportedRecord[] = [];
  let seed = first;
  for (; records.length < RECORDS; seed += 1) {
    const record = recordOf(seed, team);
    if (record !== null) records.push(record);
  }
  return { council: { team, on: sundayOf(records), records }, next: seed };
}

async function sayCauses(records: readonly ImportedRecord[], by: IsoDate): Promise<void> {
  const causes = createDelayCauses(world.database);
  for (const { ref, facts } of records) {
    const last = facts.at(-1)?.recordedAt;
    if (last === undefined || !random.chance(0.5)) continue;
    const at = last > noon(addDays(by, -3)) ? last : noon(addDays(by, -random.whole(0, 3)));
    const entry = await causes.record({ caseRef: ref, duty: 'issue-final-plan', subject: null, occurrence: 'j1', cause: pick(['staff-shortage', 'family-asked']), note: null, by: CASEWORKER, at });
    if (random.chance(0.3)) await causes.takeBack({ caseRef: ref, entry, by: CASEWORKER, at: noon(addDays(by, random.whole(-1, 2))) });
  }
}

/** Away about a day, as was set before it or after. */
async function sendAway(by: IsoDate): Promise<void> {
  for (const { ref, cover } of AWAY) {
    if (!random.chance(0.5)) continue;
    const days = [addDays(by, -random.whole(-2, 20)), addDays(by, random.whole(-4, 20))].sort();
    await world.database.pool.query('INSERT INTO absence (staff_ref, from_on, to_on, cover_ref, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6)', [ref, ...days, cover, CASEWORKER, noon(addDays(by, random.whole(-3, 2)))]);
  }
}

/** Letters about some of them come back, and are seen to, or not. */
async function loseLetters(records: readonly ImportedRecord[], by: IsoDate): Promise<void> {
  for (const { ref } of records) {
    for (let n = random.whole(0, 3); n > 1; n -= 1) {
      const opened = addDays(by, -random.whole(-1, 12));
      const ended = random.chance(0.5) ? noon(addDays(opened, random.whole(0, 10))) : null;
      await world.database.pool.query(
        `INSERT INTO task (ref, record_ref, kind, about, for_role, act_by, opened_at, done_at, done_by, how) VALUES ($1, $2, $3, $1, 'caseworker', $4, $5, $6::timestamptz, CASE WHEN $6 IS NOT NULL THEN 'duly' END, 'told')`,
        [`K-${ref}-${n}`, ref, pick(['bounced', 'not-sent', 'no-address', 'silence']), addDays(opened, random.whole(1, 3)), noon(opened), ended],
      );
    }
  }
}

/** The ladders of one of them are climbed for some days about the day, and now and then somebody promises; to be asked before a later day is. */
async function climb(records: readonly ImportedRecord[], by: IsoDate): Promise<void> {
  const { ref: caseRef } = pick(records);
  let day = addDays(by, -random.whole(1, 30));
  const activities = activitiesOf(world, { clock: { now: () => new Date(noon(day)) } });
  for (; day <= addDays(by, 1); day = addDays(day, random.whole(3, 14))) {
    await activities.performDue({ caseRef, now: noon(day) });
    const { rows } = await world.database.pool.query<{ duty: string; subject: string; occurrence: string; rung: string }>('SELECT duty, subject, occurrence, rungs[1] AS rung FROM escalation WHERE record_ref = $1', [caseRef]);
    const asked = rows.length > 0 && random.chance(0.3) ? pick(rows) : null;
    if (asked === null) continue;
    const { subject, ...of } = asked;
    const promised = told('escalation-acknowledged', day, { ...of, ...(subject === '' ? {} : { subject }), promisedOn: addDays(day, random.whole(0, 12)) });
    await record(activities, caseRef, promised).catch((error: unknown) => expect(error).toMatchObject({ type: expect.stringMatching(/^(already-promised|names-no-escalation|before-the-start|record-ended)$/) as string }));
  }
}

const inOrder = (items: readonly Item[]): string[] => items.map(keyOf).sort();

/** All of them in one database: a council is a team there. */
async function settle(): Promise<readonly Told[]> {
  const councils: Told[] = [];
  for (let seed = 0; councils.length < COUNCILS; ) {
    const { council, next } = councilFrom(seed, councils.length);
    councils.push(council);
    seed = next;
  }
  const records = councils.flatMap((council) => council.records);
  await world.bulk.teams(councils.map(({ team }) => ({ ref: team, name: team })));
  await world.bulk.children(records.map(({ childRef }) => ({ ref: childRef, ...CHILD, upn: null, councilReference: null, sex: null, primaryNeed: null, placement: null, settingRef: null, people: [] })));
  await importRecords(records, world.bulk, RULES, new Date(noon('2035-01-01')));
  for (const [number, council] of councils.entries()) {
    await sayCauses(council.records, council.on);
    await sendAway(council.on);
    await loseLetters(council.records, council.on);
    if (number % 2 === 0) await climb(council.records, council.on);
  }
  return councils;
}

test('the database and the journal count the same, item by item, and the bridge is always true', async () => {
  const councils = await settle();
  const byDatabase = createReportItems(world.database);
  const journal = createReportedRecords(world.database);
  const read: ReportedRecord[] = [];
  for await (const some of journal.records()) read.push(...some);
  const people = await journal.people();
  const seen = new Set<string>();
  for (const { team, on } of councils) {
    const theirs = read.filter((record) => record.team === team);
    const records = async function* () {
      yield await Promise.resolve(theirs);
    };
    const fromJournal = await itemsFromJournal({ people: () => Promise.resolve(people), records }, { on, norms }, RULES);
    const fromTables = (await Promise.all(BLOCKS.map((block) => byDatabase.items(block, { on, norms })))).flat().filter((item) => item.team === team);
    expect(inOrder(fromTables), `${team} on ${on}`).toEqual(inOrder(fromJournal));
    fromJournal.forEach((item) => seen.add(item.block === 'silent' && !item.first ? 'silent, and for a second reason' : `${item.block} ${'way' in item ? item.way : 'reason' in item ? item.reason : ''}`));

    const aWeekBefore = await itemsFromJournal({ people: () => Promise.resolve(people), records }, { on: addDays(on, -7), norms }, RULES);
    const opening = cellOf(figuresOf(counted(fromJournal), on, norms), 'bridge', 'opening', 'cases')?.value;
    expect(opening, `opening of ${team} on ${on}`).toBe(aWeekBefore.filter(({ block }) => block === 'open').length);
  }
  // else the two might agree about nothing
  expect([...seen].sort()).toEqual(
    ['cause ', 'done ', 'exception ', 'flow brought-in', 'flow new', 'flow plan-issued', 'flow refused', 'flow reopened', 'flow withdrawn', 'held ', 'load ', 'open ', 'owed ', 'silent dead-address', 'silent no-fact', 'silent no-owner', 'silent not-acknowledged', 'silent not-finalised', 'silent owner-away', 'silent owner-left',
      'silent, and for a second reason'],
  );
});
