import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Role } from '../../domain/settings.js';
import type { QuietReason } from '../../domain/watch/gone-quiet.js';
import { inTransaction, type Statements } from '../database.js';
import { noteWithin } from './journal-notes.js';
import { openTasks } from './task-rows.js';
import { dayInEngland } from './conditions.js';

/** A task that said a record was quiet: open, or ended by a person. */
export type QuietTask = Readonly<{ ref: string; reason: QuietReason; role: Role; openedOn: IsoDate; endedOn: IsoDate | null; byHand: boolean }>;

export type Watch = Readonly<{
  /** Records of whose unanswered escalations each has a step to come. */
  climbing: (today: IsoDate) => Promise<ReadonlySet<string>>;
  /** Tasks of quiet records since a day, oldest first. */
  tasks: (since: IsoDate) => Promise<readonly QuietTask[]>;
  /** Opens these and ends those of records that go on. */
  settle: (settling: Readonly<{ open: readonly Readonly<{ ref: string; reason: QuietReason; role: Role; actBy: IsoDate }>[]; goesOn: readonly Readonly<{ ref: string; reason: QuietReason }>[]; at: Instant }>) => Promise<void>;
  /** Writes into the journal of each record that its process was missing and runs again. */
  restarted: (refs: readonly string[], at: Instant) => Promise<void>;
}>;

const GONE_QUIET = 'gone-quiet';
/** How the engine ends a task whose record goes on. */
const GOES_ON = 'goes-on';
const aboutOf = ({ ref, reason }: Readonly<{ ref: string; reason: QuietReason }>): string => `${ref}:${reason}`;

export const createWatch = ({ pool }: Statements): Watch => ({
  climbing: async (today) => {
    const { rows } = await pool.query<{ ref: string }>(CLIMBING, [today]);
    return new Set(rows.map(({ ref }) => ref));
  },
  tasks: async (since) => {
    const { rows } = await pool.query<QuietTask>(
      `SELECT record_ref AS ref, split_part(about, ':', 2) AS reason, for_role AS role, ${dayInEngland('opened_at')} AS "openedOn",
         ${dayInEngland('done_at')} AS "endedOn", coalesce(how <> $3, false) AS "byHand"
       FROM task WHERE kind = $1 AND (done_at IS NULL OR done_at >= $2::date) ORDER BY opened_at, ref`,
      [GONE_QUIET, since, GOES_ON],
    );
    return rows;
  },
  settle: ({ open, goesOn, at }) =>
    inTransaction(pool, async (tx) => {
      await openTasks(tx, open.map(({ ref, reason, role, actBy }) => ({ recordRef: ref, kind: GONE_QUIET, about: `${aboutOf({ ref, reason })}:${role}`, forRole: role, forStaff: null, actBy })), at);
      await tx.query(`UPDATE task SET done_at = $3, done_by = 'duly', how = $4 WHERE kind = $1 AND done_at IS NULL AND split_part(about, ':', 1) || ':' || split_part(about, ':', 2) = ANY($2::text[])`, [GONE_QUIET, goesOn.map(aboutOf), at, GOES_ON]);
    }),
  restarted: (refs, at) => inTransaction(pool, (tx) => noteWithin(tx, refs.map((recordRef) => ({ recordRef, type: 'process-restarted', payload: {} })), at)),
});

/** The step is told on its day: one whose day has passed untold is nobody's to wait for. */
const CLIMBING = `
  SELECT e.record_ref AS ref FROM escalation e
  JOIN escalation_answer a ON (a.record_ref, a.duty, a.subject, a.occurrence) = (e.record_ref, e.duty, e.subject, e.occurrence) AND a.recorded_to IS NULL
  WHERE a.answer_by < $1::date GROUP BY 1 HAVING bool_and(coalesce(e.next_on >= $1::date, false))`;
