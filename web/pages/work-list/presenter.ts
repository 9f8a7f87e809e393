import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import type { Named, Page, WorkListRow } from '../../../api/read-models.js';
import type { Waits } from '../../../domain/waits.js';
import { days } from '../../dates.js';
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

export type ShownRow = Readonly<{
  href: string;
  ref: string;
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
export type Band = Readonly<{ heading: string; late: boolean; count: string; rows: readonly ShownRow[] }>;

/** Days ahead shown under "this week". */
const WEEK = 7;

/** Rows under headings a day is planned by: late, today, this week, later, nothing due. Their order is the list's own. */
export function bands({ items, next }: Page<WorkListRow>, today: IsoDate, covers: readonly Named[]): readonly Band[] {
  const heading = (row: WorkListRow): keyof typeof texts.workList.bands => {
    if (row.next === null) return 'nothing';
    if (isOverdue(row.next)) return 'late';
    if (actOn(row.next) <= today) return 'today';
    return actOn(row.next) <= addDays(today, WEEK) ? 'week' : 'later';
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
      };
    })
    .filter((band) => band.rows.length > 0);
}

function shownRow(row: WorkListRow, today: IsoDate, covers: readonly Named[]): ShownRow {
  const { next } = row;
  const away = covers.find(({ ref }) => ref === row.owner?.ref);
  return {
    href: paths.case(row.ref),
    ref: row.ref,
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
