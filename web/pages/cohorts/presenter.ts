import type { ControlNow, Swept, SweptCase } from '../../../api/use-cases/cohorts.js';
import { londonDay } from '../../../domain/dates/london.js';
import type { DelayCause } from '../../../domain/settings.js';
import { late, longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { causeWords } from '../../words/causes.js';
import { faultQuery } from '../../presenting/report/controls.js';
import { COHORT_WORDS as t } from '../../words/cohorts.js';

export function sweptShown(swept: Swept, causes: readonly DelayCause[]) {
  const { fault, setting, count, elsewhere, on } = swept;
  const { duty, cause, role, from, to } = fault;
  const f = t.fault;
  return {
    fault: [
      [f.step, texts.duties[duty].act], [f.cause, cause === null ? f.anyCause : causeWords(causes, cause)],
      ...(role === null ? [] : [[f.service, texts.advisers[role]]]), ...(setting === null ? [] : [[f.setting, setting.name]]), [f.days, f.span(longDay(from), to === null ? null : longDay(to))],
    ],
    count: t.count(count.hit, count.late),
    asKnown: t.asKnown(longDay(on)),
    elsewhere: elsewhere === 0 ? null : t.elsewhere(elsewhere),
    hit: swept.hit.map(caseShown),
    unsaid: swept.unsaid.map(caseShown),
    unsaidIntro: t.unsaidIntro(count.unsaid),
    csv: `${paths.cohortFile}?${faultQuery(fault)}`,
    asked: Object.entries(fault).flatMap(([name, value]) => (value === null ? [] : [{ name, value }])),
  };
}

export const caseShown = ({ step: { ref, dueOn, doneOn, stoppedOn }, daysLate, child, owner, subject }: SweptCase) => {
  const ended = doneOn ?? stoppedOn;
  const said = t.late(late(daysLate), shortDay(dueOn), ended === null ? null : shortDay(ended));
  return { ref, href: child === null ? null : paths.case(ref), child: child?.name ?? t.hidden, owner: child === null ? t.hidden : (owner?.name ?? t.nobody), late: subject === null ? said : `${subject.name}: ${said}` };
};

export const controlShown = ({ ref, what, found, now, openedBy, openedAt, closed }: ControlNow) => ({
  href: paths.cohort(ref), what, then: found, now: now.hit, waiting: now.late, unsaid: now.unsaid, opened: t.controls.openedBy(openedBy.name, shortDay(londonDay(openedAt))),
  closed: closed === null ? null : t.controls.closedBy(closed.by.name, shortDay(londonDay(closed.at)), closed.because),
});
