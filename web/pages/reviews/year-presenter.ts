import { grouped } from '../../../domain/grouped.js';
import type { ReviewRow } from '../../../api/review-models.js';
import { MOST_DATES, type PlannedYear } from '../../../api/use-cases/review-year.js';
import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import { weekOf } from '../../../domain/review-year/limits.js';
import { weeksFrom, type Proposal } from '../../../domain/review-year/plan-the-year.js';
import { briefDay, longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import { breakWords, whyWords } from '../../presenting/review.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { weekBars } from './pictures.js';

export type YearQuery = Readonly<{ view: 'mine' | 'all'; setting: string; week: string }>;
type Planned = Readonly<{ row: ReviewRow; proposal: Proposal }>;

/** Children in no setting are listed under this. */
export const NO_SETTING = 'none';
const WEEKS = 26;

export const yearAddress = ({ view, setting, week }: YearQuery): string =>
  `${paths.reviewYear}?${new URLSearchParams(Object.entries({ view, setting, week }).filter(([, value]) => value !== '')).toString()}`;

/** The year of the plans shown: figures, weeks, settings, and the dates of one setting or week. */
export function shownYear({ year, rows, rules, today }: PlannedYear, query: YearQuery, isShown: (row: ReviewRow) => boolean) {
  const planned = year.proposals.flatMap((proposal): Planned[] => {
    const row = rows.get(proposal.ref);
    return row === undefined || !isShown(row) ? [] : [{ row, proposal }];
  });
  const set = [...rows.values()].filter((row) => row.meetingOn !== null && isShown(row));
  const chosen = planned.filter(({ row, proposal }) => isAsked(row, proposal, query)).sort(byDay);
  const late = planned.filter(({ proposal }) => proposal.infeasible !== null).sort(byDay);
  const caseworkers = new Set([...planned.map(({ row }) => row), ...set].map(({ owner }) => owner?.ref ?? ''));
  const most = rules.capacity.meetingsAWeek * Math.max(1, caseworkers.size);
  const isOpen = query.setting !== '' || query.week !== '';
  return {
    counts: { toPlan: planned.length, inTime: planned.length - late.length, late: late.length },
    ...weeksShown(planned, set, today, most, query),
    late: late.slice(0, MOST_DATES).map(({ row, proposal }) => ({ ...whoShown(row), day: dayShown(proposal), why: whyWords(proposal)[0] ?? '' })),
    lateMore: late.length > MOST_DATES ? t.year.shown(late.length, MOST_DATES) : null,
    settings: settingsShown(planned, query),
    kept: year.kept.flatMap(({ ref, meetingOn, breaks }) => {
      const row = rows.get(ref);
      return row === undefined || !isShown(row) || breaks.length === 0 ? [] : [{ ...whoShown(row), day: longDay(meetingOn), why: breaks.map(breakWords) }];
    }),
    heading: query.week === '' ? settingName(chosen, query) : t.year.weekOf(longDay(query.week as IsoDate)),
    dates: isOpen ? chosen.slice(0, MOST_DATES).map((one) => dateShown(one)) : [],
    datesMore: isOpen && chosen.length > MOST_DATES ? t.year.shown(chosen.length, MOST_DATES) : null,
    everything: isOpen ? chosen.slice(0, MOST_DATES).flatMap(chosenValue).join(' ') : '',
    isOpen,
  };
}

const isAsked = ({ setting }: ReviewRow, { meetingOn }: Proposal, query: YearQuery): boolean =>
  (query.setting === '' || (setting?.ref ?? NO_SETTING) === query.setting) && (query.week === '' || (meetingOn !== null && weekOf(meetingOn) === query.week));

const byDay = (a: Planned, b: Planned): number => ((a.proposal.meetingOn ?? '9999') < (b.proposal.meetingOn ?? '9999') ? -1 : 1);

const whoShown = (row: ReviewRow) => ({
  ref: row.ref,
  child: row.child.name,
  year: yearGroupWords(row.yearGroup),
  setting: row.setting?.name ?? t.noSetting,
  owner: row.owner?.name ?? t.nobody,
  href: paths.reviewDate(row.ref),
});

const dayShown = ({ meetingOn }: Proposal): string => (meetingOn === null ? t.year.noDay : longDay(meetingOn));

/** `P-7K3M9QZX@12@2026-12-08@complete`: plan, last entry seen, day, and the limits its reader is told it breaks. */
const chosenValue = ({ row, proposal: { meetingOn, breaks } }: Planned): string[] =>
  meetingOn === null ? [] : [[row.ref, row.entry, meetingOn, breaks.map(({ limit }) => limit).join(',')].join('@')];

const dateShown = (one: Planned) => ({
  ...whoShown(one.row),
  day: dayShown(one.proposal),
  value: chosenValue(one)[0] ?? null,
  isLate: one.proposal.infeasible !== null,
  moves: one.row.transfer === null ? null : t.moves(t.transfers[one.row.transfer.kind], shortDay(one.row.transfer.amendBy)),
  completeBy: one.row.completeBy === null ? null : t.completeBy(shortDay(one.row.completeBy)),
  why: whyWords(one.proposal),
});

function weeksShown(planned: readonly Planned[], set: readonly ReviewRow[], today: IsoDate, most: number, query: YearQuery) {
  const weeks = weeksFrom(today, WEEKS).map((monday) => {
    const isIn = (on: IsoDate | null): boolean => on !== null && on >= monday && on <= addDays(monday, 6);
    const [already, proposed] = [set.filter(({ meetingOn }) => isIn(meetingOn)).length, planned.filter(({ proposal }) => isIn(proposal.meetingOn)).length];
    return { monday, set: already, proposed };
  });
  const about = { id: 'weeks', title: t.year.load, description: t.year.loadAbout(WEEKS, most) };
  const bars = weeks.map(({ monday, set: already, proposed }) => ({ name: briefDay(monday).slice(0, -5), set: already, proposed }));
  return {
    picture: planned.length + set.length === 0 ? null : weekBars(about, bars, most, [t.year.set, t.year.proposed, t.year.most]),
    most,
    weeks: weeks.map(({ monday, ...counts }) => ({ name: t.year.weekOf(shortDay(monday)), ...counts, href: counts.proposed === 0 ? null : `${yearAddress({ ...query, setting: '', week: monday })}#dates` })),
  };
}

function settingsShown(planned: readonly Planned[], query: YearQuery) {
  return [...grouped(planned, ({ row }) => row.setting?.ref ?? NO_SETTING)]
    .map(([ref, of]) => ({
      name: of[0]?.row.setting?.name ?? t.noSetting,
      href: `${yearAddress({ ...query, week: '', setting: ref })}#dates`,
      current: ref === query.setting,
      count: of.length,
      late: of.filter(({ proposal }) => proposal.infeasible !== null).length,
      first: of.map(({ proposal }) => proposal.meetingOn).filter((on) => on !== null).sort().map(shortDay)[0] ?? '',
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const settingName = (chosen: readonly Planned[], { setting }: YearQuery): string => (setting === '' ? '' : (chosen[0]?.row.setting?.name ?? t.noSetting));
