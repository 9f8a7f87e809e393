import type { Table } from './cells.js';
import { cellOf } from './figures.js';
import { WAYS_IN, WAYS_OUT } from './items.js';

/** Where a count of late work stands, in the reader's words. */
export type NameOfRow = (table: 'advice' | 'reviews' | 'orders' | 'breaches', row: string) => string;

/** Counts of late work in which a change is looked for, in the order in which the first of equals is told. */
const WATCHED = ['advice', 'orders', 'reviews', 'breaches'] as const;

/**
 * What changed since the report before and why, in three sentences: the open assessments and what came and went, those waiting too
 * long, and the count of late work that moved most. Made from the figures alone: the same figures give the same words for ever.
 *
 * @param before figures of the report before; null of the first
 */
export function changesOf(now: readonly Table[], before: readonly Table[] | null, name: NameOfRow): readonly [string, string, string] {
  return [stock(now), waits(now, before), late(now, before, name)];
}

const valueIn = (figures: readonly Table[], table: string, row: string, column: string): number => cellOf(figures, table, row, column)?.value ?? 0;
/** `1 assessment is`, `2 assessments are` */
export const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const verb = (n: number): string => (n === 1 ? 'is' : 'are');

/** `3 more than`, `1 fewer than`, `as many as` */
const against = (change: number): string => (change === 0 ? 'as many as' : `${Math.abs(change)} ${change > 0 ? 'more' : 'fewer'} than`);

function stock(now: readonly Table[]): string {
  const [opening, closing] = [valueIn(now, 'bridge', 'opening', 'cases'), valueIn(now, 'bridge', 'closing', 'cases')];
  const of = (way: string): number => valueIn(now, 'bridge', way, 'cases');
  const [came, went] = [WAYS_IN, WAYS_OUT].map((ways) => ways.reduce((sum, way) => sum + of(way), 0));
  const open = `${counted(closing, 'assessment is', 'assessments are')} open, ${against(closing - opening)} a week before`;
  if (came === 0 && went === 0) return `${open}: none came in and none left.`;
  const moves = [`${came} came in${parts([[of('brought-in'), 'brought in from elsewhere'], [of('reopened'), 'opened again']])}`];
  const left = parts([[of('plan-issued'), 'with a final plan'], [of('refused'), 'refused'], [of('withdrawn'), 'withdrawn or ended']]);
  return `${open}: ${moves.join('')} and ${went} left${left}.`;
}

/** ` (3 refused, 1 withdrawn)`, with what there was none of left out. */
function parts(of: readonly (readonly [number, string])[]): string {
  const said = of.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
}

function waits(now: readonly Table[], before: readonly Table[] | null): string {
  const over = valueIn(now, 'stock', 'all', 'over-20');
  const [sent, inTime] = [valueIn(now, 'timeliness', 'week', 'plans'), valueIn(now, 'timeliness', 'week', 'in-time')];
  const who = `${over === 0 ? 'None' : over} of them ${over === 1 || over === 0 ? 'has' : 'have'} waited more than 20 weeks`;
  const than = before === null ? '' : `, ${against(over - valueIn(before, 'stock', 'all', 'over-20'))} in the report before`;
  const plans =
    sent === 0 ? 'no final plan was sent in the week' : sent === 1 ? `the 1 final plan sent in the week was ${inTime === 1 ? 'in time' : 'late'}` : `of the ${sent} final plans sent in the week ${inTime === 0 ? 'none' : inTime} ${inTime <= 1 ? 'was' : 'were'} in time`;
  return `${who}${than}; ${plans}.`;
}

type Moved = Readonly<{ table: (typeof WATCHED)[number]; row: string; now: number; before: number }>;

function late(now: readonly Table[], before: readonly Table[] | null, name: NameOfRow): string {
  const rows = lateRows(now, before ?? []);
  if (before === null) {
    const most = rows.reduce<Moved | null>((found, one) => (one.now > (found?.now ?? 0) ? one : found), null);
    return `This is the first report, so there is none to compare with; ${most === null ? 'no work is late.' : `the most late work is in “${name(most.table, most.row)}”, ${most.now} late.`}`;
  }
  const most = rows.reduce<Moved | null>((found, one) => (sizeOf(one) > sizeOf(found) ? one : found), null);
  if (most === null || most.now === most.before) return 'No count of late work changed.';
  const others = rows.filter((one) => one !== most && one.now !== one.before);
  const [more, fewer] = [others.filter((one) => one.now > one.before).length, others.filter((one) => one.now < one.before).length];
  return `The largest change in late work is in “${name(most.table, most.row)}”: ${most.now} ${verb(most.now)} late, ${most.now > most.before ? 'up' : 'down'} from ${most.before}; of the other counts ${more} rose and ${fewer} fell.`;
}

/** A rise counts for more than a fall of the same size. */
const sizeOf = (one: Moved | null): number => (one === null ? 0 : Math.abs(one.now - one.before) + (one.now > one.before ? 0.5 : 0));

/** Every count of late work of either report, each once: not all together, and none of a table of its own a second time. */
function lateRows(now: readonly Table[], before: readonly Table[]): Moved[] {
  const seen = new Set(['all', 'meetings-held', 'give-advice']);
  return WATCHED.flatMap((table) => {
    const ids = [now, before].flatMap((figures) => figures.find(({ id }) => id === table)?.rows.map(({ id }) => id) ?? []);
    const rows = [...new Set(ids)].filter((row) => !seen.has(row));
    for (const row of rows) seen.add(row);
    return rows.map((row) => ({ table, row, now: valueIn(now, table, row, 'late'), before: valueIn(before, table, row, 'late') }));
  });
}
