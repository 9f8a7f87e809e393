import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { itemKey, type AgendaItem } from '../../domain/agenda.js';
import { clock, type ClockAnswer } from '../../domain/clock.js';
import { addDays, isoDate, weekday, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, londonTime } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { derive } from '../../domain/derive.js';
import type { DutyCode } from '../../domain/duty-codes.js';
import { isOwed, type Duty } from '../../domain/duty.js';
import type { Fact } from '../../domain/facts/fact.js';
import { GROUNDS } from '../../domain/facts/schema.js';
import { DEFAULT_SETTINGS } from '../../domain/settings.js';
import { answered } from './support/answered.js';
import { anyFacts } from './support/any-fact.js';
import { anyDay, anyRecorded, anyStory, type Recorded } from './support/arbitrary.js';

const working = workingDays();
const RUNS = { numRuns: 200 };

const derived = ({ facts, today, calendar }: Recorded) => derive(facts, today, DEFAULT_SETTINGS, calendar);
const keyOf = ({ code, subject, occurrence }: Duty): string => `${code} ${occurrence} ${subject ?? ''}`;
const dueDates = (duties: readonly Duty[]): Record<string, IsoDate> => Object.fromEntries(duties.map((duty) => [keyOf(duty), duty.dueOn]));

/** Those counted in working days, or as the Tribunal counts. */
const IN_WORKING_DAYS: readonly DutyCode[] = ['tell-health-of-mediation', 'respond-to-appeal', 'transfer-plan-out', 'appeal-window', 'keep-plan-until'];
const inCalendarTime = (duties: readonly Duty[]): Duty[] => duties.filter(({ code }) => !IN_WORKING_DAYS.includes(code));

describe('due dates counted in calendar time from a stated day', () => {
  test('never move when an exception is added', () => {
    const exception = (story: Recorded) => fc.record({ ground: fc.constantFrom(...GROUNDS), from: anyDay(), days: fc.integer({ min: 0, max: 90 }) }).map(({ ground, from, days }): Fact => {
      const to = addDays(from, days);
      const steps = [...new Set(derived(story).duties.map(({ code }) => code))];
      return { id: 'x', type: 'exception-recorded', on: story.today, ground, from, to, closedFrom: from, reopensOn: to, steps, impracticalBecause: 'N-1' };
    });
    fc.assert(
      fc.property(anyRecorded().chain((story) => fc.tuple(fc.constant(story), exception(story))), ([story, added]) => {
        const excused = derived({ ...story, facts: [...story.facts, added] });
        expect(dueDates(excused.duties)).toEqual(dueDates(derived(story).duties));
      }),
      RUNS,
    );
  });

  test('never move when a holiday is proclaimed or withdrawn', () => {
    fc.assert(
      fc.property(anyRecorded(), fc.array(anyDay(), { maxLength: 200 }), (story, added) => {
        const around = story.facts.flatMap(({ on }) => [0, 14, 15, 42, 98, 112, 140].map((days) => addDays(on, days)));
        const proclaimed = { ...story.calendar, bankHolidays: { added: [...added, ...around], removed: [isoDate('2026-08-31')] } };
        expect(dueDates(inCalendarTime(derived({ ...story, calendar: proclaimed }).duties))).toEqual(dueDates(inCalendarTime(derived(story).duties)));
      }),
      RUNS,
    );
  });

  test('never move by the day on which one asks', () => {
    fc.assert(
      fc.property(anyRecorded(), fc.integer({ min: 0, max: 4000 }), (story, days) => {
        const later = derived({ ...story, today: addDays(story.today, days) });
        expect(dueDates(later.duties)).toEqual(dueDates(derived(story).duties));
      }),
      RUNS,
    );
  });

  test('fall on weekends as on other days', () => {
    const saturday = answered(clock({ today: '2027-11-20', facts: [{ type: 'request-received', on: '2027-11-20' }] })).duties;
    expect(saturday.filter(({ dueOn }) => weekday(dueOn) === 6).map(({ code }) => code)).toEqual(['decide-to-assess', 'tell-partners-of-decision', 'decide-to-issue', 'send-draft', 'issue-final-plan']);
  });
});

describe('a later start', () => {
  const STARTS: Readonly<Record<string, (on: IsoDate) => object[]>> = {
    'a request': (on) => [{ type: 'request-received', on }],
    'a posted request': (on) => [{ type: 'request-received', channel: 'first-class-post', postedOn: on }],
    'an emailed request': (on) => [{ type: 'request-received', channel: 'email', receivedAt: `${on}T18:00:00Z` }],
    'coming to attention': (on) => [{ type: 'came-to-attention', on }],
    'advice asked': (on) => [{ type: 'advice-requested', adviser: 'V-1', role: 'health', on }],
    'a draft by post': (on) => [{ type: 'draft-plan-sent', channel: 'first-class-post', on }],
    'a draft by email': (on) => [{ type: 'draft-plan-sent', channel: 'email', emailConsent: true, on }],
    'a consultation': (on) => [{ type: 'setting-consulted', setting: 'T-1', on }],
    'a refusal': (on) => [{ type: 'assessment-refused', on }],
    'a certificate': (on) => [{ type: 'assessment-refused', on: '2014-09-01' }, { type: 'mediation-certificate', on }],
    'mediation asked for': (on) => [{ type: 'mediation-requested', health: 'yes', on }],
    'an agreement': (on) => [{ type: 'mediation-agreed', what: 'other', party: 'icb', on }],
    'an appeal': (on) => [{ type: 'appeal-lodged', against: 'contents', on }],
    'an order to assess': (on) => [{ type: 'tribunal-order', order: 'assess', on }],
    'an order to make a plan': (on) => [{ type: 'tribunal-order', order: 'make-plan', on }],
    'a recommendation': (on) => [{ type: 'recommendation-made', on: on < '2018-04-03' ? isoDate('2018-04-03') : on }],
    'a plan made': (on) => [{ type: 'plan-made', on }],
    'a meeting arranged': (on) => [{ type: 'review-date-set', on: '2014-09-01', meetingOn: on }],
    'a meeting held': (on) => [{ type: 'review-meeting-held', on }, { type: 'review-decision-sent', decision: 'amend', on }],
    'an amendment notice': (on) => [{ type: 'amendment-notice-sent', on }],
    'a phase transfer': (on) => [{ type: 'phase-transfer-expected', kind: 'secondary-post16', on: '2014-09-01', transferOn: on }],
    'a transfer between colleges': (on) => [{ type: 'phase-transfer-expected', kind: 'post16-post16', on: '2014-09-01', transferOn: on }],
    'a reassessment asked for': (on) => [{ type: 'reassessment-requested', on }],
    'a reassessment agreed': (on) => [{ type: 'reassessment-agreed', on }],
    'a decision to cease': (on) => [{ type: 'cease-decided', on }],
    'a move': (on) => [{ type: 'move-known', on: '2014-09-01', movesOn: on }],
    'word of a move': (on) => [{ type: 'move-known', on, movesOn: '2040-01-01' }],
    'a plan that moved in': (on) => [{ type: 'plan-transferred', from: '881', on }],
  };

  test.each(Object.entries(STARTS))('%s: never gives an earlier date', (_name, told) => {
    const duesOf = (on: IsoDate): IsoDate[] => {
      const facts = told(on).map((fact, i) => ({ id: `f${i + 1}`, ...fact }));
      return answered(clock({ today: '2061-12-31', facts })).duties.map(({ dueOn }) => dueOn);
    };
    fc.assert(
      fc.property(anyDay(), fc.integer({ min: 1, max: 40 }), (on, days) => {
        const [early, late] = [duesOf(on), duesOf(addDays(on, days))];
        expect(late).toHaveLength(early.length);
        late.forEach((dueOn, i) => expect(dueOn >= (early[i] ?? dueOn)).toBe(true));
      }),
      { numRuns: 200 },
    );
  });
});

test('the day to act by is a working day, the last on or before the due date; windows have none', () => {
  fc.assert(
    fc.property(anyRecorded(), (story) => {
      for (const { shape, actBy, dueOn } of derived(story).duties) {
        expect(actBy === null).toBe(shape === 'window');
        if (actBy === null) continue;
        expect(actBy <= dueOn && working.has(actBy)).toBe(true);
        for (let day = addDays(actBy, 1); day <= dueOn; day = addDays(day, 1)) expect(working.has(day)).toBe(false);
      }
    }),
    RUNS,
  );
});

test('a duty is told once, and its parts agree with one another', () => {
  fc.assert(
    fc.property(anyRecorded(), (story) => {
      const { duties } = derived(story);
      expect(new Set(duties.map(keyOf)).size).toBe(duties.length);
      for (const duty of duties.filter(({ shape }) => shape === 'deadline')) expect(consistent(duty, story.today)).toEqual([]);
      for (const { because, dueOn, notBefore } of duties) {
        expect(because.some(({ gives }) => gives === dueOn)).toBe(true);
        expect(notBefore === null || /^\d{4}-\d{2}-\d{2}$/.test(notBefore)).toBe(true);
      }
    }),
    RUNS,
  );
});

/** What in a deadline's outcome does not follow from its days. */
function consistent({ outcome, doneOn, dueOn, daysLate, excusedDays, code }: Duty, today: IsoDate): string[] {
  const isLate = (doneOn ?? today) > dueOn;
  const wrong = {
    pending: doneOn !== null || isLate || daysLate !== 0,
    'in-time': doneOn === null || isLate || daysLate !== 0,
    late: !isLate || daysLate <= 0 || excusedDays >= daysLate,
    'late-excused': !isLate || daysLate <= 0 || excusedDays < daysLate,
    'not-owed': doneOn !== null || daysLate !== 0,
    open: true, respected: true, breached: true,
  }[outcome];
  return wrong ? [`${code}: ${outcome}, done ${String(doneOn)}, due ${dueOn}, ${daysLate} days`] : [];
}

describe('the same story gives the same answer', () => {
  test('in whatever order its facts are told', () => {
    fc.assert(
      fc.property(anyStory().chain((input) => fc.tuple(fc.constant(input), fc.shuffledSubarray([...input.facts], { minLength: input.facts.length }))), ([input, shuffled]) => {
        const { facts: _as, ...one } = answered(clock(input));
        const { facts: _turned, ...other } = answered(clock({ ...input, facts: shuffled }));
        expect(other).toEqual(one);
      }),
      RUNS,
    );
  });

  test('asked twice, of facts that nobody may change', () => {
    fc.assert(
      fc.property(anyStory(), (input) => {
        const frozen = deepFrozen(structuredClone(input));
        expect(clock(frozen)).toEqual(clock(frozen));
      }),
      RUNS,
    );
  });

  test('asked with what it answered: days once derived stand', () => {
    fc.assert(
      fc.property(anyStory(), (input) => {
        const answer = answered(clock(input));
        const again = answered(clock({ ...input, facts: JSON.parse(JSON.stringify(answer.facts)) as Fact[] }));
        expect(again.duties).toEqual(answer.duties);
      }),
      RUNS,
    );
  });

  test('in a process of any time zone', () => {
    const stories = JSON.stringify(fc.sample(anyStory(), 150));
    const [here, ...elsewhere] = ['UTC', 'Europe/London', 'Pacific/Auckland', 'America/Los_Angeles'].map((zone) => answersIn(zone, stories));
    expect(here).toMatch(/^[0-9a-f]{64}$/);
    expect(elsewhere).toEqual([here, here, here]);
  });
});

const SCRIPT = fileURLToPath(new URL('./support/answers-in-zone.ts', import.meta.url));
const answersIn = (zone: string, stories: string): string =>
  execFileSync(process.execPath, ['--import', 'tsx', SCRIPT], { env: { ...process.env, TZ: zone }, input: stories, encoding: 'utf8' });

function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFrozen);
  return value;
}

describe('what was known on a day', () => {
  const inEntryOrder = (facts: readonly Fact[]): Fact[] => [...facts].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));

  test('is what the journal’s entries up to then give: taking every later one out gives it back', () => {
    fc.assert(
      fc.property(anyRecorded().chain((story) => fc.tuple(fc.constant(story), fc.nat(story.facts.length))), ([story, length]) => {
        const entries = inEntryOrder(story.facts);
        const prefix = entries.slice(0, length);
        const undone = entries.slice(length).map((fact, i): Fact => ({ id: `undo-${i}`, type: 'correction', on: story.today, corrects: fact.id, replacement: null }));
        expect(derived({ ...story, facts: [...entries, ...undone] })).toEqual(derived({ ...story, facts: prefix }));
      }),
      RUNS,
    );
  });

  test('does not change when it is asked for again after more was recorded', () => {
    fc.assert(
      fc.property(anyRecorded(), (story) => {
        const entries = inEntryOrder(story.facts);
        const then = entries.map((_fact, i) => derived({ ...story, facts: entries.slice(0, i + 1) }));
        const replayed = entries.map((_fact, i) => derived({ ...story, facts: JSON.parse(JSON.stringify(entries.slice(0, i + 1))) as Fact[] }));
        expect(replayed).toEqual(then);
      }),
      { numRuns: 60 },
    );
  });
});

describe('corrections', () => {
  const withOne = () => anyRecorded().chain((story) => fc.tuple(fc.constant(story), fc.nat(story.facts.length - 1).map((i) => story.facts[i]).filter((fact) => fact !== undefined)));

  test('taken back, leave the derivation as it was', () => {
    fc.assert(
      fc.property(withOne(), ([story, wrong]) => {
        const correction: Fact = { id: 'c1', type: 'correction', on: story.today, corrects: wrong.id, replacement: null };
        const takenBack: Fact = { id: 'c2', type: 'correction', on: story.today, corrects: 'c1', replacement: null };
        expect(derived({ ...story, facts: [...story.facts, correction, takenBack] })).toEqual(derived(story));
      }),
      RUNS,
    );
  });

  test('that bring in what was there already change nothing but the id', () => {
    fc.assert(
      fc.property(withOne(), ([story, wrong]) => {
        if (wrong.type === 'correction' || story.facts.some((fact) => fact.type === 'correction' && fact.corrects === wrong.id)) return;
        const correction = { id: 'c1', type: 'correction', on: story.today, corrects: wrong.id, replacement: { ...wrong, id: 'again' } } as Fact;
        const renamed = derived({ ...story, facts: story.facts.map((fact) => (fact === wrong ? ({ ...wrong, id: 'again' }) : fact)) });
        expect(derived({ ...story, facts: [...story.facts, correction] })).toEqual(renamed);
      }),
      RUNS,
    );
  });
});

describe('the agenda', () => {
  const WRITES: readonly AgendaItem['act'][] = ['remind', 'tell', 'escalate', 'ask-for-confirmation'];

  test('has each item once, in order of time, its instant on its day', () => {
    fc.assert(
      fc.property(anyRecorded(), (story) => {
        const { agenda } = derived(story);
        expect(new Set(agenda.map(itemKey)).size).toBe(agenda.length);
        expect(agenda.map(({ at }) => at)).toEqual(agenda.map(({ at }) => at).sort());
        for (const { on, at } of agenda) expect(londonDay(at)).toBe(on);
      }),
      RUNS,
    );
  });

  test('writes to people at 08:00 on working days only, and notes dates at 00:05', () => {
    fc.assert(
      fc.property(anyRecorded(), (story) => {
        for (const { act, on, at, to } of derived(story).agenda) {
          const writes = WRITES.includes(act);
          expect([londonTime(at).time, to !== null]).toEqual([writes ? '08:00:00' : '00:05:00', writes]);
          if (writes) expect(working.has(on)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('has nothing of duties done, not owed or stopped by the record’s end, and notes the passing of every other', () => {
    fc.assert(
      fc.property(anyRecorded(), (story) => {
        const { duties, agenda } = derived(story);
        const owed = duties.filter(isOwed).map(keyOf);
        const inAgenda = new Set(agenda.map(({ duty, subject, occurrence }) => `${duty} ${occurrence} ${subject ?? ''}`));
        expect([...inAgenda].sort()).toEqual([...owed].sort());
        const marked = agenda.filter(({ act }) => !WRITES.includes(act)).map(({ duty, subject, occurrence }) => `${duty} ${occurrence} ${subject ?? ''}`);
        expect(marked.sort()).toEqual([...owed].sort());
      }),
      RUNS,
    );
  });

  test('answered by the clock holds only what is still to come', () => {
    fc.assert(
      fc.property(anyStory(), (input) => {
        const { agenda, today } = answered(clock(input));
        expect(agenda.filter(({ on }) => on < today)).toEqual([]);
      }),
      RUNS,
    );
  });
});

test('no input makes the clock throw, whatever its facts', () => {
  fc.assert(
    fc.property(anyDay().chain((start) => fc.tuple(anyFacts(start, 500), fc.integer({ min: 0, max: 900 }).map((days) => addDays(start, days)))), ([facts, today]) => {
      const result = clock({ today, facts });
      expect(result.ok ? Object.keys(result.answer).sort() : result.problems.length > 0).toEqual(result.ok ? ANSWERED : true);
    }),
    { numRuns: 1_500 },
  );
});

test('no JSON makes the clock throw', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (facts, other) => {
      for (const input of [facts, { today: '2026-01-05', facts }, { today: '2026-01-05', facts: [facts, other], settings: other, calendar: facts }]) expect(typeof clock(input).ok).toBe('boolean');
    }),
    { numRuns: 500 },
  );
});

const ANSWERED: readonly (keyof ClockAnswer)[] = ['agenda', 'duties', 'facts', 'permissions', 'rulePacks', 'today', 'warnings'];
