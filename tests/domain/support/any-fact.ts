import fc from 'fast-check';

import { AUDIT_KINDS, GRADES } from '../../../domain/audit/framework.js';
import { addDays, type IsoDate } from '../../../domain/dates/iso-date.js';
import { DUTY_CODES } from '../../../domain/duty-codes.js';
import type { FactType } from '../../../domain/facts/fact.js';
import { ADVISER_ROLES, factSchema, FACT_TYPES, GROUNDS, ORDER_KINDS, TRANSFER_KINDS } from '../../../domain/facts/schema.js';

const CHANNELS = ['by-hand', 'email', 'online', 'signed-for', 'first-class-post', 'phone'] as const;
const APPEALS = ['refusal-to-assess', 'refusal-to-issue', 'contents', 'placement', 'contents-and-placement', 'ceasing', 'refusal-to-reassess', 'refusal-to-amend'] as const;

/** A fact as the outside might tell it, with any lawful value in any of its fields. */
export type Told = Readonly<Record<string, unknown>> & Readonly<{ type: FactType; on: IsoDate }>;

/** Any fact of these types but a correction, on a day within `span` days of a start. */
export function anyFact(start: IsoDate, span: number, types: readonly FactType[] = FACT_TYPES): fc.Arbitrary<Told> {
  const plain = types.filter((type) => type !== 'correction');
  return fc.tuple(fc.constantFrom(...plain), anyFields(start, span)).map(([type, fields]) => fitting(type, fields));
}

/** Only the fields that this type of fact has. */
function fitting(type: FactType, fields: Readonly<Record<string, unknown>> & { on: IsoDate }): Told {
  const shape = factSchema(type)?.shape ?? {};
  const kept = Object.entries({ ...fields, ...chosenFor(type, fields) }).filter(([name]) => name in shape);
  return { ...Object.fromEntries(kept), type, on: fields.on };
}

/** Choices that one name offers differently from fact to fact. */
const chosenFor = (type: FactType, { ground, answer }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  by: type === 'came-to-attention' ? 'health' : type === 'audited-again' ? 'U-3' : 'parent',
  ground: type === 'exception-recorded' ? ground : 'no-longer-necessary',
  answer: type === 'early-review-answered' && answer === 'other' ? 'no' : answer,
});

function anyFields(start: IsoDate, span: number) {
  const day = fc.integer({ min: 0, max: span }).map((days) => addDays(start, days));
  const near = fc.integer({ min: -100, max: span + 400 }).map((days) => addDays(start, days));
  const often = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
  return fc.record({
    on: day,
    channel: often(fc.constantFrom(...CHANNELS)),
    servedOn: often(near),
    emailConsent: often(fc.boolean()),
    strictOn: often(near),
    under: fc.constantFrom('reg-4', 'reg-5'),
    adviser: fc.constantFrom('V-1', 'V-2', 'V-3'),
    role: fc.constantFrom(...ADVISER_ROLES),
    receivedOn: often(near),
    setting: fc.constantFrom('T-1', 'T-2'),
    answer: fc.constantFrom('yes', 'no', 'other'),
    ground: fc.constantFrom(...GROUNDS),
    from: often(near),
    to: fc.constant(undefined),
    closedFrom: often(near),
    reopensOn: often(near),
    steps: fc.uniqueArray(fc.constantFrom(...DUTY_CODES), { minLength: 1, maxLength: 4 }),
    impracticalBecause: often(fc.constant('N-1')),
    health: fc.boolean(),
    what: fc.constantFrom(...ORDER_KINDS),
    party: fc.constantFrom('authority', 'icb', 'both'),
    dates: often(fc.dictionary(fc.constantFrom(...DUTY_CODES), near, { maxKeys: 2 })),
    against: fc.constantFrom(...APPEALS),
    sentToAuthorityOn: often(near),
    order: fc.constantFrom(...ORDER_KINDS),
    sentOutOn: often(near),
    meetingOn: near,
    term: fc.constantFrom('spring-2027', 'summer-2027'),
    decision: fc.constantFrom('keep', 'amend', 'cease'),
    kind: fc.constantFrom(...TRANSFER_KINDS),
    transferOn: near,
    lastAssessedOn: often(near),
    movesOn: near,
    promisedOn: often(near),
    audits: fc.constantFrom(...AUDIT_KINDS),
    of: fc.constant('P-1'),
    framework: fc.constant('plan-1'),
    why: fc.constantFrom('sample', 're-audit', 'double', 're-mark', 'asked'),
    beginOn: often(near),
    marking: fc.constant('K-1'),
    grade: fc.constantFrom(...GRADES),
    other: fc.constant('U-2'),
    auditAgainBy: often(near),
    action: fc.constantFrom('X-1', 'X-2'),
    owner: fc.constantFrom('S-1', 'S-2'),
    dueOn: near,
  });
}

/** Facts of any kind on any days: most such stories contradict themselves. */
export const anyFacts = (start: IsoDate, span: number, types?: readonly FactType[]): fc.Arbitrary<Told[]> => fc.array(anyFact(start, span, types), { minLength: 1, maxLength: 14 });
