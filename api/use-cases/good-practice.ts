import { z } from 'zod';
import { toldIn, type KnownName, type Told } from '../../domain/audit/anonymous.js';
import { criteriaFor, type AuditKind, type Criterion } from '../../domain/audit/framework.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { NewPractice, Practice, PracticeVersion } from '../good-practice-models.js';
import { nowOf } from '../now.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef, PRACTICE_REF } from '../refs.js';
import { readAudit, type AuditDeps, type ReadAudit } from './audits.js';

/** Good practice: what an audit found good, made anonymous by whoever leads quality, for everybody who writes. */

export const MOST_PRACTICE = { title: 120, words: 4000, why: 500 } as const;
const said = (most: number, missing: string) => z.string({ error: 'must be text' }).trim().min(1, { error: missing }).max(most, { error: `must be at most ${most.toLocaleString('en-GB')} characters` });
export const practiceSchema = z.strictObject({
  /** One that the audit found met. */
  criterion: z.string({ error: 'must be a criterion’s id' }).max(40),
  title: said(MOST_PRACTICE.title, 'must say in a line what it shows'),
  /** As it was written, with nothing left that tells who it is about. */
  words: said(MOST_PRACTICE.words, 'must be what was written'),
  why: said(MOST_PRACTICE.why, 'must say what is good about it'),
  /** Its author has read it again and nobody can be known by it: no rule can see that. */
  isAnonymous: z.literal(true, { error: 'must be true: read it once more, as somebody who knows the family would' }),
});
export type PracticeSent = z.output<typeof practiceSchema>;

type PracticeDeps = AuditDeps & Pick<UseCaseDeps, 'goodPractice'>;
type Reads = Pick<UseCaseDeps, 'goodPractice' | 'auditFrameworks'>;

/** With the criterion as its version asks it; `section`: of that version. */
export type PracticeRead = Practice & Readonly<{ asks: string; section: string; sectionTitle: string }>;

/** @param section of the framework; null: every one @throws AppError `forbidden` */
export async function goodPractice(deps: Reads, caller: Caller, { kind, section }: Readonly<{ kind: AuditKind | null; section: string | null }>): Promise<readonly PracticeRead[]> {
  if (!mayAtAll(caller, 'practice.see')) throw new AppError('forbidden');
  const shown = (await deps.goodPractice.shown()).filter((one) => kind === null || one.kind === kind);
  return (await readOut(deps, shown)).filter((one) => section === null || one.section === section);
}

async function readOut(deps: Pick<UseCaseDeps, 'auditFrameworks'>, shown: readonly Practice[]): Promise<readonly PracticeRead[]> {
  const used = new Map(shown.map(({ kind, framework }) => [`${kind}/${framework}`, { kind, framework }]));
  const frameworks = new Map(await Promise.all([...used].map(async ([key, { kind, framework }]) => [key, await deps.auditFrameworks.version(kind, framework)] as const)));
  return shown.map((one) => {
    const framework = frameworks.get(`${one.kind}/${one.framework}`);
    const criterion = framework?.criteria.find(({ id }) => id === one.criterion);
    return { ...one, asks: criterion?.asks ?? one.criterion, section: criterion?.section ?? '', sectionTitle: framework?.sections.find(({ id }) => id === criterion?.section)?.title ?? '' };
  });
}

/** Every version of one, newest first. @throws AppError `forbidden`, `not-found` */
export async function readPractice(deps: Pick<UseCaseDeps, 'goodPractice'>, caller: Caller, ref: string): Promise<readonly [PracticeVersion, ...PracticeVersion[]]> {
  mayLead(caller);
  const [newest, ...earlier] = PRACTICE_REF.test(ref) ? await deps.goodPractice.versions(ref) : [];
  if (newest === undefined) throw notFound();
  return [newest, ...earlier];
}

/** An audit whose good parts may be shown, with the criteria it found met and what its record knows by name. */
export type PracticeSource = Readonly<{ read: ReadAudit; met: readonly Criterion[]; known: readonly KnownName[] }>;

/** @throws AppError `forbidden`, `not-found`; `already-settled` for one that is not agreed yet, or taken back */
export async function practiceSource(deps: PracticeDeps, caller: Caller, audit: string): Promise<PracticeSource> {
  mayLead(caller);
  const read = await readAudit(deps, caller, audit);
  if (read.audit.stage !== 'improving' && read.audit.stage !== 'audited') throw new AppError('already-settled', { detail: 'Good practice comes of audits whose findings are agreed.' });
  const answers = (read.audit.moderated ?? read.audit.own)?.answers ?? {};
  return { read, met: criteriaFor(read.framework, read.audit.role).filter(({ id }) => answers[id]?.answer === 'met'), known: await deps.goodPractice.names(audit) };
}

/** Shows others what was good. @returns its reference @throws AppError as `practiceSource`; `invalid` for a criterion that was not met, and for words that tell who they are about */
export async function makePractice(deps: PracticeDeps, caller: Caller, audit: string, sent: PracticeSent): Promise<string> {
  const ref = newRef('O');
  await mustBeGood(deps, caller, audit, sent);
  await deps.goodPractice.keep({ ...sent, ref, audit, isWithdrawn: false, by: caller.ref, at: nowOf(deps), after: 0 });
  return ref;
}

/** Says one anew, and shows it; what was said before stays. @param after number of the version its author had read @throws AppError as `makePractice`; `changed-since` */
export async function changePractice(deps: PracticeDeps, caller: Caller, ref: string, { after, ...sent }: PracticeSent & Readonly<{ after: number }>): Promise<number> {
  const [{ audit }] = await readPractice(deps, caller, ref);
  await mustBeGood(deps, caller, audit, sent);
  return keepNext(deps, caller, { ...sent, ref, audit, isWithdrawn: false, after });
}

/** Shows one no more, whatever it says: a name that somebody found must be gone at once. @throws AppError `forbidden`, `not-found`, `changed-since` */
export async function withdrawPractice(deps: Pick<UseCaseDeps, 'goodPractice' | 'clock'>, caller: Caller, { ref, after }: Readonly<{ ref: string; after: number }>): Promise<number> {
  const [{ audit, criterion, title, words, why }] = await readPractice(deps, caller, ref);
  return keepNext(deps, caller, { ref, audit, criterion, title, words, why, isWithdrawn: true, after });
}

async function keepNext(deps: Pick<UseCaseDeps, 'goodPractice' | 'clock'>, caller: Caller, next: Omit<NewPractice, 'by' | 'at'>): Promise<number> {
  const isKept = await deps.goodPractice.keep({ ...next, by: caller.ref, at: nowOf(deps) });
  if (!isKept) throw new AppError('changed-since', { detail: 'Somebody has changed this example since you opened it. Read it, then change it again if yours still holds.' });
  return next.after + 1;
}

async function mustBeGood(deps: PracticeDeps, caller: Caller, audit: string, sent: PracticeSent): Promise<void> {
  const { met, known } = await practiceSource(deps, caller, audit);
  const problems: FieldProblem[] = met.some(({ id }) => id === sent.criterion) ? [] : [{ path: 'criterion', message: 'must be one that the audit found met' }];
  for (const path of ['title', 'words', 'why'] as const) {
    const told = toldIn(sent[path], known);
    if (told.length > 0) problems.push({ path, message: `still tells who it is about: ${told.map(toldWords).join('; ')}. Write it without` });
  }
  if (problems.length > 0) throw invalid(problems);
}

const WHAT: Readonly<Record<Told['tells'], string>> = {
  child: 'the child’s name', family: 'a name of the family', setting: 'the setting’s name', professional: 'a professional’s name', officer: 'an officer’s name', address: 'an address', person: 'somebody’s name',
  day: 'a date', telephone: 'a telephone number', email: 'an e-mail address', web: 'a web address', postcode: 'a postcode', number: 'a number that stands for somebody',
};
/** What it is and where, never what it says: an error is no place for a name. */
const toldWords = ({ tells, line }: Told): string => `${WHAT[tells]}, line ${line}`;

function mayLead(caller: Caller): void {
  if (!mayAtAll(caller, 'audit.lead')) throw new AppError('forbidden');
}
