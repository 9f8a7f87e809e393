import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { givenOut, type Auditor, type Given, type Work } from '../../../domain/audit/allocation.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { auditor } from './stock.js';

const ON = isoDate('2026-11-10');
const RULES = { notOwnTeam: false, seed: 'seed-of-tests' };
const work = (subject: string, given: Partial<Work> = {}): Work => ({ subject, beginsOn: ON, owner: null, team: null, writers: [], auditedBy: [], restrictedTo: null, ...given });
const out = (works: readonly Work[], auditors: readonly Auditor[], twice: readonly string[] = [], rules = RULES) => givenOut(works, new Set(twice), auditors, rules);
const who = (given: readonly Given[]): readonly (string | null)[] => given.map((one) => one.auditor);

describe('who may audit', () => {
  test.each([
    { why: 'owner', bars: { owner: 'a-1' }, of: {}, rules: RULES },
    { why: 'restricted', bars: { restrictedTo: [] }, of: {}, rules: RULES },
    { why: 'own-team', bars: { team: 't-1' }, of: { team: 't-1' }, rules: { ...RULES, notOwnTeam: true } },
    { why: 'away', bars: {}, of: { away: [{ fromOn: ON, toOn: ON }] }, rules: RULES },
  ])('not who is barred: $why. With nobody else it is given to nobody, and says why', ({ why, bars, of, rules }) => {
    const { given, burdens } = out([work('P-1', bars)], [auditor('a-1', of)], [], rules);
    expect(given).toEqual([{ subject: 'P-1', role: 'first', auditor: null, despite: [], barred: [{ auditor: 'a-1', why }] }]);
    expect(burdens).toEqual([{ auditor: 'a-1', open: 0, first: 0, second: 0 }]);
  });

  test.each([
    { what: 'a team of one’s own where the council does not mind', works: { team: 't-1' }, of: { team: 't-1' }, rules: RULES },
    { what: 'no team is nobody’s', works: { team: null }, of: { team: null }, rules: { ...RULES, notOwnTeam: true } },
    { what: 'back from yesterday', works: {}, of: { away: [{ fromOn: isoDate('2026-11-02'), toOn: isoDate('2026-11-09') }] }, rules: RULES },
    { what: 'away from tomorrow', works: {}, of: { away: [{ fromOn: isoDate('2026-11-11'), toOn: isoDate('2026-11-30') }] }, rules: RULES },
    { what: 'named for a restricted record', works: { restrictedTo: ['a-1'] }, of: {}, rules: RULES },
  ])('bars nobody: $what', ({ works, of, rules }) => {
    expect(who(out([work('P-1', works)], [auditor('a-1', of)], [], rules).given)).toEqual(['a-1']);
  });

  test('who audited it before, or wrote of it, only where nobody else is left; and it is said', () => {
    const known = work('P-1', { auditedBy: ['a-1'], writers: ['a-1', 'a-2'] });
    expect(out([known], [auditor('a-1'), auditor('a-2'), auditor('a-3', { open: 9 })]).given).toMatchObject([{ auditor: 'a-3', despite: [] }]);
    expect(out([known], [auditor('a-1'), auditor('a-2', { open: 9 })]).given).toMatchObject([{ auditor: 'a-2', despite: ['wrote'] }]);
    expect(out([known], [auditor('a-1')]).given).toMatchObject([{ auditor: 'a-1', despite: ['audited-before', 'wrote'] }]);
  });

  test('no auditors at all: nobody, and nobody is barred', () => {
    expect(out([work('P-1')], []).given).toEqual([{ subject: 'P-1', role: 'first', auditor: null, despite: [], barred: [] }]);
  });
});

describe('the second mark', () => {
  test('is neither the first auditor’s nor the owner’s; with no third person it is left, and says why', () => {
    const { given } = out([work('P-1', { owner: 'a-1' })], [auditor('a-1'), auditor('a-2')], ['P-1']);
    expect(given).toEqual([
      { subject: 'P-1', role: 'first', auditor: 'a-2', despite: [], barred: null },
      { subject: 'P-1', role: 'second', auditor: null, despite: [], barred: [{ auditor: 'a-1', why: 'owner' }, { auditor: 'a-2', why: 'first' }] },
    ]);
    expect(out([work('P-1', { owner: 'a-1' })], [auditor('a-1'), auditor('a-2'), auditor('a-3', { open: 1 })], ['P-1']).given).toMatchObject([{ auditor: 'a-2' }, { auditor: 'a-3', role: 'second' }]);
  });

  test('is not asked of what has no first', () => {
    expect(out([work('P-1', { owner: 'a-1' })], [auditor('a-1')], ['P-1']).given).toHaveLength(1);
  });
});

describe('loads', () => {
  test('what is in hand counts: six among 3, 1 and 0 makes four, three and three', () => {
    const { burdens } = out(['1', '2', '3', '4', '5', '6'].map((n) => work(n)), [auditor('a-1', { open: 3 }), auditor('a-2', { open: 1 }), auditor('a-3')]);
    expect(burdens.map(({ open, first }) => open + first).sort()).toEqual([3, 3, 4]);
  });

  test('a chain of hand-overs is found: each has one though every first choice fell on the same', () => {
    // P-1 may go to a-1 or a-2, P-2 to a-2 or a-3, P-3 to a-1 alone or who is busy
    const busy = ['a-4', 'a-5'];
    const only = (...refs: readonly string[]) => ({ restrictedTo: refs });
    const { burdens } = out([work('P-1', only('a-1', 'a-2')), work('P-2', only('a-2', 'a-3')), work('P-3', only('a-1', ...busy))], [auditor('a-1'), auditor('a-2'), auditor('a-3'), ...busy.map((ref) => auditor(ref, { open: 5 }))]);
    expect(burdens.map(({ first }) => first)).toEqual([1, 1, 1, 0, 0]);
  });

  /** Every way to hand the works out to who may have them; the least sum of squares there is. */
  function levelest(works: readonly Work[], auditors: readonly Auditor[]): number {
    const best = (at: number, loads: ReadonlyMap<string, number>): number => {
      const allowed = works[at]?.restrictedTo;
      if (allowed === undefined) return [...loads.values()].reduce((sum, load) => sum + load * load, 0);
      const ways = (allowed ?? []).map((ref) => best(at + 1, new Map(loads).set(ref, (loads.get(ref) ?? 0) + 1)));
      return ways.length === 0 ? best(at + 1, loads) : Math.min(...ways);
    };
    return best(0, new Map(auditors.map(({ ref, open }) => [ref, open])));
  }

  test('no other way of giving them out is more level: every way tried', () => {
    const anyAuditors = fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }).map((opens) => opens.map((open, i) => auditor(`a-${i}`, { open })));
    const anyCase = anyAuditors.chain((auditors) => fc.tuple(fc.constant(auditors), fc.array(fc.subarray(auditors.map(({ ref }) => ref)), { maxLength: 6 })));
    fc.assert(
      fc.property(anyCase, ([auditors, allowed]) => {
        const works = allowed.map((restrictedTo, i) => work(`P-${i}`, { restrictedTo }));
        const { given, burdens } = out(works, auditors);
        expect(burdens.reduce((sum, { open, first }) => sum + (open + first) ** 2, 0)).toBe(levelest(works, auditors));
        given.forEach((one, i) => expect(one.auditor === null ? allowed[i] : allowed[i]?.includes(one.auditor)).toEqual(one.auditor === null ? [] : true));
      }),
    );
  });
});
