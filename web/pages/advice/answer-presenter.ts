import type { AdviceView } from '../../../api/advice-models.js';
import { PLAN_SECTIONS, tidied, type AdviceForm } from '../../../domain/advice/form.js';
import { adviceProblems } from '../../../domain/advice/quality.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { withRows } from './advice-form.js';
import { earlierWords, fateWords, problemWords, requestWords } from './presenter.js';
import { sizeWords } from '../../presenting/size.js';

type Given = Readonly<{
  form: AdviceForm;
  version: number;
  commandId: string;
  errors: readonly FieldError[];
  theirs?: AdviceForm;
  confirms: boolean;
  today: IsoDate;
  me: string;
  rows: Readonly<{ provision: number; outcomes: number }>;
}>;

const t = texts.advice;

/** What the form's page shows, and after sending the page of what was sent. */
export function answerShown(view: AdviceView, { form, version, commandId, errors, theirs, confirms, today, me, rows }: Given): object {
  const { request, fate, reason } = view;
  const { row, files, saved } = request;
  const role = row.adviser.role;
  const said = problemWords(adviceProblems(role, tidied(form)));
  const at = (ref: string) => paths.adviceFile(row.caseRef, row.adviser.ref, ref);
  return {
    request: requestWords(row, today),
    action: paths.adviceAnswer(row.caseRef, row.adviser.ref),
    draftAction: paths.adviceDraft(row.caseRef, row.adviser.ref),
    declineHref: paths.adviceDecline(row.caseRef, row.adviser.ref),
    expectedHref: paths.adviceExpected(row.caseRef, row.adviser.ref),
    holdAction: paths.adviceHold(row.caseRef, row.adviser.ref),
    form: withRows(form, rows),
    sent: form,
    sections: PLAN_SECTIONS.map((section) => ({ value: section, text: t.planSections[section], checked: form.sections.includes(section) })),
    isParent: role === 'parent',
    version,
    commandId,
    errorAt: Object.fromEntries(errors.map(({ name, text }) => [name, { text }])),
    theirs: theirs ?? null,
    confirms,
    said: confirms ? said : [],
    returned: fate?.kind === 'returned' ? { on: longDay(fate.on), reason } : null,
    fate: fateWords(view),
    declined: fate?.kind === 'declined' ? reason : null,
    expected: row.expectedOn === null ? null : { on: longDay(row.expectedOn), because: request.expectedBecause },
    savedWords: saved === null ? null : `${saved.savedBy}, ${longTime(saved.savedAt)}`,
    hasDraft: saved !== null,
    mine: row.holder?.ref === me,
    files: files.map(({ ref, name, bytes }) => ({ ref, name, size: sizeWords(bytes), href: at(ref) })),
    earlier: earlierWords(view, at),
    owner: request.owner?.name ?? null,
    words: t,
  };
}
