import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { itemKey, type AgendaItem } from '../../domain/agenda.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import type { Fact } from '../../domain/facts/fact.js';
import { reviewCycle } from '../../domain/law/reviews.js';
import { judge } from '../../domain/sequence.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { CASEWORKER, importPlan, rowsOf, TEAM, told, valueOf, type World } from '../activities/world.js';
import { casesInSkippedTime, type Running } from './time-skipping.js';

/** Reviews as people record them: steps early, late, out of order, taken back. Three promises hold whatever they do. */

vi.setConfig({ testTimeout: 240_000 });

let env: TestWorkflowEnvironment;
let world: World;
let cases: Running;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ env, world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

const STEPS = [
  'review-date-set', 'review-date-set', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-meeting-held', 'review-report-sent', 'review-decision-sent',
  'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped', 'early-review-requested', 'phase-transfer-expected', 'taken-back', 'moved-to-another-day',
] as const;
type Move = Readonly<{ step: (typeof STEPS)[number]; decision: 'keep' | 'amend'; ahead: number; back: number; which: number; wait: number }>;

/** What somebody records next, of a day gone by or of today, after so many days. */
const moves = fc.array(
  fc.record({
    step: fc.constantFrom(...STEPS),
    decision: fc.constantFrom('keep', 'amend', 'amend'),
    ahead: fc.constantFrom(0, 5, 15, 40),
    back: fc.constantFrom(0, 0, 0, 2, 12),
    which: fc.nat(30),
    wait: fc.constantFrom(0, 0, 3, 16, 35, 90),
  }),
  { minLength: 10, maxLength: 14 },
);

const withoutId = ({ id: _id, ...fact }: Fact) => fact;

/** The fact as it would be told; null where there is nothing to take back. */
function factOf({ step, decision, ahead, back, which }: Move, facts: readonly Fact[], today: IsoDate) {
  const on = addDays(today, -back);
  const earlier = facts[which % facts.length];
  const isFixed = earlier === undefined || earlier.type === 'correction';
  switch (step) {
    case 'taken-back':
      return isFixed || earlier.type === 'plan-made' ? null : told('correction', today, { corrects: earlier.id, replacement: null });
    case 'moved-to-another-day':
      return isFixed ? null : told('correction', today, { corrects: earlier.id, replacement: { ...withoutId(earlier), on: addDays(earlier.on, -1) } });
    case 'review-date-set':
      return told(step, on, { meetingOn: addDays(today, ahead) });
    case 'review-decision-sent':
      return told(step, on, { decision });
    case 'amendment-notice-sent':
      return told(step, on, { servedOn: on });
    case 'phase-transfer-expected':
      return told(step, on, { kind: 'primary-secondary', transferOn: `${Number(today.slice(0, 4)) + 1}-09-01` });
    default:
      return told(step, on);
  }
}

/** How much of what is promised came up at all. */
const came = { late: 0, cycles: 0 };

/** More than any rung waits after a date. */
const A_LONG_WHILE = 100;

test('in any order, early or late, taken back or not: no missed duty unseen, nothing told twice, no cycle begun twice', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (story) => {
      const madeOn = (await cases.today()) as IsoDate;
      const ref = await importPlan(world, [told('plan-made', madeOn)]);
      const facts: Fact[] = [{ type: 'plan-made', on: madeOn, id: 'j1' }];
      const runs: string[] = [];
      let cycles = 1;
      for (const move of story) {
        if (move.wait > 0) await cases.sleep(move.wait);
        const today = (await cases.today()) as IsoDate;
        const said = factOf(move, facts, today);
        if (said === null) continue;
        const entry = (await rowsOf(world.database, ref)).entries + 1;
        const refusal = judge(facts, [{ ...said, id: `j${entry}` }], today);
        const answer = await cases.record(ref, said);
        expect(answer).toMatchObject({ kind: refusal === null ? 'RECORDED' : 'REFUSED' });
        if (answer.kind === 'RECORDED') {
          const before = reviewCycle(facts);
          facts.push({ ...said, id: `j${answer.entry}` });
          if (reviewCycle(facts) !== before) [cycles, came.cycles] = [cycles + 1, came.cycles + 1];
        }
        runs.push(await runOf(ref));
      }
      await cases.sleep(A_LONG_WHILE);
      await nothingUnseen(ref, facts);
      await nothingTwice(ref);
      runs.push(await runOf(ref));
      expect(new Set(runs).size, 'a run for each cycle, and none besides').toBeLessThanOrEqual(cycles);
      await eachCycleOnce(ref, facts);
      expect((await auditJournal(world.database, ref))?.faults).toEqual([]);
      await cases.end(ref);
    }),
    { numRuns: Number(process.env['RUNS'] ?? 6), endOnFailure: true }, // a failure says its seed
  );
  expect(came.late).toBeGreaterThan(0);
  expect(came.cycles).toBeGreaterThan(0);
});

const runOf = async (ref: string): Promise<string> => (await cases.handle(ref).describe()).runId;

/** Every duty of law that is late has been noted, told to a person, and stands in that person's list. */
async function nothingUnseen(ref: string, facts: readonly Fact[]): Promise<void> {
  const today = (await cases.today()) as IsoDate;
  const { duties, agenda } = derive(facts, today);
  const projected = await valueOf<string[] | null>(world.database, `SELECT array_agg(concat_ws('/', code, occurrence, due_on, duty_outcome(d, $2)) ORDER BY code, occurrence) AS value FROM duty d WHERE record_ref = $1 AND recorded_to IS NULL`, [ref, today]);
  expect([...(projected ?? [])].sort()).toEqual(duties.map((duty) => [duty.code, duty.occurrence, duty.dueOn, duty.outcome].join('/')).sort());

  const claimed = new Set(((await valueOf<AgendaItem[] | null>(world.database, `SELECT jsonb_agg(jsonb_build_object('duty', duty, 'subject', nullif(subject, ''), 'occurrence', occurrence, 'rung', rung)) AS value FROM agenda_claim WHERE record_ref = $1`, [ref])) ?? []).map(itemKey));
  const now = new Date(await env.currentTimeMs()).toISOString();
  expect(agenda.filter((item) => item.at <= now && !claimed.has(itemKey(item))), 'nothing that is due was left undone').toEqual([]);

  const late = duties.filter(({ outcome, doneOn, stoppedOn }) => outcome === 'late' && doneOn === null && stoppedOn === null);
  came.late += late.length;
  for (const { code, occurrence } of late) {
    const told = await valueOf<number>(world.database, `SELECT count(*)::int AS value FROM notification WHERE record_ref = $1 AND duty = $2 AND occurrence = $3`, [ref, code, occurrence]);
    expect([code, told > 0], 'somebody was told').toEqual([code, true]);
  }
  const statutory = late.filter(({ kind, by }) => kind === 'statutory' && by === 'authority');
  const { items } = await world.reads.cases.workList({ staff: CASEWORKER, owns: true, teams: [TEAM] }, { today, cursor: null, limit: 200, search: ref });
  expect(items.map(({ countLate }) => countLate), 'late in its caseworker’s list').toEqual([statutory.length]);
}

/** One notice for an entry and its letter; one for a duty and its rung. */
async function nothingTwice(ref: string): Promise<void> {
  const { rows } = await world.database.pool.query<{ template: string; to_role: string; to_ref: string | null; what: string }>(
    `SELECT template, to_role, to_ref, coalesce(duty || '/' || coalesce(subject, '') || '/' || occurrence || '/' || rung, 'entry ' || position) AS what FROM notification WHERE record_ref = $1`,
    [ref],
  );
  const keys = rows.map(({ template, to_role: role, to_ref: to, what }) => `${template} ${role} ${to ?? ''} ${what}`);
  expect([...keys].sort()).toEqual([...new Set(keys)].sort());
  // of one meeting's date the setting is asked once: a date taken back and set again is another
  const asked = rows.filter(({ template }) => template === 'review-arranged');
  const dates = await valueOf<number>(world.database, `SELECT count(*)::int AS value FROM journal_entry WHERE record_ref = $1 AND type = 'review-date-set'`, [ref]);
  expect(asked.length).toBeLessThanOrEqual(dates);
}

/** Each fact from which a year runs has one duty to complete its review, and no other fact has. */
async function eachCycleOnce(ref: string, facts: readonly Fact[]): Promise<void> {
  const today = (await cases.today()) as IsoDate;
  const began = await valueOf<string[]>(world.database, `SELECT array_agg(occurrence ORDER BY occurrence) AS value FROM duty WHERE record_ref = $1 AND recorded_to IS NULL AND code = 'complete-review'`, [ref]);
  expect(new Set(began).size).toBe(began.length);
  const open = derive(facts, today).duties.filter(({ code, doneOn, outcome }) => code === 'complete-review' && doneOn === null && outcome !== 'not-owed');
  expect(open.length, 'one review to complete at a time').toBe(1);
}
