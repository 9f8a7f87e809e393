import type { ReportView } from '../../../api/use-cases/review-report.js';
import type { SentReport } from '../../../api/setting-review-models.js';
import { ADULT_LIFE, INVITED, PARTS_TAKEN, PROGRESS, tidiedReport, type AdultLife, type Invited, type ReviewForm } from '../../../domain/review/form.js';
import { SECTION_CODES, type SectionCode } from '../../../domain/plan/sections.js';
import { reportProblems, type ReportProblem } from '../../../domain/review/quality.js';
import { addWeeks } from '../../../domain/dates/iso-date.js';
import { longDay, longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { sizeWords } from '../../presenting/size.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';
import { inputOf, withOutcomes } from './report-form.js';

const t = REVIEW_WORDS.report;

/** What is missing, each with where to write it. */
export const lackWords = (problems: readonly ReportProblem[]): readonly { text: string; href: string }[] =>
  problems.map(({ path, code }) => ({ text: t.lacks[code](aboutOf(path)), href: `#${inputOf(path)}` }));

/** `attendance.parent` as `Parent or carer`, `outcomes[1].progress` as `2`, `changes.F` as `F`. */
function aboutOf(path: string): string {
  const [part, key = ''] = path.split(/[[\].]+/);
  if (part === 'attendance') return t.invited[key as Invited];
  if (part === 'adulthood') return t.adultLife[key as AdultLife];
  return part === 'outcomes' ? String(Number(key) + 1) : key;
}

type Part = Readonly<{ title: string; lines: readonly Readonly<{ about: string | null; text: string }>[] }>;

/** A report as text: each part that says something, in the form's order. */
export function reportWords(form: ReviewForm): readonly Part[] {
  const plain = (part: 'others' | 'childViews' | 'parentViews' | 'disagreements' | 'reasons'): Part => ({ title: t.parts[part], lines: form[part] === '' ? [] : [{ about: null, text: form[part] }] });
  const said = <Key extends string>(keys: readonly Key[], words: Readonly<Record<Key, string>>, texts: Readonly<Record<Key, string>>): Part['lines'] => keys.flatMap((key) => (texts[key] === '' ? [] : [{ about: words[key], text: texts[key] }]));
  const took = INVITED.flatMap((who) => (form.attendance[who] === '' ? [] : [{ about: t.invited[who], text: t.took[form.attendance[who]] }]));
  const outcomes = form.outcomes.map(({ outcome, progress, evidence }) => ({ about: outcome, text: [progress === '' ? '' : `${t.progress[progress]}.`, evidence].filter((words) => words !== '').join('\n') }));
  const recommends = form.recommendation === '' ? [] : [{ about: null, text: t.recommendations[form.recommendation] }];
  return [
    { title: t.parts.recommendation, lines: recommends },
    plain('reasons'),
    { title: t.parts.changes, lines: said<SectionCode>(SECTION_CODES, t.sections, form.changes) },
    plain('disagreements'),
    { title: t.parts.outcomes, lines: outcomes },
    plain('childViews'),
    plain('parentViews'),
    { title: t.parts.adulthood, lines: said<AdultLife>(ADULT_LIFE, t.adultLife, form.adulthood) },
    { title: t.parts.attendance, lines: took },
    plain('others'),
  ].filter(({ lines }) => lines.length > 0);
}

/** Reports as they were sent, with their files. */
export const sentWords = (sent: readonly SentReport[], fileAt: (ref: string) => string): readonly object[] =>
  sent.map(({ form, files, sentAt, setting }) => ({
    title: t.before(longTime(sentAt)),
    setting: setting.name,
    parts: reportWords(form),
    files: files.map(({ ref, name, bytes }) => ({ name, size: sizeWords(bytes), href: fileAt(ref) })),
  }));

/** What the family has sent for the meeting, each in their own words. */
export const saidWords = (said: ReportView['said']): readonly object[] => said.map(({ by, on, text }) => ({ who: REVIEW_WORDS.saidBy(by, longDay(on)), text }));

/** Where the form, its drafts and its files are. */
export type ReportPaths = Readonly<{ form: (ref: string) => string; draft: (ref: string) => string; file: (ref: string, file: string) => string }>;

type Given = Readonly<{ form: ReviewForm; version: number; commandId: string; errors: readonly FieldError[]; theirs?: ReviewForm; confirms: boolean; outcomes: number }>;

const REPORT_WEEKS = 2;

/** What the form's page shows. */
export function reportShown(view: ReportView, at: ReportPaths, { form, version, commandId, errors, theirs, confirms, outcomes }: Given): object {
  const { pupil, meeting, written, adulthood } = view;
  const due = pupil.owed.bySetting.find(({ code, occurrence }) => code === 'send-review-report' && occurrence === meeting?.occurrence);
  const fileAt = (file: string) => at.file(pupil.caseRef, file);
  const select = <Choice extends string>(choices: readonly Choice[], words: Readonly<Record<Choice, string>>, chosen: Choice) => choices.map((value) => ({ value, text: words[value], selected: value === chosen }));
  return {
    said: saidWords(view.said),
    intro: meeting === null ? t.noMeeting : t.intro(longDay(meeting.on), longDay(due?.dueOn ?? addWeeks(meeting.on, REPORT_WEEKS))),
    action: at.form(pupil.caseRef),
    draftAction: at.draft(pupil.caseRef),
    form,
    attendance: INVITED.map((who) => ({ id: `attendance-${who}`, label: t.invited[who], items: select(PARTS_TAKEN, t.took, form.attendance[who]) })),
    outcomes: withOutcomes(form.outcomes, outcomes).map((row) => ({ ...row, items: select(PROGRESS, t.progress, row.progress) })),
    adulthood: adulthood ? ADULT_LIFE.map((about) => ({ id: `adulthood-${about}`, label: t.adultLife[about], value: form.adulthood[about] })) : [],
    changes: SECTION_CODES.map((section) => ({ id: `changes-${section}`, label: t.sections[section], value: form.changes[section] })),
    recommendations: (['keep', 'amend', 'cease'] as const).map((value) => ({ value, text: t.recommendations[value], checked: form.recommendation === value })),
    version,
    commandId,
    errorAt: Object.fromEntries(errors.map(({ name, text }) => [name, { text }])),
    theirs: theirs === undefined ? null : reportWords(theirs),
    confirms,
    lacks: confirms ? lackWords(reportProblems(tidiedReport(form), adulthood)) : [],
    savedWords: written.savedAt === null ? null : longTime(written.savedAt),
    files: written.files.map(({ ref, name, bytes }) => ({ ref, name, size: sizeWords(bytes), href: fileAt(ref) })),
    sent: sentWords(written.sent, fileAt),
  };
}
