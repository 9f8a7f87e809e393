import { addDays, type IsoDate } from '../dates/iso-date.js';
import { longDay } from '../dates/said.js';
import { grouped } from '../grouped.js';
import type { DutyCode } from '../duty-codes.js';
import type { Rung } from '../settings.js';
import type { QuietReason } from '../watch/gone-quiet.js';
import { DUTY_IN_WORDS } from './duty-words.js';

/** Something the day's mail says to somebody, by our reference alone: a child's name stands in none. */
export type DigestItem = Readonly<
  | { kind: 'duty'; recordRef: string; act: Rung['act']; duty: DutyCode; subject: string | null; occurrence: string; dueOn: IsoDate }
  | { kind: 'quiet'; recordRef: string; reason: QuietReason }
  /** They were written to about it, and nobody has said yet what will be done. */
  | { kind: 'acknowledge'; recordRef: string; duty: DutyCode; subject: string | null; occurrence: string; acknowledgeBy: IsoDate }
  /** Of the improvement plan, by its priority's reference: told to both who lead it. @source needs.md 32 */
  | { kind: 'milestone'; recordRef: string; milestone: number; dueOn: IsoDate }
>;

/** What stands together, in this order. */
export const DIGEST_GROUPS = ['late', 'due', 'later', 'confirm', 'quiet', 'acknowledge'] as const;
export type DigestGroup = (typeof DIGEST_GROUPS)[number];

const SOON = 7; // calendar days, today included
/** Lines of a group at most; the rest is counted. */
const MOST = 50;

/** Where an item stands: what is late is late whatever was asked of it. */
export function groupOf(item: DigestItem, today: IsoDate): DigestGroup {
  if (item.kind === 'milestone') return 'late';
  if (item.kind !== 'duty') return item.kind;
  if (item.act === 'ask-for-confirmation') return 'confirm';
  if (item.dueOn < today) return 'late';
  return item.dueOn < addDays(today, SOON) ? 'due' : 'later';
}

/** Of several steps about one duty the last says it: nobody is asked twice in one mail. */
export function eachOnce(items: readonly DigestItem[]): readonly DigestItem[] {
  const keyOf = (item: DigestItem): string => [item.kind, item.recordRef, ...ownKey(item)].join('/');
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

function ownKey(item: DigestItem): readonly (string | number)[] {
  if (item.kind === 'quiet') return [];
  return item.kind === 'milestone' ? [item.milestone] : [item.duty, item.subject ?? '-', item.occurrence];
}

export type DigestLines = Readonly<Record<DigestGroup, readonly string[]>>;

/** The lines of each group, soonest first, each with its reference, its day and where it is done; several alike are one. @param publicUrl begins every address */
export function digestLines(items: readonly DigestItem[], today: IsoDate, publicUrl: string): DigestLines {
  const lines = (group: DigestGroup): readonly string[] => {
    const own = items.filter((item) => groupOf(item, today) === group);
    const said = grouped([...own].sort(inOrder), (item) => lineOf(item, group));
    const all = [...said].map(([line, alike]) => `${line}${alike.length > 1 ? ` (${alike.length} of them)` : ''}. ${publicUrl}${pageOf(alike[0])}`);
    return all.length <= MOST ? all : [...all.slice(0, MOST), `${all.length - MOST} more: ${publicUrl}${LISTS[group]}`];
  };
  return Object.fromEntries(DIGEST_GROUPS.map((group) => [group, lines(group)])) as DigestLines;
}

const dayOf = (item: DigestItem): string => ('dueOn' in item ? item.dueOn : item.kind === 'acknowledge' ? item.acknowledgeBy : '');
const inOrder = (a: DigestItem, b: DigestItem): number => (dayOf(a) + a.recordRef < dayOf(b) + b.recordRef ? -1 : 1);

function lineOf(item: DigestItem, group: DigestGroup): string {
  if (item.kind === 'quiet') return `${item.recordRef}: ${QUIET_IN_WORDS[item.reason]}`;
  if (item.kind === 'milestone') return `${item.recordRef}: a milestone of the improvement plan, was due by ${longDay(item.dueOn)}`;
  const what = `${item.recordRef}: ${DUTY_IN_WORDS[item.duty]}`;
  if (item.kind === 'acknowledge') return `${what}. Say by ${longDay(item.acknowledgeBy)} what will be done`;
  if (group === 'confirm') return `${what}, owed from ${longDay(item.dueOn)}`;
  return `${what}, ${group === 'late' ? 'was due' : 'due'} by ${longDay(item.dueOn)}`;
}

function pageOf(item: DigestItem | undefined): string {
  if (item === undefined) return '/cases';
  if (item.kind === 'milestone') return `/improvement/${item.recordRef}`;
  if (item.kind === 'acknowledge') return `/escalations/${[item.recordRef, item.duty, item.subject ?? '-', item.occurrence].join('/')}`;
  return pageOfRecord(item.recordRef);
}

/** Where a record is read; a quality audit has pages of its own. */
export const pageOfRecord = (ref: string): string => (ref.startsWith('U-') ? `/audits/${ref}` : `/cases/${ref}`);

/** Where the whole of it is. */
const LISTS: Readonly<Record<DigestGroup, string>> = { late: '/cases', due: '/cases', later: '/cases', confirm: '/cases', quiet: '/tasks', acknowledge: '/escalations' };

const QUIET_IN_WORDS: Readonly<Record<QuietReason, string>> = {
  'no-owner': 'nobody holds it',
  'owner-left': 'whoever held it has left',
  'no-fact': 'nothing has been recorded for longer than its stage should take',
  'owner-away': 'whoever holds it is away, and nobody covers',
  'dead-address': 'a letter about it has not arrived, and nobody has seen to that',
  'not-acknowledged': 'nobody has answered an escalation in time, and nobody is left to tell',
  'not-finalised': 'its draft was sent, and its final plan does not follow',
};

const SAID: Readonly<Record<DigestGroup, string>> = { late: 'late', due: 'due within seven days', later: 'due later', confirm: 'to confirm', quiet: 'gone quiet', acknowledge: 'to acknowledge' };

/** `2 late, 1 due within seven days`: how many of each. */
export function digestCounts(items: readonly DigestItem[], today: IsoDate): string {
  const counted = DIGEST_GROUPS.map((group) => ({ group, count: items.filter((item) => groupOf(item, today) === group).length }));
  return counted.filter(({ count }) => count > 0).map(({ group, count }) => `${count} ${SAID[group]}`).join(', ');
}
