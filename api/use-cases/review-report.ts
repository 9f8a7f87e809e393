import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { reviewNow, reviewsOf, stepsOfSetting, type Review } from '../../domain/review/cycle.js';
import { changedReportParts, tidiedReport, type ReportPart, type ReviewForm } from '../../domain/review/form.js';
import { reportStart } from '../../domain/review/report-start.js';
import { reportProblems, type ReportProblem } from '../../domain/review/quality.js';
import type { FileContent } from '../document-models.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { Link } from '../link-models.js';
import { nowOf, todayOf } from '../now.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseAccess } from '../read-models.js';
import { COUNCIL, type ReportWriter, type SaidByFamily, type SentReport, type WrittenReport } from '../setting-review-models.js';
import { fileProblems, plainName, putAway, type HandedIn } from './files.js';
import { textInForce } from './plans.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';
import { mayStep, notNow, reviewOf, type PupilOwed } from './setting-reviews.js';

/** The report of a review meeting: drafts by version, files, sending it; and what the caseworker reads of it. */

/**
 * The council writes the report of a child who attends no setting, by whoever records on the plan.
 * @throws AppError `not-found` for another plan, and where the child attends a setting: then the report is that setting's; `not-yours-to-record`
 * @source SEND Regulations 2014 reg 21(7)
 */
export async function councilWrites(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<ReportWriter> {
  const access = await deps.cases.access(scopeFor(caller), caseRef);
  if (access?.kind !== 'plan' || access.attends) throw notFound();
  if (!mayOn(caller, 'record.facts', access)) throw new AppError('not-yours-to-record');
  return { setting: COUNCIL, linkRecord: caseRef, ref: caller.ref };
}

export type ReportView = Readonly<{
  pupil: PupilOwed;
  /** The meeting it reports; null where none has been recorded. */
  meeting: Readonly<{ on: IsoDate; occurrence: string }> | null;
  /** May be written in and sent. */
  open: boolean;
  written: WrittenReport;
  /** As it stands now: the draft, else what was sent of this meeting before, else begun with the outcomes of the plan in force. */
  form: ReviewForm;
  adulthood: boolean;
  problems: readonly ReportProblem[];
  /** What the family has sent for this meeting since its date was set. */
  said: readonly SaidByFamily[];
}>;

/** @throws AppError `not-found` for another setting's pupil */
export async function viewReport(deps: UseCaseDeps, writer: ReportWriter, caseRef: string): Promise<ReportView> {
  const pupil = await reviewOf(deps, writer, caseRef);
  const written = await deps.settingReviews.written(caseRef, writer.setting);
  const { held: meeting, byCouncil } = reviewsOf(pupil.facts).find(({ held }) => held !== null) ?? { held: null, byCouncil: false };
  const isTheirs = byCouncil === (writer.setting === COUNCIL); // who held the meeting reports it, wherever the child is now
  const open = isTheirs && stepsOfSetting(pupil.facts).includes('review-report-sent') && !pupil.pending.includes('review-report-sent');
  const form = written.form ?? written.sent.find(({ occurrence }) => occurrence === meeting?.occurrence)?.form ?? reportStart(await textInForce(deps, caseRef));
  const adulthood = isInYear9OrBeyond(pupil.child.bornOn, meeting?.on ?? todayOf(deps));
  const setOn = pupil.facts.find(({ id }) => id === reviewNow(pupil.facts).setBy)?.on;
  const said = setOn === undefined ? [] : await deps.settingReviews.said(caseRef, setOn);
  return { pupil, meeting, open, written, form, adulthood, problems: reportProblems(tidiedReport(form), adulthood), said };
}

/** @throws AppError `rule-refused` before the meeting is recorded, and once the report is sent */
async function stillOpen(deps: UseCaseDeps, writer: ReportWriter, caseRef: string): Promise<ReportView & { meeting: NonNullable<ReportView['meeting']> }> {
  const view = await viewReport(deps, writer, caseRef);
  mayStep(view.pupil, 'review-report-sent', todayOf(deps));
  if (!view.open || view.meeting === null) throw notNow();
  return { ...view, meeting: view.meeting };
}

const draftOf = (deps: UseCaseDeps, writer: ReportWriter, { pupil, meeting }: { pupil: PupilOwed; meeting: { occurrence: string } }) => ({ caseRef: pupil.caseRef, setting: writer.setting, occurrence: meeting.occurrence, at: nowOf(deps) });

export type ReportDraft = Readonly<{ caseRef: string; form: ReviewForm; /** That its writer had read. */ version: number }>;
export type ReportSaving = Readonly<{ kind: 'saved'; version: number } | { kind: 'changed'; form: ReviewForm; version: number; savedAt: string; parts: readonly ReportPart[] }>;

/**
 * Saves a draft over the version its writer had read. Somebody else of the setting having saved meanwhile, nothing is written over:
 * the answer says when, and which parts differ.
 *
 * @throws AppError `not-found`, `rule-refused`
 */
export async function saveReport(deps: UseCaseDeps, writer: ReportWriter, draft: ReportDraft): Promise<ReportSaving> {
  return saved(deps, writer, await stillOpen(deps, writer, draft.caseRef), draft);
}

async function saved(deps: UseCaseDeps, writer: ReportWriter, view: Awaited<ReturnType<typeof stillOpen>>, { form, version }: ReportDraft): Promise<ReportSaving> {
  const tidy = tidiedReport(form);
  const result = await deps.settingReviews.save({ ...draftOf(deps, writer, view), form: tidy, version });
  if (result.kind === 'closed') throw notNow();
  return result.kind === 'saved' ? result : { ...result, parts: changedReportParts(tidy, result.form) };
}

export type ReportSent = Extract<ReportSaving, { kind: 'changed' }> | Readonly<{ kind: 'sent'; outcome: Outcome }>;

/**
 * Sends the report in the setting's name: its text is kept as sent, and counts once the fact is recorded, late or not.
 *
 * @throws AppError `not-found`, `invalid` without a recommendation, `rule-refused` before the meeting is recorded
 * @source SEND Regulations 2014 reg 20(7) to (9)
 */
export async function sendReport(deps: UseCaseDeps, writer: ReportWriter, draft: ReportDraft & { commandId: string }): Promise<ReportSent> {
  const { caseRef, commandId } = draft;
  const bodyHash = fingerprint(deps.secret, [caseRef, writer.setting, 'review-report', tidiedReport(draft.form)]);
  const earlier = await earlierAnswer(deps, writer, commandId, bodyHash);
  if (earlier !== null) return { kind: 'sent', outcome: earlier };
  const view = await stillOpen(deps, writer, caseRef);
  if (draft.form.recommendation === '') throw invalid([{ path: 'recommendation', message: 'is missing: the report must say what you recommend' }]);
  const kept = await saved(deps, writer, view, draft);
  if (kept.kind === 'changed') return kept;
  const now = nowOf(deps);
  await deps.settingReviews.keepSent({ ...draftOf(deps, writer, view), commandId, version: kept.version });
  const fact: ToldFact = { type: 'review-report-sent', on: londonDay(now) };
  const { facts } = await prepareFacts(deps, [fact], () => 'report', now, { caseRef, staff: writer.ref });
  return { kind: 'sent', outcome: await saveAndSend(deps, writer, { command: { commandId, actor: writer.ref, facts }, caseRef, bodyHash, sentAt: now, notes: [], state: 'pending' }) };
}

export const MOST_REPORT_FILES = 10;

/** Attaches a file, known by its content. @throws AppError `invalid`, `not-found`, `rule-refused` */
export async function attachToReport(deps: UseCaseDeps, writer: ReportWriter, { caseRef, name, content }: HandedIn & { caseRef: string }): Promise<void> {
  const view = await stillOpen(deps, writer, caseRef);
  const problems = fileProblems([{ name, content }]);
  if (problems.length > 0) throw invalid(problems);
  if (view.written.files.length >= MOST_REPORT_FILES) throw invalid([{ path: 'file', message: `${plainName(name)} is one too many: at most ${MOST_REPORT_FILES} files go with one report` }]);
  const [file] = await putAway(deps, [{ name, content }]);
  if (file === undefined || (await deps.settingReviews.attach({ ...draftOf(deps, writer, view), file }))) return;
  await deps.files.remove(file.ref);
  throw notNow();
}

/** Takes a file away again, before the report is sent. @throws AppError `not-found`, `rule-refused` */
export async function detachFromReport(deps: UseCaseDeps, writer: ReportWriter, { caseRef, file }: { caseRef: string; file: string }): Promise<void> {
  const view = await stillOpen(deps, writer, caseRef);
  const removed = await deps.settingReviews.detach({ ...draftOf(deps, writer, view), file });
  if (removed === null) throw notFound();
  if (removed === 'gone') await deps.files.remove(file);
}

/** A file of the setting's own report. @throws AppError `not-found` */
export async function openReportFile(deps: UseCaseDeps, writer: ReportWriter, { caseRef, file }: { caseRef: string; file: string }): Promise<FileContent> {
  const { written } = await viewReport(deps, writer, caseRef);
  const found = [...written.files, ...written.sent.flatMap(({ files }) => files)].find(({ ref }) => ref === file);
  const content = found === undefined ? null : await deps.files.get(file);
  if (found === undefined || content === null) throw notFound();
  return { name: found.name, mediaType: found.mediaType, content };
}

export type ReportsOfCase = Readonly<{ access: CaseAccess; bornOn: IsoDate; reviews: readonly Review[]; reports: readonly SentReport[]; /** Of settings, newest first. */ links: readonly Link[]; mayRecord: boolean }>;

/** Reports of a plan's reviews, for whoever may see the plan. @throws AppError `not-found` */
export async function reportsOfCase(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<ReportsOfCase> {
  const access = await deps.cases.access(scopeFor(caller), caseRef);
  if (access === null) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: [caseRef], seen: 'review-reports', at: nowOf(deps) });
  const links = (await deps.links.ofRecord(caseRef)).filter(({ forKind }) => forKind === 'setting');
  const reviewed = await deps.settingReviews.ofRecord(caseRef);
  if (reviewed === null) throw notFound();
  return { access, ...reviewed, links, mayRecord: mayOn(caller, 'record.facts', access) };
}
