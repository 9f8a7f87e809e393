import { workingDaysOf } from '../dates/limits.js';
import { firstFrom } from '../facts/story.js';
import { awaitsSecond, isModerating, isSecondMarking } from '../progress.js';
import { factOf, onEach, reason, SINCE_2014, startOf, within, type DeadlineRule, type Due, type Start } from './rule.js';

/**
 * A quality audit's steps: the council's own targets, no limit of law. They stand among the rules of the law so that they are
 * reminded, escalated, reported and explained by the same ladder, agenda and pages as every other duty.
 *
 * @source needs.md sections 2.6 (10, 11) and 6 (Loop): no close without re-audit
 */
const OWN = { rows: [], shape: 'deadline', ...SINCE_2014, law: 'The council’s own quality audits', kind: 'local', by: 'authority' } as const;

const withinWorkingDays =
  (step: 'mark' | 'moderate' | 'agree', event: string) =>
  (start: Start, context: Parameters<DeadlineRule['due']>[1]): Due => within(workingDaysOf(context.settings.auditDays[step], event))(start, context);

/** From the day it is to begin on, which spreads a month's audits over the month. */
export const markAudit: DeadlineRule = {
  ...OWN, code: 'mark-audit',
  startedBy: ['audit-drawn'],
  starts: ({ story }) => story.of('audit-drawn').map((fact) => startOf(fact, fact.beginOn ?? fact.on)),
  due: withinWorkingDays('mark', 'the day it begins'),
  doneBy: ['audit-marked'],
  done: (start, { story }) => firstFrom(story, ['audit-marked'], factOf(start, 'audit-drawn').on), // one marked before its day to begin is marked
};

/** Called where two who marked the same thing did not agree. */
export const moderateAudit: DeadlineRule = {
  ...OWN, code: 'moderate-audit',
  startedBy: ['moderation-called'], starts: onEach('moderation-called'),
  due: withinWorkingDays('moderate', 'the day the markings were compared'),
  doneBy: ['audit-moderated'],
  done: ({ on }, { story }) => firstFrom(story, ['audit-moderated'], on),
};

/** From marking; where two marked it, from the day both were in, or from their moderation. */
export const agreeFindings: DeadlineRule = {
  ...OWN, code: 'agree-findings',
  startedBy: ['audit-marked', 'second-marking-settled', 'audit-moderated'],
  starts: ({ story }) => {
    if (isModerating(story) || awaitsSecond(story) || story.of('audit-drawn').some(isSecondMarking)) return []; // the first marking carries the findings, once they agree
    if (story.of('audit-marked').length === 0) return [];
    const [last] = [...story.of('audit-marked'), ...story.of('second-marking-settled'), ...story.of('audit-moderated')].sort((a, b) => (a.on < b.on ? 1 : -1));
    return last === undefined ? [] : [startOf(last)];
  },
  due: withinWorkingDays('agree', 'the day its grade stood'),
  doneBy: ['findings-agreed'],
  done: ({ on }, { story }) => firstFrom(story, ['findings-agreed'], on),
};

/** By the day its owner was given. The owner is whom it concerns. */
export const doAuditAction: DeadlineRule = {
  ...OWN, code: 'do-audit-action',
  startedBy: ['audit-action-set'],
  starts: ({ story }) => story.of('audit-action-set').map((fact) => startOf(fact, fact.on, fact.owner)),
  due: (start) => {
    const { dueOn } = factOf(start, 'audit-action-set');
    return { dueOn, because: [reason(start, 'the day set with the action', dueOn)], alsoCounted: [] };
  },
  doneBy: ['audit-action-done'],
  done: (start, { story }) => {
    const { action } = factOf(start, 'audit-action-set');
    return story.of('audit-action-done').find((done) => done.action === action) ?? null;
  },
};

/** Whatever was found wanting is audited again: only that shows that it was mended. */
export const auditAgain: DeadlineRule = {
  ...OWN, code: 'audit-again',
  startedBy: ['findings-agreed'],
  starts: ({ story }) => story.of('findings-agreed').flatMap((fact) => (fact.auditAgainBy === undefined ? [] : [startOf(fact)])),
  due: (start) => {
    const dueOn = factOf(start, 'findings-agreed').auditAgainBy ?? start.on;
    return { dueOn, because: [reason(start, 'the day set when the findings were agreed', dueOn)], alsoCounted: [] };
  },
  doneBy: ['audited-again'],
  done: ({ on }, { story }) => firstFrom(story, ['audited-again'], on),
};
