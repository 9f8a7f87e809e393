import type { AgendaItem } from '../agenda.js';
import type { AdviserRole, Fact } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';
import { isUndone, progressOf } from '../progress.js';
import { OWED_BY_SETTING, reviewNow, STEP_OF_DUTY, stepsOfSetting } from '../review/cycle.js';
import { OUTSIDE_ROLES } from '../role-order.js';
import type { Role } from '../settings.js';
import type { LetterCode, Wanted } from './letter-codes.js';
import { ENDINGS, roleOf } from './letters-for.js';

type Item = Pick<AgendaItem, 'act' | 'duty' | 'to' | 'subject' | 'occurrence'>;

/**
 * The letter by which an agenda item is said; null where nothing is to be said: a note to ourselves, or the first telling of an
 * adviser, which the request's own letter has done.
 *
 * @param role as what the item's adviser was asked, where it has one
 */
export function letterOfItem({ act, duty, to }: Pick<AgendaItem, 'act' | 'duty' | 'to'>, role: AdviserRole | null = null): LetterCode | null {
  if (to === null || act === 'note-breach' || act === 'close-window' || act === 'digest') return null;
  if (duty === 'give-advice' && isOutside(to)) return act === 'tell' ? null : adviceLetter(act, to, role);
  if (to === 'family') return WINDOWS.includes(duty) ? 'family-reminder' : 'progress-notice';
  if (duty === 'answer-consultation' && to === 'setting') return 'consultation-reminder';
  if (to === 'setting' && OWED_BY_SETTING.includes(duty)) return 'review-reminder';
  if (isOutside(to)) return 'partner-reminder';
  if (act === 'ask-for-confirmation') return 'staff-confirmation';
  return act === 'escalate' ? 'staff-escalation' : 'staff-reminder';
}

const WINDOWS: readonly AgendaItem['duty'][] = ['hear-representations', 'appeal-window', 'keep-plan-until'];
const isOutside = (role: Role): boolean => OUTSIDE_ROLES.includes(role);

function adviceLetter(act: AgendaItem['act'], to: Role, role: AdviserRole | null): LetterCode | null {
  if (role === 'parent' || to === 'family') return to === 'partner-manager' ? null : 'views-reminder';
  return act === 'escalate' ? 'advice-overdue' : 'advice-reminder';
}

/**
 * The same with its audience, by the record's facts: null too where the record has ended or the asked has answered meanwhile.
 * Ask it when the item is performed, and again before its letter goes.
 */
export function wantedOfItem(item: Item, facts: readonly Fact[]): Wanted | null {
  const { to, subject, duty, occurrence } = item;
  const story = storyOf(facts);
  const role = subject === null ? null : roleOf(subject, story);
  const letter = letterOfItem(item, role);
  if (letter === null || to === null || hasEnded(item, story)) return null;
  const { openAdvisers, openSettings } = progressOf(facts);
  if (duty === 'appeal-window' && to === 'family' && isUndone(occurrence, story)) return null; // what they could appeal against no longer stands
  if (duty === 'give-advice' && subject !== null && !openAdvisers.includes(subject)) return null;
  if (duty === 'answer-consultation' && subject !== null && !openSettings.includes(subject)) return null;
  if (letter === 'review-reminder') return isStepOpen(duty, facts) ? { letter, audience: 'setting-attended', ref: null } : null;
  if (letter === 'views-reminder') return { letter, audience: 'family', ref: null };
  if (to === 'professional' && duty === 'give-advice') return { letter, audience: 'adviser', ref: subject };
  if (to === 'auditor') return { letter, audience: to, ref: subject }; // an action's owner stands in the auditor's place
  if (to === 'setting' && subject === null) return { letter, audience: 'setting-attended', ref: null };
  return { letter, audience: to, ref: isOutside(to) && to !== 'family' ? subject : null };
}

/** After the record's end nobody is written to, but of a plan that must follow its family: its own people. */
function hasEnded({ duty, to }: Item, { facts }: Story): boolean {
  const endings = facts.filter(({ type }) => ENDINGS.includes(type));
  const mustFollow = duty === 'transfer-plan-out' && to !== null && !isOutside(to);
  return endings.some(({ type }) => type !== 'moved-away' || !mustFollow);
}

/** A review is asked of whoever the child is with now; nobody is reminded of a notice for a meeting that was held. */
function isStepOpen(duty: Item['duty'], facts: readonly Fact[]): boolean {
  const step = STEP_OF_DUTY[duty];
  const isOver = step !== 'review-report-sent' && reviewNow(facts).held !== null;
  return step !== undefined && !isOver && stepsOfSetting(facts).includes(step);
}
