import { wilson } from '../agreement.js';
import { NOT_APPLICABLE, type Answer, type AuditKind, type FrameworkVersion } from '../framework.js';
import { questionsOf, versionsUsed, type Marked } from '../marked.js';

/** What is weakest, criterion by criterion. */

/**
 * A criterion's answers. `asked` = met + partly met + not met; what does not arise is counted apart, and so are answers to older words.
 * `shortfall`: not met counts 1, partly met ½, as in the grade. `atLeast`: the part of its points lost, at the least, as sure as 97½ times in 100;
 * null where it never arose.
 */
export type CriterionRow = Readonly<{
  criterion: string;
  section: string;
  asked: number;
  met: number;
  partlyMet: number;
  notMet: number;
  notArising: number;
  olderWords: number;
  shortfall: number;
  atLeast: number | null;
  /** Where it was not met, or partly. */
  audits: readonly string[];
}>;

/**
 * Criteria of one kind of audit, the worst first: by the lower end of Wilson's interval of the points lost. Lost three times out of three is
 * 44% at the least, forty of sixty 54%: so few cannot outrank so many, and many that lose little do not outrank few that lose all. Half points make
 * it no bolder: a part that may be a half varies less than one that is nought or one.
 *
 * @source Wilson, Journal of the American Statistical Association 22 (1927) 209
 */
export function worstCriteria(versions: readonly FrameworkVersion[], marked: readonly Marked[], kind: AuditKind): readonly CriterionRow[] {
  const own = marked.filter((one) => one.framework.kind === kind);
  return [...questionsOf(versionsUsed(versions, own), kind)]
    .map(([id, { criterion, numbers }]): CriterionRow => {
      const answered = own.filter(({ answers }) => answers[id] !== undefined);
      const current = answered.filter(({ framework }) => numbers.has(framework.number));
      const count = (answer: Answer): number => current.filter(({ answers }) => answers[id] === answer).length;
      const [met, partlyMet, notMet, notArising] = [count('met'), count('partly-met'), count('not-met'), count(NOT_APPLICABLE)];
      const asked = met + partlyMet + notMet;
      const shortfall = notMet + partlyMet / 2;
      const weak = current.filter(({ answers }) => answers[id] === 'not-met' || answers[id] === 'partly-met');
      return { criterion: id, section: criterion.section, asked, met, partlyMet, notMet, notArising, olderWords: answered.length - current.length, shortfall, atLeast: asked === 0 ? null : wilson(shortfall, asked).from, audits: weak.map(({ audit }) => audit).sort() };
    })
    .sort((a, b) => (b.atLeast ?? -1) - (a.atLeast ?? -1) || (a.criterion < b.criterion ? -1 : 1));
}
