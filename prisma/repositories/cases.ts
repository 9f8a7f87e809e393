import type { AgendaItem, Claimed } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Duty } from '../../domain/duty.js';
import type { Escalation } from '../../domain/escalation.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Progress } from '../../domain/progress.js';
import type { NamedVersion } from '../../domain/plan/versions.js';
import type { RungChannel } from '../../domain/settings.js';
import type { Undone } from '../../domain/tell/cause.js';
import { newRef } from '../../api/refs.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { writeEscalations } from './escalation-rows.js';
import { dutyRows, type DutyRow, type ProjectedDuty } from './duty-rows.js';
import { claimedOf, factsOf } from './facts-of.js';
import { chain, type ChainedEntry, type EntryContent } from './journal-chain.js';
import { carryFinal, sendVersions, WRITTEN } from './plan-sent.js';
import { tellOfUndone } from './undone-letters.js';

/** The write side of a record: read under the lock of its row, decided, written whole or not at all. */

export type CaseHead = Readonly<{
  ref: string;
  openedAt: Instant;
  /** Day the record was brought in from elsewhere. */
  importedOn: IsoDate | null;
  owner: string | null;
  /** Last journal entry: position 0 and hash '' where there is none. */
  position: number;
  headHash: string;
  recordedAt: Instant | null;
}>;

export type LockedCase = Readonly<{
  head: CaseHead;
  facts: readonly Fact[];
  /** Journal position of the last fact; 0 where there is none. */
  lastFact: number;
  /** Agenda items claimed. */
  claimed: readonly Claimed[];
  /** Whether an escalation of it was open. */
  isEscalated: boolean;
  /** Position of the last fact of this command, when it has been recorded before. */
  answered: number | null;
  /** What this command was refused for, when its sender has been told so. */
  refused: Readonly<{ code: string; notBefore: IsoDate | null }> | null;
  /** The version of the plan's text that is being written, as it stands. */
  written: NamedVersion | null;
}>;

export type NewEntry = Pick<EntryContent, 'kind' | 'type' | 'happenedOn' | 'payload' | 'actor' | 'commandId' | 'commandIndex'>;

export type NewClaim = Readonly<{ item: AgendaItem; skipped: boolean; /** Of its act in the journal. */ position: number | null }>;
/** Something to be told, and the entry that causes it; of an agenda item its parts besides. */
export type NewNotice = Readonly<{ key: string; position: number; template: string; toRole: string; toRef: string | null; item: AgendaItem | null; /** Of a rung to staff; null: a letter. */ channel: RungChannel | null }>;

/** What a record's row says, projected anew by every write. */
export type CaseStanding = Readonly<{
  receivedOn: IsoDate | null;
  stage: string | null;
  progress: object | null;
  owner: string | null;
  ownedSince: IsoDate | null;
  /** The owed duty to act on first. */
  next: Duty | null;
  firstDueOn: IsoDate | null;
  wakeAt: Instant | null;
  outcome: string | null;
}>;

export type CaseChanges = Readonly<{
  recordedAt: Instant;
  entries: readonly NewEntry[];
  duties: readonly ProjectedDuty[];
  claims: readonly NewClaim[];
  notices: readonly NewNotice[];
  /** Those open after it. */
  escalations: readonly Escalation[];
  /** Entries corrected: whoever got a letter about one is to be told, by that day. */
  undone: readonly Undone[];
  tellBy: IsoDate;
  standing: CaseStanding;
  /** Settled as recorded in the same transaction. */
  command: Readonly<{ id: string; position: number }> | null;
}>;

export type TellPlan = Readonly<{
  /** Whether its record is opened where there is none. */
  opens: boolean;
  /** @returns null where it says so already */
  decide: (plan: LockedCase) => CaseChanges | null;
}>;

export type Decision<T> = Readonly<{
  answer: T;
  changes: CaseChanges | null;
  /** The plan of this assessment is told in the same transaction. */
  plan?: TellPlan;
}>;

export type Cases = Readonly<{
  /**
   * Locks a record, lets `decide` look at it, and writes what it decided, all in one transaction.
   * @returns the answer, and the plan that was told; or null where there is no such record
   * @throws what `decide` throws, with nothing written
   */
  locked: <T>(ref: string, commandId: string | null, decide: (record: LockedCase) => Decision<T>) => Promise<Readonly<{ answer: T; plan: string | null }> | null>;
  /** Records that still wait for something, for arming their workflows again: lasting references, not names. */
  open: () => Promise<readonly { ref: string; kind: string; wakeAt: Instant | null }[]>;
}>;

export const createCases = ({ pool }: Statements): Cases => ({
  locked: (ref, commandId, decide) =>
    inTransaction(pool, async (tx) => {
      const head = await lock(tx, ref);
      if (head === null) return null;
      const refused = commandId === null ? null : await refusalOf(tx, commandId);
      const { record, current } = await read(tx, head, commandId, refused);
      const { answer, changes, plan } = decide(record);
      if (changes !== null) await writeAll(tx, record, current, changes);
      return { answer, plan: plan === undefined ? null : await tellPlan(tx, ref, plan) };
    }),
  open: async () => {
    const { rows } = await pool.query<{ ref: string; kind: string; wakeAt: Instant | null }>(
      `SELECT ref, kind, wake_at AS "wakeAt" FROM case_record WHERE outcome IS NULL ORDER BY ref`,
    );
    return rows;
  },
});

async function writeAll(tx: Transaction, { head, isEscalated }: LockedCase, current: readonly Current[], changes: CaseChanges): Promise<void> {
  await write(tx, head, current, changes);
  await writeEscalations(tx, head.ref, isEscalated, changes.escalations, changes.recordedAt);
  await sendVersions(tx, head.ref, changes.entries, changes.recordedAt);
  await tellOfUndone(tx, head.ref, changes);
}

/** The plan of an assessment, opened where there is none: of the same child, team and caseworker, and as restricted. Locked after its assessment, always. */
async function tellPlan(tx: Transaction, assessment: string, { opens, decide }: TellPlan): Promise<string | null> {
  if (opens) await tx.query(OPEN_PLAN, [assessment, newRef('P')]);
  const { rows } = await tx.query<{ ref: string }>('SELECT ref FROM case_record WHERE made_from = $1', [assessment]);
  const head = rows[0] === undefined ? null : await lock(tx, rows[0].ref);
  if (head === null) return null;
  const { record, current } = await read(tx, head, null, null);
  const changes = decide(record);
  if (changes !== null) await writeAll(tx, record, current, changes);
  await carryFinal(tx, assessment, head.ref);
  return head.ref;
}

const OPEN_PLAN = `
  WITH opened AS (
    INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, restricted, opened_at, made_from)
    SELECT $2, 'plan', child_ref, team_ref, owner_ref, restricted, coalesce(recorded_at, opened_at), ref FROM case_record WHERE ref = $1
    ON CONFLICT (made_from) DO NOTHING RETURNING ref)
  INSERT INTO record_access (record_ref, staff_ref) SELECT opened.ref, staff_ref FROM opened, record_access WHERE record_ref = $1`;

async function lock(tx: Transaction, ref: string): Promise<CaseHead | null> {
  const { rows } = await tx.query<CaseHead>({
    name: 'lock-case',
    text: `SELECT ref, opened_at AS "openedAt", imported_on AS "importedOn", owner_ref AS owner, position,
             head_hash AS "headHash", recorded_at AS "recordedAt"
           FROM case_record WHERE ref = $1 FOR UPDATE`,
    values: [ref],
  });
  return rows[0] ?? null;
}

/** The command's row is locked with the record's: what is recorded now is not refused a moment later. */
async function refusalOf(tx: Transaction, commandId: string): Promise<LockedCase['refused']> {
  const { rows } = await tx.query<{ state: string; code: string; notBefore: IsoDate | null }>({
    name: 'lock-command',
    text: `SELECT state, refusal AS code, not_before AS "notBefore" FROM command WHERE id = $1 FOR NO KEY UPDATE`,
    values: [commandId],
  });
  const [command] = rows;
  return command?.state === 'refused' ? { code: command.code, notBefore: command.notBefore } : null;
}

type Current = Pick<DutyRow, 'contentHash'> & Readonly<{ id: number }>;
type Known = Readonly<{ facts: Fact[]; lastFact: number | null; claimed: LockedCase['claimed'] | null; isEscalated: boolean; current: Current[] | null; answered: number | null; written: NamedVersion | null }>;

/** After the lock, in a statement of its own: what another transaction has just committed is seen. */
async function read(tx: Transaction, head: CaseHead, commandId: string | null, refused: LockedCase['refused']): Promise<{ record: LockedCase; current: readonly Current[] }> {
  const { rows } = await tx.query<Known>({
    name: 'read-case',
    text: `SELECT
        ${factsOf('$1')} AS facts,
        (SELECT max(position) FROM journal_entry WHERE record_ref = $1 AND kind = 'fact') AS "lastFact",
        ${claimedOf('$1')} AS claimed,
        EXISTS (SELECT FROM escalation WHERE record_ref = $1) AS "isEscalated",
        (SELECT jsonb_agg(jsonb_build_object('id', id, 'contentHash', content_hash))
          FROM duty WHERE record_ref = $1 AND recorded_to IS NULL) AS current,
        (SELECT max(position) FROM journal_entry WHERE record_ref = $1 AND command_id = $2) AS answered,
        ${WRITTEN} AS written`,
    values: [head.ref, commandId],
  });
  const known = rows[0];
  const record = {
    head,
    facts: known?.facts ?? [],
    lastFact: known?.lastFact ?? 0,
    claimed: known?.claimed ?? [],
    isEscalated: known?.isEscalated ?? false,
    answered: known?.answered ?? null,
    refused,
    written: known?.written ?? null,
  };
  return { record, current: known?.current ?? [] };
}

async function write(tx: Transaction, head: CaseHead, current: readonly Current[], changes: CaseChanges): Promise<void> {
  const rows = dutyRows(head.ref, changes.duties);
  const kept = new Set(rows.map(({ contentHash }) => contentHash));
  const existing = new Set(current.map(({ contentHash }) => contentHash));
  const over = current.filter(({ contentHash }) => !kept.has(contentHash)).map(({ id }) => id);
  const added = rows.filter(({ contentHash }) => !existing.has(contentHash));
  const entries = entriesOf(head, changes);
  if (over.length > 0) await tx.query('UPDATE duty SET recorded_to = $2 WHERE id = ANY($1)', [over, changes.recordedAt]);
  await tx.query({ name: 'write-case', text: WRITE, values: valuesOf(head, changes, entries, added) });
}

function entriesOf(head: CaseHead, { entries, recordedAt }: CaseChanges): ChainedEntry[] {
  const contents = entries.map((entry, index) => ({ ...entry, recordRef: head.ref, position: head.position + 1 + index, recordedAt }));
  return chain(head.headHash, contents);
}

const claimJson = ({ item: { duty, subject, occurrence, rung, act, on }, skipped, position }: NewClaim) => ({ duty, subject: subject ?? '', occurrence, rung, act, on, skipped, position });
const noticeJson = ({ item, ...notice }: NewNotice) => ({ ...notice, duty: item?.duty ?? null, subject: item?.subject ?? null, occurrence: item?.occurrence ?? null, rung: item?.rung ?? null });

function valuesOf(head: CaseHead, changes: CaseChanges, entries: readonly ChainedEntry[], added: readonly DutyRow[]): unknown[] {
  const last = entries.at(-1);
  const { next, ...standing } = changes.standing;
  const row = {
    ...standing,
    position: last?.position ?? head.position,
    headHash: last?.hash ?? head.headHash,
    recordedAt: last?.recordedAt ?? head.recordedAt,
    nextActBy: next?.actBy ?? null,
    nextCode: next?.code ?? null,
    nextSubject: next?.subject ?? null,
    nextOccurrence: next?.occurrence ?? null,
    finalisingFrom: finalisingFrom(changes.standing),
  };
  const { command, claims, notices, recordedAt } = changes;
  const lists = [entries, added, claims.map(claimJson), notices.map(noticeJson)].map((list) => JSON.stringify(list));
  return [head.ref, recordedAt, JSON.stringify(row), ...lists, command?.id ?? null, command?.position ?? null];
}

/** From this day on a sent draft waits for the final plan: what a report of a past day reads its stage from. */
export const finalisingFrom = ({ progress }: Pick<CaseStanding, 'progress'>): IsoDate | null => (progress as Progress | null)?.draft?.finalFrom ?? null;

/** Columns of the recordsets that write-case and the bulk import read. */
export const ENTRY_COLUMNS = `"recordRef" text, position int, kind text, type text, "happenedOn" date, payload jsonb, actor text,
  "commandId" uuid, "commandIndex" smallint, "recordedAt" timestamptz, "previousHash" text, hash text`;
export const DUTY_COLUMNS = `"recordRef" text, code text, subject text, occurrence text, shape text, kind text, "heldBy" text, "dueOn" date,
  "actBy" date, "notBefore" date, "doneOn" date, "excusedDays" int, "excusingFrom" date, "excusingDays" int, "stoppedOn" date, settled text,
  law text, reasoning jsonb, "contentHash" text`;

/** SQL of what stands beside a duty's reasoning for counting many: when it began, and how it was excepted. */
export const BESIDE_REASONING = `(reasoning->'because'->0->>'on')::date,
      CASE WHEN reasoning->'exceptions' @> '[{"qualifies": true}]' THEN 2 WHEN reasoning->'exceptions' <> '[]' THEN 1 ELSE 0 END`;

const WRITE = `
  WITH entries AS (
    INSERT INTO journal_entry (record_ref, position, kind, type, happened_on, payload, actor, command_id, command_index, recorded_at, previous_hash, hash)
    SELECT "recordRef", position, kind, type, "happenedOn", payload, actor, "commandId", "commandIndex", "recordedAt", "previousHash", hash
    FROM jsonb_to_recordset($4::jsonb) AS e(${ENTRY_COLUMNS})
  ), duties AS (
    INSERT INTO duty (record_ref, code, subject, occurrence, shape, kind, held_by, began_on, excepted, due_on, act_by, not_before, done_on, excused_days,
      excusing_from, excusing_days, stopped_on, settled, law, reasoning, content_hash, recorded_from)
    SELECT "recordRef", code, subject, occurrence, shape, kind, "heldBy", ${BESIDE_REASONING}, "dueOn", "actBy", "notBefore", "doneOn", "excusedDays",
      "excusingFrom", "excusingDays", "stoppedOn", settled, law, reasoning, "contentHash", $2
    FROM jsonb_to_recordset($5::jsonb) AS d(${DUTY_COLUMNS})
    RETURNING id, code, subject, occurrence
  ), claims AS (
    INSERT INTO agenda_claim (record_ref, duty, subject, occurrence, rung, act, item_on, skipped, position, claimed_at)
    SELECT $1, duty, subject, occurrence, rung, act, "on", skipped, position, $2
    FROM jsonb_to_recordset($6::jsonb) AS c(duty text, subject text, occurrence text, rung text, act text, "on" date, skipped boolean, position int)
  ), notices AS (
    INSERT INTO notification (record_ref, position, template, to_role, to_ref, duty, subject, occurrence, rung, key, channel, queued_at)
    SELECT $1, position, template, "toRole", "toRef", duty, subject, occurrence, rung, key, channel, $2
    FROM jsonb_to_recordset($7::jsonb) AS n(key text, position int, template text, "toRole" text, "toRef" text, channel text, duty text, subject text, occurrence text, rung text)
  ), answered AS (
    UPDATE command SET state = 'recorded', position = $9::int, settled_at = $2 WHERE id = $8::uuid AND state = 'pending'
  ), stands AS (
    SELECT stage, "finalisingFrom", (SELECT ref FROM staff WHERE ref = s.owner) AS owner, "receivedOn"
    FROM jsonb_to_record($3::jsonb) AS s(position int, stage text, "finalisingFrom" date, owner text, "receivedOn" date) WHERE s.position > 0
  ), stood AS (
    UPDATE standing SET recorded_to = $2 FROM stands s
    WHERE record_ref = $1 AND recorded_to IS NULL AND (standing.stage, finalising_from, owner_ref, received_on) IS DISTINCT FROM (s.stage, s."finalisingFrom", s.owner, s."receivedOn")
    RETURNING id
  ), standing_now AS (
    INSERT INTO standing (record_ref, recorded_from, stage, finalising_from, owner_ref, received_on)
    SELECT $1, $2, stage, "finalisingFrom", owner, "receivedOn" FROM stands
    WHERE EXISTS (SELECT FROM stood) OR NOT EXISTS (SELECT FROM standing WHERE record_ref = $1 AND recorded_to IS NULL)
  )
  UPDATE case_record SET position = s.position, head_hash = s."headHash", recorded_at = s."recordedAt", received_on = s."receivedOn",
    stage = s.stage, progress = s.progress, wake_at = s."wakeAt", first_due_on = s."firstDueOn", next_act_by = s."nextActBy",
    owner_ref = (SELECT ref FROM staff WHERE ref = s.owner), owned_since = s."ownedSince",
    outcome = s.outcome, ended_at = CASE WHEN s.outcome IS NULL THEN NULL ELSE coalesce(ended_at, $2) END,
    next_duty_id = (
      SELECT id FROM (
        SELECT id, code, subject, occurrence FROM duties
        UNION ALL SELECT id, code, subject, occurrence FROM duty WHERE record_ref = $1 AND recorded_to IS NULL) AS known
      WHERE code = s."nextCode" AND subject IS NOT DISTINCT FROM s."nextSubject" AND occurrence = s."nextOccurrence")
  FROM jsonb_to_record($3::jsonb) AS s(position int, "headHash" text, "recordedAt" timestamptz, "receivedOn" date, stage text, progress jsonb,
    "wakeAt" timestamptz, "firstDueOn" date, "nextActBy" date, "nextCode" text, "nextSubject" text, "nextOccurrence" text, owner text,
    "ownedSince" date, outcome text)
  WHERE ref = $1`;
