import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { contradictionsOf } from '../../domain/contradictions.js';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { Fact, FactType } from '../../domain/facts/fact.js';
import { dated } from '../../domain/facts/receipt.js';
import { anyFact as factSchema } from '../../domain/facts/schema.js';
import { story } from '../../domain/facts/story.js';
import { nextSteps, stageOf } from '../../domain/next-steps.js';
import { REFUSALS } from '../../domain/refusals.js';
import { progressOf } from '../../domain/progress.js';
import { judge, refusalOf } from '../../domain/sequence.js';
import { anyFact } from './support/any-fact.js';
import { anyRecorded } from './support/arbitrary.js';

const working = workingDays();
const RUNS = { numRuns: 1_000 };
const LATER = isoDate('2061-01-01');

/** The first entries of a record, in the order they happened. */
const record = () =>
  anyRecorded().chain(({ facts }) => {
    const entries = facts.filter(({ type }) => type !== 'correction').sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    return fc.integer({ min: 1, max: entries.length }).map((length) => entries.slice(0, length)).filter((some) => contradictionsOf(some, LATER).length === 0);
  });

const lastOn = (facts: readonly Fact[]): IsoDate => story(facts).facts.at(-1)?.on ?? isoDate('2014-09-01');

/** A record and one more fact told of it, on the latest day or after. */
const recordAndFact = () => record().chain((facts) => fc.tuple(fc.constant(facts), anyFact(lastOn(facts), 60).map((told) => dated(factSchema.parse(told), 'next', working))));

const kindOf = (refusal: ReturnType<typeof judge>): string => refusal?.kind ?? 'allowed';

const PLAN = { type: 'plan-made', on: '2025-01-06' } as const;

describe('judging a fact', () => {
  test('refuses as contradictory exactly what would contradict the record', () => {
    fc.assert(
      fc.property(recordAndFact(), ([facts, next]) => {
        const found = contradictionsOf([...facts, next], LATER).map(({ code }) => code);
        const refusal = judge(facts, [next], LATER);
        expect(kindOf(refusal) === 'contradiction').toBe(found.length > 0);
        if (found.length > 0) expect(found).toContain(refusal?.code);
      }),
      RUNS,
    );
  });

  test('by the standing alone never refuses what the whole record allows', () => {
    fc.assert(
      fc.property(recordAndFact(), ([facts, next]) => {
        fc.pre(judge(facts, [next], LATER) === null);
        expect(refusalOf(progressOf(facts), next)).toBeNull();
      }),
      { numRuns: 600 },
    );
  });

  test('refuses a fact of tomorrow today and allows it tomorrow', () => {
    fc.assert(
      fc.property(recordAndFact(), ([facts, next]) => {
        fc.pre(judge(facts, [next], next.on) === null);
        expect(judge(facts, [next], addDays(next.on, -1))).toEqual({ code: 'in-the-future', kind: 'contradiction' });
      }),
      RUNS,
    );
  });

  test('of a record that has a contradiction already does not hold it against the next fact', () => {
    const facts = recorded({ type: 'request-received', on: '2025-09-02' }, { type: 'request-received', on: '2025-09-03' });
    expect(judge(facts, recorded({ id: 'n', type: 'considering-notified', on: '2025-09-04' }), LATER)).toBeNull();
  });

  test('has words for every refusal', () => {
    for (const { law, sentence } of Object.values(REFUSALS)) expect([law.length > 10, /[.]$/.test(sentence)]).toEqual([true, true]);
  });
});

/** Told facts as the journal has them. */
const recorded = (...told: readonly object[]): Fact[] => told.map((one, i) => dated(factSchema.parse(one), `f${i + 1}`, working));

describe('what the live process refuses, though history may hold it', () => {
  const REQUEST = { type: 'request-received', by: 'parent', on: '2025-09-02' };
  const AGREED = { type: 'assessment-agreed', on: '2025-10-14' };
  const REFUSED = { type: 'assessment-refused', on: '2025-10-14' };
  const DRAFT = { type: 'draft-plan-sent', channel: 'by-hand', on: '2025-12-22' };
  const EMAILED = { type: 'draft-plan-sent', channel: 'email', on: '2025-12-22' };
  const FINAL = { type: 'final-plan-issued', on: '2026-01-20' };
  const ASKED = { type: 'advice-requested', adviser: 'V-1', role: 'health', on: '2025-10-15' };
  const ANSWERED = { type: 'advice-received', adviser: 'V-1', on: '2025-11-20' };
  const CEASE = { type: 'cease-decided', on: '2026-03-09' };

  test.each([
    ['nothing may come before the start', [], AGREED, 'not-started'],
    ['advice before agreeing to assess', [REQUEST], ASKED, 'not-agreed'],
    ['a draft before agreeing to assess', [REQUEST], DRAFT, 'not-agreed'],
    ['agreeing twice', [REQUEST, AGREED], { ...AGREED, on: '2025-10-15' }, 'already-decided'],
    ['advice after a refusal', [REQUEST, REFUSED], ASKED, 'already-refused'],
    ['asking one who has been asked', [REQUEST, AGREED, ASKED], { ...ASKED, on: '2025-10-20' }, 'already-asked'],
    ['an answer from one who has answered', [REQUEST, AGREED, ASKED, ANSWERED], { ...ANSWERED, on: '2025-11-21' }, 'already-answered'],
    ['a final plan without a draft', [REQUEST, AGREED], FINAL, 'no-draft'],
    ['a final plan on a draft that was not served', [REQUEST, AGREED, EMAILED], FINAL, 'draft-not-served'],
    ['a final plan inside the family’s days', [REQUEST, AGREED, DRAFT], { ...FINAL, on: '2026-01-05' }, 'inside-the-familys-days'],
    ['a second draft after the final plan', [REQUEST, AGREED, DRAFT, FINAL], { ...DRAFT, on: '2026-01-21' }, 'already-final'],
    ['mediation before there is a decision', [REQUEST, AGREED], { type: 'mediation-requested', on: '2025-10-20' }, 'nothing-to-dispute'],
    ['an answer to no appeal', [REQUEST, REFUSED], { type: 'appeal-answered', on: '2025-11-20' }, 'not-lodged'],
    ['arranging a mediation nobody asked for', [REQUEST, REFUSED], { type: 'mediation-arranged', on: '2025-11-20' }, 'not-asked-for'],
    ['an exception on a ground the adviser’s regulation does not list', [REQUEST, AGREED], { type: 'exception-recorded', on: '2025-11-20', ground: 'school-closed', steps: ['give-advice'] }, 'ground-not-listed'],
    ['an exception to a step that has none in law', [REQUEST, AGREED], { type: 'exception-recorded', on: '2025-11-20', ground: 'absent', steps: ['hear-representations'] }, 'ground-not-listed'],
    ['provision before the plan', [REQUEST, AGREED], { type: 'provision-confirmed', on: '2025-11-20' }, 'not-asked-for'],
    ['a step after withdrawal', [REQUEST, { type: 'request-withdrawn', on: '2025-09-20' }], AGREED, 'record-ended'],
    ['a review in an assessment', [REQUEST], { type: 'review-meeting-held', on: '2025-09-20' }, 'other-process'],
    ['a decision to assess on a plan', [PLAN], AGREED, 'other-process'],
    ['a review decision without a meeting', [PLAN], { type: 'review-decision-sent', decision: 'keep', on: '2025-11-01' }, 'no-meeting'],
    ['an answer to an early review nobody asked for', [PLAN], { type: 'early-review-answered', answer: 'no', on: '2025-11-01' }, 'not-asked-for'],
    ['a review of a plan that went to another council', [PLAN, { type: 'plan-transferred', to: '881', on: '2025-10-20' }], { type: 'review-date-set', meetingOn: '2025-12-01', on: '2025-11-01' }, 'record-ended'],
    ['an amended plan without a notice', [PLAN], { type: 'amended-plan-issued', on: '2025-11-01' }, 'no-notice'],
    ['an amended plan inside the family’s days', [PLAN, { type: 'amendment-notice-sent', on: '2025-11-03' }], { type: 'amended-plan-issued', on: '2025-11-17' }, 'inside-the-familys-days'],
    ['ceasing inside the time to appeal', [PLAN, CEASE], { type: 'plan-ceased', on: '2026-05-11' }, 'plan-must-be-kept'],
    ['ceasing while an appeal against it is open', [PLAN, CEASE, { type: 'appeal-lodged', against: 'ceasing', on: '2026-04-01' }], { type: 'plan-ceased', on: '2026-07-01' }, 'plan-must-be-kept'],
    ['refusing a reassessment nobody asked for', [PLAN], { type: 'reassessment-refused', on: '2025-11-01' }, 'not-asked-for'],
    ['a reassessed plan without agreeing to reassess', [PLAN], { type: 'reassessed-plan-issued', on: '2025-11-01' }, 'not-agreed'],
    ['a plan left unchanged by a reassessment nobody agreed to', [PLAN], { type: 'plan-left-unchanged', on: '2025-11-01' }, 'not-agreed'],
  ])('%s', (_name, told, next, code) => {
    const facts = recorded(...told);
    const [fact] = recorded({ ...next, id: 'next' });
    expect(fact && judge(facts, [fact], LATER)).toMatchObject({ code, kind: 'forbidden' });
    expect(fact && refusalOf(progressOf(facts), fact)).toMatchObject({ code, kind: 'forbidden' });
  });

  test.each([
    ['the day after the family’s fifteen', [REQUEST, AGREED, DRAFT], { ...FINAL, on: '2026-01-06' }],
    ['inside them, when the family wrote that it has no more to say', [REQUEST, AGREED, DRAFT, { type: 'representations-closed', on: '2025-12-29' }], { ...FINAL, on: '2025-12-29' }],
    ['agreeing after a refusal was appealed', [REQUEST, REFUSED, { type: 'appeal-lodged', against: 'refusal-to-assess', on: '2025-11-03' }], { ...AGREED, on: '2025-11-20' }],
    ['ceasing after the time to appeal', [PLAN, CEASE], { type: 'plan-ceased', on: '2026-05-12' }],
    ['ceasing on the order that dismissed the appeal', [PLAN, CEASE, { type: 'appeal-lodged', against: 'ceasing', on: '2026-04-01' }, { type: 'tribunal-order', order: 'dismiss-cease', on: '2026-07-01' }], { type: 'plan-ceased', on: '2026-07-01' }],
    ['an amended plan on an order, without a notice', [PLAN, { type: 'appeal-lodged', against: 'contents', on: '2025-12-01' }, { type: 'tribunal-order', order: 'amend-contents', on: '2026-04-10' }], { type: 'amended-plan-issued', on: '2026-05-15' }],
  ])('a lawful step is allowed: %s', (_name, told, next) => {
    const facts = recorded(...told);
    const [fact] = recorded({ ...next, id: 'next' });
    expect(fact && judge(facts, [fact], LATER)).toBeNull();
  });

  test('a refusal inside the family’s days says from when the plan may be issued', () => {
    const [final] = recorded({ ...FINAL, id: 'n', on: '2026-01-05' });
    expect(final && judge(recorded(REQUEST, AGREED, DRAFT), [final], LATER)).toEqual({ code: 'inside-the-familys-days', kind: 'forbidden', notBefore: '2026-01-06' });
  });
});

describe('the standing of a record', () => {
  test('stays under a kilobyte of JSON', () => {
    fc.assert(
      fc.property(record(), (facts) => {
        expect(JSON.stringify(progressOf(facts)).length).toBeLessThan(1024);
      }),
      RUNS,
    );
  });

  test('is the same whatever the order of the entries', () => {
    fc.assert(
      fc.property(record().chain((facts) => fc.tuple(fc.constant(facts), fc.shuffledSubarray(facts, { minLength: facts.length }))), ([facts, shuffled]) => {
        expect(progressOf(shuffled)).toEqual(progressOf(facts));
      }),
      RUNS,
    );
  });

  test('is plain JSON', () => {
    fc.assert(
      fc.property(record(), (facts) => {
        const progress = progressOf(facts);
        expect(JSON.parse(JSON.stringify(progress))).toEqual(progress);
      }),
    );
  });
});

const MEETING_SET = { type: 'review-date-set', on: '2025-08-01', meetingOn: '2025-09-02' } as const;
const MEETING = { type: 'review-meeting-held', on: '2025-09-02' } as const;

describe('the stage of a plan', () => {
  test.each([
    ['made', [PLAN], 'maintaining'],
    ['a review arranged', [PLAN, MEETING_SET], 'maintaining'],
    ['held', [PLAN, MEETING_SET, MEETING], 'reviewing'],
    ['held, and a contact since', [PLAN, MEETING_SET, MEETING, { type: 'contact-made', on: '2025-09-09' }], 'reviewing'],
    ['decided the day it was held', [PLAN, MEETING_SET, MEETING, { type: 'review-decision-sent', on: '2025-09-02', decision: 'keep' }], 'maintaining'],
    ['the decision taken out again', [PLAN, MEETING_SET, MEETING, { id: 'd', type: 'review-decision-sent', on: '2025-09-20', decision: 'keep' }, { type: 'correction', on: '2025-09-21', corrects: 'd', replacement: null }], 'reviewing'],
    ['notice sent', [PLAN, MEETING_SET, MEETING, { type: 'amendment-notice-sent', on: '2025-09-10' }], 'amending'],
  ] as const)('%s', (_name, told, stage) => {
    expect(stageOf(progressOf(recorded(...told)), isoDate('2025-10-01'))).toBe(stage);
  });
});

describe('next steps', () => {
  test('offer only what may be recorded that day', () => {
    fc.assert(
      fc.property(record(), fc.integer({ min: 0, max: 90 }), (facts, days) => {
        const today = addDays(lastOn(facts), days);
        const offered = nextSteps(progressOf(facts), today).filter(({ notBefore }) => notBefore === undefined);
        const refused = offered.flatMap(({ type, subjects }) => (subjects ?? ['V-new']).map((subject) => ({ type, refusal: judge(facts, [stepOf(type, today, subject)], today) }))).filter(({ refusal }) => refusal !== null);
        expect(refused).toEqual([]);
      }),
      RUNS,
    );
  });

  test('in a record that tells a whole life, nothing but a dispute follows the ceasing of the plan', () => {
    const facts = recorded({ type: 'request-received', on: '2022-06-06' }, { type: 'plan-made', on: '2022-10-24' }, { type: 'plan-ceased', on: '2024-12-16', reason: '2' });
    const types = nextSteps(progressOf(facts), isoDate('2024-12-17')).map(({ type }) => type);
    expect(types.filter((type) => type.startsWith('advice') || type === 'assessment-agreed' || type === 'exception-recorded')).toEqual([]);
  });

  test('that a date forbids say from when, and then are allowed', () => {
    fc.assert(
      fc.property(record(), (facts) => {
        for (const { type, subjects, notBefore } of nextSteps(progressOf(facts), lastOn(facts))) {
          if (notBefore === undefined) continue;
          expect(notBefore > lastOn(facts)).toBe(true);
          expect(judge(facts, [stepOf(type, notBefore, subjects?.[0] ?? 'V-new')], notBefore)).toBeNull();
        }
      }),
      RUNS,
    );
  });

  test.each([
    ['after a request', [{ type: 'request-received', on: '2025-09-02' }], ['assessment-agreed', 'assessment-refused'], ['final-plan-issued', 'advice-requested', 'appeal-lodged']],
    ['after agreeing', [{ type: 'request-received', on: '2025-09-02' }, { type: 'assessment-agreed', on: '2025-09-20' }], ['advice-requested', 'issue-agreed', 'draft-plan-sent'], ['assessment-agreed', 'advice-received', 'final-plan-issued']],
    ['after a refusal', [{ type: 'request-received', on: '2025-09-02' }, { type: 'assessment-refused', on: '2025-09-20' }], ['mediation-requested', 'appeal-lodged'], ['advice-requested', 'assessment-agreed', 'issue-agreed']],
    ['on a plan', [PLAN], ['review-date-set', 'phase-transfer-expected', 'cease-proposed'], ['review-invitations-sent', 'review-decision-sent', 'amended-plan-issued', 'advice-requested', 'final-plan-issued']],
    ['a review arranged', [PLAN, MEETING_SET], ['review-invitations-sent', 'review-papers-circulated', 'review-meeting-held'], ['review-report-sent', 'review-decision-sent']],
    ['a review held', [PLAN, MEETING_SET, MEETING], ['review-report-sent', 'review-decision-sent', 'amendment-notice-sent'], ['review-invitations-sent', 'amended-plan-issued']],
    ['a review decided', [PLAN, MEETING_SET, MEETING, { type: 'review-decision-sent', on: '2025-09-20', decision: 'keep' }], ['review-date-set'], ['review-decision-sent', 'review-invitations-sent']],
    ['a plan being amended', [PLAN, MEETING_SET, MEETING, { type: 'amendment-notice-sent', on: '2025-09-10', servedOn: '2025-09-10' }], ['representations-received', 'setting-consulted', 'amended-plan-issued', 'amendment-dropped'], ['advice-requested']],
    ['a reassessment agreed', [PLAN, { type: 'reassessment-agreed', on: '2025-09-10' }], ['advice-requested', 'draft-plan-sent', 'reassessed-plan-issued', 'plan-left-unchanged'], ['reassessment-refused']],
    ['a reassessment that left the plan unchanged', [PLAN, { type: 'reassessment-agreed', on: '2025-09-10' }, { type: 'plan-left-unchanged', on: '2025-09-20' }], ['reassessment-requested', 'review-date-set'], ['draft-plan-sent', 'reassessed-plan-issued', 'plan-left-unchanged']],
  ] as const)('%s', (_name, told, offered, withheld) => {
    const types = nextSteps(progressOf(recorded(...told)), isoDate('2025-10-01')).map(({ type }) => type);
    expect(offered.filter((type) => !types.includes(type))).toEqual([]);
    expect(withheld.filter((type) => types.includes(type))).toEqual([]);
  });
});

const NEEDED: Readonly<Partial<Record<FactType, object>>> = {
  'plan-transferred': { to: '881' },
  'early-review-answered': { answer: 'yes' },
  'advice-requested': { role: 'health' },
  'exception-recorded': { ground: 'absent', steps: ['issue-final-plan'] },
  'review-date-set': { meetingOn: '2050-01-03' },
  'review-decision-sent': { decision: 'keep' },
  'phase-transfer-expected': { kind: 'primary-secondary', transferOn: '2050-09-01' },
  'move-known': { movesOn: '2050-01-03' },
  'mediation-agreed': { what: 'other' },
  'appeal-lodged': { against: 'contents' },
  'appeal-not-opposed': { what: 'assess' },
  'appeal-conceded': { what: 'assess' },
  'tribunal-order': { order: 'assess' },
};

/** A fact of that type as a form would send it. */
function stepOf(type: FactType, on: IsoDate, subject: string): Fact {
  const shape = factSchema.options.find((option) => option.shape.type.value === type)?.shape ?? {};
  const subjects = { ...('adviser' in shape ? { adviser: subject } : {}), ...('setting' in shape ? { setting: subject } : {}) };
  return dated(factSchema.parse({ type, on, ...subjects, ...NEEDED[type] }), 'step', working);
}
