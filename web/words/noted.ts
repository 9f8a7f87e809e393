import type { HistoryEntry } from '../../api/read-models.js';
import { isIsoDate } from '../../domain/dates/iso-date.js';
import { longDay } from '../dates.js';

/** What is noted on a record without moving a duty, in words. */

type Noted = NonNullable<HistoryEntry['noted']>;
type About = Noted['about'];

const PANEL_QUESTION: Readonly<Record<string, string>> = {
  assess: 'whether to assess',
  issue: 'whether to issue a plan',
  cease: 'whether to end the plan',
};
const PANEL_DECISION: Readonly<Record<string, string>> = { yes: 'yes', no: 'no', deferred: 'put off' };

const text = (about: About, name: string): string => {
  const value = about[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

function dayOf(about: About, name: string): string {
  const on = text(about, name);
  return isIsoDate(on) ? longDay(on) : on;
}

/** Words for each type of note; a type without words of its own is shown by its name. */
const WORDS: Readonly<Record<string, (about: About) => string>> = {
  'put-to-panel': (about) =>
    `Put to the panel: ${PANEL_QUESTION[text(about, 'question')] ?? ''} (item ${text(about, 'number')})`,
  'panel-decided': (about) =>
    `The panel decided ${PANEL_QUESTION[text(about, 'question')] ?? ''}: ${PANEL_DECISION[text(about, 'decision')] ?? ''} (item ${text(about, 'number')})`,
  'advice-held': (about) => (text(about, 'holder') === '' ? 'Request for advice laid back in the inbox' : 'Request for advice taken, or given to a colleague'),
  'advice-expected': (about) => `Advice cannot come in time, expected on ${dayOf(about, 'expectedOn')}`,
  'advice-accepted': () => 'Advice read and accepted',
  'links-revoked': () => 'Links ended',
};

export function notedTitle({ type, about }: Noted): string {
  const words = WORDS[type];
  if (words !== undefined) return words(about);
  const plain = type.replaceAll('-', ' ');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}
