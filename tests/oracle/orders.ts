import { plusWeeks } from './days.js';
import type { Excuse } from './exceptions.js';
import { earliestFinal } from './representations.js';
import { deadline } from './standing.js';
import {
  factsOf,
  firstFrom,
  type AlsoCounted,
  type DatedFact,
  type Day,
  type OracleDuty,
  type Story,
} from './story.js';

/** What an order, a written agreement or an unopposed appeal asks of the council. @source law.md 3.3; regs 42(2), 44, 45 */
export function orderDuties(story: Story): OracleDuty[] {
  return factsOf(story, 'tribunal-order', 'mediation-agreed', 'appeal-not-opposed').flatMap((source) => {
    const kind = source.type === 'tribunal-order' ? source.order : source.what;
    return dutiesOfKind(story, source, kind ?? '');
  });
}

function dutiesOfKind(story: Story, source: DatedFact, kind: string): OracleDuty[] {
  const excusable = (code: string): boolean =>
    // Reg 45(7) names 45(3) and (6), not (3A): an unopposed appeal's 10 and 14 weeks have no exception.
    !(source.type === 'appeal-not-opposed' && ['assess', 'reassess'].includes(kind) && code !== 'order-notify-assess');
  const duty = (code: string, weeks: number, done: Done, excuses: 'reg-44' | 'none' = 'none'): OracleDuty => {
    const directed = source.dates?.[code];
    const excuse: Excuse = { list: 'order', step: code };
    return deadline(story, {
      code,
      occurrence: source.id,
      startOn: source.on,
      dueOn: directed ?? plusWeeks(source.on, weeks),
      alsoCounted: directed === undefined ? sentOut(source, weeks) : [],
      ...done,
      ...(excuses === 'reg-44' && excusable(code) ? { excuse } : {}),
    });
  };
  const by = (...types: string[]): Done => ({ doneOn: dayOf(story, source, ...types) });

  switch (kind) {
    case 'assess':
      return [
        duty('order-notify-assess', 2, by('assessment-agreed'), 'reg-44'),
        duty('order-refuse-plan', 10, refusalDone(story, source), 'reg-44'),
        duty('order-issue-final', 14, finalDone(story, source, ['final-plan-issued']), 'reg-44'),
      ];
    case 'reassess':
      return [
        duty('order-notify-assess', 2, by('assessment-agreed', 'reassessment-agreed'), 'reg-44'),
        duty('order-refuse-plan', 10, refusalDone(story, source), 'reg-44'),
        duty(
          'order-issue-final',
          14,
          finalDone(story, source, ['final-plan-issued', 'reassessed-plan-issued']),
          'reg-44',
        ),
      ];
    case 'make-plan':
      return [
        duty('order-send-draft', 5, by('draft-plan-sent'), 'reg-44'),
        duty('order-issue-final', 11, finalDone(story, source, ['final-plan-issued']), 'reg-44'),
      ];
    case 'remit':
      return [duty('order-reconsider', 2, by('reconsidered'))];
    case 'amend-contents':
    case 'amend-both':
    case 'continue-and-amend':
      return [duty('order-amend', 5, by('amended-plan-issued'))];
    case 'amend-placement':
      return [duty('order-name-setting', 2, by('amended-plan-issued'))];
    case 'continue':
      return [duty('continue-on-order', 0, { doneOn: source.on })]; // kept by itself
    case 'dismiss-cease':
      return [duty('cease-on-order', 0, by('plan-ceased'))];
    default:
      return []; // an agreement on anything else
  }
}

type Done = Readonly<{ doneOn: Day | null; undoneIs?: 'owed' | 'not-owed'; notBefore?: Day | null }>;

function dayOf(story: Story, source: DatedFact, ...types: readonly string[]): Day | null {
  return firstFrom(factsOf(story, ...types), source.on)?.on ?? null;
}

function refusalDone(story: Story, source: DatedFact): Done {
  const refusedOn = dayOf(story, source, 'issue-refused');
  const issuingOn = dayOf(
    story,
    source,
    'issue-agreed',
    'draft-plan-sent',
    'final-plan-issued',
    'reassessed-plan-issued',
    'plan-left-unchanged',
  );
  if (refusedOn !== null && (issuingOn === null || refusedOn <= issuingOn)) return { doneOn: refusedOn };
  return { doneOn: null, undoneIs: issuingOn === null ? 'owed' : 'not-owed' };
}

function finalDone(story: Story, source: DatedFact, plans: readonly string[]): Done {
  const refusedOn = dayOf(story, source, 'issue-refused', 'plan-left-unchanged');
  const finalOn = dayOf(story, source, ...plans);
  const drafts = factsOf(story, 'draft-plan-sent');
  if (refusedOn !== null && (finalOn === null || refusedOn < finalOn)) {
    return { doneOn: null, undoneIs: 'not-owed', notBefore: earliestFinal(story, drafts, source.on, refusedOn) };
  }
  return { doneOn: finalOn, notBefore: earliestFinal(story, drafts, source.on, finalOn) };
}

/** HMCTS tells the parties that time runs from the day the order is sent out; the regulation says made. */
function sentOut(source: DatedFact, weeks: number): AlsoCounted[] {
  if (source.sentOutOn === undefined || source.sentOutOn === source.on) return [];
  return [{ basis: 'order-sent-out', dueOn: plusWeeks(source.sentOutOn, weeks) }];
}
