import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asPerformed, type AgendaItem, type Claimed } from '../../domain/agenda.js';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { derive } from '../../domain/derive.js';
import { escalationsOf, refusedAcknowledgement } from '../../domain/escalation.js';
import type { Fact } from '../../domain/facts/fact.js';
import { anyFact } from '../../domain/facts/schema.js';
import { PACKS } from '../../domain/law/packs.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, type Rung, type Settings } from '../../domain/settings.js';

/** A request of Tuesday 2 September 2025: to be decided by Tuesday 14 October. Nobody decides. */
const REQUEST = { type: 'request-received', on: '2025-09-02', by: 'parent' };
const facts = (...told: object[]): Fact[] => [REQUEST, ...told].map((fact, i) => ({ ...anyFact.parse(fact), id: `j${i + 1}` }) as Fact);
const promised = (rung: string, on: string, promisedOn: string, more: object = {}) => ({ type: 'escalation-acknowledged', on, duty: 'decide-to-assess', occurrence: 'j1', rung, promisedOn, ...more });

const rung = (name: string, days: number, to: Rung['to'], acknowledgeWithin?: number): Rung => ({ rung: name, days, from: 'due', act: 'escalate', to, ...(acknowledgeWithin === undefined ? {} : { acknowledgeWithin }) });
const ladder = (...rungs: Rung[]): Settings => ({ ...DEFAULT_SETTINGS, ladders: { ...DEFAULT_SETTINGS.ladders, 'decide-to-assess': rungs } });
/** Days of their own: Wednesday 15 October, Tuesday 21 October, Thursday 13 November, Tuesday 6 January. */
const THREE_DAYS = ladder(rung('late-1', 1, 'team-manager', 3), rung('late-7', 7, 'service-manager', 3), rung('late-30', 30, 'senior-manager', 3), rung('late-84', 84, 'director', 3));
const NONE_ASKED = ladder(rung('late-1', 1, 'team-manager'), rung('late-7', 7, 'service-manager'), rung('late-30', 30, 'senior-manager'));

const days = (agenda: readonly AgendaItem[]): string[] => agenda.flatMap(({ duty, act, rung: name, on }) => (duty === 'decide-to-assess' && act === 'escalate' ? [`${name} ${on}`] : []));
const fired = (settings: Settings, ...told: object[]): string[] => days(derive(facts(...told), isoDate('2025-10-15'), settings).agenda);

describe('worked by hand', () => {
  test('without a time to acknowledge, each on its own day, as ever', () => {
    expect(fired(NONE_ASKED)).toEqual(['late-1 2025-10-15', 'late-7 2025-10-21', 'late-30 2025-11-13']);
  });

  test('unacknowledged, each climbs on the working day after its time, or on its own day if that is sooner', () => {
    // told on Wednesday 15: by Monday 20, so Tuesday 21, also its own day; by Friday 24, so Monday 27; by Thursday 30, so Friday 31
    expect(fired(THREE_DAYS)).toEqual(['late-1 2025-10-15', 'late-7 2025-10-21', 'late-30 2025-10-27', 'late-84 2025-10-31']);
  });

  test('its own day comes first where the time to acknowledge is longer', () => {
    expect(fired(ladder(rung('late-1', 1, 'team-manager', 10), rung('late-7', 7, 'service-manager')))).toEqual(['late-1 2025-10-15', 'late-7 2025-10-21']);
  });

  test('a promise holds those above to its day; broken, one of them is told on the next working day, the others by their time', () => {
    // promised by Friday 14 November: Monday 17; then by Thursday 20, so Friday 21, though the 30th day had passed
    expect(fired(THREE_DAYS, promised('late-1', '2025-10-16', '2025-11-14'))).toEqual(['late-1 2025-10-15', 'late-7 2025-11-17', 'late-30 2025-11-21', 'late-84 2025-11-27']);
  });

  test('a promise of a day sooner than the time to acknowledge makes nothing sooner', () => {
    expect(fired(THREE_DAYS, promised('late-7', '2025-10-22', '2025-10-22'))).toEqual(fired(THREE_DAYS));
  });

  test('a promise made after the next was told holds what is above that, not it', () => {
    expect(fired(THREE_DAYS, promised('late-1', '2025-10-21', '2025-11-03'))).toEqual(['late-1 2025-10-15', 'late-7 2025-10-21', 'late-30 2025-11-04', 'late-84 2025-11-10']);
  });

  test('promised by each in turn, each broken, it climbs one at a time', () => {
    const broken = [promised('late-1', '2025-10-16', '2025-10-24'), promised('late-7', '2025-10-28', '2025-11-07'), promised('late-30', '2025-11-11', '2025-11-12')];
    // Monday 27 October; Monday 10 November; and the time of the third, to Thursday 13, was longer than its promise: Friday 14
    expect(fired(THREE_DAYS, ...broken)).toEqual(['late-1 2025-10-15', 'late-7 2025-10-27', 'late-30 2025-11-10', 'late-84 2025-11-14']);
  });

  test('where no acknowledgement is asked for, one that is given holds all the same, and what follows comes after it', () => {
    expect(fired(NONE_ASKED, promised('late-1', '2025-10-16', '2025-11-14'))).toEqual(['late-1 2025-10-15', 'late-7 2025-11-17', 'late-30 2025-11-18']);
  });

  test('done, there is nothing more; corrected, the acknowledgement was never made', () => {
    expect(fired(THREE_DAYS, promised('late-1', '2025-10-16', '2025-11-14'), { type: 'assessment-agreed', on: '2025-10-20' })).toEqual([]);
    expect(fired(THREE_DAYS, promised('late-1', '2025-10-16', '2025-11-14'), { type: 'correction', on: '2025-10-17', corrects: 'j2' })).toEqual(fired(THREE_DAYS));
  });

  test('one that names nothing, as they were once told, moves nothing', () => {
    expect(fired(THREE_DAYS, { type: 'escalation-acknowledged', on: '2025-10-16', promisedOn: '2025-11-14' })).toEqual(fired(THREE_DAYS));
    expect(fired(THREE_DAYS, { ...promised('late-1', '2025-10-16', '2025-11-14'), occurrence: 'j9' })).toEqual(fired(THREE_DAYS));
  });

  test('bank holidays are no working days: told on 23 December, three days end on 30 December', () => {
    const christmas = ladder(rung('late-70', 70, 'team-manager', 3), rung('late-84', 84, 'director'));
    expect(fired(christmas)).toEqual(['late-70 2025-12-23', 'late-84 2025-12-31']);
  });
});

describe('a live record', () => {
  const claim = (name: string, on: string, skipped = false): Claimed => ({ duty: 'decide-to-assess', subject: null, occurrence: 'j1', rung: name, on: isoDate(on), skipped });
  const live = (today: string, claimed: readonly Claimed[], ...told: object[]) => derive(facts(...told), isoDate(today), THREE_DAYS, NO_CALENDAR, PACKS, claimed);

  test('told late, as after an outage, it has its time from then: the others keep their own days', () => {
    expect(days(live('2025-11-03', []).agenda)).toEqual(['late-1 2025-10-15', 'late-7 2025-10-21', 'late-30 2025-11-07', 'late-84 2025-11-13']);
    expect(days(live('2025-11-03', [claim('late-1', '2025-11-03'), claim('late-7', '2025-11-03')]).agenda).slice(2)).toEqual(['late-30 2025-11-07', 'late-84 2025-11-13']);
  });

  test('nothing climbs from what was passed over at an import', () => {
    expect(days(live('2025-10-22', [claim('late-1', '2025-10-15', true), claim('late-7', '2025-10-21', true)]).agenda).slice(2)).toEqual(['late-30 2025-11-13', 'late-84 2025-11-19']);
  });

  test('the ladder has changed since: whoever was told stays told, with their time and their promise, and the new rungs come after', () => {
    const sooner = ladder(rung('late-1', 1, 'team-manager', 3), rung('late-14', 14, 'director', 10));
    const told = asPerformed([claim('late-1', '2025-10-15'), claim('late-7', '2025-10-21')], () => THREE_DAYS);
    const steps = (today: string, ...more: object[]) => derive(facts(...more), isoDate(today), sooner, NO_CALENDAR, PACKS, told).climbs.find(({ duty }) => duty.code === 'decide-to-assess')?.steps.map(({ rungs, firesOn, told: on, acknowledgeBy }) => [rungs[0]?.rung, firesOn, on, acknowledgeBy]);
    expect(steps('2025-10-22')).toEqual([['late-1', '2025-10-15', '2025-10-15', '2025-10-20'], ['late-7', '2025-10-21', '2025-10-21', '2025-10-24'], ['late-14', '2025-10-27', null, '2025-11-10']]);
    expect(steps('2025-10-22', promised('late-7', '2025-10-22', '2025-11-07'))?.at(-1)).toEqual(['late-14', '2025-11-10', null, '2025-11-24']); // the promise still holds it
    const agenda = days(derive(facts(), isoDate('2025-10-22'), sooner, NO_CALENDAR, PACKS, told).agenda);
    expect(agenda).toEqual(['late-1 2025-10-15', 'late-14 2025-10-27']); // what is on no ladder now is not done again
  });

  test('how it stands: waiting, promised, broken and climbed, done', () => {
    const [first] = escalationsOf(live('2025-10-15', [claim('late-1', '2025-10-15')]).climbs, isoDate('2025-10-15'));
    expect(first).toMatchObject({ state: 'waiting', promise: null, current: { acknowledgeBy: '2025-10-20' }, next: { firesOn: '2025-10-21' } });
    const told = [claim('late-1', '2025-10-15')];
    const keeps = promised('late-1', '2025-10-16', '2025-10-24');
    expect(escalationsOf(live('2025-10-24', told, keeps).climbs, isoDate('2025-10-24'))).toMatchObject([{ state: 'promised', next: { firesOn: '2025-10-27' } }]);
    const climbed = [...told, claim('late-7', '2025-10-27')];
    expect(escalationsOf(live('2025-10-27', climbed, keeps).climbs, isoDate('2025-10-27'))).toMatchObject([{ state: 'waiting', promise: { promisedOn: '2025-10-24' }, current: { rungs: [{ rung: 'late-7' }] } }]);
    expect(escalationsOf(live('2025-10-27', climbed, keeps, { type: 'assessment-agreed', on: '2025-10-27' }).climbs, isoDate('2025-10-27')).map(({ duty }) => duty.code)).not.toContain('decide-to-assess');
    expect(escalationsOf(live('2025-10-14', []).climbs, isoDate('2025-10-14'))).toEqual([]);
  });

  test.each([
    ['its step', promised('late-1', '2025-10-16', '2025-10-20'), null],
    ['the last day the council allows', promised('late-1', '2025-10-16', '2025-11-13'), null],
    ['a day beyond it', promised('late-1', '2025-10-16', '2025-11-14'), 'promise-too-far'],
    ['a day before', promised('late-1', '2025-10-16', '2025-10-15'), 'promise-before-its-day'],
    ['no day', { ...promised('late-1', '2025-10-16', '2025-10-16'), promisedOn: undefined }, 'promise-before-its-day'],
    ['a step that nobody was told of', promised('late-7', '2025-10-16', '2025-10-20'), 'names-no-escalation'],
    ['no such step', promised('late-99', '2025-10-16', '2025-10-20'), 'names-no-escalation'],
    ['a duty that is not late', { ...promised('late-1', '2025-10-16', '2025-10-20'), duty: 'issue-final-plan' }, 'names-no-escalation'],
    ['a day before it was told', promised('late-1', '2025-10-14', '2025-10-20'), 'names-no-escalation'],
    ['nothing', { type: 'escalation-acknowledged', on: '2025-10-16', promisedOn: '2025-10-20' }, 'names-no-escalation'],
  ])('an acknowledgement of %s: %#', (_, fact, refused) => {
    const escalations = escalationsOf(live('2025-10-16', [claim('late-1', '2025-10-15')]).climbs, isoDate('2025-10-16'));
    expect(refusedAcknowledgement(facts(fact).slice(1), escalations, DEFAULT_SETTINGS)).toBe(refused);
  });

  test('one that stands is not promised twice; what climbed is answered by the step it climbed to; a correction may name what was told', () => {
    const told = [claim('late-1', '2025-10-15')];
    const keeps = promised('late-1', '2025-10-16', '2025-10-24');
    const standing = escalationsOf(live('2025-10-17', told, keeps).climbs, isoDate('2025-10-17'));
    const judged = (fact: object, of: typeof standing) => refusedAcknowledgement(facts(fact).slice(1), of, DEFAULT_SETTINGS);
    expect(judged(promised('late-1', '2025-10-17', '2025-10-30'), standing)).toBe('already-promised');
    const climbed = escalationsOf(live('2025-10-27', [...told, claim('late-7', '2025-10-27')], keeps).climbs, isoDate('2025-10-27'));
    expect(judged(promised('late-1', '2025-10-27', '2025-10-30'), climbed)).toBe('names-no-escalation');
    expect(judged(promised('late-7', '2025-10-27', '2025-10-30'), climbed)).toBeNull();
    const mends = (promisedOn: string) => ({ type: 'correction', on: '2025-10-27', corrects: 'j2', replacement: promised('late-1', '2025-10-16', promisedOn) });
    expect(judged(mends('2025-10-30'), climbed)).toBeNull();
    expect(judged(mends('2026-10-30'), climbed)).toBe('promise-too-far');
  });
});

const RUNS = { numRuns: 300 };
const working = workingDays();
const RUNGS = ['r1', 'r2', 'r3', 'r4'] as const;
const anyDay = (): fc.Arbitrary<IsoDate> => fc.integer({ min: 0, max: 200 }).map((n) => addDays(isoDate('2025-10-10'), n));
const anyWithin = () => fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined });
const anyLadder = (): fc.Arbitrary<Settings> =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 120 }), anyWithin()), { minLength: 1, maxLength: 4 }).map((steps) =>
    ladder(...steps.map(([on, within], i) => rung(RUNGS[i] ?? 'r1', on, 'team-manager', within))));
const anyPromise = () => fc.tuple(fc.constantFrom(...RUNGS), anyDay(), fc.integer({ min: 0, max: 28 })).map(([name, on, ahead]) => promised(name, on, addDays(on, ahead)));
const byRung = (told: readonly string[]): Map<string, string> => new Map(told.map((one) => one.split(' ') as [string, string]));

describe('whatever is promised', () => {
  test('no step fires twice, none on a day that is no working day, and every one fires in the end', () => {
    fc.assert(fc.property(anyLadder(), fc.array(anyPromise(), { maxLength: 6 }), (settings, promises) => {
      const told = fired(settings, ...promises);
      expect(byRung(told).size).toBe(told.length);
      expect(told).toHaveLength(settings.ladders['decide-to-assess']?.length ?? 0);
      for (const on of byRung(told).values()) expect(working.has(isoDate(on))).toBe(true);
    }), RUNS);
  });

  test('one more promise makes no step sooner', () => {
    fc.assert(fc.property(anyLadder(), fc.array(anyPromise(), { maxLength: 5 }), anyPromise(), (settings, promises, more) => {
      const before = byRung(fired(settings, ...promises));
      for (const [name, on] of byRung(fired(settings, ...promises, more))) expect(on >= (before.get(name) ?? ''), `${name} ${on} after ${before.get(name)}`).toBe(true);
    }), RUNS);
  });

  test('what nobody acknowledges climbs: the step above is told by the working day after its time', () => {
    fc.assert(fc.property(anyLadder(), (settings) => {
      const told = fired(settings).map((one) => one.split(' ') as [string, string]);
      const within = new Map(settings.ladders['decide-to-assess']?.map(({ rung: name, acknowledgeWithin }) => [name, acknowledgeWithin]));
      told.slice(1).forEach(([, on], i) => {
        const [below, since] = told[i] ?? ['', ''];
        const time = within.get(below);
        if (time === undefined) return;
        let left = time + 1;
        let day = isoDate(since);
        while (left > 0) if (working.has((day = addDays(day, 1)))) left -= 1;
        expect(on <= day).toBe(true);
      });
    }), RUNS);
  });

  test('the order of the facts does not matter', () => {
    fc.assert(fc.property(anyLadder(), fc.array(anyPromise(), { minLength: 2, maxLength: 6 }), (settings, promises) => {
      const told = facts(...promises);
      const on = isoDate('2025-10-15');
      expect(derive([...told].reverse(), on, settings).agenda).toEqual(derive(told, on, settings).agenda);
    }), RUNS);
  });

  test('a record without acknowledgement, by a ladder that asks for none, has each step on its own day', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 4 }), (own) => {
      const told = byRung(fired(ladder(...own.map((on, i) => rung(RUNGS[i] ?? 'r1', on, 'team-manager')))));
      own.forEach((late, i) => {
        let day = addDays(isoDate('2025-10-14'), late);
        while (!working.has(day)) day = addDays(day, 1);
        expect(told.get(RUNGS[i] ?? '')).toBe(day);
      });
    }), RUNS);
  });
});
