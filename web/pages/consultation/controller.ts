import { Router, type Request, type Response } from 'express';
import type { ConsultationSeen } from '../../../api/decision-models.js';
import { notFound } from '../../../api/errors.js';
import type { LinkHolder } from '../../../api/link-permissions.js';
import { answerConsultation, openPaper, viewConsultation } from '../../../api/use-cases/consultations.js';
import { CONSULTATION_ANSWERS, REFUSAL_GROUNDS, type ConsultationAnswered } from '../../../domain/consultation.js';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, shortDay } from '../../dates.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn, type Reading } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { part, show, SignInFirst, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { CONSULTATION_WORDS as t, GROUND_WORDS } from '../../words/consultation.js';
import { sizeWords } from '../../presenting/size.js';
import { sendFile } from '../../files/send-file.js';
import { frameOf, holderOf } from '../link/holder.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { saidWords } from './presenter.js';

/** A setting's page, by link and code: the papers, its answer, and what became of it. */
export const consultationRoutes = (site: Site): Router =>
  Router()
    .get(paths.consultation(':ref', ':setting'), async (req, res) => {
      const holder = await settingOf(site, req);
      await showConsultation(site, req, res, holder, { typed: {}, errors: [], commandId: newCommandId(), notice: noticeOf(textOf(req.query, 'sent')) });
    })
    .post(paths.consultation(':ref', ':setting'), async (req, res) => {
      const holder = await settingOf(site, req);
      const typed = typedIn(FIELDS, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const { values, errors } = readFields(FIELDS, typed, todayOf(site));
      const odd = FIELDS.filter(({ name }) => isCount(name) && typeof values[name] === 'string' && !/^\d{1,8}$/.test(values[name])).map((field) => errorAt(field, `${field.label} ${t.countOdd}`));
      if (errors.length + odd.length > 0) return showConsultation(site, req, res, holder, { typed, errors: [...errors, ...odd], commandId, notice: null, status: 400 });
      try {
        const outcome = await answerConsultation(site.useCases, holder, { ...answered(values), commandId });
        res.redirect(303, `${paths.consultation(holder.recordRef, holder.ref)}?sent=${outcome.kind === 'RECORDED' ? 'yes' : 'saved'}`);
      } catch (error) {
        const refused = refusedOnForm(error, FIELDS);
        if (refused === null) throw error;
        await showConsultation(site, req, res, holder, { typed, errors: refused.errors, commandId: newCommandId(), notice: null, status: refused.status });
      }
    })
    .get(paths.consultationFile(':ref', ':setting', ':file'), async (req, res) => {
      sendFile(res, await openPaper(site.useCases, await settingOf(site, req), part(req, 'file')));
    });

/** @throws SignInFirst for nobody; AppError `not-found` for whoever's link is for something else */
async function settingOf(site: Site, req: Request): Promise<LinkHolder> {
  const holder = await holderOf(site, req);
  if (holder === null) {
    if (site.visits.caller(req) === null) throw new SignInFirst();
    throw notFound();
  }
  if (holder.kind !== 'setting' || holder.recordRef !== part(req, 'ref') || holder.ref !== part(req, 'setting')) throw notFound();
  return holder;
}

const isCount = (name: string): boolean => name === 'places' || name === 'yearlyCost';

const FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'answer', label: t.answer, missing: t.answerMissing, choices: CONSULTATION_ANSWERS.map((value) => ({ value, text: t.answers[value] })) },
  { kind: 'choices', name: 'grounds', label: t.grounds, hint: t.groundsHint, missing: t.grounds, choices: REFUSAL_GROUNDS.map((value) => ({ value, text: GROUND_WORDS[value] })), optional: true, oneOfMany: true },
  { kind: 'text', name: 'words', label: t.words, hint: t.wordsHint, missing: t.words, most: 20_000, optional: true, oneOfMany: true },
  { kind: 'line', name: 'places', label: t.places, hint: t.placesHint, missing: t.places, most: 8, width: 'short', optional: true },
  { kind: 'line', name: 'yearlyCost', label: t.cost, hint: t.costHint, missing: t.cost, most: 8, width: 'short', optional: true },
  { kind: 'day', name: 'startsOn', label: t.starts, hint: texts.form.dayHint, asked: t.startsAsked, future: true, optional: true },
];

function answered({ answer, grounds, words, places, yearlyCost, startsOn }: Reading['values']): ConsultationAnswered {
  const count = (text: unknown): number | null => (typeof text === 'string' ? Number(text) : null);
  return {
    answer: CONSULTATION_ANSWERS.find((known) => known === answer) ?? 'other',
    grounds: REFUSAL_GROUNDS.filter((ground) => [grounds ?? []].flat().includes(ground)),
    words: typeof words === 'string' ? words : '',
    places: count(places),
    yearlyCost: count(yearlyCost),
    startsOn: typeof startsOn === 'string' && isIsoDate(startsOn) ? startsOn : null,
  };
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; commandId: string; notice: Notice | null; status?: number }>;

const noticeOf = (sent: string): Notice | null => (sent === '' ? null : { good: true, title: t.sentTitle, text: sent === 'saved' ? t.saved : t.sent });

async function showConsultation(site: Site, req: Request, res: Response, holder: LinkHolder, { typed, errors, commandId, notice, status }: Filled): Promise<void> {
  const seen = await viewConsultation(site.useCases, holder);
  show(site, req, res, {
    view: 'consultation/view',
    title: `${t.title}, ${seen.caseRef}`,
    errors: errorSummary(errors),
    notice,
    ...(status === undefined ? {} : { status }),
    shown: {
      ...frameOf(holder),
      words: t,
      ref: seen.caseRef,
      intro: t.intro(seen.setting.name),
      child: seen.child.name,
      born: shortDay(seen.child.bornOn),
      asked: longDay(seen.consultedOn),
      due: seen.dueOn === null ? null : longDay(seen.dueOn),
      owner: seen.owner?.name ?? null,
      open: seen.open,
      papers: seen.papers.map(({ ref, name, bytes }) => ({ name, size: sizeWords(bytes), href: paths.consultationFile(seen.caseRef, seen.setting.ref, ref) })),
      answer: answerShown(seen),
      became: seen.plan === null ? t.waits : seen.plan.namesIt ? t.named(longDay(seen.plan.on)) : t.notNamed(longDay(seen.plan.on)),
      action: paths.consultation(seen.caseRef, seen.setting.ref),
      fields: seen.open ? showFields(FIELDS, typed, errors) : [],
      commandId,
    },
  });
}

function answerShown({ answer }: ConsultationSeen): object | null {
  if (answer === null) return null;
  const known = CONSULTATION_ANSWERS.find((one) => one === answer.answer);
  return { on: longDay(answer.on), text: known === undefined ? t.noDetail : t.answers[known], lines: saidWords(answer.said), words: answer.said?.words ?? null };
}
