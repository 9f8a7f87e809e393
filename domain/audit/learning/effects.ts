import { daysBetween, type IsoDate } from '../../dates/iso-date.js';
import { shareOf, type Share } from '../agreement.js';
import { differenceOf, type Difference } from '../difference.js';
import { ANSWERS, GRADES, NOT_APPLICABLE, type FrameworkVersion, type Grade } from '../framework.js';
import { dayOf, questionsOf, versionsUsed, type AuditAction, type Finding, type Marked, type Question } from '../marked.js';
import { meanOf, type Mean } from '../student-t.js';
import { SMALLEST_FOR_MEAN } from './grades.js';
import { findingsOf } from './themes.js';

/** What became of actions: done or overdue, what the drawn audits say before and after, and the same plan audited again. */

/** An action as it stands on a day. `daysLate`: 0 unless it is overdue, or was done late. */
export type ActionRow = Readonly<{ action: AuditAction; standing: 'open' | 'overdue' | 'done'; daysLate: number }>;

/** Actions set by a day, as it stood then: the longest overdue first, then the open by when they are due, then the done. */
export function actionsOn(actions: readonly AuditAction[], on: IsoDate): readonly ActionRow[] {
  return actions
    .filter(({ setOn }) => setOn <= on)
    .map((action): ActionRow => {
      const doneOn = action.doneOn !== null && action.doneOn <= on ? action.doneOn : null;
      const daysLate = Math.max(0, daysBetween(action.dueOn, doneOn ?? on));
      return { action, standing: doneOn !== null ? 'done' : daysLate > 0 ? 'overdue' : 'open', daysLate };
    })
    .sort((a, b) => STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) || (a.action.dueOn < b.action.dueOn ? -1 : a.action.dueOn > b.action.dueOn ? 1 : a.action.action < b.action.action ? -1 : 1));
}
const STANDINGS: readonly ActionRow['standing'][] = ['overdue', 'open', 'done'];

/** On fewer audits either side nothing is said of an action. */
export const SMALLEST_FOR_EFFECT = 10;

/** One side of an action. `met`: audits in which all it is on was met; `score`: the mean of the audits' points for it, 0 to 100; `audits`: all of them. */
export type Side = Readonly<{ met: Share; metIn: readonly string[]; score: Mean; audits: readonly string[] }>;

/**
 * Before and after an action. `difference` of the shares met, after less before; null where there are too few. `leftOut`: audits of its
 * kind that asked it in older words, in which it did not arise, on the day itself, or the audit the action came of.
 */
export type ActionEffect = Readonly<{
  action: AuditAction;
  criteria: readonly string[];
  service: string | null;
  before: Side;
  after: Side;
  difference: Difference | null;
  word: 'too-few' | 'no-change-shown' | 'better' | 'worse';
  leftOut: number;
}>;

/**
 * Whether what an action is on is met more often in what was written after it was done. Only audits drawn by chance, of the kind, group and
 * service of the audit it came of: re-audits and what was asked for are no fair sample. The audit that gave rise to it was chosen for failing
 * and is left out of the time before. An audit is one observation, however many criteria the action is on. Better and worse are said
 * only where the whole interval is on one side of nought.
 *
 * @returns null while the action is not done, or where its audit, or any finding it is on, is not there
 * @source Newcombe, Statistics in Medicine 17 (1998) 873
 */
export function effectOf(versions: readonly FrameworkVersion[], marked: readonly Marked[], findings: readonly Finding[], action: AuditAction): ActionEffect | null {
  const { doneOn } = action;
  const from = marked.find(({ audit }) => audit === action.audit);
  const criteria = [...new Set(findingsOf(action, findings).map(({ criterion }) => criterion))].sort();
  if (doneOn === null || from === undefined || criteria.length === 0) return null;
  const like = marked.filter((one) => one.why === 'sample' && one.framework.kind === from.framework.kind && one.role === from.role && one.service === from.service);
  const questions = questionsOf(versionsUsed(versions, like), from.framework.kind);
  const observed = like.filter(({ audit }) => audit !== action.audit).flatMap((one) => observation(one, criteria, questions));
  const before = sideOf(observed.filter(({ on }) => on < doneOn));
  const after = sideOf(observed.filter(({ on }) => on > doneOn));
  const difference = Math.min(before.met.of, after.met.of) < SMALLEST_FOR_EFFECT ? null : differenceOf(after.met, before.met);
  return { action, criteria, service: from.service, before, after, difference, word: wordOf(difference), leftOut: like.length - before.met.of - after.met.of };
}

type Observation = Readonly<{ audit: string; on: IsoDate; met: boolean; points: number }>;

function observation(one: Marked, criteria: readonly string[], questions: ReadonlyMap<string, Question>): Observation[] {
  const asked = criteria.filter((id) => questions.get(id)?.numbers.has(one.framework.number) ?? false);
  const steps = asked.flatMap((id) => {
    const answer = one.answers[id];
    return answer === undefined || answer === NOT_APPLICABLE ? [] : [ANSWERS.indexOf(answer)];
  });
  if (asked.length < criteria.length || steps.length === 0) return [];
  const best = ANSWERS.length - 1;
  return [{ audit: one.audit, on: dayOf(one), met: steps.every((step) => step === best), points: (100 * steps.reduce((sum, step) => sum + step, 0)) / (best * steps.length) }];
}

const sideOf = (observed: readonly Observation[]): Side => ({
  met: shareOf(observed.filter(({ met }) => met).length, observed.length),
  metIn: observed.filter(({ met }) => met).map(({ audit }) => audit).sort(),
  score: meanOf(observed.map(({ points }) => points).sort((a, b) => a - b), SMALLEST_FOR_MEAN),
  audits: observed.map(({ audit }) => audit).sort(),
});

function wordOf(difference: Difference | null): ActionEffect['word'] {
  if (difference === null) return 'too-few';
  return difference.from > 0 ? 'better' : difference.to < 0 ? 'worse' : 'no-change-shown';
}

/** The same thing audited again. */
export type ReAudited = Readonly<{ audit: string; of: string; subject: string; before: Grade; after: Grade; change: 'better' | 'same' | 'worse' }>;

/** Re-audits beside the audit they are of. `leftOut`: whose earlier audit is not there, or was by another framework version. */
export function reAuditsOf(marked: readonly Marked[]): Readonly<{ pairs: readonly ReAudited[]; leftOut: readonly string[] }> {
  const byAudit = new Map(marked.map((one) => [one.audit, one]));
  const again = marked.filter(({ why }) => why === 're-audit').sort((a, b) => (a.audit < b.audit ? -1 : 1));
  const pairs = again.flatMap((after) => {
    const before = after.of === null ? undefined : byAudit.get(after.of);
    return before === undefined || !isLike(before, after) ? [] : [{ audit: after.audit, of: before.audit, subject: after.subject, before: before.grade, after: after.grade, change: changeOf(before.grade, after.grade) }];
  });
  const paired = new Set(pairs.map(({ audit }) => audit));
  return { pairs, leftOut: again.map(({ audit }) => audit).filter((audit) => !paired.has(audit)) };
}

const isLike = (one: Marked, other: Marked): boolean => one.framework.kind === other.framework.kind && one.framework.number === other.framework.number && one.role === other.role;

function changeOf(before: Grade, after: Grade): ReAudited['change'] {
  const steps = GRADES.indexOf(after) - GRADES.indexOf(before);
  return steps > 0 ? 'better' : steps < 0 ? 'worse' : 'same';
}
