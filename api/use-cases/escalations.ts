import { isOf } from '../../domain/agenda.js';
import type { Promised } from '../../domain/climb.js';
import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { promiseBy, refusedPromise } from '../../domain/escalation.js';
import { positionOf } from '../../domain/facts/story.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { EscalationQuery, EscalationRow, EscalationWhole, OfEscalation, SaidPromise } from '../escalation-models.js';
import { nowOf, todayOf } from '../now.js';
import { answeringScope, mayAtAll, scopeFor, scopeOfService, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Page, Scope } from '../read-models.js';
import { recordFactsOn } from './record-facts.js';
import type { Outcome } from './send-command.js';

/** Open escalations, those told longest ago first. @throws AppError `forbidden` */
export async function openEscalations(deps: UseCaseDeps, caller: Caller, query: Omit<EscalationQuery, 'today'>): Promise<Page<EscalationRow>> {
  if (!mayAtAll(caller, 'escalation.see')) throw new AppError('forbidden');
  const page = await deps.escalations.open(answeringScope(caller, query.whose === 'mine' ? 'record.see' : 'escalation.see'), { ...query, today: todayOf(deps) });
  const caseRefs = [...new Set(page.items.map(({ caseRef }) => caseRef))];
  if (caseRefs.length > 0) await deps.views.log({ staff: caller.ref, caseRefs, seen: 'escalations', at: nowOf(deps) });
  return page;
}

/** How many wait for this person; none for whoever gets none. */
export async function countEscalations(deps: Pick<UseCaseDeps, 'escalations' | 'clock'>, caller: Caller): Promise<number> {
  return mayAtAll(caller, 'escalation.see') ? deps.escalations.count(answeringScope(caller), todayOf(deps)) : 0;
}

/** One escalation whole: why it is late, its ladder, what was promised. @throws AppError `not-found`, also where it is open no more */
export async function oneEscalation(deps: UseCaseDeps, caller: Caller, of: OfEscalation): Promise<EscalationWhole> {
  const today = todayOf(deps);
  const row = await deps.escalations.one(answeringScope(caller), of, today);
  const record = row === null ? null : await wherever(caller, (scope) => deps.cases.caseRecord(scope, of.caseRef, today));
  const duty = record?.duties.find((one) => isOf(one, of));
  const climb = record?.climbs.find((one) => isOf(one.duty, of));
  if (row === null || record === null || duty === undefined || climb === undefined) throw notFound();
  const [told, said] = await Promise.all([deps.escalations.told(of), promisesSaid(deps, of.caseRef, climb.promises)]);
  await deps.views.log({ staff: caller.ref, caseRefs: [of.caseRef], seen: 'escalation', at: nowOf(deps) });
  const steps = climb.steps.map((step) => {
    const has = (rung: string): boolean => step.rungs.some((one) => one.rung === rung);
    return {
      on: step.firesOn,
      rungs: step.rungs,
      isTold: step.told !== null && step.told !== 'skipped',
      isSkipped: step.told === 'skipped',
      acknowledgeBy: step.acknowledgeBy,
      names: [...new Set(told.flatMap(({ rung, name }) => (has(rung) ? [name] : [])))],
      promises: said.flatMap(({ rung, ...promise }) => (has(rung) ? [promise] : [])),
    };
  });
  return { row, duty, steps, promiseBy: promiseBy(today, deps.council.settings), mayAcknowledge: row.isMine && row.state === 'waiting', access: record.access, entry: record.access.position };
}

/** A record of which the reader has an escalation: by their own right to see it, as the manager of the service it waits for, or as one who answers for quality audits. */
async function wherever<T>(caller: Caller, read: (scope: Scope) => Promise<T | null>): Promise<T | null> {
  const { manages, audits } = answeringScope(caller);
  const own = await read({ ...scopeFor(caller), audits });
  return own === null && manages.length > 0 ? read(scopeOfService(caller)) : own;
}

async function promisesSaid({ escalations }: UseCaseDeps, caseRef: string, promises: readonly Promised[]): Promise<readonly (SaidPromise & Readonly<{ rung: string }>)[]> {
  const said = await escalations.said(caseRef, promises.flatMap(({ id }) => positionOf(id) ?? []));
  return promises.flatMap(({ id, rung, on, promisedOn }) => said.filter(({ entry }) => entry === positionOf(id)).map((one) => ({ ...one, rung, on, promisedOn })));
}

/** The open escalations of a record, as far as the reader may see it. @throws AppError `not-found` */
export async function escalationsOfCase(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<readonly EscalationRow[]> {
  if ((await deps.cases.access(scopeFor(caller), caseRef)) === null) throw notFound();
  const rows = await deps.escalations.ofRecord(answeringScope(caller), caseRef, todayOf(deps));
  await deps.views.log({ staff: caller.ref, caseRefs: [caseRef], seen: 'escalations', at: nowOf(deps) });
  return rows;
}

export type Acknowledged = OfEscalation & Readonly<{ commandId: string; action: string; promisedOn: string; ifEntry?: number }>;

/**
 * Answers for an escalation: what will be done, and by when.
 *
 * @throws AppError `not-found`; `invalid` naming the field; `not-yours-to-record` for whom it did not go to, nor to a role below
 *   theirs; `rule-refused` where it has climbed, or is promised already
 */
export async function acknowledgeEscalation(deps: UseCaseDeps, caller: Caller, { caseRef, duty, subject, occurrence, commandId, action, promisedOn, ifEntry }: Acknowledged): Promise<Outcome> {
  const today = todayOf(deps);
  const row = await deps.escalations.one(answeringScope(caller), { caseRef, duty, subject, occurrence }, today);
  if (row === null) throw notFound();
  const record = await wherever(caller, (scope) => deps.cases.access(scope, caseRef));
  if (record === null) throw notFound();
  if (!row.isMine) throw new AppError('not-yours-to-record');
  const promised = promiseMade(deps, today, action, promisedOn);
  const fact = { type: 'escalation-acknowledged' as const, on: today, duty, ...(subject === null ? {} : { subject }), occurrence, rung: row.rung, ...promised };
  return recordFactsOn(deps, caller, record, { caseRef, commandId, facts: [fact], ...(ifEntry === undefined ? {} : { ifEntry }) });
}

/** The words and the day, as they may be recorded. @throws AppError `invalid` */
function promiseMade({ council: { settings } }: UseCaseDeps, today: IsoDate, action: string, promisedOn: string): Readonly<{ action: string; promisedOn: IsoDate }> {
  const problems: FieldProblem[] = [];
  if (action.trim() === '') problems.push({ path: 'action', message: 'is missing: say what you will do' });
  const day = isIsoDate(promisedOn) ? promisedOn : null;
  const refused = day === null ? null : refusedPromise({ on: today, promisedOn: day }, settings);
  if (day === null) problems.push({ path: 'promisedOn', message: 'must be a day that exists, written as 2025-09-02' });
  if (refused !== null) problems.push({ path: 'promisedOn', message: refused === 'promise-too-far' ? `must be ${promiseBy(today, settings)} or sooner: a promise lies at most ${settings.promiseWithinDays} days ahead` : `must be today, ${today}, or later` });
  if (day === null || problems.length > 0) throw invalid(problems);
  return { action: action.trim(), promisedOn: day };
}
