/** Of a duty `d`: it is still to be done. */
export const WAITS = 'd.done_on IS NULL AND d.settled IS NULL AND d.stopped_on IS NULL';

/** The midnight in England that ends a day. @param day an SQL date */
export const midnightAfter = (day: string): string => `((${day} + 1)::timestamp AT TIME ZONE 'Europe/London')`;

/** The day in England of an instant. @param at an SQL timestamptz */
export const dayInEngland = (at: string): string => `(${at} AT TIME ZONE 'Europe/London')::date`;

/** An instant as JSON tells it: UTC, to the millisecond. @param at an SQL timestamptz */
export const instantSaid = (at: string): string => `to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Of a row: it was believed at the end of a day. @param day an SQL date */
export const believed = (row: string, day: string): string => `${row}.recorded_from < ${midnightAfter(day)} AND (${row}.recorded_to IS NULL OR ${row}.recorded_to >= ${midnightAfter(day)})`;

/** Of a task `t`: a letter that did not arrive, or cannot be sent. */
export const UNREACHED = `t.kind IN ('bounced', 'not-sent', 'no-address')`;

/**
 * Staff away on a day with nobody to cover, and since when, as was known at its end: nobody was named, or whoever was has left, or
 * is away too. @param day an SQL date
 */
export const uncovered = (day: string): string => `SELECT a.staff_ref, min(a.from_on) AS from_on FROM absence a LEFT JOIN staff c ON c.ref = a.cover_ref
  WHERE ${isAway('a', day)} AND (a.cover_ref IS NULL OR c.left_on <= ${day} OR EXISTS (SELECT FROM absence b WHERE b.staff_ref = a.cover_ref AND ${isAway('b', day)})) GROUP BY 1`;
const isAway = (row: string, day: string): string => `${row}.set_at < ${midnightAfter(day)} AND ${day} BETWEEN ${row}.from_on AND ${row}.to_on`;
