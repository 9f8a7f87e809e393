import { BEFORE_MEETING } from '../../../domain/review/next-step.js';
import type { Page } from '../../../api/read-models.js';
import type { ReviewRow } from '../../../api/review-models.js';
import { mayAtAll, type Caller } from '../../../api/permissions.js';
import { addDays, daysBetween, type IsoDate } from '../../../domain/dates/iso-date.js';
import { days, fromToday, longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import type { Tag } from '../../presenting/duty.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';

export type ReviewPage = keyof typeof t.pages;

/** The pages about reviews that this person may open. */
export const reviewPages = (caller: Caller, current: ReviewPage | null): readonly object[] =>
  [
    { code: 'list', href: paths.reviews, shown: true },
    { code: 'year', href: paths.reviewYear, shown: true },
    { code: 'phases', href: paths.phases, shown: true },
    { code: 'lists', href: paths.reviewLists, shown: mayAtAll(caller, 'lists.send') || mayAtAll(caller, 'report.read') },
    { code: 'figures', href: paths.reviewFigures, shown: mayAtAll(caller, 'report.read') },
  ]
    .filter(({ shown }) => shown)
    .map(({ code, href }) => ({ text: t.pages[code as ReviewPage], href, current: code === current }));

export type ShownReview = Readonly<{
  ref: string;
  href: string;
  /** Where its date is set or moved. */
  dateHref: string | null;
  child: string;
  year: string | null;
  setting: string;
  owner: string;
  act: string;
  notes: readonly string[];
  day: string;
  distance: string;
  tag: Tag | null;
}>;

type BandCode = keyof typeof t.bands;
const WEEK = 7;
const MONTH = 28;

/** Reviews under the headings a week is planned by; their order is the list's own. */
export function reviewBands({ items, next }: Page<ReviewRow>, today: IsoDate): readonly object[] {
  const bandOf = ({ stepBy }: ReviewRow): BandCode =>
    stepBy < today ? 'late' : stepBy <= addDays(today, WEEK) ? 'week' : stepBy <= addDays(today, MONTH) ? 'month' : 'later';
  const last = items.at(-1);
  return (['late', 'week', 'month', 'later'] as const).flatMap((code) => {
    const rows = items.filter((row) => bandOf(row) === code);
    const goesOn = next !== null && last !== undefined && bandOf(last) === code;
    return rows.length === 0
      ? []
      : [{ heading: t.bands[code], late: code === 'late', count: `${rows.length}${goesOn ? '+' : ''}`, rows: rows.map((row) => shownReview(row, today)) }];
  });
}


/** What the law says by age: guidance for the youngest, the end for the oldest. */
function ofAge({ underFive, age, step }: ReviewRow): readonly string[] {
  if (underFive !== null) return [t.underFive(shortDay(underFive.from), shortDay(underFive.to))];
  if (age === null) return [];
  return [step === 'end' ? t.age(shortDay(age.endsOn), shortDay(age.latestOn)) : t.ageAhead(shortDay(age.turns25On), shortDay(age.endsOn))];
}

function shownReview(row: ReviewRow, today: IsoDate): ShownReview {
  const { step, stepBy, completeBy, meetingOn, heldOn, decideBy, transfer, earlyAskedOn } = row;
  const late = daysBetween(stepBy, today);
  return {
    ref: row.ref,
    href: paths.case(row.ref),
    dateHref: BEFORE_MEETING.includes(step) ? paths.reviewDate(row.ref) : null,
    child: row.child.name,
    year: yearGroupWords(row.yearGroup),
    setting: row.setting?.name ?? t.noSetting,
    owner: row.owner?.name ?? t.nobody,
    act: (row.setting === null ? t.ownSteps[step] : undefined) ?? t.steps[step],
    notes: [
      ...(step === 'meeting' && meetingOn !== null && meetingOn < today ? [t.meetingPassed] : []),
      ...(meetingOn !== null && step !== 'meeting' ? [t.meetingOn(longDay(meetingOn))] : []),
      ...(heldOn === null ? [] : [t.heldOn(shortDay(heldOn))]),
      ...(step === 'report' && decideBy !== null ? [t.decideBy(longDay(decideBy))] : []),
      ...(BEFORE_MEETING.includes(step) && completeBy !== null ? [t.completeBy(shortDay(completeBy))] : []),
      ...(earlyAskedOn === null ? [] : [t.earlyAsked(shortDay(earlyAskedOn))]),
      ...ofAge(row),
      ...(transfer === null ? [] : [t.moves(t.transfers[transfer.kind], shortDay(transfer.amendBy))]),
    ],
    day: longDay(stepBy),
    distance: late > 0 ? t.daysLate(days(late)) : fromToday(stepBy, today),
    tag: late > 0 ? { text: 'Late', colour: 'red' } : stepBy <= addDays(today, WEEK) ? { text: 'Due soon', colour: 'yellow' } : null,
  };
}
