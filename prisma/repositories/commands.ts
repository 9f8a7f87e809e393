import type { Commands, NewCase, NewCommand, NewNote, Opening, RecordCommand, SavedCommand, Saving } from '../../api/ports.js';
import type { CommandStatus } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';

/** Commands as they were given, kept from before they are sent until they are answered: nothing accepted is ever lost. */
export type CommandStore = Commands &
  Readonly<{
    /** Commands that nobody has answered, given before an instant, oldest first: for sending again. */
    pending: (before: Instant, limit: number) => Promise<readonly Readonly<{ caseRef: string; command: RecordCommand }>[]>;
  }>;

export const createCommands = (database: Statements): CommandStore => ({
  save: (given) => afterCollision(() => inTransaction(database.pool, (tx) => saveWithin(tx, given))),
  open: (newCase, given) => afterCollision(() => inTransaction(database.pool, (tx) => open(tx, newCase, given))),
  find: (id) => find(database.pool, id),
  refused: (id, refusal) => refused(database, id, refusal),
  seconded: (id, by, agreed, at) => seconded(database, id, by, agreed, at),
  pending: (before, limit) => pending(database, before, limit),
});

const UNIQUE_VIOLATION = '23505';

/** Two at once with one key, or for one child: the second looks again and finds what the first has written. */
export async function afterCollision<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return work();
    throw error;
  }
}

/** Saved as part of a wider transaction; seen before, nothing is. */
export async function saveWithin(tx: Transaction, given: NewCommand): Promise<Saving> {
  const seen = await find(tx, given.command.commandId);
  if (seen !== null) return { kind: 'seen', saved: seen };
  await insertCommand(tx, given);
  return { kind: 'saved' };
}

async function open(tx: Transaction, newCase: NewCase, given: NewCommand): Promise<Opening> {
  const seen = await find(tx, given.command.commandId);
  if (seen !== null) return { kind: 'seen', saved: seen };
  const known = await knownChild(tx, newCase);
  if (known?.openCase) return { kind: 'already-open', caseRef: known.openCase, field: known.field };
  const childRef = known?.ref ?? (await insertChild(tx, newCase));
  await tx.query(
    `INSERT INTO case_record (ref, kind, child_ref, team_ref, owner_ref, opened_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [newCase.ref, newCase.kind, childRef, newCase.team, newCase.owner, given.sentAt],
  );
  await insertCommand(tx, given);
  return { kind: 'saved' };
}

type KnownChild = Readonly<{ ref: string; openCase: string | null; field: 'child.upn' | 'child.councilReference' }>;

/** A child already known by pupil number or the council's reference, its row locked, with the record of that sort still open if any. */
async function knownChild(tx: Transaction, { child, kind }: NewCase): Promise<KnownChild | null> {
  const { rows } = await tx.query<{ ref: string; byUpn: boolean }>(
    `SELECT ref, coalesce(upn = $1, false) AS "byUpn" FROM child WHERE upn = $1 OR council_reference = $2 ORDER BY 2 DESC FOR UPDATE`,
    [child.upn, child.councilReference],
  );
  const found = rows[0];
  if (found === undefined) return null;
  const { rows: opened } = await tx.query<{ ref: string }>(
    `SELECT ref FROM case_record r WHERE child_ref = $1 AND kind = ANY($2) AND outcome IS NULL
       AND (position > 0 OR EXISTS (SELECT 1 FROM command m WHERE m.record_ref = r.ref AND m.state = 'pending')) LIMIT 1`,
    [found.ref, kind === 'plan' ? ['plan'] : ['assessment', 'reassessment']],
  );
  return { ref: found.ref, openCase: opened[0]?.ref ?? null, field: found.byUpn ? 'child.upn' : 'child.councilReference' };
}

async function insertChild(tx: Transaction, { child: { ref, givenName, familyName, bornOn, upn, councilReference, setting, person } }: NewCase): Promise<string> {
  await tx.query(
    `INSERT INTO child (ref, given_name, family_name, born_on, upn, council_reference, setting_ref) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [ref, givenName, familyName, bornOn, upn, councilReference, setting],
  );
  if (person !== null) await tx.query(`INSERT INTO person (ref, child_ref, name, relation) VALUES ($1, $2, $3, $4)`, [person.ref, ref, person.name, person.relation]);
  return ref;
}

async function insertCommand(tx: Transaction, { command, caseRef, bodyHash, sentAt, notes, state }: NewCommand): Promise<void> {
  await tx.query(
    `INSERT INTO command (id, record_ref, actor, facts, if_entry, body_hash, state, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [command.commandId, caseRef, command.actor, JSON.stringify(command.facts), command.ifEntry ?? null, bodyHash, state, sentAt],
  );
  for (const note of notes) await insertNote(tx, note, sentAt);
}

const insertNote = (tx: Transaction, { ref, caseRef, field, text, by }: NewNote, at: Instant) =>
  tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, $4, $5, $6)`, [ref, caseRef, by, field, text, at]);

type Row = Readonly<{
  id: string; caseRef: string; actor: string; facts: RecordCommand['facts']; ifEntry: number | null; bodyHash: string; state: CommandStatus['state'];
  position: number | null; refusal: Extract<CommandStatus, { state: 'refused' }>['code'] | null; notBefore: IsoDate | null; sentAt: Instant; recorded: Fact[] | null;
}>;

async function find(tx: Transaction, id: string): Promise<SavedCommand | null> {
  const { rows } = await tx.query<Row>(
    `SELECT id, record_ref AS "caseRef", actor, facts, if_entry AS "ifEntry", body_hash AS "bodyHash", state, position, refusal,
       not_before AS "notBefore", sent_at AS "sentAt",
       (SELECT jsonb_agg(j.payload || jsonb_build_object('id', 'j' || j.position) ORDER BY j.position) FROM journal_entry j WHERE j.command_id = m.id) AS recorded
     FROM command m WHERE id = $1`,
    [id],
  );
  return rows[0] === undefined ? null : { ...statusOf(rows[0]), bodyHash: rows[0].bodyHash, command: commandOf(rows[0]) };
}

const commandOf = ({ id, actor, facts, ifEntry }: Pick<Row, 'id' | 'actor' | 'facts' | 'ifEntry'>): RecordCommand => ({ commandId: id, actor, facts, ...(ifEntry === null ? {} : { ifEntry }) });

function statusOf({ id, caseRef, actor, sentAt, facts, state, position, refusal, notBefore, recorded }: Row): CommandStatus {
  const base = { id, caseRef, actor, sentAt, types: facts.map(({ type }) => type) };
  switch (state) {
    case 'recorded':
      return { ...base, state, entry: position ?? 0, facts: recorded ?? [] };
    case 'refused':
      return { ...base, state, code: refusal ?? 'changed-since', notBefore };
    default:
      return { ...base, state };
  }
}

async function refused({ pool }: Statements, id: string, { code, notBefore }: Parameters<Commands['refused']>[1]): Promise<boolean> {
  await pool.query(`UPDATE command SET state = 'refused', refusal = $2, not_before = $3, settled_at = now() WHERE id = $1 AND state = 'pending'`, [id, code, notBefore]);
  const { rows } = await pool.query<Pick<Row, 'state'>>('SELECT state FROM command WHERE id = $1', [id]);
  return rows[0]?.state !== 'recorded';
}

async function seconded({ pool }: Statements, id: string, by: string, agreed: boolean, at: Instant): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE command SET state = $2, seconded_by = $3, seconded_at = $4, settled_at = CASE WHEN $2 = 'declined' THEN $4::timestamptz END
     WHERE id = $1 AND state = 'awaiting-second-person'`,
    [id, agreed ? 'pending' : 'declined', by, at],
  );
  return rowCount === 1;
}

async function pending({ pool }: Statements, before: Instant, limit: number): Promise<{ caseRef: string; command: RecordCommand }[]> {
  const { rows } = await pool.query<Pick<Row, 'id' | 'caseRef' | 'actor' | 'facts' | 'ifEntry'>>(
    `SELECT id, record_ref AS "caseRef", actor, facts, if_entry AS "ifEntry" FROM command
     WHERE state = 'pending' AND coalesce(seconded_at, sent_at) < $1 ORDER BY sent_at, id LIMIT $2`,
    [before, limit],
  );
  return rows.map((row) => ({ caseRef: row.caseRef, command: commandOf(row) }));
}
