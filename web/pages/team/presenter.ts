import type { AbsenceRow, CaseloadRow } from '../../../api/read-models.js';
import type { TeamView } from '../../../api/use-cases/absences.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, shortDay, span } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { addressOf } from '../work-list/query.js';

const t = texts.day.team;

export type ShownLoad = Readonly<{
  name: string;
  note: string | null;
  open: string;
  late: string;
  dueSoon: string;
  longestWait: string;
  /** The list of what they hold; null where it is empty. */
  cases: string | null;
  lateCases: string | null;
  handOver: string | null;
}>;

/** A row for each person, and one for what nobody holds; every count opens to its cases. */
export const caseloadRows = ({ caseload, mayManage }: TeamView): readonly ShownLoad[] =>
  caseload.map((row) => shownLoad(row, mayManage));

function shownLoad(row: CaseloadRow, mayManage: boolean): ShownLoad {
  const { staff, open, late, dueSoon, longestWait } = row;
  const owner = staff?.ref ?? 'nobody';
  return {
    name: staff?.name ?? t.nobody,
    note: noteOf(row),
    open: String(open),
    late: String(late),
    dueSoon: String(dueSoon),
    longestWait: longestWait === null ? '–' : span(longestWait),
    cases: open === 0 ? null : addressOf({ view: 'all', owner }),
    lateCases: late === 0 ? null : addressOf({ view: 'late', owner }),
    handOver: mayManage && (staff !== null || open > 0) ? paths.handOver(owner) : null,
  };
}

function noteOf({ leftOn, awayUntil, cover }: CaseloadRow): string | null {
  if (leftOn !== null) return t.left(shortDay(leftOn));
  return awayUntil === null ? null : texts.day.assign.away(shortDay(awayUntil), cover?.name ?? null);
}

/** Present absences and those to come. */
export const absenceRows = ({ absences, mayManage }: TeamView, today: IsoDate): readonly object[] =>
  absences.map(({ id, staff, fromOn, toOn, cover }: AbsenceRow) => ({
    name: staff.name,
    when: `${longDay(fromOn)} to ${longDay(toOn)}`,
    isNow: fromOn <= today,
    cover: cover === null ? t.uncovered : t.coveredBy(cover.name),
    uncovered: cover === null,
    end: mayManage ? paths.absenceEnd(id) : null,
  }));
