import type { AdviserRole } from '../facts/fact.js';
import { unspecificProvision } from '../plan/specific.js';
import type { AdviceForm, OutcomeLine, ProvisionLine } from './form.js';

/**
 * A problem with advice as it arrived. `missing`: a part the law asks for is not there, and the advice may be returned for it;
 * `weak`: it is there, and could be read in two ways: the caseworker judges.
 */
export type QualityProblem = Readonly<{
  /** Where: `needs`, `provision[0].howOften`, `outcomes[1].measure`. */
  path: string;
  kind: 'missing' | 'weak';
  code: QualityCode;
  /** The words found wanting, for a weak one. */
  found: string | null;
}>;

export type QualityCode =
  | 'needs-missing' | 'provision-missing' | 'outcomes-missing' | 'views-missing'
  | 'what-missing' | 'who-missing' | 'how-often-missing' | 'how-long-missing'
  | 'how-often-vague' | 'how-long-vague' | 'provision-vague'
  | 'outcome-missing' | 'measure-missing' | 'by-when-missing' | 'outcome-vague' | 'measure-vague' | 'by-when-vague';

/**
 * Checks advice against what it must cover: needs, provision, outcomes; each provision quantified, each outcome specific. The
 * family's own advice is their views: nothing else is asked of it. Rules are plain on purpose: they find words, they do not judge sense.
 *
 * @source SEND Regulations 2014 reg 6(1); Code of Practice 9.51, 9.61 (specific, quantified), 9.66 (SMART outcomes)
 */
export function adviceProblems(role: AdviserRole, form: AdviceForm): QualityProblem[] {
  if (role === 'parent') return form.views === '' && form.needs === '' ? [missing('views', 'views-missing')] : [];
  return [
    ...(form.needs === '' ? [missing('needs', 'needs-missing')] : []),
    ...(form.provision.length === 0 ? [missing('provision', 'provision-missing')] : []),
    ...form.provision.flatMap(provisionProblems),
    ...(form.outcomes.length === 0 ? [missing('outcomes', 'outcomes-missing')] : []),
    ...form.outcomes.flatMap(outcomeProblems),
  ];
}

/** Whether a part the law asks for is not there: the ground on which advice is returned. */
export const lacksAPart = (problems: readonly QualityProblem[]): boolean => problems.some(({ kind }) => kind === 'missing');

const missing = (path: string, code: QualityCode): QualityProblem => ({ path, kind: 'missing', code, found: null });
const weak = (path: string, code: QualityCode, found: string): QualityProblem => ({ path, kind: 'weak', code, found });

/** A number of times in a time, however written. */
const HOW_OFTEN = /\b(daily|weekly|fortnightly|monthly|termly|half[- ]termly|yearly|annually|once|twice|thrice|every|each|per|at all times|throughout|continuous(ly)?|full[- ]time|\d+|one|two|three|four|five|six|seven|eight|nine|ten)\b/i;
/** A length, in a unit of time. */
const HOW_LONG = /(\d|\b(an?|half|one|two|three|four|five|six|quarter|twenty|thirty|forty|forty-five|sixty|ninety|all|whole|full|throughout|every)\b).*\b(minutes?|mins?|hours?|hrs?|days?|weeks?|terms?|half[- ]terms?|years?|lessons?|sessions?|school)\b|\b\d+\s*(m|h)\b|full[- ]time/i;

function provisionProblems(row: ProvisionLine, index: number): QualityProblem[] {
  const at = (name: keyof ProvisionLine): string => `provision[${index}].${name}`;
  const vague = unspecificProvision({ words: row }).find(({ found }) => found !== '')?.found ?? null;
  return [
    ...(row.what === '' ? [missing(at('what'), 'what-missing')] : []),
    ...(row.who === '' ? [missing(at('who'), 'who-missing')] : []),
    ...quantified(row.howOften, HOW_OFTEN, at('howOften'), 'how-often-missing', 'how-often-vague'),
    ...quantified(row.howLong, HOW_LONG, at('howLong'), 'how-long-missing', 'how-long-vague'),
    ...(vague === null ? [] : [weak(at('what'), 'provision-vague', vague)]),
  ];
}

/** Verbs that say a direction and no end: good only beside a measure that says how far. */
const DIRECTION_ONLY = /^(to\s+)?(\w+\s+(will|to|should)\s+)?(be (able|supported|encouraged) to\s+)?(improve|develop|increase|enhance|make (some |good )?progress|continue|support|work (on|towards)|become more|get better|be better)\b/i;
/** What can be counted or seen. */
const MEASURABLE = /\d|%|\b(once|twice|every|each|all|none|no|without|independently|alone|unaided|half|one|two|three|four|five|six|seven|eight|nine|ten|consecutive|least|most)\b/i;
const BY_WHEN = /\b(20\d\d|end of (the )?(year|key stage|reception|nursery|primary|secondary|autumn|spring|summer|this|next)|(year|key stage|ks)\s?\d+|(autumn|spring|summer) term|within \w+ (weeks?|months?|terms?|years?)|by (age )?\d+|\d+ (weeks?|months?|terms?|years?))\b/i;

function outcomeProblems(row: OutcomeLine, index: number): QualityProblem[] {
  const at = (name: keyof OutcomeLine): string => `outcomes[${index}].${name}`;
  const direction = DIRECTION_ONLY.exec(row.outcome)?.[0].trim() ?? null;
  return [
    ...(row.outcome === '' ? [missing(at('outcome'), 'outcome-missing')] : []),
    ...(direction !== null && !MEASURABLE.test(`${row.outcome} ${row.measure}`) ? [weak(at('outcome'), 'outcome-vague', direction)] : []),
    ...quantified(row.measure, MEASURABLE, at('measure'), 'measure-missing', 'measure-vague'),
    ...quantified(row.byWhen, BY_WHEN, at('byWhen'), 'by-when-missing', 'by-when-vague'),
  ];
}

function quantified(text: string, shape: RegExp, path: string, ifMissing: QualityCode, ifVague: QualityCode): QualityProblem[] {
  if (text === '') return [missing(path, ifMissing)];
  return shape.test(text) ? [] : [weak(path, ifVague, text)];
}
