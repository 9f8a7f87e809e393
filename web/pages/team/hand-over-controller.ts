import { Router, type Request, type Response } from 'express';
import { notFound } from '../../../api/errors.js';
import type { Caller } from '../../../api/permissions.js';
import type { Named, WorkListRow } from '../../../api/read-models.js';
import { viewTeam, type TeamView } from '../../../api/use-cases/absences.js';
import {
  handOver,
  leave,
  managed,
  NOBODY,
  SHARE_OUT,
  type HandOver,
  type Leaving,
} from '../../../api/use-cases/assign.js';
import { MOST_CASES } from '../../../api/use-cases/over-cases.js';
import { workList } from '../../../api/use-cases/read-case.js';
import { paths } from '../../paths.js';
import { listed } from '../../presenting/person.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { commandIdOr, newCommandId } from '../sending.js';
import { chosenIn } from '../work-list/chosen.js';
import { resultsShown } from '../work-list/results.js';
import { personChoices } from '../assign/people.js';

const t = texts.day.handOver;

/** Everything somebody holds, handed over at once: because they leave, or for good reason otherwise. */
export const handOverRoutes = (site: Site): Router =>
  Router()
    .get(paths.handOver(':staff'), async (req, res) => {
      const caller = callerOf(site, req);
      await showForm(site, req, res, caller, await fromOf(site, req, caller), []);
    })
    .post(paths.handOver(':staff'), async (req, res) => {
      const caller = callerOf(site, req);
      const from = await fromOf(site, req, caller);
      const sent: HandOver = {
        key: commandIdOr(textOf(req.body, 'key')),
        from: from.ref,
        cases: chosenIn(req.body),
        to: textOf(req.body, 'to'),
      };
      const leaves = textOf(req.body, 'leaves') === 'yes' && from.ref !== NOBODY;
      if (sent.cases.length === 0 && !leaves)
        return showForm(site, req, res, caller, from, [{ text: texts.day.chooseSome, href: '#cases' }]);
      if (sent.to === '' && sent.cases.length > 0)
        return showForm(site, req, res, caller, from, [{ text: t.to.missing, href: '#to' }]);
      const done = leaves
        ? await leave(site.useCases, caller, sent)
        : { results: await handOver(site.useCases, caller, sent), left: false, held: null, covered: [] };
      showResults(site, req, res, from, sent, leaves, done);
      return;
    });

type From = Named & Readonly<{ view: TeamView }>;

/** @throws AppError `forbidden`, `not-found` */
async function fromOf(site: Site, req: Request, caller: Caller): Promise<From> {
  const view = await viewTeam(site.useCases, caller, managed(caller));
  const ref = part(req, 'staff');
  if (ref === NOBODY) return { ref, name: texts.day.team.nobody, view };
  const found = view.caseload.find(({ staff }) => staff?.ref === ref)?.staff;
  if (!found) throw notFound();
  return { ...found, view };
}

async function showForm(
  site: Site,
  req: Request,
  res: Response,
  caller: Caller,
  { ref, name, view }: From,
  errors: readonly { text: string; href: string }[],
): Promise<void> {
  const page = await workList(site.useCases, caller, { cursor: null, limit: MOST_CASES, owner: ref });
  const typed = chosenIn(req.body).map((one) => one.ref);
  const isFirst = errors.length === 0;
  const heading = ref === NOBODY ? t.ofNobody : t.title(name);
  show(site, req, res, {
    view: 'team/hand-over',
    title: ref === NOBODY ? t.ofNobody : texts.day.steps['hand-over'].title,
    section: 'team',
    errors: isFirst ? null : errors,
    shown: {
      heading,
      back: paths.team,
      action: paths.handOver(ref),
      key: newCommandId(),
      cases: page.items.map((row) => caseChoice(row, isFirst || typed.includes(row.ref))),
      casesError: errors.find(({ href }) => href === '#cases')?.text ?? null,
      toError: errors.find(({ href }) => href === '#to')?.text ?? null,
      more: page.next === null ? null : t.more(MOST_CASES),
      none: ref === NOBODY ? texts.day.results.nothing['held-already'] : t.none(name),
      people: [
        { value: SHARE_OUT, text: t.share },
        ...personChoices(view.caseload.filter(({ staff }) => staff?.ref !== ref)),
      ],
      to: textOf(req.body, 'to'),
      leaves: ref === NOBODY || ref === caller.ref ? null : t.leaves(name),
      leavesHint: t.leavesHint,
    },
  });
}

const caseChoice = ({ ref, entry, child, stage }: WorkListRow, checked: boolean): object => ({
  value: `${ref}@${entry}`,
  ref,
  text: child.name,
  about: `${ref} · ${stage === null ? texts.stages.unknown : texts.stages[stage]}`,
  checked,
});

type Done = Omit<Leaving, 'held'> & Readonly<{ held: number | null }>;

function showResults(
  site: Site,
  req: Request,
  res: Response,
  from: From,
  { key, cases, to }: HandOver,
  leaves: boolean,
  { results, left, held, covered }: Done,
): void {
  const title = texts.day.results.title(texts.day.steps['hand-over'].title);
  show(site, req, res, {
    view: 'work-list/results',
    title,
    section: 'team',
    notice: leaves ? leavingNotice(from.name, left, held ?? 0) : null,
    shown: {
      heading: title,
      back: paths.team,
      backText: texts.day.team.title,
      ...resultsShown('hand-over', results),
      notes: covered.length === 0 ? [] : [t.uncovered(listed(covered.map(({ name }) => name)))],
      again: paths.handOver(from.ref),
      fields: [
        { name: 'key', value: key },
        { name: 'to', value: to },
        ...(leaves ? [{ name: 'leaves', value: 'yes' }] : []),
        ...cases.map(({ ref, entry }) => ({ name: 'cases', value: `${ref}@${entry ?? ''}` })),
      ],
    },
  });
}

const leavingNotice = (name: string, left: boolean, held: number): Notice => ({
  good: left,
  ...(left ? t.left(name) : t.stays(name, held)),
});
