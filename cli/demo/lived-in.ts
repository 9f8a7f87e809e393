import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { workingDayOnOrBefore, type WorkingDays } from '../../domain/dates/working-days.js';
import { derive } from '../../domain/derive.js';
import type { AgendaItem } from '../../domain/agenda.js';
import { grouped } from '../../domain/grouped.js';
import { isUnderWay } from './desk.js';
import type { DemoRecord } from './population.js';

/**
 * Assessments that were brought in some days or weeks before all the others: what their ladders told since is on record, and who
 * answered. Of each such day the cases on which nothing has been written down since: the engine alone has acted on them.
 */
export type LivedIn = ReadonlyMap<string, IsoDate>;

/** When they came: in the afternoon, after the mail of the day. */
export const BROUGHT_IN_AT = '15:00';

type Batch = Readonly<{ day: IsoDate; most: number; isWanted: (item: AgendaItem) => boolean }>;

/** @param today the day of the demonstration; nothing is on record after the day before */
export function livedIn(records: readonly DemoRecord[], today: IsoDate, working: WorkingDays): LivedIn {
  const open = records.filter((record) => record.kind === 'assessment' && record.ownerRef !== null && isUnderWay(record));
  const chosen = new Map<string, IsoDate>();
  for (const { day, most, isWanted } of batches(today, working)) {
    const theirs = open.filter((record) => !chosen.has(record.ref) && lastWritten(record) < day && derive(record.facts, addDays(today, -1)).agenda.some(isWanted));
    for (const { ref } of inTurn(theirs).slice(0, most)) chosen.set(ref, day);
  }
  return chosen;
}

/** What came of the last day has been performed, and waits for the mail of the next morning. */
export const lastDayOf = (today: IsoDate, working: WorkingDays): IsoDate => workingDayOnOrBefore(addDays(today, -1), working);

function batches(today: IsoDate, working: WorkingDays): Batch[] {
  const last = lastDayOf(today, working);
  const climbing = (daysAgo: number, most: number): Batch => {
    const day = workingDayOnOrBefore(addDays(today, -daysAgo), working);
    return { day, most, isWanted: ({ act, on }) => act === 'escalate' && on >= day && on < today };
  };
  const dueSoon = { day: last, most: 12, isWanted: ({ act, on, to }: AgendaItem) => act === 'remind' && to === 'caseworker' && on === last };
  return [climbing(40, 7), climbing(26, 9), climbing(12, 9), climbing(5, 5), dueSoon];
}

const lastWritten = ({ facts }: DemoRecord): IsoDate => londonDay(facts.at(-1)?.recordedAt ?? '1970-01-01T00:00:00Z');

/** A case of each team in turn: every manager's desk has its share. */
function inTurn(records: readonly DemoRecord[]): DemoRecord[] {
  const piles = [...grouped(records, ({ teamRef }) => teamRef).values()];
  const longest = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => piles.flatMap((pile) => pile[at] ?? [])).flat();
}
