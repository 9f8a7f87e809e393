import { Router, type Request, type Response } from 'express';
import type { ClosureFinding } from '../../../domain/setting-calendar.js';
import { closuresAt } from '../../../api/use-cases/setting-dates.js';
import { AppError } from '../../../api/errors.js';
import type { Caller } from '../../../api/permissions.js';
import type { CaseView, OfferedStep } from '../../../api/read-models.js';
import { delayCauses } from '../../../api/use-cases/delay-causes.js';
import { advisers, owners, settings } from '../../../api/use-cases/lists.js';
import { recommendedOf } from '../../../api/use-cases/recommended.js';
import { viewCase } from '../../../api/use-cases/read-case.js';
import { recordFacts } from '../../../api/use-cases/record-facts.js';
import type { FactType } from '../../../domain/facts/fact.js';
import { AUDIT_FACT_TYPES, FACT_TYPES } from '../../../domain/facts/schema.js';
import { isSending } from '../../../domain/tell/sent-before.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { asItCame, cameTyped, evidenced, postBehind, type PostBehind } from '../post/behind.js';
import { causePanel } from '../causes/cause-form.js';
import { commandIdOr, entryOr, goOn, newCommandId, refusedOnForm } from '../sending.js';
import { closurePanel, closureTyped } from './closures.js';
import { factFields, NAMES_A_SETTING, type FormContext } from './fact-fields.js';
import {
  adviserGroups,
  dutiesMet,
  onlyChoices,
  ownHead,
  panelTyped,
  subjectChoices,
  waitingWords,
} from './presenter.js';
import { readFacts } from './read-fact.js';
import { recommendsShown, type Recommends } from './recommends.js';
import { gateShown, textAsked, withText, type TextAsked } from './plan-text.js';

/** One form for each kind of fact; only those the law and the record allow now can be opened. */
export const recordRoutes = (site: Site): Router =>
  Router()
    .get(paths.record(':ref', ':step'), async (req, res) => {
      const form = await openForm(site, req);
      showForm(site, req, res, form, {
        typed: {
          ...onlyChoices(form.fields),
          ...ownHead(form.fields, form.view),
          ...panelTyped(form.fields, textOf(req.query, 'panel')),
          ...closureTyped(form.closures, textOf(req.query, 'closure')),
          ...(form.post === null ? {} : cameTyped(form.post, form.type)),
        },
        errors: [],
        status: 200,
        law: null,
        commandId: newCommandId(),
        entry: form.view.access.position,
      });
    })
    .post(paths.record(':ref', ':step'), async (req, res) => {
      const form = await openForm(site, req);
      const typed = typedIn(form.fields, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const entry = entryOr(textOf(req.body, 'entry')) ?? form.view.access.position;
      const sent = { typed, commandId, entry };
      const { facts, errors } = readFacts(form.type, form.fields, typed, todayOf(site));
      if (errors.length > 0) return showForm(site, req, res, form, { ...sent, errors, status: 400, law: null });
      try {
        goOn(
          res,
          await recordFacts(site.useCases, form.caller, {
            caseRef: form.view.access.ref,
            commandId,
            facts: facts.map((fact) => evidenced(fact, form.post)),
            ifEntry: entry,
          }),
        );
      } catch (error) {
        const refused = refusedOnForm(error, form.fields);
        if (refused === null) throw error;
        const again = refused.changed ? { commandId: newCommandId(), entry: form.view.access.position } : {};
        showForm(site, req, res, form, {
          ...sent,
          ...again,
          errors: refused.errors,
          status: refused.status,
          law: refused.law,
        });
      }
    });

type Form = Readonly<{
  type: FactType;
  caller: Caller;
  view: CaseView;
  step: OfferedStep | null;
  fields: readonly Field[];
  /** The item of post it was opened from. */
  post: PostBehind | null;
  /** The plan's text that may go with it; null where the fact sends none. */
  text: TextAsked | null;
  /** What the report recommends, where a decision after review is recorded. */
  recommends: Recommends | null;
  /** Of the child's own setting, where an exception is recorded. */
  closures: readonly ClosureFinding[];
}>;
type Filled = Readonly<{
  typed: Typed;
  errors: readonly FieldError[];
  status: number;
  law: string | null;
  commandId: string;
  entry: number;
}>;

/** @throws AppError `not-found` for a record or a kind of fact there is none of, `not-yours-to-record` */
async function openForm(site: Site, req: Request): Promise<Form> {
  const caller = callerOf(site, req);
  const type = FACT_TYPES.find((known) => known === part(req, 'step'));
  if (type === undefined || type === 'correction' || AUDIT_FACT_TYPES.has(type)) throw new AppError('not-found');
  const view = await viewCase(site.useCases, caller, part(req, 'ref'));
  const step = view.nextSteps.find((offered) => offered.type === type) ?? null;
  if (step !== null && !step.may) throw new AppError('not-yours-to-record');
  const post = await postBehind(site, req, caller, view.access.ref);
  const fields = factFields(type, await contextOf(site, caller, type, view, step));
  const closures = type === 'exception-recorded' ? await closuresAt(site.useCases, view) : [];
  const text = await textAsked(site, caller, view.access.ref, type);
  const recommends = type === 'review-decision-sent' ? recommendsShown(await recommendedOf(site.useCases, view.access.ref), view.access.ref) : null;
  return { type, caller, view, step, post, closures, text, recommends, fields: withText(post === null ? fields : asItCame(fields, type), text) };
}

async function contextOf(
  site: Site,
  caller: Caller,
  type: FactType,
  view: CaseView,
  step: OfferedStep | null,
): Promise<FormContext> {
  const asksAnybody = type === 'advice-requested' || type === 'advice-reused';
  return {
    advisers: asksAnybody
      ? adviserGroups(await advisers(site.useCases, caller, {}), view, type === 'advice-requested')
      : [{ heading: '', choices: subjectChoices(view.advisers, step?.subjects) }],
    settings:
      type === 'setting-consulted'
        ? (await settings(site.useCases, caller, {})).map(({ ref, name }) => ({ value: ref, text: name }))
        : [...view.settings.filter(({ ref }) => step?.subjects?.includes(ref) ?? true), ...attendedBeside(type, view)].map(({ ref, name }) => ({ value: ref, text: name })),
    owners:
      type === 'owner-set'
        ? (await owners(site.useCases, caller)).map(({ ref, name }) => ({ value: ref, text: name }))
        : [],
    asksPanel: step?.needsPanelOrManager ?? false,
  };
}

/** An amended plan may name the setting where the child is, which nobody consulted again. */
const attendedBeside = (type: FactType, { child, settings: asked }: CaseView): readonly Readonly<{ ref: string; name: string }>[] =>
  NAMES_A_SETTING.has(type) && type !== 'final-plan-issued' && child.setting !== null && asked.every(({ ref }) => ref !== child.setting?.ref) ? [child.setting] : [];

function showForm(site: Site, req: Request, res: Response, form: Form, filled: Filled): Response {
  const { type, view, step, fields } = form;
  const { access, child, today } = view;
  return show(site, req, res, {
    view: 'record-fact/view',
    title: `${texts.facts[type].act}, ${access.ref}`,
    section: 'cases',
    status: filled.status,
    errors: errorSummary(filled.errors),
    shown: {
      heading: texts.facts[type].act,
      caption: `${child.name}, ${access.ref}`,
      back: paths.case(access.ref),
      action: paths.record(access.ref, type),
      duties: dutiesMet(type, view.duties, today),
      waits: waitingWords(step, today),
      closures: closurePanel(view, form.closures),
      causes:
        type === 'exception-recorded' ? causePanel(view, delayCauses(site.useCases), step?.may === true, {}, []) : null,
      recommends: form.recommends,
      sends: isSending(type) ? texts.form.sends : null,
      refusedNow: step === null && filled.errors.length === 0,
      law: filled.law,
      post: form.post?.shown ?? null,
      text: form.text?.shown ?? null,
      gate: gateShown(form.text),
      fields: showFields(fields, filled.typed, filled.errors),
      commandId: filled.commandId,
      entry: filled.entry,
    },
  });
}
