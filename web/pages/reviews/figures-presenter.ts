import { REVIEW_EVENTS, type ReviewEvent } from '../../../api/review-models.js';
import type { ReviewFigures } from '../../../api/use-cases/review-figures.js';
import { countedBy, type Counted } from '../../../domain/review-year/figures.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { monthOf } from '../../../domain/dates/iso-month.js';
import { briefDay, monthName, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';
import { heatMap } from './pictures.js';

type What = ReviewEvent['what'];
/** What a number opens to: an event of a month, a caseworker, a setting; or the meetings of a caseworker's week. */
export type Opened = Readonly<{ what: string; month: string; owner: string; setting: string; week: string }>;

const NOBODY = 'nobody';
const NOWHERE = 'none';
const ownerOf = ({ owner }: ReviewEvent): string => owner?.ref ?? NOBODY;
const settingOf = ({ setting }: ReviewEvent): string => setting?.ref ?? NOWHERE;

const linkTo = (opened: Partial<Opened>): string => `${paths.reviewFigures}?${new URLSearchParams(opened).toString()}#plans`;
const monthWords = (first: IsoDate): string => `${monthName(Number(first.slice(5, 7)))} ${first.slice(0, 4)}`;

/** Three tables of the same events, the heat map of the weeks ahead, and the plans behind the number that was opened. */
export function figuresShown(figures: ReviewFigures, opened: Opened) {
  const { events, months } = figures;
  const byMonth = countedBy(events, REVIEW_EVENTS, ({ on }) => monthOf(on));
  const owners = names(events, ownerOf, ({ owner }) => owner?.name ?? t.nobody);
  const settings = names(events, settingOf, ({ setting }) => setting?.name ?? t.noSetting);
  const rowsBy = (of: readonly Counted<What>[], name: (key: string) => string, field: 'owner' | 'setting') =>
    of.map(({ key, refs }) => ({ name: name(key), cells: cellsOf(refs, name(key), (what) => ({ what, [field]: key })) })).sort((a, b) => (a.name < b.name ? -1 : 1));
  return {
    columns: REVIEW_EVENTS.map((what) => t.figures.what[what]),
    months: months.map((first) => {
      const found = byMonth.find(({ key }) => key === monthOf(first));
      return { name: monthWords(first), cells: cellsOf(found?.refs ?? null, monthWords(first), (what) => ({ what, month: monthOf(first) })) };
    }),
    owners: rowsBy(countedBy(events, REVIEW_EVENTS, ownerOf), (key) => owners.get(key) ?? key, 'owner'),
    settings: rowsBy(countedBy(events, REVIEW_EVENTS, settingOf), (key) => settings.get(key) ?? key, 'setting'),
    span: `${monthWords(months[0] ?? figures.today)} to ${monthWords(months.at(-1) ?? figures.today)}`,
    heat: heatShown(figures),
    opened: openedShown(figures, opened, owners, settings),
    isEmpty: events.length === 0,
  };
}

const names = (events: readonly ReviewEvent[], key: (event: ReviewEvent) => string, name: (event: ReviewEvent) => string): ReadonlyMap<string, string> => new Map(events.map((event) => [key(event), name(event)]));

const cellsOf = (refs: Counted<What>['refs'] | null, about: string, link: (what: What) => Partial<Opened>) =>
  REVIEW_EVENTS.map((what) => ({ count: refs?.[what].length ?? 0, href: linkTo(link(what)), about: `${t.figures.what[what].toLowerCase()}, ${about}` }));

/** A caseworker a row, a week a column: as a picture, and as the table that says the same and opens. */
function heatShown({ loads, weeks, caseworkers, capacity: { meetingsAWeek } }: ReviewFigures) {
  const everybody = [...caseworkers, ...(loads.some(({ caseworker }) => caseworker === null) ? [{ ref: NOBODY, name: t.nobody }] : [])];
  const rows = everybody.map(({ ref, name }) => ({
    name,
    cells: weeks.map((week) => {
      const refs = loads.find((load) => load.week === week && (load.caseworker ?? NOBODY) === ref)?.refs ?? [];
      return { count: refs.length, isOver: refs.length > meetingsAWeek, href: linkTo({ what: 'meetings', owner: ref, week }), about: `${name}, ${t.year.weekOf(shortDay(week))}` };
    }),
  }));
  const about = { id: 'heat', title: t.figures.heat, description: t.figures.heatAbout(meetingsAWeek) };
  const short = weeks.map((week) => briefDay(week).slice(0, -5));
  return {
    weeks: short,
    rows,
    most: meetingsAWeek,
    picture: loads.length === 0 ? null : heatMap(about, short, rows.map(({ name, cells }) => ({ name, counts: cells.map(({ count }) => count) })), meetingsAWeek),
  };
}

function openedShown({ events, loads, caseworkers }: ReviewFigures, { what, month, owner, setting, week }: Opened, owners: ReadonlyMap<string, string>, settings: ReadonlyMap<string, string>) {
  if (what === 'meetings') {
    const found = loads.find((load) => load.week === week && (load.caseworker ?? NOBODY) === owner);
    const name = caseworkers.find(({ ref }) => ref === owner)?.name ?? t.nobody;
    return found === undefined ? null : plansShown(t.figures.opened(name, t.year.weekOf(shortDay(found.week))), found.refs);
  }
  const kind = REVIEW_EVENTS.find((known) => known === what);
  if (kind === undefined) return null;
  const found = events.filter((event) => event.what === kind && (month === '' || monthOf(event.on) === month) && (owner === '' || ownerOf(event) === owner) && (setting === '' || settingOf(event) === setting));
  const first = events.find(({ on }) => monthOf(on) === month)?.on;
  const about = [...(first === undefined ? [] : [monthWords(first)]), ...(owner === '' ? [] : [owners.get(owner) ?? '']), ...(setting === '' ? [] : [settings.get(setting) ?? ''])];
  return plansShown(t.figures.opened(t.figures.what[kind], about.join(', ')), [...new Set(found.map(({ ref }) => ref))]);
}

const plansShown = (heading: string, refs: readonly string[]) => ({ heading, plans: refs.map((ref) => ({ ref, href: paths.case(ref) })) });
