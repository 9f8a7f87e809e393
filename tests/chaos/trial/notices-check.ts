// Notices the journal calls for against notices queued, messages made of them, and what carriers have in their hands.
import { londonDay, type Instant } from '../../../domain/dates/london.js';
import { itemKey, type AgendaItem } from '../../../domain/agenda.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { lettersFor } from '../../../domain/tell/letters-for.js';
import { wasSentBefore } from '../../../domain/tell/sent-before.js';
import type { Database } from '../../../prisma/database.js';
import { grouped } from '../../../domain/grouped.js';
import type { Evidence, Fault, Finding } from './verdict.js';

type Entry = Readonly<{ recordRef: string; position: number; kind: 'fact' | 'act'; payload: Fact & AgendaItem & Readonly<{ message?: string }>; type: string; commandId: string | null; recordedAt: Instant }>;
/** `isHeld`: for staff, until they may be written to. `messages`: of its own, and its places in mails of a day. */
type Notice = Readonly<{ id: number; recordRef: string; key: string; status: string; isHeld: boolean; messages: number }>;
type Message = Readonly<{ ref: string; recordRef: string | null; channel: 'email' | 'letter'; status: string; reference: string; tasks: readonly string[]; letter: string }>;

export async function faultsOfNotices({ pool }: Database, { mailed, posted }: Evidence): Promise<Finding> {
  const { rows: entries } = await pool.query<Entry>(`SELECT record_ref AS "recordRef", position, kind, type, payload, command_id AS "commandId", recorded_at AS "recordedAt" FROM journal_entry ORDER BY record_ref, position`);
  const { rows: notices } = await pool.query<Notice>(
    `SELECT id, record_ref AS "recordRef", key, status, channel IS NOT NULL AND coalesce(not_before > now(), false) AS "isHeld",
       (SELECT count(*)::int FROM message m WHERE m.notification_id = n.id) + (SELECT count(*)::int FROM digest_item i WHERE i.notification_id = n.id) AS messages
     FROM notification n ORDER BY id`,
  );
  const { rows: messages } = await pool.query<Message>(
    `SELECT ref, record_ref AS "recordRef", channel, status, reference::text AS reference, letter, coalesce((SELECT jsonb_agg(kind) FROM task WHERE about = m.ref), '[]') AS tasks FROM message m ORDER BY queued_at, ref`,
  );
  const acts = grouped(entries.filter(({ kind, payload }) => kind === 'act' && payload.message !== undefined), ({ payload }) => payload.message ?? '');
  const [mails, letters] = [tally(mailed), tally(posted)];
  const of = (...statuses: string[]): number => messages.filter(({ status }) => statuses.includes(status)).length;
  return {
    counts: {
      'notices queued': notices.length, 'notices addressed': notices.filter(({ status }) => status === 'addressed').length, 'messages': messages.length,
      'messages accepted': of('accepted', 'delivered', 'bounced'), 'messages unknown, each a task': of('unknown'), 'mails taken by the mail server': mailed.length, 'letters posted': posted.length,
    },
    faults: [
      ...faultsOfQueue(entries, notices),
      ...messages.flatMap((message) => faultsOfMessage(message, (message.channel === 'email' ? mails : letters).get(message.reference) ?? 0, acts.get(message.ref) ?? [])),
      ...strangers([...mails, ...letters], messages),
    ],
  };
}

const tally = (references: readonly string[]): Map<string, number> => new Map([...grouped(references, (one) => one)].map(([reference, all]) => [reference, all.length]));

/** Every letter a fact causes and every rung that writes to somebody, by the domain's own rules; nothing besides. */
function faultsOfQueue(entries: readonly Entry[], notices: readonly Notice[]): Fault[] {
  const wanted = new Set([...grouped(entries, ({ recordRef }) => recordRef)].flatMap(([ref, own]) => wantedBy(own).map((key) => `${ref} ${key}`)));
  const queued = notices.map(({ recordRef, key }) => `${recordRef} ${key}`);
  const there = new Set(queued);
  return [
    ...[...wanted].filter((key) => !there.has(key)).map((who) => ({ kind: 'lost notice', who, what: 'the journal calls for it, and it was never queued' })),
    ...queued.filter((key) => !wanted.has(key)).map((who) => ({ kind: 'notice of nothing', who, what: 'it is queued, and nothing in the journal calls for it' })),
    ...notices.filter(({ status, isHeld }) => status === 'queued' && !isHeld).map(({ recordRef, key }) => ({ kind: 'unaddressed notice', who: `${recordRef} ${key}`, what: 'it is queued still' })),
    ...notices.filter(({ status, messages }) => status === 'addressed' && messages === 0).map(({ recordRef, key }) => ({ kind: 'lost message', who: `${recordRef} ${key}`, what: 'it says that it was addressed, and there is no message' })),
  ];
}

function wantedBy(entries: readonly Entry[]): string[] {
  const facts = entries.filter(({ kind }) => kind === 'fact').map((entry) => ({ entry, fact: { ...entry.payload, id: `j${entry.position}` } }));
  const ofFacts = facts.flatMap(({ entry, fact }) => {
    const known = facts.filter((other) => other.entry.position <= entry.position || other.entry.commandId === entry.commandId).map((other) => other.fact); // together, all or none
    if (wasSentBefore(fact, londonDay(entry.recordedAt))) return [];
    return lettersFor(fact, known).map(({ letter, audience, ref }) => [fact.id, letter, audience, ...(ref === null ? [] : [ref])].join('/'));
  });
  const rungs = entries.filter(({ kind, payload }) => kind === 'act' && 'rung' in payload && payload.to !== null);
  return [...ofFacts, ...rungs.map(({ payload }) => itemKey(payload))];
}

const GONE: ReadonlySet<string> = new Set(['accepted', 'delivered', 'bounced']);

function faultsOfMessage({ ref, recordRef, letter, status, tasks }: Message, taken: number, acts: readonly Entry[]): Fault[] {
  const fault = (kind: string, what: string): Fault[] => [{ kind, who: `${letter} of ${recordRef ?? 'nobody'} (message ${ref})`, what }];
  const noted = acts.filter(({ type }) => type === `message-${status === 'unknown' || status === 'failed' ? status : 'accepted'}`).length;
  return [
    ...(taken > 1 ? fault('doubled send', `its carrier took it ${taken} times`) : []),
    ...(GONE.has(status) && taken === 0 ? fault('lost send', `it says ${status}, and its carrier never took it`) : []),
    ...(status === 'queued' || status === 'sending' ? fault('unsent message', `it is ${status} still`) : []),
    ...((status === 'failed' || status === 'withdrawn') && taken > 0 ? fault('doubled send', `it says ${status}, and its carrier took it`) : []),
    ...(status === 'unknown' && !tasks.includes('unknown') ? fault('unknown to nobody', 'it may have gone, and is nobody’s task') : []),
    ...(status === 'failed' && !tasks.includes('not-sent') ? fault('failed for nobody', 'it did not go, and is nobody’s task') : []),
    ...(recordRef !== null && (GONE.has(status) || status === 'unknown') && noted !== 1 ? fault('unnoted send', `the journal says ${noted} times that it is ${status}`) : []),
  ];
}

/** What carriers hold that no row knows of: it went, and its row was lost. */
function strangers(taken: readonly (readonly [string, number])[], messages: readonly Message[]): Fault[] {
  const known = new Set(messages.map(({ reference }) => reference));
  return taken.filter(([reference]) => !known.has(reference)).map(([who]) => ({ kind: 'message of nobody', who, what: 'a carrier has it, and no row knows it' }));
}
