import { earlier, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Duty } from '../../domain/duty.js';
import { briefDay, days, late, longDay } from '../dates.js';
import type { Standing, Timeline, TimelineRow } from '../timeline/timeline.js';
import { texts } from '../texts.js';
import { aboutWords } from './duty.js';

type Drawn = Duty & Readonly<{ subjectName?: string | null }>;

export type PictureOf = Readonly<{
  id: string;
  /** A record's reference or a story's name, never a person's. */
  about: string;
  duties: readonly Drawn[];
  today: IsoDate;
  /** The day of the request; null where the story begins later. */
  startsOn: IsoDate | null;
}>;

/** The duties of a record as a picture's rows, in order of their due days; null when there are none to draw. */
export function caseTimeline({ id, about, duties, today, startsOn }: PictureOf): Timeline | null {
  const drawn = duties
    .filter(({ outcome }) => outcome !== 'not-owed')
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  if (drawn.length === 0) return null;
  const rows = drawn.map((duty) => rowOf(duty, today));
  const first = startsOn ?? rows.map((row) => row.startsOn).reduce(earlier);
  return {
    id,
    title: `Timeline of ${about}`,
    description: `${drawn.length === 1 ? 'One duty' : `${drawn.length} duties`} from ${longDay(first)} on. The table below says the same.`,
    today,
    startsOn: first,
    startWords: startsOn === null ? texts.picture.begins : texts.picture.received,
    rows,
  };
}

function rowOf(duty: Drawn, today: IsoDate): TimelineRow {
  const startsOn = duty.because[0]?.on ?? duty.dueOn;
  return {
    name: texts.duties[duty.code].short,
    about: aboutWords(duty, duty.subjectName ?? null),
    shape: duty.shape,
    standing: standingOf(duty),
    startsOn: earlier(startsOn, duty.dueOn),
    dueOn: duty.dueOn,
    actBy: duty.actBy,
    doneOn: duty.shape === 'deadline' ? duty.doneOn : null,
    standingWords: wordsOf(duty, today),
  };
}

function standingOf({ outcome, doneOn, kind }: Duty): Standing {
  if (outcome === 'late' && kind === 'local') return 'past-target';
  switch (outcome) {
    case 'in-time':
      return 'done';
    case 'late':
      return doneOn === null ? 'late' : 'done-late';
    case 'late-excused':
      return 'excused';
    case 'open':
    case 'respected':
    case 'breached':
      return outcome;
    case 'pending':
    case 'not-owed':
      return 'due';
  }
}

/** Shorter than a table's words: the end of a row is narrow. */
function wordsOf({ outcome, doneOn, daysLate, dueOn, kind }: Duty, today: IsoDate): string {
  if (outcome === 'late' && kind === 'local')
    return `${doneOn === null ? '' : `done ${briefDay(doneOn)}, `}${days(daysLate)} past target`;
  const excused = outcome === 'late-excused' ? ', excused' : '';
  if (outcome === 'late' || outcome === 'late-excused')
    return doneOn === null ? `${late(daysLate)}${excused}` : `done ${briefDay(doneOn)}, ${late(daysLate)}${excused}`;
  if (outcome === 'in-time' && doneOn !== null) return `done ${briefDay(doneOn)}`;
  if (outcome === 'open') return dueOn === today ? 'ends today' : 'running';
  if (outcome === 'respected') return 'left open in full';
  if (outcome === 'breached') return 'cut short';
  return 'to do';
}
