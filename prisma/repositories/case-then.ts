import type { CaseThen, Named, Scope } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { Fact } from '../../domain/facts/fact.js';
import { story as storyOf } from '../../domain/facts/story.js';
import { stageOf } from '../../domain/next-steps.js';
import { progressOf } from '../../domain/progress.js';
import type { Calendar } from '../../domain/settings.js';
import { ownershipOf, waitsOf } from '../../domain/waits.js';
import type { Database } from '../database.js';
import { dutiesOn } from './case-duties.js';
import { factsOf } from './facts-of.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';
import { dayInEngland, midnightAfter } from './conditions.js';

type Row = Readonly<{ ref: string; child: Named; since: IsoDate | null; entry: number | null; facts: Fact[]; owners: Named[] | null; owner: string | null }>;

/** A record as it was known at the end of a day: by the facts recorded by then, and the duties believed then. */
export async function caseThen(database: Database, calendar: Calendar, scope: Scope, ref: string, on: IsoDate): Promise<CaseThen | null> {
  const row = await read(database, scope, ref, on);
  const since = row?.since ?? null;
  if (row === null || since === null || since > on) return null;
  const { facts } = row;
  const { of } = storyOf(facts);
  const start = of('request-received')[0] ?? of('came-to-attention')[0] ?? null;
  const held = ownershipOf(facts) ?? (start === null ? null : { owner: row.owner, since: start.on }); // brought in without a handover: its owner was its first
  return {
    ref, on, since, child: row.child,
    stage: facts.length === 0 ? null : stageOf(progressOf(facts, workingDays(calendar.bankHolidays)), on),
    owner: (row.owners ?? []).find((owner) => owner.ref === held?.owner) ?? null,
    receivedOn: start?.on ?? null,
    waits: waitsOf(facts, (held?.owner ?? null) === null ? null : (held?.since ?? null), on),
    duties: await dutiesOn(database, ref, on),
    entry: row.entry ?? 0,
  };
}

async function read({ pool }: Database, scope: Scope, ref: string, on: IsoDate): Promise<Row | null> {
  const parameters = new Parameters();
  const record = parameters.add(ref);
  const midnight = midnightAfter(`${parameters.add(on)}::date`);
  const { rows } = await pool.query<Row>(
    `SELECT r.ref, r.owner_ref AS owner, jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME}) AS child,
       (SELECT ${dayInEngland('min(recorded_at)')} FROM journal_entry WHERE record_ref = r.ref) AS since,
       (SELECT max(position) FROM journal_entry WHERE record_ref = r.ref AND recorded_at < ${midnight}) AS entry,
       ${factsOf('r.ref', `recorded_at < ${midnight}`)} AS facts,
       (SELECT jsonb_agg(jsonb_build_object('ref', s.ref, 'name', s.name)) FROM staff s WHERE s.ref = r.owner_ref OR s.ref IN (
         SELECT payload->>'owner' FROM journal_entry WHERE record_ref = r.ref AND type = 'owner-set'
         UNION SELECT payload->'replacement'->>'owner' FROM journal_entry WHERE record_ref = r.ref AND type = 'correction')) AS owners
     FROM case_record r JOIN child c ON c.ref = r.child_ref
     WHERE r.ref = ${record} AND ${visibleTo(scope, parameters)}`,
    parameters.values,
  );
  return rows[0] ?? null;
}
