import { instantOf, londonDay, type Instant } from '../../domain/dates/london.js';
import type { LadderCode } from '../../domain/settings.js';
import type { Database } from '../database.js';
import { FRESH_FOR } from './council-rules.js';

/** A version that has taken effect, and how far the telling of open records has come. */
export type Arming = Readonly<{ number: number; code: LadderCode; afterRef: string }>;

export type LadderArmings = Readonly<{
  /** Takes one that nobody is at, for as long as the lease; null where there is none. */
  take: (now: Instant) => Promise<Arming | null>;
  /** Open records whose duties go by the ladder, in order, after one of them. */
  records: (arming: Arming, limit: number) => Promise<readonly string[]>;
  /** Notes that these were told, and holds on to the lease. */
  told: (arming: Arming, lastRef: string, count: number, now: Instant) => Promise<void>;
  done: (arming: Arming, now: Instant) => Promise<void>;
}>;

const LEASE = 60_000; // milliseconds: after a kill another worker goes on
const HEARD_BY_ALL = 2 * FRESH_FOR; // by then every worker that is up reads the new version

const after = (now: Instant, milliseconds: number): Instant => instantOf(new Date(Date.parse(now) + milliseconds));

export const createLadderArmings = ({ pool }: Database): LadderArmings => ({
  take: async (now) => {
    await pool.query(
      `INSERT INTO ladder_arming (number, begun_at, claimed_until)
       SELECT number, $2::timestamptz, $2::timestamptz FROM ladder_version v WHERE effective_from <= $1::date AND made_at <= $3::timestamptz AND NOT EXISTS (SELECT FROM ladder_arming a WHERE a.number = v.number)
       ON CONFLICT DO NOTHING`,
      [londonDay(now), now, after(now, -HEARD_BY_ALL)],
    );
    const { rows } = await pool.query<Arming>(
      `UPDATE ladder_arming a SET claimed_until = $2 FROM ladder_version v
       WHERE v.number = a.number AND a.number = (SELECT number FROM ladder_arming WHERE done_at IS NULL AND claimed_until <= $1 ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING a.number, v.code, a.after_ref AS "afterRef"`,
      [now, after(now, LEASE)],
    );
    return rows[0] ?? null;
  },
  records: async ({ code, afterRef }, limit) => {
    const { rows } = await pool.query<{ ref: string }>(
      `SELECT r.ref FROM case_record r WHERE r.outcome IS NULL AND r.ref > $1
         AND EXISTS (SELECT FROM duty d WHERE d.record_ref = r.ref AND d.recorded_to IS NULL AND d.done_on IS NULL AND $2 IN (d.code, d.shape))
       ORDER BY r.ref LIMIT $3`,
      [afterRef, code, limit],
    );
    return rows.map(({ ref }) => ref);
  },
  told: async ({ number }, lastRef, count, now) => {
    await pool.query('UPDATE ladder_arming SET after_ref = greatest(after_ref, $2), told = told + CASE WHEN after_ref < $2 THEN $3 ELSE 0 END, claimed_until = $4 WHERE number = $1', [number, lastRef, count, after(now, LEASE)]);
  },
  done: async ({ number }, now) => {
    await pool.query('UPDATE ladder_arming SET done_at = $2 WHERE number = $1 AND done_at IS NULL', [number, now]);
  },
});
