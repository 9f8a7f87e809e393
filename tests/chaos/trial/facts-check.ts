// Facts sent against facts in the journal: none lost, none doubled, none of nobody.
import type { Database } from '../../../prisma/database.js';
import { grouped } from '../../../domain/grouped.js';
import type { Sent } from './load.js';
import type { Fault, Finding } from './verdict.js';

type Entry = Readonly<{ recordRef: string; position: number; type: string; on: string; commandId: string | null }>;
type Command = Readonly<{ id: string; state: string }>;

export async function faultsOfFacts({ pool }: Database, sent: readonly Sent[]): Promise<Finding> {
  const { rows: entries } = await pool.query<Entry>(`SELECT record_ref AS "recordRef", position, type, happened_on AS "on", command_id AS "commandId" FROM journal_entry WHERE kind = 'fact' ORDER BY record_ref, position`);
  const { rows: commands } = await pool.query<Command>('SELECT id, state FROM command');
  const { rows: children } = await pool.query<{ reference: string; records: number }>(`SELECT coalesce(c.council_reference, c.ref) AS reference, count(*)::int AS records FROM child c JOIN case_record r ON r.child_ref = c.ref AND r.kind <> 'plan' GROUP BY 1`);
  const byCommand = grouped(entries, ({ commandId }) => commandId ?? '');
  const states = new Map(commands.map(({ id, state }) => [id, state]));
  const known = new Set(sent.map(({ key }) => key));
  const faults: Fault[] = [
    ...sent.flatMap((command) => faultsOfCommand(command, byCommand.get(command.key) ?? [], states.get(command.key) ?? null)),
    ...entries.filter(({ commandId, type }) => (commandId === null ? type !== MADE_BY_ANOTHER : !known.has(commandId))).map(({ recordRef, position, type }) => ({ kind: 'fact of nobody', who: `${recordRef} entry ${position}`, what: `${type}, which nobody sent` })),
    ...commands.filter(({ id }) => !known.has(id)).map(({ id }) => ({ kind: 'command of nobody', who: id, what: 'is kept, and nobody sent it' })),
    ...children.filter(({ records }) => records > 1).map(({ reference, records }) => ({ kind: 'doubled record', who: reference, what: `one request opened ${records} records` })),
  ];
  const of = (kind: string): number => sent.filter(({ told }) => told?.kind === kind).length;
  const counts = { 'commands sent': sent.length, 'acknowledged as recorded': of('recorded'), 'refused by rule': of('refused'), 'never answered': sent.length - of('recorded') - of('refused'), 'facts in the journal': entries.length };
  return { counts, faults };
}

function faultsOfCommand({ key, reference, facts, answers, told, caseRef }: Sent, entries: readonly Entry[], state: string | null): Fault[] {
  const fault = (kind: string, what: string): Fault[] => [{ kind, who: `${facts[0]?.type ?? ''} of ${caseRef ?? reference} (command ${key})`, what }];
  const wasTaken = told?.kind === 'recorded' || answers.some((status) => status === 201 || status === 202);
  if (wasTaken && state === null) return fault('lost fact', 'it was taken, and there is no trace of it');
  if (state === 'pending') return fault('unsettled fact', 'it was taken, and is neither recorded nor refused');
  if (told?.kind === 'refused' && entries.length > 0) return fault('refused and recorded', `its sender was told ${told.code}, and it is in the journal`);
  if (state === 'refused' && told?.kind === 'recorded') return fault('recorded and refused', 'its sender was told that it is recorded');
  if (state !== 'recorded') return entries.length > 0 ? fault('unsettled fact', `it is in the journal, and its command says ${state ?? 'nothing'}`) : [];
  return faultsOfRecorded(facts, told, entries).flatMap(([kind, what]) => fault(kind, what));
}

/** Written beside an assessment's final plan, on the plan's own record (plans-check.ts). */
const MADE_BY_ANOTHER = 'plan-made';

/** The API adds who owns a new record to the fact that opens it. */
const ADDED = 'owner-set';

function faultsOfRecorded(facts: Sent['facts'], told: Sent['told'], entries: readonly Entry[]): [kind: string, what: string][] {
  const own = entries.filter(({ type }) => type !== ADDED || facts.some((fact) => fact.type === ADDED));
  const written = own.map(({ type, on }) => `${type} ${on}`);
  const wanted = facts.map(({ type, on }) => `${type} ${on}`);
  if (own.length < wanted.length) return [['lost fact', `${own.length} of its ${wanted.length} facts are in the journal`]];
  if (own.length > wanted.length) return [['doubled fact', `its ${wanted.length} facts are ${own.length} entries: ${own.map(({ position }) => position).join(', ')}`]];
  const faults: [string, string][] = [];
  if (written.join() !== wanted.join()) faults.push(['changed fact', `${wanted.join()} was sent, ${written.join()} is written`]);
  const last = entries.at(-1)?.position ?? 0;
  if (told?.kind === 'recorded' && told.entry !== last) faults.push(['misplaced fact', `its sender was told entry ${told.entry}; it is ${last}`]);
  return faults;
}
