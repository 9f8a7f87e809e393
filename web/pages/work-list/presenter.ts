import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { TaskRow } from '../../../api/letter-models.js';
import type { Named, Page, WorkListRow } from '../../../api/read-models.js';
import type { Waits } from '../../../domain/waits.js';
import { days, fromToday, longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import {
  actOn,
  actWords,
  isOverdue,
  reasonWords,
  whenWords,
  type ReasonWords,
  type WhenWords,
} from '../../presenting/duty.js';
import { texts } from '../../texts.js';
import { taskWords } from '../../words/letters.js';

export type ShownRow = Readonly<{
  href: string;
  ref: string;
  /** The case and the last entry seen of it, for a step over several. */
  chosen: string;
  child: string;
  year: string | null;
  stage: string;
  owner: string;
  /** Said where the reader looks after the case for its owner. */
  coveringFor: string | null;
  waits: string | null;
  lateCount: string | null;
  next: Readonly<{ act: string; when: WhenWords; late: boolean; reason: ReasonWords }> | null;
}>;
/** `count` ends in a plus where the list goes on with more of the same on its next page. */
export type Band = Readonly<{
  heading: string;
  late: boolean;
  count: string;
  rows: readonly ShownRow[];
  tasks: readonly ShownTask[];
}>;
type BandCode = keyof typeof texts.workList.bands;
export type ShownTask = Readonly<{ band: BandCode; href: string; what: string; about: string | null; when: string }>;

/** Days ahead shown under "this week". */
const WEEK = 7;

/** Rows under headings a day is planned by: late, today, this week, later, nothing due. Their order is the list's own. */
export function bands(
  { items, next }: Page<WorkListRow>,
  today: IsoDate,
  covers: readonly Named[],
  tasks: readonly ShownTask[],
): readonly Band[] {
  const heading = (row: WorkListRow): BandCode => {
    if (row.next === null) return 'nothing';
    if (isOverdue(row.next)) return 'late';
    return bandOf(actOn(row.next), today);
  };
  const last = items.at(-1);
  return (['late', 'today', 'week', 'later', 'nothing'] as const)
    .map((code) => {
      const rows = items.filter((row) => heading(row) === code);
      const goesOn = next !== null && last !== undefined && heading(last) === code;
      return {
        heading: texts.workList.bands[code],
        late: code === 'late',
        count: `${rows.length}${goesOn ? '+' : ''}`,
        rows: rows.map((row) => shownRow(row, today, covers)),
        tasks: tasks.filter((task) => task.band === code),
      };
    })
    .filter((band) => band.rows.length > 0 || band.tasks.length > 0);
}

const bandOf = (on: IsoDate, today: IsoDate): BandCode =>
  on <= today ? 'today' : on <= addDays(today, WEEK) ? 'week' : 'later';

/** What must be seen to that is no duty, under the heading of its day. */
export const shownTasks = (tasks: readonly TaskRow[], today: IsoDate): readonly ShownTask[] =>
  tasks.map(({ ref, kind, child, who, actBy }) => ({
    band: actBy < today ? 'late' : bandOf(actBy, today),
    href: paths.task(ref),
    what: taskWords(kind).title,
    about:
      [who?.name ?? null, child === null ? null : texts.day.tasks.about(child.name)]
        .filter((part) => part !== null)
        .join(', ') || null,
    when: `${longDay(actBy)}, ${fromToday(actBy, today)}`,
  }));

function shownRow(row: WorkListRow, today: IsoDate, covers: readonly Named[]): ShownRow {
  const { next } = row;
  const away = covers.find(({ ref }) => ref === row.owner?.ref);
  return {
    href: paths.case(row.ref),
    ref: row.ref,
    chosen: `${row.ref}@${row.entry}`,
    child: row.child.name,
    year: yearGroupWords(row.yearGroup),
    stage: row.stage === null ? texts.stages.unknown : texts.stages[row.stage],
    owner: row.owner?.name ?? texts.workList.nobody,
    coveringFor: away === undefined ? null : texts.workList.coveringFor(away.name),
    waits: row.waits === null ? null : waitsLine(row.waits),
    lateCount: row.countLate > 1 ? texts.workList.lateDuties(row.countLate) : null,
    next:
      next === null
        ? null
        : {
            act: actWords(next, next.subjectName),
            when: whenWords({ ...next, doneOn: null }, today),
            late: isOverdue(next),
            reason: reasonWords(next),
          },
  };
}

/** The three waits on one line, in days, so that they can be compared down a list. */
export const waitsLine = ({ sinceRequest, statutory, withOwner }: Waits): string =>
  [
    texts.workList.waits.sinceRequest(days(sinceRequest)),
    texts.workList.waits.statutory(days(statutory)),
    ...(withOwner === null ? [] : [texts.workList.waits.withOwner(days(withOwner))]),
  ].join(' · ');
