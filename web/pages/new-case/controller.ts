import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import type { Named, SettingOption, WorkListRow } from '../../../api/read-models.js';
import { owners, settings } from '../../../api/use-cases/lists.js';
import { workList } from '../../../api/use-cases/read-case.js';
import { requestAssessment, type RequestSent } from '../../../api/use-cases/request-assessment.js';
import { inputsOf, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { filePost } from '../../../api/use-cases/post.js';
import { cameTyped, evidenced, postBehind, type PostBehind } from '../post/behind.js';
import { commandIdOr, goOn, newCommandId } from '../sending.js';
import { answersOf, countingOf } from './check.js';
import { readRequest, requestErrors, requestSections, type Section } from './request-form.js';

/**
 * A request for an assessment: asked, checked, then recorded. What is typed travels in the form from page to page, so that a
 * child's name is in no address and in no session.
 */
export const newCaseRoutes = (site: Site): Router =>
  Router()
    .get(paths.newCase, async (req, res) => {
      const form = await openForm(site, req);
      const typed = form.post === null ? {} : cameTyped(form.post, 'request-received');
      showForm(site, req, res, form, { typed, errors: [], status: 200, commandId: newCommandId(), openCase: null });
    })
    .post(paths.newCase, async (req, res) => {
      const form = await openForm(site, req);
      const typed = typedIn(form.fields, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const filled = { typed, commandId, openCase: null };
      const step = textOf(req.body, 'step');
      if (step === 'change') return showForm(site, req, res, form, { ...filled, errors: [], status: 200 });
      const { sent, errors } = readRequest(form.fields, typed, todayOf(site));
      if (sent === null) return showForm(site, req, res, form, { ...filled, errors, status: 400 });
      if (step !== 'record') return showCheck(site, req, res, form, typed, commandId, sent);
      try {
        const outcome = await requestAssessment(site.useCases, form.caller, { ...sent, request: evidenced(sent.request, form.post), commandId });
        if (form.post?.item.settled === null && outcome.kind === 'RECORDED')
          await filePost(site.useCases, form.caller, { ref: form.post.item.ref, record: outcome.caseRef, meant: sent.request.type });
        goOn(res, outcome);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'invalid' && error.code !== 'already-open')) throw error;
        const found = requestErrors(error.extra.errors ?? [], form.fields);
        const openCase = error.extra.caseRef === undefined ? null : paths.case(error.extra.caseRef);
        const status = error.code === 'invalid' ? 400 : 409;
        showForm(site, req, res, form, { typed, errors: found, status, commandId: newCommandId(), openCase });
      }
    });

type Form = Readonly<{
  caller: Caller;
  sections: readonly Section[];
  fields: readonly Field[];
  settings: readonly SettingOption[];
  owners: readonly Named[];
  /** The mail or scan that asks for it. */
  post: PostBehind | null;
}>;
type Filled = Readonly<{
  typed: Typed;
  errors: readonly FieldError[];
  status: number;
  commandId: string;
  openCase: string | null;
}>;

async function openForm(site: Site, req: Request): Promise<Form> {
  const caller = callerOf(site, req);
  if (!mayAtAll(caller, 'record.start')) throw new AppError('forbidden');
  const [choices, people] = await Promise.all([settings(site.useCases, caller, {}), owners(site.useCases, caller)]);
  const sections = requestSections(choices, people);
  const post = await postBehind(site, req, caller, null);
  return { caller, sections, fields: sections.flatMap((section) => section.fields), settings: choices, owners: people, post };
}

function showForm(site: Site, req: Request, res: Response, { sections, post }: Form, filled: Filled): Response {
  return show(site, req, res, {
    view: 'new-case/view',
    title: texts.newCase.title,
    section: 'new-case',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      openCase: filled.openCase,
      post: post?.shown ?? null,
      sections: sections.map(({ heading, fields }) => ({
        heading,
        fields: showFields(fields, filled.typed, filled.errors),
      })),
      commandId: filled.commandId,
    },
  });
}

async function showCheck(
  site: Site,
  req: Request,
  res: Response,
  form: Form,
  typed: Typed,
  commandId: string,
  sent: Omit<RequestSent, 'commandId'>,
): Promise<Response> {
  const counting = countingOf(sent, todayOf(site), site.useCases.council);
  const alike = await namesakes(site, form.caller, sent);
  return show(site, req, res, {
    view: 'new-case/check',
    title: texts.newCase.checkTitle,
    section: 'new-case',
    shown: {
      answers: answersOf(
        sent,
        form.settings,
        form.owners,
        form.caller.roles.includes('caseworker') ? texts.newCase.you : texts.newCase.nobodyYet,
      ),
      counting,
      post: form.post?.shown ?? null,
      alike: alike.map((row) => ({
        href: paths.case(row.ref),
        ref: row.ref,
        child: row.child.name,
        stage: texts.stages[row.stage ?? 'unknown'],
      })),
      carried: form.fields.flatMap(inputsOf).flatMap((name) =>
        [typed[name] ?? []]
          .flat()
          .filter((value) => value !== '')
          .map((value) => ({ name, value })),
      ),
      commandId,
    },
  });
}

/** Open cases of children of the same name that this person may see: perhaps the same child. */
async function namesakes(
  site: Site,
  caller: Caller,
  { child }: Omit<RequestSent, 'commandId'>,
): Promise<readonly WorkListRow[]> {
  const name = `${child.givenName} ${child.familyName}`;
  const page = await workList(site.useCases, caller, { cursor: null, limit: 5, search: name });
  return page.items.filter((row) => row.child.name.toLowerCase() === name.toLowerCase());
}
