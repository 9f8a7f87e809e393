import { suggestionsFor, suggestionKey, type Suggestion } from '../../domain/audit/found.js';
import type { AuditKind, Framework } from '../../domain/audit/framework.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { IsoMonth } from '../../domain/dates/iso-month.js';
import type { PlanContent } from '../../domain/plan/content.js';
import { refusalOf } from '../../domain/sequence.js';
import { AppError, notFound } from '../errors.js';
import type { AuditQuery, AuditRow, AuditSeer, AuditWhole, DrawnAudit } from '../audit-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { DatedFact, NewCommand, NewNote, UseCaseDeps } from '../ports.js';
import type { Page } from '../read-models.js';
import { foundAbout } from './plan-gate.js';
import { fingerprint, refusal, type SendingDeps } from './send-command.js';

/** What use-cases about one audit take. */
export type AuditDeps = SendingDeps & Pick<UseCaseDeps, 'audits' | 'auditFrameworks' | 'auditStock' | 'planVersions' | 'views' | 'clock' | 'secret'>;

/** Quality audits, read. */

export const seerOf = (caller: Caller): AuditSeer => ({ staff: caller.ref, leads: mayAtAll(caller, 'audit.lead'), scope: scopeFor(caller, 'audit.see') });

/** Those one marks, has an action of, or may look at. @throws AppError `forbidden` */
export async function auditList(deps: AuditDeps, caller: Caller, query: AuditQuery): Promise<Page<AuditRow>> {
  if (!mayAtAll(caller, 'audit.see')) throw new AppError('forbidden');
  const page = await deps.audits.list(seerOf(caller), query);
  return { ...page, items: await listed(deps, caller, page.items) };
}

type ListDeps = Pick<UseCaseDeps, 'audits' | 'views' | 'clock'>;

/** Those of some references that the reader may see, the latest first, each as they may see it. */
export const auditsNamed = async (deps: ListDeps, caller: Caller, refs: readonly string[]): Promise<readonly AuditRow[]> => listed(deps, caller, await deps.audits.some(seerOf(caller), refs));

/** What a month's draw opened, each as the reader may see it; those that are closed to them are not among them. */
export const auditsDrawn = async (deps: ListDeps, caller: Caller, kind: AuditKind, month: IsoMonth): Promise<readonly DrawnAudit[]> => listed(deps, caller, await deps.audits.ofDraw(seerOf(caller), kind, month));

/** Each as the reader may see it; that they did is noted. */
async function listed<T extends AuditRow>(deps: ListDeps, caller: Caller, found: readonly T[]): Promise<readonly T[]> {
  const seer = seerOf(caller);
  const seen = [...new Set(found.map(({ of }) => of.ref))];
  if (seen.length > 0) await deps.views.log({ staff: caller.ref, caseRefs: seen, seen: 'audits', at: nowOf(deps) });
  return found.map((row) => inListOf(seer, row));
}

/** A second marking looks to its auditor like any other: whoever knew would look for what the first found. */
const isBlindTo = ({ leads, isAuditor }: Readonly<{ leads: boolean; isAuditor: boolean }>, { why }: Pick<AuditRow, 'why'>): boolean => !leads && isAuditor && (why === 'double' || why === 're-mark');
const inListOf = <T extends AuditRow>({ leads, staff }: AuditSeer, row: T): T => (isBlindTo({ leads, isAuditor: row.auditor?.ref === staff }, row) ? { ...row, why: 'sample' } : row);

/** Audits of a case, for whoever sees the case. */
export async function auditsOfCase(deps: AuditDeps, caller: Caller, caseRef: string): Promise<readonly AuditRow[]> {
  if (!mayAtAll(caller, 'audit.see')) return [];
  const seer = seerOf(caller);
  return (await deps.audits.ofCase(seer, caseRef)).map((row) => inListOf(seer, row));
}

/** `text`: of a plan or a draft, as it was sent; null where it was not written in Duly. `isAuditor`: the reader marks it. */
export type ReadAudit = Readonly<{ audit: AuditWhole; framework: Framework; text: PlanContent | null; suggestions: readonly (Suggestion & Readonly<{ key: string }>)[]; isAuditor: boolean; leads: boolean }>;

/** @throws AppError `not-found`, also for one the reader may not see */
export async function readAudit(deps: AuditDeps, caller: Caller, ref: string): Promise<ReadAudit> {
  const seer = seerOf(caller);
  const found = await deps.audits.one(seer, ref);
  const audit = found === null ? null : withoutDrafts(seer, found);
  const framework = audit === null ? null : await deps.auditFrameworks.version(audit.kind, audit.framework);
  if (audit === null || framework === null) throw notFound();
  const [version, about] = audit.textVersion === null ? [null, null] : await Promise.all([deps.planVersions.version(audit.of.ref, audit.textVersion), deps.planVersions.about(audit.of.ref)]);
  const text = version?.content ?? null;
  const suggested = version === null || about === null ? [] : suggestionsFor(framework, version.content, foundAbout(deps, about.child, version.kind));
  await deps.views.log({ staff: caller.ref, caseRefs: [audit.of.ref], seen: 'audit', at: nowOf(deps) });
  return { audit, framework, text, suggestions: suggested.map((one) => ({ ...one, key: suggestionKey(one) })), isAuditor: audit.auditor?.ref === caller.ref, leads: seer.leads };
}

/** A draft of an answer is its writer's alone, also where the audit was given to somebody else since; one of a moderation, of whoever leads quality. */
function withoutDrafts({ staff, leads }: AuditSeer, audit: AuditWhole): AuditWhole {
  const { own, moderated } = audit;
  const isDraft = own !== null && own.handedInAt === null;
  const kept = !isDraft || (audit.auditor?.ref === staff && own.savedBy === staff) ? own : audit.auditor?.ref === staff ? { ...own, answers: {}, judged: {} } : null;
  return { ...audit, own: kept, moderated: moderated !== null && moderated.handedInAt === null && !leads ? null : moderated };
}

/** As its reader may see it. */
export const shownTo = (read: ReadAudit): AuditWhole => (isBlindTo(read, read.audit) ? { ...read.audit, why: 'sample', after: null } : read.audit);

/** What was said of an audit, ready to be recorded: its facts of today, under the key the sender gave. */
export function auditCommand(deps: Pick<UseCaseDeps, 'secret' | 'clock'>, caller: Pick<Caller, 'ref'>, ref: string, { commandId, facts, notes = [], said }: Readonly<{ commandId: string; facts: readonly DatedFact[]; notes?: readonly NewNote[]; said?: unknown }>): NewCommand {
  return { command: { commandId, actor: caller.ref, facts }, caseRef: ref, bodyHash: fingerprint(deps.secret, [ref, facts.map(({ type }) => type), said]), sentAt: nowOf(deps), notes, state: 'pending' };
}

/** What the rules refuse is refused before anything of it is written; they judge it again when it is recorded. @throws AppError `rule-refused` */
export function mustFollow({ audit: { progress } }: Pick<ReadAudit, 'audit'>, fact: DatedFact): void {
  const refused = progress === null ? null : refusalOf(progress, { ...fact, id: 'told' });
  if (refused !== null) throw refusal(refused.code, refused.notBefore);
}

export const onToday = (deps: Pick<UseCaseDeps, 'clock'>): Readonly<{ on: IsoDate }> => ({ on: todayOf(deps) });
