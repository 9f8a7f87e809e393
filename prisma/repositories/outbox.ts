import { newRef } from '../../api/refs.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import type { RungChannel } from '../../domain/settings.js';
import { stillOwed } from './digests.js';
import { noteWithin, type NewNote } from './journal-notes.js';
import { openTasks, type NewTask } from './task-rows.js';
import { tellSubjects, rosterOn, type Roster, type TellSubject } from './tell-reads.js';

/** What is to be told, by which envelopes, and what became of each. */

export type QueuedNotice = Readonly<{
  id: number;
  recordRef: string;
  position: number;
  /** A letter's code, or `<act>.<duty>` of an agenda item. */
  template: string;
  /** An audience or a role. */
  toRole: string;
  toRef: string | null;
  duty: string | null;
  subject: string | null;
  occurrence: string | null;
  rung: string | null;
  queuedAt: Instant;
  /** Of a rung to staff; null: a letter. */
  channel: RungChannel | null;
  /** Of a rung: whether its duty is still to be done. */
  isOwed: boolean;
}>;

export type MessageTo = 'person' | 'child' | 'adviser' | 'setting' | 'staff' | 'service';
export type MessageChannel = 'email' | 'letter';
export type MessageStatus = 'queued' | 'held' | 'sending' | 'accepted' | 'delivered' | 'bounced' | 'failed' | 'unknown' | 'withdrawn';

export type NewMessage = Readonly<{
  letter: string;
  toKind: MessageTo;
  toRef: string;
  toName: string;
  channel: MessageChannel;
  address: string;
  subject: string;
  body: readonly object[];
  largePrint: boolean;
  language: string | null;
}>;

/** What addressing made of one notice. */
export type Addressed = Readonly<{
  notice: QueuedNotice;
  messages: readonly NewMessage[];
  /** The staff whose mail of the day says it. */
  gatheredFor: readonly string[];
  /** It may not leave yet: when to ask again. */
  waitsUntil: Instant | null;
  /** Done before it left: nobody is told. */
  isOvertaken: boolean;
  tasks: readonly NewTask[];
  notes: readonly NewNote[];
}>;

/** A message taken for sending, which nobody else takes meanwhile. */
export type ClaimedMessage = NewMessage &
  Readonly<{
    ref: string;
    recordRef: string | null;
    /** The same for every attempt: how a provider is asked whether it has it already. */
    reference: string;
    /** This attempt's number, from 1: a later one overrules an earlier that wakes up late. */
    attempt: number;
    /** An earlier attempt was never finished: whether it went is not known here. */
    isUnfinished: boolean;
    queuedAt: Instant;
  }>;

export type Settled = Readonly<{
  message: Pick<ClaimedMessage, 'ref' | 'attempt' | 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>;
  status: 'queued' | 'accepted' | 'failed' | 'unknown';
  providerRef: string | null;
  problem: string | null;
  /** Of one queued again: not to be tried before. */
  notBefore: Instant | null;
  tasks: readonly NewTask[];
}>;

export type InTransit = Readonly<Pick<ClaimedMessage, 'ref' | 'recordRef' | 'reference' | 'letter' | 'toKind' | 'toRef' | 'channel'> & { providerRef: string | null; sentAt: Instant }>;

export type Outbox = Readonly<{
  /** Takes queued notices, lets `decide` address them, and writes all of it in one transaction. @returns how many were taken */
  address: (limit: number, at: Instant, today: IsoDate, decide: (notices: readonly QueuedNotice[], subjects: ReadonlyMap<string, TellSubject>, roster: Roster) => readonly Addressed[]) => Promise<{ notices: number; messages: number }>;
  /** Takes messages that may go now, and those whose sending was begun before `abandonedBefore` and never finished. */
  claim: (limit: number, at: Instant, abandonedBefore: Instant) => Promise<readonly ClaimedMessage[]>;
  /** Writes down what became of attempts, with the journal entries and tasks they cause, in one transaction. */
  settle: (attempts: readonly Settled[], at: Instant) => Promise<void>;
  /** When the next message may be taken, or a notice that waits be asked again; null where none waits. @param lease milliseconds after which a begun sending counts as abandoned; null: those are left out */
  nextAt: (lease: number | null, at: Instant) => Promise<Instant | null>;
  /** Accepted messages whose receipt is to be asked for by now; each is put off until `again` in the same breath. */
  inTransit: (limit: number, at: Instant, channels: readonly MessageChannel[]) => Promise<readonly InTransit[]>;
  received: (message: InTransit, receipt: Readonly<{ status: 'delivered' | 'bounced'; problem: string | null; tasks: readonly NewTask[] }>, at: Instant) => Promise<void>;
  /**
   * Mails accepted before an instant, with neither receipt nor opening, and no task about them so far; staff, who see their work
   * on their screens, left out. `linksOnly`: those alone that ask for an opening, where no receipt ever comes.
   */
  silent: (before: Instant, limit: number, linksOnly: boolean) => Promise<readonly InTransit[]>;
  openTasks: (tasks: readonly NewTask[], at: Instant) => Promise<void>;
}>;

export const createOutbox = ({ pool }: Statements): Outbox => ({
  address: (limit, at, today, decide) => inTransaction(pool, (tx) => address(tx, limit, at, today, decide)),
  claim: (limit, at, abandonedBefore) => inTransaction(pool, (tx) => claim(tx, limit, at, abandonedBefore)),
  settle: (attempts, at) => despiteRings(() => inTransaction(pool, (tx) => settle(tx, attempts, at))),
  nextAt: async (lease, at) => {
    const { rows } = await pool.query<{ at: Instant | null }>(
      `SELECT least(
         (SELECT min(CASE status WHEN 'sending' THEN sent_at + make_interval(secs => $1) ELSE coalesce(not_before, queued_at) END) FROM message WHERE status = 'queued' OR (status = 'sending' AND $1::float8 IS NOT NULL)),
         (SELECT min(not_before) FROM notification WHERE status = 'queued' AND not_before > $2)) AS at`,
      [lease === null ? null : lease / 1_000, at],
    );
    return rows[0]?.at ?? null;
  },
  inTransit: async (limit, at, channels) => {
    const { rows } = await pool.query<InTransit>(IN_TRANSIT, [limit, at, channels]);
    return rows;
  },
  received: (message, receipt, at) => inTransaction(pool, (tx) => received(tx, message, receipt, at)),
  silent: async (before, limit, linksOnly) => {
    const { rows } = await pool.query<InTransit>(SILENT, [before, limit, linksOnly]);
    return rows;
  },
  openTasks: (tasks, at) => inTransaction(pool, (tx) => openTasks(tx, tasks, at)),
});

const DEADLOCK = '40P01';

/** Chosen to break a ring of waits, it is simply done again: a mail that has gone must be written down. */
async function despiteRings<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === DEADLOCK)) throw error;
    }
  }
}

async function address(tx: Transaction, limit: number, at: Instant, today: IsoDate, decide: Parameters<Outbox['address']>[3]): Promise<{ notices: number; messages: number }> {
  const { rows: notices } = await tx.query<QueuedNotice>({ name: 'queued-notices', text: QUEUED, values: [limit, at, today] });
  if (notices.length === 0) return { notices: 0, messages: 0 };
  const subjects = await tellSubjects(tx, [...new Set(notices.map(({ recordRef }) => recordRef))]);
  const addressed = decide(notices, subjects, await rosterOn(tx, today));
  const rows = addressed.flatMap(({ notice, messages }) =>
    messages.map((message) => ({ ...message, ref: newRef('M'), recordRef: notice.recordRef, notificationId: notice.id })));
  const { rowCount } = await tx.query({ name: 'add-messages', text: ADD_MESSAGES, values: [JSON.stringify(rows), at] });
  await tx.query(
    `UPDATE notification n SET status = s.status, not_before = coalesce(s."notBefore", n.not_before)
     FROM jsonb_to_recordset($1::jsonb) AS s(id bigint, status text, "notBefore" timestamptz) WHERE n.id = s.id`,
    [JSON.stringify(addressed.map((one) => ({ id: one.notice.id, status: statusOf(one), notBefore: one.waitsUntil })))],
  );
  await tx.query(
    `INSERT INTO digest_item (notification_id, staff_ref) SELECT id, staff FROM jsonb_to_recordset($1::jsonb) AS i(id bigint, staff text) ON CONFLICT DO NOTHING`,
    [JSON.stringify(addressed.flatMap(({ notice, gatheredFor }) => gatheredFor.map((staff) => ({ id: notice.id, staff }))))],
  );
  await openTasks(tx, addressed.flatMap(({ tasks }) => tasks), at);
  await noteWithin(tx, addressed.flatMap(({ notes }) => notes), at);
  return { notices: notices.length, messages: rowCount ?? 0 };
}

function statusOf({ messages, gatheredFor, waitsUntil, isOvertaken }: Addressed): 'queued' | 'addressed' | 'nobody' | 'overtaken' {
  if (waitsUntil !== null) return 'queued';
  if (isOvertaken) return 'overtaken';
  return messages.length + gatheredFor.length > 0 ? 'addressed' : 'nobody';
}

const QUEUED = `SELECT n.id, n.record_ref AS "recordRef", n.position, n.template, n.to_role AS "toRole", n.to_ref AS "toRef", n.duty, nullif(n.subject, '') AS subject,
    n.occurrence, n.rung, n.queued_at AS "queuedAt", n.channel, (n.rung IS NULL OR EXISTS (SELECT FROM duty d WHERE ${stillOwed('$3')})) AS "isOwed"
  FROM notification n WHERE n.status = 'queued' AND coalesce(n.not_before, '-infinity') <= $2 ORDER BY n.id LIMIT $1 FOR UPDATE OF n SKIP LOCKED`;

/** One already there, from before its notice was queued again, stays as it is. */
const ADD_MESSAGES = `
  INSERT INTO message (ref, record_ref, notification_id, letter, to_kind, to_ref, to_name, channel, address, subject, body, large_print, language, reference, queued_at)
  SELECT ref, "recordRef", "notificationId", letter, "toKind", "toRef", "toName", channel, address, subject, body, "largePrint", language, gen_random_uuid(), $2
  FROM jsonb_to_recordset($1::jsonb) AS m(ref text, "recordRef" text, "notificationId" bigint, letter text, "toKind" text, "toRef" text, "toName" text,
    channel text, address text, subject text, body jsonb, "largePrint" boolean, language text)
  ON CONFLICT DO NOTHING`;

/** Of a message, `m`. */
export const PARTS = `m.ref, m.record_ref AS "recordRef", m.reference, m.letter, m.to_kind AS "toKind", m.to_ref AS "toRef", m.channel`;

async function claim(tx: Transaction, limit: number, at: Instant, abandonedBefore: Instant): Promise<readonly ClaimedMessage[]> {
  await withdrawFromWithheld(tx, at);
  await withdrawFromEnded(tx, at);
  const { rows } = await tx.query<ClaimedMessage>({ name: 'claim-messages', text: CLAIM, values: [limit, at, abandonedBefore] });
  return [...rows].sort((a, b) => (a.queuedAt + a.ref < b.queuedAt + b.ref ? -1 : 1));
}

/** Whoever may no longer be written to is not, though a message was ready. */
async function withdrawFromWithheld(tx: Transaction, at: Instant): Promise<void> {
  const { rows } = await tx.query<Pick<ClaimedMessage, 'ref' | 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>>({
    name: 'withdraw-withheld',
    text: `UPDATE message m SET status = 'withdrawn', problem = 'withheld', settled_at = $1
      WHERE m.status = 'queued' AND m.to_kind = 'person' AND EXISTS (SELECT 1 FROM person p WHERE p.ref = m.to_ref AND p.contact = 'withheld') RETURNING ${PARTS}`,
    values: [at],
  });
  await noteWithin(tx, rows.flatMap((message) => noteOf(message, 'message-withdrawn', 'withheld')), at);
}

/** Nothing goes to a family whose child has died, who withdrew or moved away, though a message was ready, but that its plan has followed the move; nor its social worker's copy. */
async function withdrawFromEnded(tx: Transaction, at: Instant): Promise<void> {
  const { rows } = await tx.query<Pick<ClaimedMessage, 'ref' | 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>>({
    name: 'withdraw-ended',
    text: `UPDATE message m SET status = 'withdrawn', problem = 'ended', settled_at = $1
      FROM case_record r WHERE m.status = 'queued' AND m.letter <> 'access-code' AND r.ref = m.record_ref AND (${ASKED_IN_VAIN} OR r.progress->'ended' <> 'null'::jsonb
        AND NOT (m.letter = 'plan-transferred' AND r.progress->'ended'->>'by' IN ('moved-away', 'plan-transferred'))
        AND (m.to_kind IN ('person', 'child') OR EXISTS (SELECT 1 FROM notification n WHERE n.id = m.notification_id AND n.to_role = 'family'))) RETURNING ${PARTS}`,
    values: [at],
  });
  await noteWithin(tx, rows.flatMap((message) => noteOf(message, 'message-withdrawn', 'ended')), at);
}

/** SQL: a message (`m`) asks how it was, of a child who since the plan has died, moved away or lost it, by this record (`r`) or another of theirs. */
const ASKED_IN_VAIN = `m.letter LIKE 'feedback-%' AND EXISTS (SELECT FROM feedback_request q JOIN case_record o ON o.child_ref = r.child_ref
  WHERE m.notification_id IN (q.ask_notice, q.remind_notice) AND q.record_ref = m.record_ref
    AND (o.progress->'ended'->>'by' IN ('died', 'moved-away', 'plan-transferred') AND o.progress->'ended'->>'on' >= q.sent_on::text OR o.progress->>'ceasedOn' >= q.sent_on::text))`;

const CLAIM = `
  WITH chosen AS (
    SELECT ref, status FROM message
    WHERE (status = 'queued' AND coalesce(not_before, '-infinity') <= $2) OR (status = 'sending' AND sent_at < $3)
    ORDER BY queued_at, ref LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE message m SET status = 'sending', attempts = m.attempts + 1, sent_at = $2, not_before = NULL, problem = NULL FROM chosen WHERE m.ref = chosen.ref
  RETURNING ${PARTS}, m.to_name AS "toName", m.address, m.subject, m.body, m.large_print AS "largePrint", m.language, m.attempts AS attempt,
    chosen.status = 'sending' AS "isUnfinished", m.queued_at AS "queuedAt"`;

const NOTED: Readonly<Record<Settled['status'], string | null>> = { queued: null, accepted: 'message-accepted', failed: 'message-failed', unknown: 'message-unknown' };

async function settle(tx: Transaction, attempts: readonly Settled[], at: Instant): Promise<void> {
  const { rows } = await tx.query<{ ref: string }>({ name: 'settle-messages', text: SETTLE, values: [JSON.stringify(attempts.map(({ message, tasks: _tasks, ...rest }) => ({ ...rest, ref: message.ref, attempt: message.attempt }))), at] });
  const settled = new Set(rows.map(({ ref }) => ref)); // an attempt that a later one has overtaken says nothing
  const taken = attempts.filter(({ message }) => settled.has(message.ref));
  await openTasks(tx, taken.flatMap(({ tasks }) => tasks), at);
  await noteWithin(tx, taken.flatMap(({ message, status, problem }) => noteOf(message, NOTED[status], problem)), at);
}

/** A code that has gone is of no further use to anybody: its words are not kept. */
const SETTLE = `
  UPDATE message m SET status = s.status, provider_ref = coalesce(s."providerRef", m.provider_ref), problem = s.problem, not_before = s."notBefore",
    settled_at = CASE WHEN s.status = 'failed' THEN $2::timestamptz END, sent_at = CASE WHEN s.status = 'queued' THEN NULL ELSE m.sent_at END,
    body = CASE WHEN m.letter = 'access-code' AND s.status IN ('accepted', 'unknown') THEN '[]' ELSE m.body END
  FROM jsonb_to_recordset($1::jsonb) AS s(ref text, attempt int, status text, "providerRef" text, problem text, "notBefore" timestamptz)
  WHERE m.ref = s.ref AND m.attempts = s.attempt AND m.status = 'sending' RETURNING m.ref`;

/** What the journal says of a message: its letter, to whom by reference, and how; no name, no address. */
export function noteOf({ ref, recordRef, letter, toKind, toRef, channel }: Pick<ClaimedMessage, 'ref' | 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>, type: string | null, problem: string | null): NewNote[] {
  if (recordRef === null || type === null) return [];
  return [{ recordRef, type, payload: { message: ref, letter, toKind, toRef, channel, ...(problem === null ? {} : { problem }) } }];
}

/** Asked for again later and later: half as long as it has been under way, from a minute to six hours. */
const IN_TRANSIT = `
  WITH chosen AS (
    SELECT ref FROM message WHERE status = 'accepted' AND coalesce(not_before, '-infinity') <= $2 AND channel = ANY($3::text[])
    ORDER BY sent_at LIMIT $1 FOR UPDATE SKIP LOCKED
  )
  UPDATE message m SET not_before = $2::timestamptz + least(greatest(($2::timestamptz - m.sent_at) / 2, interval '1 minute'), interval '6 hours')
  FROM chosen WHERE m.ref = chosen.ref RETURNING ${PARTS}, m.provider_ref AS "providerRef", m.sent_at AS "sentAt"`;

async function received(tx: Transaction, message: InTransit, { status, problem, tasks }: Parameters<Outbox['received']>[1], at: Instant): Promise<void> {
  const { rowCount } = await tx.query(`UPDATE message SET status = $2, problem = $3, settled_at = $4, not_before = NULL WHERE ref = $1 AND status = 'accepted'`, [message.ref, status, problem, at]);
  if (rowCount === 0) return;
  await openTasks(tx, tasks, at);
  await noteWithin(tx, noteOf(message, `message-${status}`, problem), at);
}

const SILENT = `
  SELECT ${PARTS}, m.provider_ref AS "providerRef", m.sent_at AS "sentAt" FROM message m
  WHERE m.status = 'accepted' AND m.sent_at < $1 AND m.opened_at IS NULL AND m.channel = 'email' AND m.to_kind <> 'staff' AND m.letter <> 'access-code'
    AND (NOT $3::boolean OR m.body @> '[{"kind":"link"}]')
    AND NOT EXISTS (SELECT 1 FROM task t WHERE t.kind = 'silence' AND t.about = m.ref)
  ORDER BY m.sent_at LIMIT $2`;
