import { addDays, earlier, type IsoDate } from '../dates/iso-date.js';
import type { IsoWeek } from '../dates/iso-week.js';

/** What became of an action, as its owner or a manager said. */
export const ACTION_OUTCOMES = ['kept', 'carried-over', 'dropped'] as const;
export type ActionOutcome = (typeof ACTION_OUTCOMES)[number];

/** What was said, on a day; `byOn` is the new day of one carried over. */
export type ActionMark = Readonly<{ outcome: ActionOutcome; byOn: IsoDate | null; on: IsoDate }>;
export type DatedAction = Readonly<{ week: IsoWeek; byOn: IsoDate; marks: readonly ActionMark[] }>;

export const ACTION_STATES = ['missed', 'carried-over', 'in-hand', 'kept', 'dropped'] as const;
export type ActionState = (typeof ACTION_STATES)[number];

const said = ({ marks }: DatedAction, day: IsoDate): ActionMark | undefined => marks.findLast(({ on }) => on <= day);

/** By when it is to be done, as agreed up to a day. */
export const byWhen = (action: DatedAction, day: IsoDate): IsoDate => action.marks.findLast(({ on, byOn }) => on <= day && byOn !== null)?.byOn ?? action.byOn;

/** The day whose actions a report shows: today, and once the next report is due the day of that. */
export const actionsAsOf = (reportOn: IsoDate, today: IsoDate): IsoDate => earlier(today, addDays(reportOn, 7));

/** How an action stands at the end of a day: a day that passes without a word makes it missed, until somebody says what became of it. */
export function stateOf(action: DatedAction, day: IsoDate): ActionState {
  const last = said(action, day);
  if (last?.outcome === 'kept' || last?.outcome === 'dropped') return last.outcome;
  if (byWhen(action, day) < day) return 'missed';
  return last === undefined ? 'in-hand' : 'carried-over';
}

/** Whether nobody need say any more. */
export const isSettled = (action: DatedAction, day: IsoDate): boolean => stateOf(action, day) === 'kept' || stateOf(action, day) === 'dropped';

/**
 * The actions a report opens with: those set on earlier ones, unless they were settled before its own week began.
 * @param on the Sunday the report's week ended on @param day as they stand at its end
 */
export function opensWith<A extends DatedAction>(actions: readonly A[], { week, on }: Readonly<{ week: IsoWeek; on: IsoDate }>, day: IsoDate): readonly A[] {
  const order = (action: A): number => ACTION_STATES.indexOf(stateOf(action, day));
  return actions
    .filter((action) => action.week < week && !isSettled(action, addDays(on, -7)))
    .sort((a, b) => order(a) - order(b) || (byWhen(a, day) < byWhen(b, day) ? -1 : 1));
}
