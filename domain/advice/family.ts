import { addMonths, type IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import type { Duty } from '../duty.js';
import { isReopened, type Progress } from '../progress.js';

/** What comes next as a family sees it: a step they would notice, and by when. */
export type FamilyNext = Readonly<{ code: DutyCode; dueOn: IsoDate; late: boolean }>;

/** Until when a family may disagree with a decision; `mediationBy` null once that time is over. */
export type Disagree = Readonly<{ appealBy: IsoDate; mediationBy: IsoDate | null }>;

/** Steps a family notices; what the council does inside its own house is not theirs to wait for. */
const NOTICED: readonly DutyCode[] = ['decide-to-assess', 'decide-to-issue', 'send-draft', 'hear-representations', 'issue-final-plan', 'secure-provision', 'decide-after-review', 'issue-amended-plan', 'complete-review', 'review-after-transfer'];
const FOR_THE_FAMILY: readonly DutyCode[] = [
  'order-notify-assess', 'order-refuse-plan', 'order-issue-final', 'order-send-draft', 'arrange-mediation', 'carry-out-agreement', 'order-amend', 'order-name-setting', 'order-reconsider', 'respond-to-appeal', 'issue-reassessed-plan', 'decide-to-reassess',
];

/** The first undone step a family would notice, or null where nothing is due to them. */
export function actDue(duties: readonly Duty[]): FamilyNext | null {
  const due = duties
    .filter(({ code, shape, outcome, doneOn }) => (NOTICED.includes(code) || FOR_THE_FAMILY.includes(code)) && doneOn === null && (shape === 'window' ? outcome === 'open' : outcome !== 'not-owed'))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : NOTICED.indexOf(a.code) - NOTICED.indexOf(b.code)));
  const [next] = due;
  if (next === undefined) return null;
  return { code: next.code, dueOn: next.dueOn, late: next.outcome === 'late' || next.outcome === 'late-excused' };
}

/**
 * The family's own time limits while a decision stands that they may appeal against: two months for the mediation adviser, by the
 * calendar, and the Tribunal's last day.
 * @source SEND Regulations 2014 reg 33; SI 2008/2699 rules 12, 20(1)(c)
 */
export function mayDisagree(duties: readonly Duty[], progress: Progress, today: IsoDate): Disagree | null {
  if (progress.ended !== null) return null;
  const window = duties.findLast(({ code, outcome }) => code === 'appeal-window' && outcome === 'open');
  const sentOn = window?.because[0]?.on;
  if (window === undefined || sentOn === undefined) return null;
  if (progress.reopenedOn !== null && progress.reopenedOn >= sentOn) return null; // an order, an agreement or a change of mind has undone it
  const mediationBy = addMonths(sentOn, 2);
  return { appealBy: window.dueOn, mediationBy: today <= mediationBy ? mediationBy : null };
}

/** A refusal that an order, an agreement or a change of mind has undone, and that no new decision has followed. */
export function undone(progress: Progress): 'assess' | 'issue' | null {
  if (!isReopened(progress)) return null;
  return progress.issue === 'refused' ? 'issue' : progress.decision === 'refused' ? 'assess' : null;
}
