import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import type { Fact, FactType } from '../../domain/facts/fact.js';
import { anyFact } from '../../domain/facts/schema.js';
import { ownershipOf, waitsOf, waitsUnrefused } from '../../domain/waits.js';
import { anyRecorded } from './support/arbitrary.js';

/** Days are counted by hand. 2 September 2025 to 1 December 2025 is 90 days. */

let count = 0;
const told = (type: FactType, on: string, more: object = {}): Fact => ({ ...anyFact.parse({ type, on, ...more }), id: `j${(count += 1)}` }) as Fact;
const day = (on: string): IsoDate => isoDate(on);

const request = told('request-received', '2025-09-02', { by: 'parent' });
const refused = told('assessment-refused', '2025-10-02'); // 30 days
const TODAY = day('2025-12-01');

describe('three waits, none of which resets', () => {
  test('a case under way: all run', () => {
    expect(waitsOf([request], day('2025-11-01'), TODAY)).toEqual({ sinceRequest: 90, statutory: 90, withOwner: 30 });
  });

  test('nobody holds it: with nobody for no time, and the rest runs', () => {
    expect(waitsOf([request], null, TODAY)).toEqual({ sinceRequest: 90, statutory: 90, withOwner: null });
  });

  test('an exception, a missed appointment and a contact stop and move nothing', () => {
    const held = told('exception-recorded', '2025-11-20', { ground: 'absent', from: '2025-10-01', to: '2025-11-18', steps: ['decide-to-assess'], impracticalBecause: 'N-1' });
    const facts = [request, held, told('assessment-agreed', '2025-10-07'), told('advice-requested', '2025-10-08', { adviser: 'V-1', role: 'health' }), told('appointment-missed', '2025-10-20', { adviser: 'V-1' }), told('contact-made', '2025-10-21')];
    expect(waitsOf(facts, request.on, TODAY)).toEqual({ sinceRequest: 90, statutory: 90, withOwner: 90 });
  });

  test('a final plan, a withdrawal, a move or a death ends the first two', () => {
    for (const type of ['final-plan-issued', 'request-withdrawn', 'moved-away', 'died'] as const) {
      expect(waitsOf([request, told(type, '2025-11-01')], request.on, TODAY), type).toMatchObject({ sinceRequest: 60, statutory: 60 });
    }
  });

  test('a refusal that nobody disputes ends both', () => {
    expect(waitsOf([request, refused], request.on, TODAY)).toMatchObject({ sinceRequest: 30, statutory: 30 });
  });

  test('disputed, the family waits on while the law’s time stands', () => {
    for (const dispute of [told('mediation-requested', '2025-10-20', { health: false }), told('appeal-lodged', '2025-10-20', { against: 'refusal-to-assess' })]) {
      expect(waitsOf([request, refused, dispute], request.on, TODAY), dispute.type).toMatchObject({ sinceRequest: 90, statutory: 30 });
    }
  });

  test.each([
    { by: 'an order', undoing: told('tribunal-order', '2025-11-11', { order: 'assess' }) },
    { by: 'an appeal not opposed', undoing: told('appeal-not-opposed', '2025-11-11', { what: 'assess' }) },
    { by: 'a written agreement', undoing: told('mediation-agreed', '2025-11-11', { what: 'assess' }) },
  ])('undone by $by, the law’s time runs on from where it was: 30 and 20 days', ({ undoing }) => {
    expect(waitsOf([request, refused, undoing], request.on, TODAY)).toMatchObject({ sinceRequest: 90, statutory: 50 });
  });

  test('conceded informally, the original dates are owed again: the days between count', () => {
    const conceded = told('appeal-conceded', '2025-11-11', { what: 'assess' });
    expect(waitsOf([request, refused, conceded], request.on, TODAY)).toMatchObject({ sinceRequest: 90, statutory: 90 });
  });

  test('an agreement on something else undoes no refusal', () => {
    const agreed = told('mediation-agreed', '2025-11-11', { what: 'other' });
    expect(waitsOf([request, refused, told('mediation-requested', '2025-10-20', { health: false }), agreed], request.on, TODAY)).toMatchObject({ statutory: 30 });
  });

  test('refused twice, ordered twice: every stretch counts once', () => {
    const facts = [request, refused, told('tribunal-order', '2025-10-12', { order: 'assess' }), told('issue-refused', '2025-11-01'), told('tribunal-order', '2025-11-21', { order: 'make-plan' })];
    expect(waitsOf(facts, request.on, TODAY)).toMatchObject({ sinceRequest: 90, statutory: 30 + 20 + 10 });
  });

  test('a request that counts from a day to come has waited nothing; a record without a request has no wait', () => {
    expect(waitsOf([told('request-received', '2025-12-03', { by: 'parent' })], null, TODAY)).toMatchObject({ sinceRequest: 0, statutory: 0 });
    expect(waitsOf([], null, TODAY)).toBeNull();
  });

  test('never longer by law than for the family; from one day to the next each grows by a day at most and never shrinks', () => {
    fc.assert(
      fc.property(anyRecorded(), fc.integer({ min: 0, max: 700 }), ({ facts, today }, more) => {
        const [now, then] = [waitsOf(facts, null, today), waitsOf(facts, null, addDays(today, more))];
        fc.pre(now !== null && then !== null);
        expect(now.statutory).toBeLessThanOrEqual(now.sinceRequest);
        for (const wait of ['sinceRequest', 'statutory'] as const) {
          expect(then[wait]).toBeGreaterThanOrEqual(now[wait]);
          expect(then[wait] - now[wait]).toBeLessThanOrEqual(more);
        }
      }),
    );
  });

  test('what a list works out from three days is what the facts say, of every record never refused', () => {
    fc.assert(
      fc.property(anyRecorded(), ({ facts, today }) => {
        const mine = facts.filter(({ type }) => type !== 'correction');
        fc.pre(!mine.some(({ type }) => type === 'assessment-refused' || type === 'issue-refused'));
        const start = [...mine].sort((a, b) => (a.on < b.on ? -1 : 1)).find(({ type }) => type === 'request-received' || type === 'came-to-attention');
        fc.pre(start !== undefined);
        const ends = mine.filter(({ type }) => ['final-plan-issued', 'request-withdrawn', 'moved-away', 'died'].includes(type)).map(({ on }) => on).sort();
        expect(waitsOf(mine, null, today)).toEqual(waitsUnrefused({ startedOn: start.on, endedOn: ends[0] ?? null, ownedSince: null }, today));
      }),
    );
  });
});

describe('who holds it, and since when', () => {
  const set = (on: string, owner: string | undefined, id: string): Fact => ({ ...told('owner-set', on, owner === undefined ? {} : { owner }), id });

  test('a handover begins the owner’s time anew; naming the same person again does not', () => {
    expect(ownershipOf([request, set('2025-09-02', 'S-1', 'j2'), set('2025-10-01', 'S-2', 'j3'), set('2025-11-01', 'S-2', 'j4')])).toEqual({ owner: 'S-2', since: '2025-10-01' });
    expect(ownershipOf([set('2025-09-02', 'S-1', 'j2'), set('2025-10-01', 'S-2', 'j3'), set('2025-11-01', 'S-1', 'j4')])).toEqual({ owner: 'S-1', since: '2025-11-01' });
  });

  test('of two on one day the one written down last holds, the tenth after the ninth', () => {
    expect(ownershipOf([set('2025-10-01', 'S-1', 'j9'), set('2025-10-01', 'S-2', 'j10')])).toEqual({ owner: 'S-2', since: '2025-10-01' });
    expect(ownershipOf([set('2025-10-01', 'S-2', 'j10'), set('2025-10-01', 'S-1', 'j9')])).toEqual({ owner: 'S-2', since: '2025-10-01' });
  });

  test('taken from everybody; a handover corrected away never was', () => {
    expect(ownershipOf([set('2025-09-02', 'S-1', 'j2'), set('2025-10-01', undefined, 'j3')])).toEqual({ owner: null, since: '2025-10-01' });
    const wrong = { ...told('correction', '2025-10-02', { corrects: 'j3', reason: 'N-1' }), id: 'j4' } as Fact;
    expect(ownershipOf([set('2025-09-02', 'S-1', 'j2'), set('2025-10-01', 'S-2', 'j3'), wrong])).toEqual({ owner: 'S-1', since: '2025-09-02' });
    expect(ownershipOf([request])).toBeNull();
  });
});
