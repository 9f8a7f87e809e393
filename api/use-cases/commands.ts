import { AppError, notFound } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { SavedCommand, UseCaseDeps } from '../ports.js';
import type { CommandStatus } from '../read-models.js';
import { send, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

/** What became of a command: for whoever sent it, and whoever may see its record. @throws AppError `not-found` */
export async function commandStatus(deps: UseCaseDeps, caller: Caller, id: string): Promise<CommandStatus> {
  const { saved } = await seen(deps, caller, id);
  return saved;
}

/**
 * A second person agrees to a correction, which is then recorded, or does not.
 *
 * @throws AppError `not-found`, `forbidden`, `second-person-needed`, `already-settled`, `rule-refused`
 */
export async function secondCorrection(deps: UseCaseDeps, caller: Caller, id: string, agreed: boolean): Promise<Outcome | { kind: 'DECLINED'; commandId: string; caseRef: string }> {
  const { saved, record } = await seen(deps, caller, id);
  if (record === null || !mayOn(caller, 'record.second', record)) throw new AppError('forbidden');
  if (saved.actor === caller.ref) throw new AppError('second-person-needed');
  const settled = await deps.commands.seconded(id, caller.ref, agreed, nowOf(deps));
  if (!settled) throw new AppError('already-settled');
  return agreed ? send(deps, saved.caseRef, saved.command) : { kind: 'DECLINED', commandId: id, caseRef: saved.caseRef };
}

async function seen(deps: UseCaseDeps, caller: Caller, id: string): Promise<{ saved: SavedCommand; record: { owner: string | null; team: string } | null }> {
  const saved = await deps.commands.find(id);
  if (saved === null) throw notFound();
  const record = await deps.cases.access(scopeFor(caller), saved.caseRef);
  if (record === null && saved.actor !== caller.ref) throw notFound();
  return { saved, record };
}
