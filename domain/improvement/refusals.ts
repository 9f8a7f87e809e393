import type { IsoDate } from '../dates/iso-date.js';
import { HIGHLIGHTS, type EntrySent, type PrioritySent } from './entries.js';
import { isOfFew, measured, smallestFor, type MeasureCode, type Reading } from './measures.js';
import { furthest, milestoneState, type Measure, type Milestone, type Priority } from './priority.js';
import { isAsGood } from './standing.js';

/** Why something cannot be written down about a priority: each the field, and what it must be. */
export type Problem = Readonly<{ path: string; message: string }>;
export type Writing = Readonly<{ by: string; today: IsoDate; /** The figure a new measure would start from; null where there is no report of that week. */ baseline: Reading | null }>;

export const leadProblems = ({ leads: [one, other] }: Pick<PrioritySent, 'leads'>): Problem[] => (one === other ? [{ path: 'leads', message: 'must be two different people: they answer for it together' }] : []);

/** @returns none where it may be written down */
export function problemsOf(priority: Priority, sent: EntrySent, writing: Writing): Problem[] {
  const { by, today, baseline } = writing;
  switch (sent.kind) {
    case 'changed':
      return leadProblems(sent);
    case 'measure-added':
      return [...startProblems(sent.figure, baseline), ...(typeof baseline?.value !== 'number' ? [] : targetProblems(sent, baseline.value)), ...aheadProblems('byOn', sent.byOn, today), ...twiceProblems(priority, sent)];
    case 'measure-revised': {
      const measure = inForce(priority, sent.measure);
      if (measure === null) return [NO_MEASURE];
      const isSame = sent.target === measure.target && sent.byOn === measure.byOn;
      return [
        ...(isSame ? [{ path: 'target', message: 'must differ from what is agreed, or the day must' }] : targetProblems({ figure: measure.figure, target: sent.target }, measure.baseline.value)),
        ...aheadProblems('byOn', sent.byOn, today), ...approverProblems(sent.approvedBy, by, null),
      ];
    }
    case 'measure-ended':
      return [...(inForce(priority, sent.measure) === null ? [NO_MEASURE] : []), ...approverProblems(sent.approvedBy, by, null)];
    case 'milestone-added':
      return [...(sent.measure !== null && inForce(priority, sent.measure) === null ? [NO_MEASURE] : []), ...farProblems('dueOn', sent.dueOn, today)];
    case 'milestone-revised':
      return ofOpen(priority, sent.milestone, ({ owner, dueOn }) => [
        ...(sent.dueOn === dueOn ? [{ path: 'dueOn', message: 'must differ from the day agreed before' }] : []), ...aheadProblems('dueOn', sent.dueOn, today), ...approverProblems(sent.approvedBy, by, owner),
      ]);
    case 'milestone-done':
      return ofOpen(priority, sent.milestone, () => (sent.on > today ? [{ path: 'on', message: 'must not be after today' }] : []));
    case 'milestone-dropped':
      return ofOpen(priority, sent.milestone, ({ owner }) => approverProblems(sent.approvedBy, by, owner));
    case 'highlights':
      return [
        ...(HIGHLIGHTS.every((one) => sent[one] === '') ? [{ path: 'progress', message: 'must say something, or another heading must' }] : []),
        ...(sent.month > today.slice(0, 7) ? [{ path: 'month', message: 'must not be a month to come' }] : []),
      ];
    case 'signed-off':
      return signProblems(priority, writing);
    case 'claimed':
      return [];
  }
}

const inForce = ({ measures }: Priority, number: number): Measure | null => measures.find((one) => one.number === number && one.ended === null) ?? null;
const NO_MEASURE: Problem = { path: 'measure', message: 'must be a measure of this priority that has not ended' };

function ofOpen({ milestones }: Priority, number: number, problems: (one: Milestone) => Problem[]): Problem[] {
  const found = milestones.find((one) => one.number === number);
  if (found === undefined) return [{ path: 'milestone', message: 'must be a milestone of this priority' }];
  if (found.done !== null || found.dropped !== null) return [{ path: 'milestone', message: `must be one that is still to do: this one is ${found.done === null ? 'dropped' : 'done'} already` }];
  return problems(found);
}

function startProblems(figure: MeasureCode, baseline: Reading | null): Problem[] {
  const path = 'baselineWeek';
  if (baseline === null) return [{ path, message: 'must be the week of a weekly report there is' }];
  if (baseline.value === null) return [{ path, message: 'must be a week whose report has this figure: in that one there was nothing to measure' }];
  if (!isOfFew(figure, baseline)) return [];
  return [{ path, message: `must be a week with ${smallestFor(figure) ?? 0} or more to take a ${measured(figure).unit === 'percent' ? 'percentage' : 'mean'} of: there were ${baseline.of ?? 0}. Choose another week, or measure a number` }];
}

function targetProblems({ figure, target }: Readonly<{ figure: MeasureCode; target: number }>, baseline: number): Problem[] {
  if (measured(figure).unit === 'percent' && target > 100) return [{ path: 'target', message: 'must be at most 100: it is a percentage' }];
  return isAsGood(figure, target, baseline) ? [] : [{ path: 'target', message: `must not be worse than the baseline, ${baseline}` }];
}

const twiceProblems = ({ measures }: Priority, { figure, of }: Pick<Measure, 'figure' | 'of'>): Problem[] =>
  measures.some((one) => one.ended === null && one.figure === figure && one.of === of) ? [{ path: 'figure', message: 'must be a figure this priority is not measured by already: revise that one instead' }] : [];

const farProblems = (path: string, on: IsoDate, today: IsoDate): Problem[] => (on > furthest(today) ? [{ path, message: 'must be within five years' }] : []);
const aheadProblems = (path: string, on: IsoDate, today: IsoDate): Problem[] => (on < today ? [{ path, message: 'must not be before today' }] : farProblems(path, on, today));

/** Nobody approves what they write down themselves, nor a later day for what they owe. */
const approverProblems = (approver: string, by: string, owner: string | null): Problem[] =>
  approver === by ? [{ path: 'approvedBy', message: 'must be somebody else than you' }] : approver === owner ? [{ path: 'approvedBy', message: 'must be somebody else than its owner' }] : [];

function signProblems({ leads, measures, milestones, signedOff }: Priority, { by, today }: Writing): Problem[] {
  const path = 'words';
  if (!leads.includes(by)) return [{ path, message: 'must come from one of its two leads' }];
  if (signedOff.some((one) => one.by === by)) return [{ path, message: 'is there already: you have signed for this priority as it is' }];
  if (measures.length + milestones.length === 0) return [{ path, message: 'must wait until there is a measure or a milestone to sign for' }];
  const open = milestones.filter((one) => ['overdue', 'to-do'].includes(milestoneState(one, today))).length;
  return open === 0 ? [] : [{ path, message: `must wait: ${open === 1 ? 'one milestone is' : `${open} milestones are`} still to do` }];
}
