import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import type { Caller } from '../../../api/permissions.js';
import {
  advisersToChoose,
  askAllAdvice,
  namesOf,
  remindLateAdvisers,
  type ChosenAdvisers,
} from '../../../api/use-cases/bulk-steps.js';
import type { CaseResult, Chosen } from '../../../api/use-cases/over-cases.js';
import type { AdviserRole } from '../../../domain/facts/fact.js';
import { ADVISER_ROLES } from '../../../domain/facts/schema.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { commandIdOr, newCommandId } from '../sending.js';
import { chosenIn } from './chosen.js';
import { resultsShown } from './results.js';

const t = texts.day;
const STEPS = ['ask-advice', 'remind-late'] as const;
type Step = (typeof STEPS)[number];

/** One step over several cases of the list: what it will do is shown first, and what became of each case after. */
export const stepRoutes = (site: Site): Router =>
  Router()
    .post(paths.steps, async (req, res) => {
      const caller = callerOf(site, req);
      const step = stepNamed(textOf(req.body, 'step'));
      await showStep(site, req, res, caller, step, chosenIn(req.body));
    })
    .post(paths.step(':step'), async (req, res) => {
      const caller = callerOf(site, req);
      const step = stepNamed(part(req, 'step'));
      const sent = {
        key: commandIdOr(textOf(req.body, 'key')),
        cases: chosenIn(req.body),
        advisers: advisersIn(req.body),
      };
      if (sent.cases.length === 0) return showStep(site, req, res, caller, step, []);
      const results = await doing(site, caller, step, sent);
      showResults(site, req, res, step, sent, results);
      return;
    });

/** @throws AppError `not-found` */
function stepNamed(text: string): Step {
  const step = STEPS.find((known) => known === text);
  if (step === undefined) throw new AppError('not-found');
  return step;
}

type Sent = Readonly<{ key: string; cases: readonly Chosen[]; advisers: ChosenAdvisers }>;

const doing = (site: Site, caller: Caller, step: Step, sent: Sent): Promise<readonly CaseResult[]> =>
  step === 'ask-advice'
    ? askAllAdvice(site.useCases, caller, sent)
    : remindLateAdvisers(site.useCases, caller, sent.cases);

async function showStep(
  site: Site,
  req: Request,
  res: Response,
  caller: Caller,
  step: Step,
  cases: readonly Chosen[],
): Promise<void> {
  const refs = cases.map(({ ref }) => ref);
  const names = await namesOf(site.useCases, caller, refs);
  const toChoose = step === 'ask-advice' && refs.length > 0 ? await advisersToChoose(site.useCases, caller, refs) : [];
  show(site, req, res, {
    view: 'work-list/step',
    title: t.steps[step].title,
    section: 'cases',
    errors: cases.length === 0 ? [{ text: t.chooseSome, href: paths.cases }] : null,
    shown: {
      heading: t.steps[step].title,
      intro: t.steps[step].intro,
      button: t.steps[step].button,
      action: paths.step(step),
      back: paths.cases,
      key: newCommandId(),
      cases: cases.map(({ ref, entry }) => ({ ref, name: names.get(ref) ?? ref, value: `${ref}@${entry ?? ''}` })),
      roles: toChoose.map(({ role, advisers, law }) => ({
        name: `adviser-${role}`,
        label: t.chooseWho(texts.advisers[role].toLowerCase()),
        hint: `${law}. ${t.chooseWhoHint}`,
        options: [{ value: '', text: t.laterByHand }, ...advisers.map(({ ref, name }) => ({ value: ref, text: name }))],
      })),
    },
  });
}

function showResults(
  site: Site,
  req: Request,
  res: Response,
  step: Step,
  { key, cases, advisers }: Sent,
  results: readonly CaseResult[],
): void {
  const chosen = Object.entries(advisers).map(([role, ref]) => ({ name: `adviser-${role}`, value: ref }));
  show(site, req, res, {
    view: 'work-list/results',
    title: t.results.title(t.steps[step].title),
    section: 'cases',
    shown: {
      heading: t.results.title(t.steps[step].title),
      back: paths.cases,
      backText: 'Cases',
      ...resultsShown(step, results),
      again: paths.step(step),
      fields: [
        { name: 'key', value: key },
        ...cases.map(({ ref, entry }) => ({ name: 'cases', value: `${ref}@${entry ?? ''}` })),
        ...chosen,
      ],
    },
  });
}

/** Whom to ask in each role, as the form's lists say. */
function advisersIn(body: unknown): ChosenAdvisers {
  const chosen: Partial<Record<AdviserRole, string>> = {};
  for (const role of ADVISER_ROLES) {
    const ref = textOf(body, `adviser-${role}`);
    if (ref !== '') chosen[role] = ref;
  }
  return chosen;
}
