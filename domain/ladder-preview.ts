import { agendaOf, climbsOf, type AgendaItem, type Climb } from './agenda.js';
import { addDays, type IsoDate } from './dates/iso-date.js';
import { londonDay, londonInstant, type Instant } from './dates/london.js';
import type { WorkingDays } from './dates/working-days.js';
import type { Duty } from './duty.js';
import type { DutyCode } from './duty-codes.js';
import { story as storyOf } from './facts/story.js';
import { isCouncilsOwn } from './law/reviews.js';
import { inOrder } from './ladder.js';
import type { Role, Rung, RungChannel, Settings } from './settings.js';
import { channelOfItem } from './tell/digest.js';

/** A duty as it was owed, for as long as that was believed; and whose desks its record is on. */
export type DutySpan = Readonly<{
  record: string;
  code: DutyCode;
  subject: string | null;
  occurrence: string;
  shape: Duty['shape'];
  law: string;
  dueOn: IsoDate;
  /** The day it counts from, and the day of the fact that raised it. */
  startedOn: IsoDate | null;
  raisedOn: IsoDate | null;
  from: Instant;
  to: Instant | null;
  importedOn: IsoDate | null;
  owner: string | null;
  team: string;
  service: string;
  setting: string | null;
  adviserService: string | null;
}>;

/** Whole days, both included. */
export type Days = Readonly<{ from: IsoDate; to: IsoDate }>;

export type RungCount = Readonly<{ rung: Rung; asItIs: number; changed: number }>;
export type BusiestDay = Readonly<{ to: Role; on: IsoDate; count: number }>;
export type LadderPreview = Readonly<{
  rungs: readonly RungCount[];
  asItIs: number;
  changed: number;
  /** In how many mails they came: a mail of the day holds everything that waited for it. */
  mails: Readonly<{ asItIs: number; changed: number }>;
  /** The most that one person, or one inbox, would have got in a day; null where nothing was sent. */
  busiest: Readonly<{ asItIs: BusiestDay | null; changed: BusiestDay | null }>;
}>;

type Ladder = Readonly<{ rungs: readonly Rung[]; settings: Settings }>;

/**
 * What a ladder sent in days gone by, and what another would have: each rung on its day if the duty was still owed then, as was known
 * then; a duty that was told late, on the day it was told; once for each duty. Days before a record was brought in count for neither.
 * Nobody is taken to have acknowledged anything: it is the most that may be sent.
 */
export function previewOf(spans: readonly DutySpan[], now: Ladder, changed: Ladder, working: WorkingDays, days: Days): LadderPreview {
  const [was, is] = [sentBy(spans, now.settings, working, days), sentBy(spans, changed.settings, working, days)];
  const places = new Map([...now.rungs, ...changed.rungs].map((rung) => [placeKey(rung), rung]));
  const rungs = inOrder([...places.values()]).map((rung) => ({ rung, asItIs: countOf(rung, now.rungs, was), changed: countOf(rung, changed.rungs, is) }));
  return { rungs, asItIs: was.length, changed: is.length, mails: { asItIs: mailsOf(was), changed: mailsOf(is) }, busiest: { asItIs: busiestOf(was), changed: busiestOf(is) } };
}

const placeKey = ({ act, to, from, days }: Rung): string => [act, to, from, days].join(' ');

function countOf(rung: Rung, rungs: readonly Rung[], sent: readonly Sent[]): number {
  const names = rungs.filter((one) => placeKey(one) === placeKey(rung)).map((one) => one.rung);
  return sent.filter((one) => names.includes(one.rung)).length;
}

type Sent = Readonly<{ rung: string; to: Role; on: IsoDate; desk: string; channel: RungChannel }>;

/** Each that goes at once, and one a day for each desk of the rest. */
function mailsOf(sent: readonly Sent[]): number {
  const gathered = sent.filter(({ channel }) => channel === 'digest');
  return sent.length - gathered.length + new Set(gathered.map(({ desk, on }) => `${desk} ${on}`)).size;
}

function sentBy(spans: readonly DutySpan[], settings: Settings, working: WorkingDays, days: Days): readonly Sent[] {
  const agenda = agendaMaker(settings, working);
  const end = londonInstant(addDays(days.to, 1), '00:00');
  const seen = new Set<string>();
  return spans.flatMap((span) =>
    agenda(span).flatMap(({ item, channel }) => {
      const { to } = item;
      const at = item.at > span.from ? item.at : span.from;
      if (to === null || at >= (span.to ?? end) || (span.importedOn !== null && item.on < span.importedOn)) return [];
      const on = at === item.at ? item.on : londonDay(at);
      if (on < days.from || on > days.to || (span.shape === 'window' && on > span.dueOn)) return [];
      const desk = deskOf(to, span);
      const key = span.code === 'send-review-list' ? [item.rung, desk, on].join('|') : [span.record, span.code, span.subject ?? '', span.occurrence, item.rung].join('|'); // a term's lists are one task for all
      if (seen.has(key)) return [];
      seen.add(key);
      return [{ rung: item.rung, to, on, desk, channel }];
    }),
  );
}

type Planned = Readonly<{ item: AgendaItem; channel: RungChannel }>;
const plannedOf = (climbs: readonly Climb[], settings: Settings): readonly Planned[] => agendaOf(climbs, settings).map((item) => ({ item, channel: channelOfItem(item, climbs) }));

/** The engine's own agenda of a duty; most duties of one kind that are due on one day share it, whenever they began. */
function agendaMaker(settings: Settings, working: WorkingDays): (span: DutySpan) => readonly Planned[] {
  const known = new Map<string, readonly Planned[]>();
  const unheld = { story: storyOf([]), live: null, working };
  const reaches = new Map<DutyCode, number | null>();
  return (span) => {
    const reach = reaches.get(span.code) ?? reachBack(settings.ladders[span.code] ?? settings.ladders[span.shape] ?? []);
    reaches.set(span.code, reach);
    const key = [span.code, span.dueOn, isCouncilsOwn(span), ...beginningOf(span, reach)].join(' ');
    const found = known.get(key) ?? plannedOf(climbsOf([{ duty: dutyOf(span), on: span.raisedOn }], settings, unheld), settings);
    known.set(key, found);
    return found;
  };
}

/** Days by which a rung may move back off holidays, with room to spare. */
const NON_WORKING = 14;

/** How long before its due date a ladder's first rung may come; null where rungs are counted from the start. */
const reachBack = (rungs: readonly Rung[]): number | null => (rungs.some(({ from }) => from === 'start') ? null : Math.max(0, ...rungs.map(({ days }) => -days)) + NON_WORKING);

/** What of a duty's beginning its agenda hangs on: nothing where it began before any rung may come. */
function beginningOf({ dueOn, startedOn, raisedOn }: DutySpan, reach: number | null): readonly (IsoDate | null)[] {
  const isLongAgo = reach !== null && startedOn !== null && startedOn <= addDays(dueOn, -reach);
  return isLongAgo ? [] : [startedOn, raisedOn];
}

const dutyOf = ({ code, subject, occurrence, shape, law, dueOn, startedOn }: DutySpan): Duty => ({
  code, subject, occurrence, shape, law, dueOn, kind: 'statutory', by: 'authority', actBy: null, notBefore: null, outcome: shape === 'window' ? 'open' : 'pending', doneOn: null, daysLate: 0,
  excusedDays: 0, stoppedOn: null, alsoCounted: [], exceptions: [], because: startedOn === null ? [] : [{ fact: 'request-received', on: startedOn, rule: '', gives: dueOn }],
});

/** Whose inbox it comes to: one person's, or that of all who hold the role there. */
function deskOf(to: Role, { owner, team, service, setting, subject, adviserService }: DutySpan): string {
  switch (to) {
    case 'caseworker':
      return `${to} ${owner ?? team}`;
    case 'team-manager':
      return `${to} ${team}`;
    case 'service-manager':
      return `${to} ${service}`;
    case 'partner-manager':
      return `${to} ${adviserService ?? ''}`;
    case 'professional':
      return `${to} ${subject ?? ''}`;
    case 'setting':
      return `${to} ${subject ?? setting ?? ''}`;
    default:
      return to;
  }
}

function busiestOf(sent: readonly Sent[]): BusiestDay | null {
  const counts = new Map<string, BusiestDay>();
  for (const { to, on, desk } of sent) {
    const key = `${desk} ${on}`;
    counts.set(key, { to, on, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].reduce<BusiestDay | null>((most, one) => (most === null || one.count > most.count || (one.count === most.count && one.on < most.on) ? one : most), null);
}
