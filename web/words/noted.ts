import type { HistoryEntry } from '../../api/read-models.js';
import type { DelayCause } from '../../domain/settings.js';
import { causeWords, CAUSE_WORDS } from './causes.js';
import { DUTY_WORDS } from './duties.js';
import { PANEL_WORDS } from './panels.js';
import { meantWords, POST_WORDS } from './post.js';
import { LETTER_WORDS, letterWords, taskWords } from './letters.js';
import { isIsoDate } from '../../domain/dates/iso-date.js';
import { longDay } from '../dates.js';

/** What is noted on a record without moving a duty, in words. */

type Noted = NonNullable<HistoryEntry['noted']>;
type About = Noted['about'];

const text = (about: About, name: string): string => {
  const value = about[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const dutyWords = (code: string): string => (code in DUTY_WORDS ? DUTY_WORDS[code as keyof typeof DUTY_WORDS].act : code);
const said = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

function dayOf(about: About, name: string): string {
  const on = text(about, name);
  return isIsoDate(on) ? longDay(on) : on;
}

const toWhom = (about: About): string => {
  const kind = text(about, 'toKind');
  return kind in LETTER_WORDS.to ? ` (${LETTER_WORDS.to[kind as keyof typeof LETTER_WORDS.to].toLowerCase()})` : '';
};
const letter = (verb: string) => (about: About): string => `${verb}: ${letterWords(text(about, 'letter'))}${toWhom(about)}`;

/** How it came and what it was filed as. */
function postWords(about: About): string {
  const [channel, meant] = [text(about, 'channel'), text(about, 'meant')];
  const how = channel in POST_WORDS.channels ? POST_WORDS.channels[channel as keyof typeof POST_WORDS.channels] : channel;
  return `: ${how.toLowerCase()}, ${meantWords(meant as Parameters<typeof meantWords>[0]).toLowerCase()}`;
}

/** Words for each type of note; a type without words of its own is shown by its name. */
const WORDS: Readonly<Record<string, (about: About) => string>> = {
  'message-accepted': letter('Letter sent'),
  'message-delivered': letter('Letter delivered'),
  'message-bounced': letter('Letter came back'),
  'message-failed': letter('Letter could not be sent'),
  'message-unknown': letter('Not known whether a mail went'),
  'message-withdrawn': letter('Letter held back, not sent'),
  'message-not-written': letter('Letter could not be written'),
  'not-told': letter('Not everybody was written to'),
  'told-in-digest': (about) => `In the mail of the day: ${dutyWords(text(about, 'duty'))}`,
  'address-mended': () => 'Address mended',
  'task-done': (about) => `Seen to: ${taskWords(text(about, 'kind')).title}`,
  'put-to-panel': (about) =>
    `Put to the panel: ${said(PANEL_WORDS.questions, text(about, 'question'))} (item ${text(about, 'number')})`,
  'person-added': () => 'A person added to the child’s life',
  'person-changed': () => 'Details of a person in the child’s life changed',
  'placement-weighed': () => 'Cost and transport of a setting weighed',
  'consultation-papers': () => 'Papers of the consultation chosen',
  'panel-decided': (about) =>
    `The panel decided: ${said(PANEL_WORDS.questions, text(about, 'question'))} ${said(PANEL_WORDS.decisions, text(about, 'decision'))} (item ${text(about, 'number')})`,
  'post-filed': (about) => `Post filed${postWords(about)}`,
  'post-nothing-more': (about) => `Nothing more to record from post${postWords(about)}`,
  'post-taken-back': (about) => `Post taken back off this case${postWords(about)}`,
  'advice-held': (about) => (text(about, 'holder') === '' ? 'Request for advice laid back in the inbox' : 'Request for advice taken, or given to a colleague'),
  'advice-expected': (about) => `Advice cannot come in time, expected on ${dayOf(about, 'expectedOn')}`,
  'advice-accepted': () => 'Advice read and accepted',
  'cause-recorded': (about) => `Why it is late: ${dutyWords(text(about, 'duty'))}`,
  'cause-taken-back': (about) => `Taken back, why it is late: entry ${text(about, 'entry')}`,
  'process-restarted': () => 'Its process was not running, and was started again',
  'links-revoked': () => 'Links ended',
  'plan-version-started': (about) => `Version ${text(about, 'version')} of the plan’s text begun`,
  'plan-version-written': (about) => `Version ${text(about, 'version')} of the plan’s text written on`,
  'plan-version-dropped': (about) => `Version ${text(about, 'version')} of the plan’s text set aside`,
  'plan-version-carried': (about) => `The final text of ${text(about, 'assessment')} is version ${text(about, 'version')} of this plan`,
};

/** What else a reader wants of a note. @param causes the council's own, of lateness */
export const notedDetails = (noted: Noted | null, causes: readonly DelayCause[]): readonly string[] =>
  noted?.type === 'cause-recorded' ? [`${causeWords(causes, text(noted.about, 'cause'))}. ${CAUSE_WORDS.stays}`] : [];

export function notedTitle({ type, about }: Noted): string {
  const words = WORDS[type];
  if (words !== undefined) return words(about);
  const plain = type.replaceAll('-', ' ');
  return `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}
