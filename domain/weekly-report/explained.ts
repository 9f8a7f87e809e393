import { addDays, type IsoDate } from '../dates/iso-date.js';
import type { IsoWeek } from '../dates/iso-week.js';
import { upwardsFrom } from '../role-order.js';
import type { Role } from '../settings.js';
import { stateOf, type DatedAction } from './actions.js';
import type { Table, TableId } from './cells.js';
import type { FigureName } from './headlines.js';
import { redItems, type RedItem } from './rag.js';

/**
 * A red measure goes to the board with its cause and an action, written by the manager who answers for it.
 * @source needs.md section 5: "Red: accountable manager writes cause and action, board sees both" (Stockport)
 */

/** Who answers for a measure that can be red, *default*: what several services or the Tribunal have a part in lies with the senior manager. */
const ACCOUNTABLE: Readonly<Partial<Record<TableId, Role>>> = {
  limits: 'service-manager', reviews: 'service-manager', transfers: 'service-manager', silent: 'service-manager', advice: 'senior-manager', orders: 'senior-manager',
};

/** Roles that may explain a measure, the accountable one first: whoever stands above may in their place. */
export const explainersOf = (table: TableId): readonly Role[] => upwardsFrom(ACCOUNTABLE[table] ?? 'senior-manager').filter((role) => role !== 'administrator');

/** The role that owes it: of those that may, the lowest that somebody holds. */
export function accountableFor(table: TableId, held: readonly Role[]): Role {
  const may = explainersOf(table);
  return may.find((role) => held.includes(role)) ?? may[0] ?? 'director';
}

/** Last day to read a report and to explain what is red in it: the Wednesday after its Sunday. */
export const readBy = (on: IsoDate): IsoDate => addDays(on, 3);

/** A measure whatever made it red: `table/row`. Late and very late of one row are one matter. */
export const measureOf = ({ table, row }: Pick<FigureName, 'table' | 'row'>): string => `${table}/${row}`;

/** What a red still lacks. */
export type Lack = 'cause' | 'action';

export type AboutFigure = DatedAction & Readonly<{ /** `table/row/column`; null of the whole report. */ figure: string | null }>;

/** Whether an action answers a red of a week's report: about its measure, and under way at the end of a day; or done since that report. One missed or dropped answers nothing. */
export function answers(action: AboutFigure, red: Pick<FigureName, 'table' | 'row'>, week: IsoWeek, day: IsoDate): boolean {
  if (action.week > week || action.figure?.split('/').slice(0, 2).join('/') !== measureOf(red)) return false;
  const state = stateOf(action, day);
  return state === 'in-hand' || state === 'carried-over' || (state === 'kept' && action.week === week);
}

/** What is owed of a red before the board sees it; nothing: it is explained. */
export function lacksOf(red: Pick<FigureName, 'table' | 'row'>, of: Readonly<{ week: IsoWeek; written: readonly Readonly<{ figure: string }>[]; actions: readonly AboutFigure[] }>, day: IsoDate): readonly Lack[] {
  const hasCause = of.written.some(({ figure }) => figure === measureOf(red));
  const hasAction = of.actions.some((action) => answers(action, red, of.week, day));
  return [...(hasCause ? [] : ['cause' as const]), ...(hasAction ? [] : ['action' as const])];
}

/** A red that lacks its cause or its action, with the role that owes them. */
export type OwedRed = Readonly<{ red: RedItem; role: Role; lacks: readonly Lack[] }>;

/** What is owed of a report on a day. @param held the roles that somebody holds */
export const redsOwed = (figures: readonly Table[], of: Parameters<typeof lacksOf>[1], held: readonly Role[], day: IsoDate): readonly OwedRed[] =>
  redItems(figures)
    .map((red) => ({ red, role: accountableFor(red.figure.table, held), lacks: lacksOf(red.figure, of, day) }))
    .filter(({ lacks }) => lacks.length > 0);
