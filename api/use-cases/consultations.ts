import { answerProblems, type AnswerProblem, type ConsultationAnswered } from '../../domain/consultation.js';
import { londonDay } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import type { ConsultationSeen, PaperChoice } from '../decision-models.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayByLink, type LinkHolder } from '../link-permissions.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import type { FileContent } from '../document-models.js';
import { fileProblems, putAway, type HandedIn } from './files.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

/** A setting consulted about a place reads the papers and answers by link; the caseworker says which papers those are. */

/** @throws AppError `not-found` for whoever did not come by this setting's link */
export async function viewConsultation(deps: UseCaseDeps, holder: LinkHolder): Promise<ConsultationSeen> {
  if (!mayByLink(holder, 'consultation.answer', holder.recordRef)) throw notFound();
  const consultation = await deps.consultations.seen(holder.recordRef, holder.ref);
  if (consultation === null) throw notFound();
  await deps.views.log({ staff: holder.ref, caseRefs: [holder.recordRef], seen: 'consultation', at: nowOf(deps) });
  return consultation;
}

/** A paper of the consultation, while it waits for an answer. @throws AppError `not-found` */
export async function openPaper(deps: UseCaseDeps, holder: LinkHolder, file: string): Promise<FileContent> {
  const { papers } = await viewConsultation(deps, holder);
  const found = papers.find(({ ref }) => ref === file);
  const content = found === undefined ? null : await deps.files.get(file);
  if (found === undefined || content === null) throw notFound();
  return { name: found.name, mediaType: found.mediaType, content };
}

const PROBLEMS: Readonly<Record<AnswerProblem['code'], string>> = {
  'ground-missing': 'is missing: the Act lets you say no on these grounds alone',
  'ground-without-no': 'goes with a no alone: untick it, or answer no',
  'words-missing': 'is missing: say why, and what could change it',
  'words-long': 'must be at most 20,000 characters',
  'count-odd': 'must be a whole number, 0 or more',
  'start-odd': 'must be today or later, and within three years',
};

/**
 * Records a setting's answer in its own name, with what it says beside it.
 *
 * @throws AppError `not-found`, `invalid`, `rule-refused` where its answer is not, or no longer, waited for
 * @source Children and Families Act 2014 ss 38, 39, 40
 */
export async function answerConsultation(deps: UseCaseDeps, holder: LinkHolder, { commandId, ...answered }: ConsultationAnswered & { commandId: string }): Promise<Outcome> {
  const { caseRef } = await viewConsultation(deps, holder);
  const now = nowOf(deps);
  const bodyHash = fingerprint(deps.secret, [caseRef, holder.ref, 'consultation', answered]);
  const earlier = await earlierAnswer(deps, holder, commandId, bodyHash);
  if (earlier !== null) return earlier;

  const { answer, words, ...beside } = answered;
  const problems = answerProblems(answered, londonDay(now)).map(({ path, code }) => ({ path, message: PROBLEMS[code] }));
  if (problems.length > 0) throw invalid(problems);
  const fact: ToldFact = { type: 'setting-answered', on: londonDay(now), setting: holder.ref, answer };
  const { facts } = await prepareFacts(deps, [fact], () => 'answer', now, { caseRef, staff: holder.ref });
  const text = words.trim();
  const note = text === '' ? null : { ref: newRef('N'), caseRef, field: 'note', text, by: holder.ref };
  await deps.consultations.keep({ ...beside, commandId, caseRef, setting: holder.ref, at: now });
  const command = { commandId, actor: holder.ref, facts: note === null ? facts : facts.map((one) => ({ ...one, note: note.ref })) };
  return saveAndSend(deps, holder, { command, caseRef, bodyHash, sentAt: now, notes: note === null ? [] : [note], state: 'pending' });
}

/** Documents of a record, each with whether it goes to whoever is consulted. @throws AppError `not-found` */
export async function consultationPapers(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<readonly PaperChoice[]> {
  const record = await deps.cases.access(scopeFor(caller), caseRef);
  if (record === null) throw notFound();
  return deps.consultations.papers(record.ref);
}

export type PapersSent = Readonly<{ caseRef: string; chosen: readonly string[]; files: readonly HandedIn[] }>;

/** Says which documents go to whoever is consulted, and adds new ones. @throws AppError `not-found`, `not-yours-to-record`, `invalid` */
export async function chooseConsultationPapers(deps: UseCaseDeps, caller: Caller, { caseRef, chosen, files }: PapersSent): Promise<void> {
  const record = await deps.cases.access(scopeFor(caller), caseRef);
  if (record === null) throw notFound();
  if (!mayOn(caller, 'record.facts', record)) throw new AppError('not-yours-to-record');
  const known = new Set((await deps.consultations.papers(caseRef)).map(({ ref }) => ref));
  const unknown = chosen.every((ref) => known.has(ref)) ? [] : [{ path: 'chosen', message: 'must be documents of this case' }];
  const problems = [...unknown, ...fileProblems(files)];
  if (problems.length > 0) throw invalid(problems);
  const added = await putAway(deps, files);
  await deps.consultations.setPapers({ caseRef: record.ref, chosen, added, by: caller.ref, at: nowOf(deps) });
}
