import { Router, type Request, type Response } from 'express';
import { AppError, type FieldProblem } from '../../../api/errors.js';
import { fieldProblems, plainWords } from '../../../api/http/field-problems.js';
import { mayAtAll } from '../../../api/permissions.js';
import { addEntry, addEvidence, improvementChoices, mayWrite, setOutPriority, viewPriority, type OpenedPriority } from '../../../api/use-cases/improvement.js';
import { entrySchema, prioritySchema } from '../../../domain/improvement/entries.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { filesIn } from '../../files/uploads.js';
import { paths } from '../../paths.js';
import { priorityShown } from '../../presenting/improvement/plan.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import { entryOr } from '../sending.js';
import { titleOf } from './controller.js';
import { ENTRY_FORMS, errorsFor, evidenceFields, isFormKind, priorityFields, priorityFrom, shownBy, subjectWords, type EntryForm, type FormKind, type Subject } from './forms.js';

/** Writing something down about the improvement plan: a form each, and every one says which entry its writer had seen. */
export const improvementWriteRoutes = (site: Site): Router =>
  Router()
    .get(paths.improvementNew, (req, res) => newPage(site, req, res, EMPTY))
    .post(paths.improvementNew, (req, res) => setOut(site, req, res))
    .get(paths.priorityForm(':ref', 'evidence'), async (req, res) => evidencePage(site, req, res, { subject: await subjectOf(site, req), ...EMPTY }))
    .post(paths.priorityForm(':ref', 'evidence'), (req, res) => attach(site, req, res))
    .get([paths.priorityForm(':ref', ':form'), paths.priorityFormOf(':ref', ':form', ':number')], async (req, res) => {
      const { form, subject } = await formOf(site, req);
      entryPage(site, req, res, { form, subject, ...EMPTY, typed: formWith(form).typed?.(subject) ?? {} });
    })
    .post([paths.priorityForm(':ref', ':form'), paths.priorityFormOf(':ref', ':form', ':number')], (req, res) => write(site, req, res));

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status?: number }>;
const EMPTY: Filled = { typed: {}, errors: [] };
type Opened = Subject & Readonly<{ opened: OpenedPriority; after: number }>;

const formWith = (form: FormKind): EntryForm => ENTRY_FORMS[form];

async function subjectOf(site: Site, req: Request): Promise<Opened> {
  const caller = callerOf(site, req);
  const [opened, choices] = await Promise.all([viewPriority(site.useCases, caller, part(req, 'ref')), improvementChoices(site.useCases, caller)]);
  const { priority, on, names } = opened;
  const measures = priorityShown(priority, on, names).measures.flatMap(({ number, name, endedOn }) => (endedOn === null ? [{ number, name }] : []));
  return { opened, priority, number: entryOr(part(req, 'number')), measures, choices, today: on, after: entryOr(textOf(req.body, 'after')) ?? priority.version };
}

/** @throws AppError `not-found` for a form there is not, or about what is not there; `forbidden` */
async function formOf(site: Site, req: Request): Promise<{ form: FormKind; subject: Opened }> {
  const subject = await subjectOf(site, req);
  const form = part(req, 'form');
  if (!isFormKind(form)) throw new AppError('not-found');
  const { of } = formWith(form);
  if ((of === undefined) !== (subject.number === null) || (of !== undefined && subjectWords(subject, of) === null)) throw new AppError('not-found');
  if (!mayWrite(subject.opened.may, form, of === 'milestone' ? subject.number : null)) throw new AppError('forbidden');
  return { form, subject };
}

async function write(site: Site, req: Request, res: Response): Promise<Response> {
  const { form, subject } = await formOf(site, req);
  const { fields: fieldsOf, entry } = formWith(form);
  const fields = fieldsOf(subject);
  const typed = typedIn(fields, req.body);
  const page = (filled: Omit<Filled, 'typed'>): Response => entryPage(site, req, res, { form, subject, typed, ...filled });
  const { values, errors } = readFields(fields, typed, todayOf(site));
  if (errors.length > 0) return page({ errors });
  const read = entrySchema.safeParse({ kind: form, ...entry(values, subject) }, { error: plainWords });
  if (!read.success) return page({ errors: errorsFor(fieldProblems(read.error, ''), fields) });
  try {
    await addEntry(site.useCases, callerOf(site, req), { ref: subject.priority.ref, after: subject.after, entry: read.data });
  } catch (error) {
    return page(refusedWith(error, fields));
  }
  return goTo(res, subject.priority.ref);
}

async function setOut(site: Site, req: Request, res: Response): Promise<Response> {
  const fields = await fieldsOfNew(site, req);
  const typed = typedIn(fields, req.body);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const read = prioritySchema.safeParse(priorityFrom(values), { error: plainWords });
  if (errors.length > 0 || !read.success) return newPage(site, req, res, { typed, errors: errors.length > 0 || read.success ? errors : errorsFor(fieldProblems(read.error, ''), fields) });
  try {
    const { ref } = await setOutPriority(site.useCases, callerOf(site, req), read.data);
    return goTo(res, ref);
  } catch (error) {
    return newPage(site, req, res, { typed, ...refusedWith(error, fields) });
  }
}

async function attach(site: Site, req: Request, res: Response): Promise<Response> {
  const subject = await subjectOf(site, req);
  const fields = evidenceFields(subject);
  const typed = typedIn(fields, req.body);
  const files = filesIn(req);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const missing = files.length === 0 ? [{ name: 'file', href: '#file', text: t.field.file.missing }] : [];
  if (errors.length + missing.length > 0) return evidencePage(site, req, res, { subject, typed, errors: [...missing, ...errors] });
  try {
    await addEvidence(site.useCases, callerOf(site, req), { ref: subject.priority.ref, after: subject.after, about: String(values['about']), ...shownBy(values), files });
  } catch (error) {
    return evidencePage(site, req, res, { subject, typed, ...refusedWith(error, fields) });
  }
  return goTo(res, subject.priority.ref);
}

/** On to the priority, which says that it is written down. */
function goTo(res: Response, ref: string): Response {
  res.redirect(303, `${paths.priority(ref)}?saved=1`);
  return res;
}

/** What the form itself can say; anything else has a page of its own. @throws what it cannot */
function refusedWith(error: unknown, fields: readonly Field[]): Readonly<{ errors: readonly FieldError[]; status: number }> {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'changed-since') return { status: 409, errors: [{ name: '', href: '#form', text: t.changedSince }] };
  if (error.code !== 'invalid') throw error;
  const problems: readonly FieldProblem[] = error.extra.errors ?? [];
  return { status: 400, errors: errorsFor(problems, fields) };
}

async function fieldsOfNew(site: Site, req: Request): Promise<readonly Field[]> {
  return priorityFields(await improvementChoices(site.useCases, callerOf(site, req)));
}

async function newPage(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Promise<Response> {
  const fields = await fieldsOfNew(site, req);
  if (!mayAtAll(callerOf(site, req), 'improvement.edit')) throw new AppError('forbidden');
  return formPage(site, req, res, { title: t.forms.priority.title, heading: t.forms.priority.title, save: t.forms.priority.save, caption: null, back: paths.improvement, backText: t.backToPlan, action: paths.improvementNew, after: 0, fields, typed, errors, status, takesFile: false });
}

function entryPage(site: Site, req: Request, res: Response, { form, subject, typed, errors, status }: Filled & Readonly<{ form: FormKind; subject: Opened }>): Response {
  const { of, fields } = formWith(form);
  const { ref } = subject.priority;
  return formPage(site, req, res, {
    title: `${t.forms[form].title}, ${titleOf(subject)}`, heading: t.forms[form].title, save: t.forms[form].save, caption: subjectWords(subject, of) ?? subject.priority.title, back: paths.priority(ref), backText: t.backToPriority,
    action: subject.number === null ? paths.priorityForm(ref, form) : paths.priorityFormOf(ref, form, subject.number), after: afterOf(subject, status), fields: fields(subject), typed, errors, status, takesFile: false,
  });
}

function evidencePage(site: Site, req: Request, res: Response, { subject, typed, errors, status }: Filled & Readonly<{ subject: Opened }>): Response {
  if (!mayWrite(subject.opened.may, 'evidence', null)) throw new AppError('forbidden');
  const { ref, title } = subject.priority;
  return formPage(site, req, res, {
    title: `${t.forms.evidence.title}, ${titleOf(subject)}`, heading: t.forms.evidence.title, save: t.forms.evidence.save, caption: title, back: paths.priority(ref), backText: t.backToPriority, action: paths.priorityForm(ref, 'evidence'), after: afterOf(subject, status),
    fields: evidenceFields(subject), typed, errors, status, takesFile: true,
  });
}

/** Whoever is told that somebody else has written may send theirs again, knowing it. */
const afterOf = ({ after, priority }: Opened, status: number | undefined): number => (status === 409 ? priority.version : after);

type FormPage = Readonly<{ title: string; heading: string; caption: string | null; save: string; back: string; backText: string; action: string; after: number; fields: readonly Field[]; typed: Typed; errors: readonly FieldError[]; status: number | undefined; takesFile: boolean }>;

function formPage(site: Site, req: Request, res: Response, { title, fields, typed, errors, status, ...shown }: FormPage): Response {
  return show(site, req, res, {
    view: 'improvement/form',
    title,
    section: 'improvement',
    ...(status === undefined ? {} : { status }),
    errors: errorSummary(errors),
    shown: { words: t, ...shown, fields: showFields(fields, typed, errors), fileError: errors.find(({ name }) => name === 'file')?.text ?? null },
  });
}
