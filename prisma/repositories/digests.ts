import { randomUUID } from 'node:crypto';
import { newRef } from '../../api/refs.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Role } from '../../domain/settings.js';
import type { DigestItem } from '../../domain/tell/digest-lines.js';
import type { Composed } from '../../domain/tell/template.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { noteWithin } from './journal-notes.js';
import { rosterOn, type Roster } from './tell-reads.js';

/** The mail of the day: what waits for it, and one to each of the council's staff. */

/** A case that has gone quiet, for whoever holds a role for it. */
export type QuietCase = Readonly<{ task: string; role: Role; recordRef: string; owner: string | null; team: Readonly<{ ref: string; service: string }> }>;

export type Gathering = Readonly<{
  at: Instant;
  day: IsoDate;
  /** Who is told of each case that has gone quiet. */
  route: (quiet: QuietCase, roster: Roster) => readonly string[];
  /** Who looks after the work of somebody today: themselves, or their cover; null where nobody does. */
  standsIn: (staff: string, roster: Roster) => string | null;
  write: (items: readonly DigestItem[]) => Composed;
}>;

export type Digests = Readonly<{
  /** Puts everything that waits into one mail for each reader who has had none that day, whole or not at all. @returns how many were written, or notices sent round again */
  gather: (gathering: Gathering) => Promise<number>;
}>;

export const createDigests = ({ pool }: Statements): Digests => ({ gather: (gathering) => inTransaction(pool, (tx) => gather(tx, gathering)) });

type Waiting = Readonly<{ id: string; staff: string; item: DigestItem }>;
type Owed = Readonly<{ staff: string; item: DigestItem & { kind: 'acknowledge' } }>;

/** A lead of the improvement plan who has not been told of an overdue milestone. */
type Overdue = Readonly<{ lead: string; item: DigestItem & { kind: 'milestone' } }>;

async function gather(tx: Transaction, { at, day, route, standsIn, write }: Gathering): Promise<number> {
  if ((await tx.query(ANYTHING, [day])).rowCount === 0) return 0;
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('staff-digest', 0))`); // one worker at a time: the next finds what this one made
  const { rowCount: onTheirWay } = await tx.query(`SELECT FROM notification WHERE status = 'queued' AND channel = 'digest' AND not_before <= $1 LIMIT 1`, [at]);
  if (onTheirWay !== 0) return 0; // another is addressing them
  const roster = await rosterOn(tx, day);
  const here = new Map(roster.entries.filter(({ isAway }) => !isAway).map((entry) => [entry.ref, entry]));
  const { rowCount: again } = await tx.query(SEND_ROUND, [[...here.keys()]]);
  if (again !== null && again > 0) return again;
  await takeQuiet(tx, route, roster);
  await tx.query(OVERTAKEN, [day]);

  const { rows: waiting } = await tx.query<Waiting>(WAITING, [day]);
  const { rows: owed } = await tx.query<Owed>(OWED, [day]);
  const theirs = owed.flatMap(({ staff, item }) => ({ staff: standsIn(staff, roster) ?? '', item }));
  const { rows: overdue } = await tx.query<Overdue>(OVERDUE, [day]);
  const milestones = overdue.map(({ lead, item }) => ({ staff: standsIn(lead, roster) ?? '', lead, item }));
  const { rows: had } = await tx.query<{ staff: string }>('SELECT staff_ref AS staff FROM staff_digest WHERE day = $1', [day]);
  const readers = new Set([...waiting.map(({ staff }) => staff), ...theirs.filter(({ item }) => item.acknowledgeBy === day).map(({ staff }) => staff), ...milestones.map(({ staff }) => staff)]);
  const mails = [...readers].filter((staff) => here.has(staff) && !had.some((one) => one.staff === staff)).sort().map((staff) => {
    const items = waiting.filter((one) => one.staff === staff);
    const acknowledgements = theirs.filter((one) => one.staff === staff).map(({ item }) => item);
    const led = milestones.filter((one) => one.staff === staff);
    const { subject, body } = write([...items.map(({ item }) => item), ...acknowledgements, ...led.map(({ item }) => item)]);
    return { led, staff, name: here.get(staff)?.name, email: here.get(staff)?.email, message: newRef('M'), reference: randomUUID(), subject, body, items };
  });
  if (mails.length === 0) return 0;
  await tx.query(SEND, [JSON.stringify(mails.map(({ items, led: _led, ...mail }) => ({ ...mail, ids: items.map(({ id }) => id) }))), day, at]);
  await tx.query(TOLD, [JSON.stringify(mails.flatMap(({ led }) => led.map(({ lead, item }) => ({ ref: item.recordRef, milestone: item.milestone, due: item.dueOn, lead })))), day]);
  await noteWithin(tx, mails.flatMap(({ items, message, staff }) => items.flatMap(({ item }) => (item.kind === 'duty' ? [{ recordRef: item.recordRef, type: 'told-in-digest', payload: { message, duty: item.duty, toRef: staff } }] : []))), at);
  return mails.length;
}

/** Milestones of the improvement plan whose day, as it was agreed last, has passed, for each lead who has not been told of that day. */
const OVERDUE = `
  SELECT l.lead, jsonb_build_object('kind', 'milestone', 'recordRef', m.priority_ref, 'milestone', m.milestone, 'dueOn', m.due_on) AS item
  FROM (SELECT DISTINCT ON (priority_ref, milestone) * FROM (
      SELECT priority_ref, number, coalesce((content->>'milestone')::int, number) AS milestone, content->>'kind' AS kind, (content->>'dueOn')::date AS due_on
      FROM improvement_entry WHERE content->>'kind' LIKE 'milestone-%') e ORDER BY priority_ref, milestone, number DESC) m
  JOIN (SELECT DISTINCT ON (priority_ref) priority_ref, content->'leads' AS leads FROM improvement_entry WHERE content ? 'leads' ORDER BY priority_ref, number DESC) p USING (priority_ref)
  CROSS JOIN LATERAL jsonb_array_elements_text(p.leads) AS l(lead) JOIN staff s ON s.ref = l.lead AND s.left_on IS NULL
  WHERE m.kind IN ('milestone-added', 'milestone-revised') AND m.due_on < $1::date
    AND NOT EXISTS (SELECT FROM improvement_told t WHERE t.priority_ref = m.priority_ref AND t.milestone = m.milestone AND t.due_on = m.due_on AND t.lead_ref = l.lead)`;

const TOLD = `
  INSERT INTO improvement_told (priority_ref, milestone, due_on, lead_ref, told_on)
  SELECT ref, milestone, due, lead, $2::date FROM jsonb_to_recordset($1::jsonb) AS o(ref text, milestone int, due date, lead text) ON CONFLICT DO NOTHING`;

/** Whether a look is worth its while. */
const ANYTHING = `
  SELECT FROM digest_item WHERE day IS NULL AND NOT overtaken
  UNION ALL SELECT FROM task k WHERE k.kind = 'gone-quiet' AND k.done_at IS NULL AND NOT EXISTS (SELECT FROM digest_item i WHERE i.task_ref = k.ref)
  UNION ALL SELECT FROM escalation e WHERE e.acknowledge_by = $1::date AND NOT (e.holds AND e.promised_on >= $1::date)
  UNION ALL SELECT FROM (${OVERDUE}) o LIMIT 1`;

/** What waits for somebody who is not at work today is sent round again: to their cover, or up. */
const SEND_ROUND = `
  WITH gone AS (DELETE FROM digest_item WHERE day IS NULL AND NOT overtaken AND staff_ref <> ALL($1::text[]) RETURNING notification_id)
  UPDATE notification SET status = 'queued' WHERE id IN (SELECT notification_id FROM gone)`;

/** Cases that have gone quiet since, each told once to whoever is to see to it. */
async function takeQuiet(tx: Transaction, route: Gathering['route'], roster: Roster): Promise<void> {
  const { rows } = await tx.query<QuietCase>(
    `SELECT k.ref AS task, k.for_role AS role, r.ref AS "recordRef", r.owner_ref AS owner, jsonb_build_object('ref', t.ref, 'service', t.service) AS team
     FROM task k JOIN case_record r ON r.ref = k.record_ref JOIN team t ON t.ref = r.team_ref
     WHERE k.kind = 'gone-quiet' AND k.done_at IS NULL AND NOT EXISTS (SELECT FROM digest_item i WHERE i.task_ref = k.ref)`,
  );
  const items = rows.flatMap((quiet) => route(quiet, roster).map((staff) => ({ task: quiet.task, staff })));
  if (items.length === 0) return;
  await tx.query(`INSERT INTO digest_item (task_ref, staff_ref) SELECT task, staff FROM jsonb_to_recordset($1::jsonb) AS i(task text, staff text) ON CONFLICT DO NOTHING`, [JSON.stringify(items)]);
}

/** A duty row (`d`) of a notice (`n`) that is owed on a day. */
export const stillOwed = (day: string): string =>
  `d.record_ref = n.record_ref AND d.code = n.duty AND coalesce(d.subject, '') = coalesce(n.subject, '') AND d.occurrence = n.occurrence AND d.recorded_to IS NULL
    AND d.done_on IS NULL AND d.stopped_on IS NULL AND (d.settled = 'open' OR (d.settled IS NULL AND (d.shape = 'deadline' OR d.due_on >= ${day}::date)))`;

/** What was done, or seen to, before the mail leaves is in none: nobody is asked for it. */
const OVERTAKEN = `
  UPDATE digest_item i SET overtaken = true WHERE i.day IS NULL AND NOT i.overtaken AND (
    (i.notification_id IS NOT NULL AND NOT EXISTS (SELECT FROM notification n JOIN duty d ON ${stillOwed('$1')} WHERE n.id = i.notification_id))
    OR EXISTS (SELECT FROM task k WHERE k.ref = i.task_ref AND k.done_at IS NOT NULL))`;

const WAITING = `
  SELECT i.id::text, i.staff_ref AS staff,
    CASE WHEN k.ref IS NOT NULL THEN jsonb_build_object('kind', 'quiet', 'recordRef', k.record_ref, 'reason', split_part(k.about, ':', 2))
      ELSE jsonb_build_object('kind', 'duty', 'recordRef', n.record_ref, 'act', split_part(n.template, '.', 1), 'duty', n.duty, 'subject', nullif(n.subject, ''), 'occurrence', n.occurrence, 'dueOn', d.due_on) END AS item
  FROM digest_item i LEFT JOIN task k ON k.ref = i.task_ref LEFT JOIN notification n ON n.id = i.notification_id LEFT JOIN duty d ON ${stillOwed('$1')}
  WHERE i.day IS NULL AND NOT i.overtaken ORDER BY i.id`;

/** Escalations that nobody has acknowledged, for each who was written to. */
const OWED = `
  SELECT DISTINCT x.staff_ref AS staff,
    jsonb_build_object('kind', 'acknowledge', 'recordRef', e.record_ref, 'duty', e.duty, 'subject', nullif(e.subject, ''), 'occurrence', e.occurrence, 'acknowledgeBy', e.acknowledge_by) AS item
  FROM escalation e
  JOIN notification n ON n.record_ref = e.record_ref AND n.duty = e.duty AND coalesce(n.subject, '') = e.subject AND n.occurrence = e.occurrence AND n.rung = ANY(e.rungs)
  JOIN staff_told x ON x.notification_id = n.id
  WHERE e.acknowledge_by IS NOT NULL AND NOT (e.holds AND e.promised_on >= $1::date)`;

const SEND = `
  WITH mails AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS m(staff text, name text, email text, message text, reference uuid, subject text, body jsonb, ids jsonb)
  ), queued AS (
    INSERT INTO message (ref, letter, to_kind, to_ref, to_name, channel, address, subject, body, reference, queued_at)
    SELECT message, 'staff-digest', 'staff', staff, name, 'email', email, subject, body, reference, $3 FROM mails
  ), sent AS (
    INSERT INTO staff_digest (staff_ref, day, message_ref) SELECT staff, $2::date, message FROM mails
  )
  UPDATE digest_item i SET day = $2::date FROM mails m WHERE m.ids ? i.id::text`;
