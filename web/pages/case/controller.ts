import { Router } from 'express';
import { mayOn, type Caller } from '../../../api/permissions.js';
import type { CaseView, CommandStatus } from '../../../api/read-models.js';
import { AppError } from '../../../api/errors.js';
import { auditsOfCase } from '../../../api/use-cases/audits.js';
import { remindLateAdvisers } from '../../../api/use-cases/bulk-steps.js';
import { secondCorrection } from '../../../api/use-cases/commands.js';
import { delayCauses } from '../../../api/use-cases/delay-causes.js';
import { askedOf } from '../../../api/use-cases/feedback.js';
import { reportsOfCase } from '../../../api/use-cases/review-report.js';
import { viewCase, viewHistory } from '../../../api/use-cases/read-case.js';
import { addDays } from '../../../domain/dates/iso-date.js';
import { isYoungPerson } from '../../../domain/tell/family.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { historyWords } from '../../presenting/history.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { ESCALATION_WORDS } from '../../words/escalations.js';
import { auditRows } from '../audits/presenter.js';
import { askedShown } from '../feedback/presenter.js';
import { escalationsOnCase } from '../escalations/presenter.js';
import { entryOr } from '../sending.js';
import { latestReview } from '../setting-reviews/case-presenter.js';
import { adviceGrid, documentRows, otherRecords, peopleRows } from './around.js';
import { planLife } from './life.js';
import { answers, childWords, dutyRows, otherSteps, picture } from './presenter.js';

/** Entries shown on the case page and on a page of the history. */
const HISTORY_PAGE = 100;
/** The most facts one form records together. */
const FACTS_AT_ONCE = 20;

/** One case: where it is, who holds it, what is next; its timeline, duties, history, and the forms for the next lawful steps. */
export const caseRoutes = (site: Site): Router =>
  Router()
    .get(paths.case(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const view = await viewCase(site.useCases, caller, part(req, 'ref'));
      const { access } = view;
      show(site, req, res, {
        view: 'case/view',
        title: `Case ${access.ref}`,
        section: 'cases',
        notice:
          remindedNotice(textOf(req.query, 'reminded')) ??
          (await recordedNotice(site, caller, view, entryOr(textOf(req.query, 'recorded')))),
        shown: {
          ref: access.ref,
          child: view.child,
          childWords: childWords(view.child, view.today),
          people: peopleRows(
            view.people,
            mayOn(caller, 'record.facts', access) ? (person) => paths.person(access.ref, person) : null,
          ),
          addSelf:
            mayOn(caller, 'record.facts', access) && lacksOwnEntry(view)
              ? `${paths.person(access.ref, 'new')}?relation=self`
              : null,
          addPerson: mayOn(caller, 'record.facts', access) ? paths.person(access.ref, 'new') : null,
          plan: paths.plan(access.ref),
          placements: paths.placements(access.ref),
          advice: adviceGrid(view, mayOn(caller, 'record.facts', access)),
          documents: documentRows(view),
          review: access.kind === 'plan' ? latestReview(await reportsOfCase(site.useCases, caller, access.ref)) : null,
          life: planLife(view),
          letters: paths.letters(access.ref),
          audits: auditRows(await auditsOfCase(site.useCases, caller, access.ref), view.today),
          feedback: askedShown(await askedOf(site.useCases, caller, access.ref), access.ref),
          escalations: escalationsOnCase(view),
          escalationWords: ESCALATION_WORDS.onCase,
          pastDay: paths.pastDay(access.ref),
          restricted: view.restricted,
          others: otherRecords(view),
          isPlan: access.kind === 'plan',
          answers: answers(view),
          warnings: view.warnings.map(({ message }) => message),
          pending: view.pending.map((command) => pendingWords(command, view, caller)),
          picture: picture(view),
          duties: dutyRows(view.duties, view.today, {
            causes: view.causes,
            council: delayCauses(site.useCases),
            sayAt: mayOn(caller, 'record.facts', access) ? paths.causes(access.ref) : null,
          }),
          steps: otherSteps(view),
          history: historyWords(
            view.latest,
            access.ref,
            mayOn(caller, 'record.correct', access),
            delayCauses(site.useCases),
          ),
          allHistory: (view.latest.at(-1)?.entry ?? 1) > 1 ? paths.history(access.ref) : null,
        },
      });
    })
    .get(paths.history(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const ref = part(req, 'ref');
      const before = entryOr(textOf(req.query, 'before'));
      const page = await viewHistory(site.useCases, caller, ref, { before, limit: HISTORY_PAGE });
      const last = page.items.at(-1)?.entry ?? null;
      show(site, req, res, {
        view: 'case/history',
        title: `History of ${ref}`,
        section: 'cases',
        shown: {
          ref,
          back: paths.case(ref),
          history: historyWords(page.items, ref, false, delayCauses(site.useCases)),
          older: page.next === null || last === null ? null : `${paths.history(ref)}?before=${last}`,
        },
      });
    })
    .post(paths.remind(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const ref = part(req, 'ref');
      const adviser = textOf(req.body, 'adviser');
      const [result] = await remindLateAdvisers(
        site.useCases,
        caller,
        [{ ref, entry: null }],
        adviser === '' ? undefined : adviser,
      );
      if (result?.outcome.kind === 'refused') throw new AppError(result.outcome.code, result.outcome.extra);
      const said =
        result?.outcome.kind === 'done'
          ? String(result.outcome.count)
          : result?.outcome.kind === 'nothing'
            ? result.outcome.why
            : '';
      res.redirect(303, `${paths.case(ref)}?${new URLSearchParams({ reminded: said }).toString()}`);
    })
    .post(paths.second(':ref', ':command'), async (req, res) => {
      const caller = callerOf(site, req);
      const outcome = await secondCorrection(
        site.useCases,
        caller,
        part(req, 'command'),
        textOf(req.body, 'answer') === 'agree',
      );
      const recorded = outcome.kind === 'RECORDED' ? `?recorded=${outcome.entry}` : '';
      res.redirect(303, `${paths.case(outcome.caseRef)}${recorded}`);
    });

const A_YEAR = 365;

/** A young person, or one who soon will be, whom nobody could write to. */
const lacksOwnEntry = ({ child, people, today }: CaseView): boolean =>
  child.bornOn !== null &&
  isYoungPerson(child.bornOn, addDays(today, A_YEAR)) &&
  !people.some(({ relation }) => relation === 'self');

/** What came of reminding by hand; null where nobody was. */
function remindedNotice(said: string): Notice | null {
  const { advice } = texts.day;
  if (/^[1-9]\d{0,2}$/.test(said)) return { good: true, ...advice.sent(Number(said)) };
  if (said === 'reminded-today') return { good: false, ...advice.already };
  return said === 'nobody-late' ? { good: false, ...advice.nobody } : null;
}

/**
 * What was just recorded, said back: the entry itself and those recorded with it, oldest first. A late fact wakes the engine at
 * once: what it then does may already have pushed the entry out of the latest ones.
 */
async function recordedNotice(
  site: Site,
  caller: Caller,
  { latest, access }: CaseView,
  entry: number | null,
): Promise<Notice | null> {
  if (entry === null || entry > access.position) return null;
  const shown = latest.some((one) => one.entry === entry)
    ? latest
    : (await viewHistory(site.useCases, caller, access.ref, { before: entry + 1, limit: FACTS_AT_ONCE })).items;
  const found = shown.find((one) => one.entry === entry && one.fact !== null);
  if (found === undefined) return null;
  const together = shown
    .flatMap(({ fact, recordedAt }) => (fact !== null && recordedAt === found.recordedAt ? [fact] : []))
    .reverse();
  const first = together.filter((fact, i) => together.findIndex(({ type }) => type === fact.type) === i);
  const lines = first.map(({ type, on }) => {
    const count = together.filter((fact) => fact.type === type).length;
    return `${texts.facts[type].told}${count > 1 ? ` (${count})` : ''}, ${longDay(on)}`;
  });
  return { good: true, title: texts.case.recorded, text: lines.join('. ') };
}

/** A form not recorded yet: why, and whether this person may be the second to agree. */
function pendingWords(command: CommandStatus, { access }: CaseView, caller: Caller): object {
  const waits = command.state === 'awaiting-second-person';
  const maySecond = waits && command.actor !== caller.ref && mayOn(caller, 'record.second', access);
  return {
    what: command.types.map((type) => texts.facts[type].told).join('; '),
    text: waits ? texts.case.awaitsSecond : texts.case.awaitsService,
    href: paths.saved(access.ref, command.id),
    second: maySecond ? paths.second(access.ref, command.id) : null,
  };
}
