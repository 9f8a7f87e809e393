import type { IsoDate } from '../../dates/iso-date.js';
import { grouped } from '../../grouped.js';
import { shareOfLots, type Share } from '../agreement.js';
import { acceptanceByRule } from '../found.js';

/** What auditors made of the rules that mark lines beforehand, so that bad rules are retired. */

/** One suggestion of a marking that was handed in; `accepted` null: the auditor did not say. */
export type JudgedAt = Readonly<{ audit: string; on: IsoDate; rule: string; accepted: boolean | null }>;

/** The share is of those judged. `word`: whether it may be doubted that half of its suggestions are right. */
export type RuleFigure = Readonly<{ rule: string; made: number; accepted: Share; dismissed: number; unjudged: number; word: 'retire' | 'keep' | 'too-few'; audits: Readonly<Record<'made' | 'accepted' | 'dismissed' | 'unjudged', readonly string[]>> }>;

/**
 * Rules, the most often dismissed first. One is to be retired where even the upper end of the interval is below a half: as surely as not, it
 * costs the auditor more than it finds. Of fewer than twenty judged nothing is said. The lines of one audit are judged alike and are one lot.
 *
 * @source the project's own measure; the interval as in `agreement.ts`
 */
export const rulesOf = (judged: readonly JudgedAt[]): readonly RuleFigure[] =>
  acceptanceByRule(judged).map(({ rule, made, dismissed, unjudged }) => ({
    rule, made, dismissed, unjudged, ...acceptedOf(judged.filter((one) => one.rule === rule && one.accepted !== null)),
    audits: { made: auditsOf(judged, rule, () => true), accepted: auditsOf(judged, rule, (one) => one.accepted === true), dismissed: auditsOf(judged, rule, (one) => one.accepted === false), unjudged: auditsOf(judged, rule, (one) => one.accepted === null) },
  }));

const auditsOf = (judged: readonly JudgedAt[], rule: string, is: (one: JudgedAt) => boolean): readonly string[] => [...new Set(judged.filter((one) => one.rule === rule && is(one)).map(({ audit }) => audit))].sort();

const HALF = 50; // percent
function acceptedOf(judged: readonly JudgedAt[]): Pick<RuleFigure, 'accepted' | 'word'> {
  const accepted = shareOfLots([...grouped(judged, ({ audit }) => audit).values()].map((lot) => ({ part: lot.filter((one) => one.accepted === true).length, of: lot.length })));
  return { accepted, word: accepted.percent === null ? 'too-few' : accepted.percent.to < HALF ? 'retire' : 'keep' };
}

/** The rule of a suggestion's key (`found.ts`: criterion/place/rule, and the part of the line where it has one). */
export const ruleOfKey = (key: string): string => key.split('/')[2] ?? key;
