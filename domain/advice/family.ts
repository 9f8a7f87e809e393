import type { IsoDate } from '../dates/iso-date.js';
import type { DutyCode } from '../duty-codes.js';
import type { Duty } from '../duty.js';

/** What comes next as a family sees it: a step they would notice, and by when. */
export type FamilyNext = Readonly<{ code: DutyCode | 'other'; dueOn: IsoDate; late: boolean }>;

/** Steps a family notices; what the council does inside its own house is not theirs to wait for. */
const NOTICED: readonly DutyCode[] = ['decide-to-assess', 'decide-to-issue', 'send-draft', 'hear-representations', 'issue-final-plan', 'secure-provision'];
const FOR_THE_FAMILY: readonly DutyCode[] = [
  'order-notify-assess', 'order-refuse-plan', 'order-issue-final', 'order-send-draft', 'arrange-mediation', 'carry-out-agreement', 'order-amend', 'order-name-setting', 'order-reconsider', 'issue-reassessed-plan', 'decide-to-reassess',
];

/** The first undone step a family would notice, or null where nothing is due to them. */
export function actDue(duties: readonly Duty[]): FamilyNext | null {
  const due = duties
    .filter(({ code, shape, outcome, doneOn }) => (NOTICED.includes(code) || FOR_THE_FAMILY.includes(code)) && doneOn === null && (shape === 'window' ? outcome === 'open' : outcome !== 'not-owed'))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : NOTICED.indexOf(a.code) - NOTICED.indexOf(b.code)));
  const [next] = due;
  if (next === undefined) return null;
  return { code: NOTICED.includes(next.code) ? next.code : 'other', dueOn: next.dueOn, late: next.outcome === 'late' || next.outcome === 'late-excused' };
}
