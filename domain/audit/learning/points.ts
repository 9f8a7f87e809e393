import type { IsoDate } from '../../dates/iso-date.js';
import { shareOf, type Share } from '../agreement.js';
import { differenceOf, type Difference } from '../difference.js';
import { dayOf, type Finding, type Marked } from '../marked.js';
import type { AuditedService, Theme } from '../themes.js';
import { SMALLEST_FOR_EFFECT, type ActionEffect } from './effects.js';

/** Learning points: what a service is to learn of a theme, the training offered with it, and whether it is found less since. */

/** As last said. `trainingOn`: the day training on it is, or was, offered; null: none. `saidOn`: when the point was first made. */
export type LearningPoint = Readonly<{ ref: string; theme: Theme; service: AuditedService; words: string; trainingOn: IsoDate | null; saidOn: IsoDate }>;

export type Agreed = Readonly<{ audit: string; on: IsoDate }>;

/** Shares of audits in which the theme was found for the service. `leftOut`: audits by a framework version that is on one side alone. */
export type PointEffect = Readonly<{ point: LearningPoint; since: IsoDate; before: Side; after: Side; difference: Difference | null; word: NonNullable<ActionEffect['word']>; leftOut: number }>;
type Side = Readonly<{ found: Share; foundIn: readonly string[]; audits: readonly string[] }>;

/**
 * Whether a theme is found less often in what was written after the training, or where none was offered, after the point was made. Of audits drawn
 * by chance whose findings are agreed and in which the service could be named: of its own work, or of what is no one adviser's. Only framework
 * versions and groups that are on both sides are compared.
 */
export function pointEffect(point: LearningPoint, marked: readonly Marked[], findings: readonly Finding[], agreed: readonly Agreed[]): PointEffect {
  const since = point.trainingOn ?? point.saidOn;
  const settled = new Set(agreed.map(({ audit }) => audit));
  const open = marked.filter(({ why, audit, role, service }) => why === 'sample' && settled.has(audit) && (role === null || service === point.service));
  const found = new Set(findings.filter(({ theme, service }) => theme === point.theme && service === point.service).map(({ audit }) => audit));
  const [before, after] = [open.filter((one) => dayOf(one) < since), open.filter((one) => dayOf(one) > since)];
  const both = new Set(before.map(likeOf).filter((like) => after.some((one) => likeOf(one) === like)));
  const compared = (side: readonly Marked[]): readonly Marked[] => (after.length === 0 ? side : side.filter((one) => both.has(likeOf(one))));
  const [earlier, later] = [sideOf(compared(before), found), sideOf(compared(after), found)];
  const difference = Math.min(earlier.found.of, later.found.of) < SMALLEST_FOR_EFFECT ? null : differenceOf(later.found, earlier.found);
  return { point, since, before: earlier, after: later, difference, word: wordOf(difference), leftOut: open.length - earlier.found.of - later.found.of };
}

const likeOf = ({ framework, role }: Marked): string => `${framework.kind}/${framework.number}/${role ?? ''}`;
function sideOf(side: readonly Marked[], found: ReadonlySet<string>): Side {
  const audits = side.map(({ audit }) => audit).sort();
  const foundIn = audits.filter((audit) => found.has(audit));
  return { found: shareOf(foundIn.length, audits.length), foundIn, audits };
}

/** Found less is better. */
function wordOf(difference: Difference | null): PointEffect['word'] {
  if (difference === null) return 'too-few';
  return difference.to < 0 ? 'better' : difference.from > 0 ? 'worse' : 'no-change-shown';
}
