import { z } from 'zod';
import { AUDIT_KINDS, type AuditKind } from './framework.js';

/** What a council sets of the sampling of one kind of audit: how many a month, of what, and what is never drawn. */

/** What a subject may be grouped by. `caseworker` is its owner; the others are its own. */
export const TRAITS = ['primary-need', 'setting', 'age-band', 'caseworker', 'first-or-amended'] as const;
export type Trait = (typeof TRAITS)[number];

/** The project's own, not a council's: none publishes how it samples. A tenth marked twice, as our needs document has it. */
export const SAMPLING_DEFAULTS = {
  number: 10,
  strataBy: ['primary-need', 'first-or-amended'],
  allocation: { kind: 'proportional' },
  notAgainWithin: 12,
  doubleShare: 0.1,
  cap: null,
  notOwnTeam: false,
} as const;

const MOST = 500;
const LONGEST = 120; // months
const trait = z.enum(TRAITS, { error: `must be one of ${TRAITS.join(', ')}` });
const value = z.string({ error: 'must be a code, or null for what is not known' }).min(1, { error: 'must be a code: write null for what is not known' }).max(100, { error: 'must be at most 100 characters' }).nullable();
const audits = (least: number) =>
  z.int({ error: `must be a whole number from ${least} to ${MOST}` }).min(least, { error: `must be at least ${least}` }).max(MOST, { error: `must be at most ${MOST}` });

/** So many a month of one stratum, named by its value of each trait; null: of those whose value is not known. */
const fixedNumber = z.strictObject({ stratum: z.partialRecord(trait, value, { error: ({ keys }) => (Array.isArray(keys) ? `“${keys.join('”, “')}” is no trait: name some of ${TRAITS.join(', ')}` : 'must give the stratum’s code of each trait') }), number: audits(0) });

const allocationSchema = z.discriminatedUnion('kind', [
  /** Each stratum's expected share of the sample is its share of the population. */
  z.strictObject({ kind: z.literal('proportional') }),
  /** The numbers first; what they leave of the month's number goes in proportion to the strata that have none. */
  z.strictObject({ kind: z.literal('fixed'), numbers: z.array(fixedNumber).min(1, { error: 'must give one stratum a number at least: choose proportional where none has its own' }).max(200, { error: 'must be at most 200' }) }),
], { error: 'must be proportional or fixed' });

/**
 * The settings as the outside may hand them over. Refused with the place and the remedy. The seed has no default: whoever knows it can
 * work out what will be drawn.
 */
export const samplingSchema = z
  .strictObject({
    kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }),
    /** Drawn by chance each month, re-audits not counted; 0: only re-audits. */
    number: audits(0).default(SAMPLING_DEFAULTS.number),
    strataBy: z.array(trait).max(TRAITS.length).default([...SAMPLING_DEFAULTS.strataBy]),
    allocation: allocationSchema.default({ ...SAMPLING_DEFAULTS.allocation }),
    /** Calendar months: audited in January, 12 of them, it may be drawn again from the next January on. */
    notAgainWithin: z.int({ error: 'must be a whole number of months' }).min(0, { error: 'must be 0 or more months' }).max(LONGEST, { error: `must be at most ${LONGEST} months` }).default(SAMPLING_DEFAULTS.notAgainWithin),
    /** The part of a month's audits that a second auditor marks too, blind. */
    doubleShare: z.number({ error: 'must be a number from 0 to 1: write 10% as 0.1' }).min(0, { error: 'must be at least 0' }).max(1, { error: 'must be at most 1: write 10% as 0.1' }).default(SAMPLING_DEFAULTS.doubleShare),
    /** No more than this begin in a month, re-audits counted, second marks not; null: no limit. */
    cap: audits(1).nullable().default(SAMPLING_DEFAULTS.cap),
    /** Whether an auditor is also kept from the cases of their own team. */
    notOwnTeam: z.boolean({ error: 'must be true or false' }).default(SAMPLING_DEFAULTS.notOwnTeam),
    seed: z.string({ error: 'must be given: 8 to 64 letters, digits or hyphens that nobody can guess' }).regex(/^[A-Za-z0-9-]{8,64}$/, { error: 'must be 8 to 64 letters, digits or hyphens' }),
  })
  .superRefine((settings, context) => {
    for (const { path, message } of problemsOf(settings)) context.addIssue({ code: 'custom', path: [...path], message });
  });

export type Allocation = Readonly<{ kind: 'proportional' }> | Readonly<{ kind: 'fixed'; numbers: readonly FixedNumber[] }>;
export type FixedNumber = Readonly<{ stratum: Readonly<Partial<Record<Trait, string | null>>>; number: number }>;
export type Sampling = Readonly<{
  kind: AuditKind;
  number: number;
  strataBy: readonly Trait[];
  allocation: Allocation;
  notAgainWithin: number;
  doubleShare: number;
  cap: number | null;
  notOwnTeam: boolean;
  seed: string;
}>;

type Problem = Readonly<{ path: readonly (string | number)[]; message: string }>;

function problemsOf({ number, strataBy, allocation, cap }: Sampling): Problem[] {
  return [
    ...strataBy.flatMap((one, i): Problem[] => (strataBy.indexOf(one) < i ? [{ path: ['strataBy', i], message: `“${one}” is named twice: take one out` }] : [])),
    ...(cap !== null && cap < number ? [{ path: ['cap'], message: `must be at least the monthly number, ${number}: raise it, or lower the number` }] : []),
    ...(allocation.kind === 'fixed' ? fixedProblems(allocation.numbers, strataBy, number) : []),
  ];
}

function fixedProblems(numbers: readonly FixedNumber[], strataBy: readonly Trait[], number: number): Problem[] {
  const at = (...rest: (string | number)[]): (string | number)[] => ['allocation', 'numbers', ...rest];
  const ids = numbers.map(({ stratum }) => stratumId(strataBy, stratum));
  const sum = numbers.reduce((total, one) => total + one.number, 0);
  return [
    ...numbers.flatMap(({ stratum }, i): Problem[] => [
      ...strataBy.flatMap((one) => (stratum[one] === undefined ? [{ path: at(i, 'stratum'), message: `says nothing of “${one}”: give its code, or null for what is not known` }] : [])),
      ...TRAITS.flatMap((one) => (one in stratum && !strataBy.includes(one) ? [{ path: at(i, 'stratum', one), message: `strata are not made by “${one}”: add it to strataBy, or leave it out here` }] : [])),
      ...(ids.indexOf(ids[i] ?? '') < i ? [{ path: at(i, 'stratum'), message: 'is named twice: give the stratum one number' }] : []),
    ]),
    ...(sum > number ? [{ path: at(), message: `the strata’s numbers make ${sum}, more than the monthly number, ${number}: lower them, or raise it` }] : []),
  ];
}

/** A stratum's values in the order of `TRAITS`, whatever order the settings name the traits in; null: not known, a stratum of its own. */
export const stratumValues = (strataBy: readonly Trait[], traits: Readonly<Partial<Record<Trait, string | null>>>): readonly (string | null)[] =>
  TRAITS.filter((one) => strataBy.includes(one)).map((one) => traits[one] ?? null);

/** What a stratum is called in records: its values, so that no two are ever called the same. */
export const stratumId = (strataBy: readonly Trait[], traits: Readonly<Partial<Record<Trait, string | null>>>): string => JSON.stringify(stratumValues(strataBy, traits));
