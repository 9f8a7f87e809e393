import { Router } from 'express';
import { AppError, invalid } from '../../../api/errors.js';
import { adviceRequests } from '../../../api/use-cases/advice.js';
import { declineAdvice, expectAdvice, holdAdvice, openOwnFile, saveDraft, viewAdvice } from '../../../api/use-cases/advice-writing.js';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import { longTime } from '../../dates.js';
import type { Field, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { paths } from '../../paths.js';
import { part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { practiceLink } from '../good-practice/link.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { readAdviceForm } from './advice-form.js';
import { answerRoutes } from './answer-controller.js';
import { adviserOf, hereFor } from './party.js';
import { shownRequests } from './presenter.js';
import { sendFile } from '../../files/send-file.js';
import { showSmallForm } from './small-form.js';

const ROWS = 50;
const t = texts.advice;
const VIEWS = ['all', 'mine', 'unassigned', 'late', 'answered'] as const;
type View = (typeof VIEWS)[number];

/** A service's inbox, and everything that answers one request: by somebody with an account, or come by a link. */
export const adviceRoutes = (site: Site): Router =>
  Router()
    .get(paths.advice, async (req, res) => {
      const caller = adviserOf(site, req);
      const view = VIEWS.find((known) => known === textOf(req.query, 'view')) ?? 'all';
      const after = textOf(req.query, 'after');
      const only = view === 'all' || view === 'answered' ? {} : { only: view };
      const page = await adviceRequests(site.useCases, caller, { cursor: after === '' ? null : after, limit: ROWS, answered: view === 'answered', ...only });
      show(site, req, res, {
        view: 'advice/list',
        title: texts.sections.advice,
        section: 'advice',
        notice: listNotice(textOf(req.query, 'sent'), textOf(req.query, 'held')),
        shown: {
          answered: view === 'answered',
          requests: shownRequests(page.items, todayOf(site)),
          views: VIEWS.map((one) => ({ href: listOf(one), text: t.views[one], current: one === view })),
          words: t,
          practice: await practiceLink(site, caller, { kind: 'advice', section: null, of: 'advice' }),
          more: page.next === null ? null : `${paths.advice}?${new URLSearchParams({ ...(view === 'all' ? {} : { view }), after: page.next }).toString()}`,
        },
      });
    })
    .use(answerRoutes(site))
    .post(paths.adviceDraft(':ref', ':adviser'), async (req, res) => {
      const { party } = await hereFor(site, req);
      const { form, errors } = readAdviceForm(req.body);
      if (errors.length > 0) throw invalid(errors.map(({ name, text }) => ({ path: name, message: text })));
      const saved = await saveDraft(site.useCases, party, { caseRef: part(req, 'ref'), adviser: part(req, 'adviser'), form, version: versionOf(req.body) });
      res.set('Cache-Control', 'no-store');
      if (saved.kind === 'saved') return void res.json({ version: saved.version, text: t.draftTitle });
      const { latest, parts } = saved;
      res.status(409).json({ text: t.changed(latest.savedBy, longTime(latest.savedAt), parts.map((one) => t.parts[one].toLowerCase()).join(', ')) });
    })
    .get(paths.adviceDecline(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const view = await viewAdvice(site.useCases, here.party, { caseRef: part(req, 'ref'), adviser: part(req, 'adviser') });
      showSmallForm(site, req, res, here, view.request.row, { form: DECLINE, typed: {}, errors: [], commandId: newCommandId() });
    })
    .post(paths.adviceDecline(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const one = { caseRef: part(req, 'ref'), adviser: part(req, 'adviser') };
      const typed = typedIn(DECLINE.fields, req.body);
      const commandId = commandIdOr(textOf(req.body, 'commandId'));
      const { values, errors } = readFields(DECLINE.fields, typed, todayOf(site));
      const again = async (found: typeof errors, id: string, status = 400) => {
        const { request } = await viewAdvice(site.useCases, here.party, one);
        showSmallForm(site, req, res, here, request.row, { form: DECLINE, typed, errors: found, commandId: id, status });
      };
      if (errors.length > 0) return again(errors, commandId);
      try {
        const outcome = await declineAdvice(site.useCases, here.party, { ...one, reason: String(values['reason']), commandId });
        res.redirect(303, `${paths.adviceAnswer(one.caseRef, one.adviser)}?sent=${outcome.kind === 'RECORDED' ? 'declined' : 'saved'}`);
      } catch (error) {
        const refused = refusedOnForm(error, DECLINE.fields);
        if (refused === null) throw error;
        await again(refused.errors, newCommandId(), refused.status);
      }
    })
    .get(paths.adviceExpected(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const view = await viewAdvice(site.useCases, here.party, { caseRef: part(req, 'ref'), adviser: part(req, 'adviser') });
      showSmallForm(site, req, res, here, view.request.row, { form: EXPECTED, typed: { because: view.request.expectedBecause ?? '' }, errors: [], commandId: newCommandId() });
    })
    .post(paths.adviceExpected(':ref', ':adviser'), async (req, res) => {
      const here = await hereFor(site, req);
      const one = { caseRef: part(req, 'ref'), adviser: part(req, 'adviser') };
      const typed: Typed = typedIn(EXPECTED.fields, req.body);
      const { values, errors } = readFields(EXPECTED.fields, typed, todayOf(site));
      const again = async (found: typeof errors, status = 400) => {
        const { request } = await viewAdvice(site.useCases, here.party, one);
        showSmallForm(site, req, res, here, request.row, { form: EXPECTED, typed, errors: found, commandId: newCommandId(), status });
      };
      const expectedOn = String(values['expectedOn'] ?? '');
      if (errors.length > 0 || !isIsoDate(expectedOn)) return again(errors);
      try {
        await expectAdvice(site.useCases, here.party, { ...one, expectedOn, because: String(values['because']) });
        res.redirect(303, `${paths.adviceAnswer(one.caseRef, one.adviser)}?saved=expected`);
      } catch (error) {
        const refused = refusedOnForm(error, EXPECTED.fields);
        if (refused === null) throw error;
        await again(refused.errors, refused.status);
      }
    })
    .post(paths.adviceHold(':ref', ':adviser'), async (req, res) => {
      const caller = adviserOf(site, req);
      const here = await hereFor(site, req);
      const chosen = textOf(req.body, 'holder');
      const holder = chosen === 'me' ? caller.ref : chosen === 'nobody' ? null : chosen;
      if (holder === '') throw new AppError('malformed-json');
      await holdAdvice(site.useCases, here.party, { caseRef: part(req, 'ref'), adviser: part(req, 'adviser'), holder });
      res.redirect(303, `${paths.advice}?held=yes`);
    })
    .get(paths.adviceFile(':ref', ':adviser', ':file'), async (req, res) => {
      const { party } = await hereFor(site, req);
      sendFile(res, await openOwnFile(site.useCases, party, { caseRef: part(req, 'ref'), adviser: part(req, 'adviser'), file: part(req, 'file') }));
    });

const listOf = (view: View): string => (view === 'all' ? paths.advice : `${paths.advice}?view=${view}`);

function listNotice(sent: string, held: string): Notice | null {
  if (held !== '') return { good: true, title: t.draftTitle, text: t.held };
  return sent === '' ? null : { good: true, title: t.sentTitle, text: sent === 'saved' ? t.saved : t.sent };
}

/** The version a draft was written over; 0 where there was none. */
function versionOf(body: unknown): number {
  const text = textOf(body, 'version');
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

const LONGEST_REASON = 2000;
const DECLINE: Readonly<{ title: string; intro: string; button: string; fields: readonly Field[]; action: typeof paths.adviceDecline }> = {
  title: t.decline,
  intro: t.declineIntro,
  button: t.decline,
  action: paths.adviceDecline,
  fields: [{ kind: 'text', name: 'reason', label: t.reason, missing: t.reasonMissing, most: LONGEST_REASON }],
};
const EXPECTED: typeof DECLINE = {
  title: t.expected,
  intro: t.expectedIntro,
  button: 'Save',
  action: paths.adviceExpected,
  fields: [
    { kind: 'day', name: 'expectedOn', label: t.expectedOn, hint: texts.form.dayHint, asked: t.expectedOnAsked, future: true },
    { kind: 'text', name: 'because', label: t.because, missing: t.becauseMissing, most: LONGEST_REASON },
  ],
};
