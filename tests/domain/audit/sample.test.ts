import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawMonth, type Audited, type Candidate, type MonthDraw, type Stock } from '../../../domain/audit/sample.js';
import type { Sampling } from '../../../domain/audit/sampling.js';
import { randomFrom } from '../../../domain/chance.js';
import { isIsoDate, isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { isoMonth } from '../../../domain/dates/iso-month.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { auditor, AUDITORS, auditsOf, candidate, monthsFrom, NOVEMBER, ofNeeds, settingsWith, stockOf, subjectsOf } from './stock.js';

const byNeed = (given: Readonly<Record<string, unknown>> = {}): Sampling => settingsWith({ strataBy: ['primary-need'], ...given });
const on = (day: string): Partial<Candidate> => ({ lastAuditedOn: isoDate(day) });
const audited = (subject: string, day: string, given: Partial<Audited> = {}): Audited => ({ audit: `of-${subject}`, kind: 'plan', subject, on: isoDate(day), by: [], drawnFor: null, ...given });

describe('a month by hand', () => {
  // six plans, two needs; three were audited within the twelve months, so that who is drawn is no matter of chance
  const population = [
    candidate('P-1', { traits: { 'primary-need': 'ASD' }, ...on('2025-12-01') }),
    candidate('P-2', { traits: { 'primary-need': 'ASD' }, ...on('2026-10-30') }),
    candidate('P-3', { traits: { 'primary-need': 'ASD' }, ...on('2025-11-30') }), // twelve months ago: may be drawn again
    candidate('P-4', { traits: { 'primary-need': 'ASD' } }),
    candidate('P-5', { traits: { 'primary-need': 'SEMH' } }),
    candidate('P-6', { traits: {}, ...on('2026-01-05') }),
  ];
  const month = drawMonth(byNeed({ number: 3, doubleShare: 0 }), NOVEMBER, stockOf(population));

  test('those who may be drawn are, on three days as far apart as can be', () => {
    expect([...subjectsOf(month)].sort()).toEqual(['P-3', 'P-4', 'P-5']);
    // 21 working days, Monday 2 to Monday 30 November: the 4th, the 11th and the 18th of them
    expect(month.draws.map(({ place, beginsOn }) => [place, beginsOn])).toEqual([[1, '2026-11-05'], [2, '2026-11-16'], [3, '2026-11-25']]);
  });

  test('each says why: ASD is four of six, two of the three asked, two may be drawn, both are', () => {
    expect(month.draws.find(({ subject }) => subject === 'P-3')?.why).toMatchObject({ kind: 'sample', seed: 'seed-of-tests', stratum: '["ASD"]', values: ['ASD'], size: 4, share: 4 / 6, eligible: 2, asked: 2, drawn: 2, probability: 1, beforehand: 1 });
  });

  test('what is not known is a stratum of its own, and says what it lacks', () => {
    expect(month.strata.map(({ id, size, recent, eligible, expected }) => ({ id, size, recent, eligible, expected }))).toEqual([
      { id: '["ASD"]', size: 4, recent: 2, eligible: 2, expected: 2 },
      { id: '["SEMH"]', size: 1, recent: 0, eligible: 1, expected: 0.5 },
      { id: '[null]', size: 1, recent: 1, eligible: 0, expected: 0.5 },
    ]);
    const [, semh, unknown] = month.strata;
    expect((semh?.asked ?? 0) + (unknown?.asked ?? 0)).toBe(1);
    expect(unknown).toMatchObject({ short: unknown?.asked, drawn: 0 });
    expect(semh).toMatchObject({ extra: unknown?.asked, drawn: 1 });
  });

  test('the chance it had beforehand counts what it gives in place of others: whichever of the two is asked for the third, SEMH gives it', () => {
    expect(month.draws.find(({ subject }) => subject === 'P-5')?.why).toMatchObject({ probability: 1, beforehand: 1 });
    // three are asked of SEMH, which has one, and none of ASD, which gives the other two of its four
    const numbers = [{ stratum: { 'primary-need': 'SEMH' }, number: 3 }, { stratum: { 'primary-need': 'ASD' }, number: 0 }];
    const fixed = drawMonth(byNeed({ number: 3, allocation: { kind: 'fixed', numbers } }), NOVEMBER, stockOf(ofNeeds({ SEMH: 1, ASD: 4 })));
    expect(fixed.draws.flatMap(({ why }) => (why.kind === 'sample' ? [[why.asked, why.probability, why.beforehand]] : [])).sort()).toEqual([[0, 0.5, 0.5], [0, 0.5, 0.5], [3, 1, 1]]);
  });

  test('it is plain data: what is stored is what was drawn', () => {
    expect(JSON.parse(JSON.stringify(month))).toEqual(month);
  });
});

describe('the same seed, the same sample', () => {
  const population = ofNeeds({ ASD: 30, SEMH: 20, SLCN: 11 });
  const history = ['ASD-1', 'ASD-2', 'SEMH-1'].map((ref) => audited(ref, '2026-06-01', { by: ['a-1'] }));
  const reAudits = [{ of: 'A-1', subject: 'ASD-1', dueOn: isoDate('2026-11-09') }, { of: 'A-2', subject: 'SEMH-1', dueOn: isoDate('2026-11-09') }];
  const stock = stockOf(population, { history, reAudits });
  const first = drawMonth(byNeed(), NOVEMBER, stock);

  test('in whatever order anything comes', () => {
    const turned = (seed: string): Stock => {
      const { shuffled } = randomFrom(seed);
      return { ...stock, population: shuffled(population), history: shuffled(history), reAudits: shuffled(reAudits), auditors: shuffled(AUDITORS) };
    };
    for (const seed of ['one', 'two', 'three', 'four', 'five']) expect(drawMonth(byNeed(), NOVEMBER, turned(seed))).toEqual(first);
  });

  test('drawn again after the first draw was stored, it is the same still', () => {
    expect(drawMonth(byNeed(), NOVEMBER, { ...stock, history: [...history, ...auditsOf(first)] })).toEqual(first);
  });

  test('another seed, month or kind draws others', () => {
    const fresh = stockOf(population);
    const drawn = [drawMonth(byNeed(), NOVEMBER, fresh), drawMonth(byNeed({ seed: 'another-seed' }), NOVEMBER, fresh), drawMonth(byNeed(), isoMonth('2026-12'), fresh), drawMonth(byNeed({ kind: 'draft' }), NOVEMBER, fresh)];
    expect(new Set(drawn.map((one) => [...subjectsOf(one)].sort().join())).size).toBe(4);
  });

  test('one more candidate changes one of the sample at most', () => {
    const settings = settingsWith({ strataBy: [] });
    const drawn = new Set(subjectsOf(drawMonth(settings, NOVEMBER, stockOf(population))));
    const changes = Array.from({ length: 50 }, (_, i) => subjectsOf(drawMonth(settings, NOVEMBER, stockOf([...population, candidate(`NEW-${i}`)]))).filter((ref) => !drawn.has(ref)));
    for (const added of changes) expect(added.length === 0 || (added.length === 1 && added[0]?.startsWith('NEW-'))).toBe(true);
    expect(changes.some(({ length }) => length === 1)).toBe(true);
  });
});

describe('not again within so many calendar months', () => {
  const drawnIn = (month: string, notAgainWithin: number, given: Partial<Stock> = {}): readonly string[] =>
    subjectsOf(drawMonth(byNeed({ notAgainWithin }), isoMonth(month), stockOf([candidate('P-1')], given)));

  test('audited on 31 January, twelve months: from the next January on, and no day sooner', () => {
    const history = [audited('P-1', '2026-01-31')];
    expect(drawnIn('2026-12', 12, { history })).toEqual([]);
    expect(drawnIn('2027-01', 12, { history })).toEqual(['P-1']);
    expect(drawnIn('2026-01', 0, { history })).toEqual(['P-1']);
  });

  test('nor where it is set for a later month already', () => {
    expect(drawnIn('2025-02', 12, { history: [audited('P-1', '2026-01-31')] })).toEqual([]);
    expect(drawnIn('2025-01', 12, { history: [audited('P-1', '2026-01-31')] })).toEqual(['P-1']);
  });

  test('an audit of another kind does not count; one of the month that its draw did not make does', () => {
    expect(drawnIn('2026-02', 12, { history: [audited('P-1', '2026-01-31', { kind: 'draft' })] })).toEqual(['P-1']);
    expect(drawnIn('2026-02', 12, { history: [audited('P-1', '2026-02-03')] })).toEqual([]);
    expect(drawnIn('2026-02', 12, { history: [audited('P-1', '2026-02-03', { drawnFor: isoMonth('2026-02') })] })).toEqual(['P-1']);
  });
});

describe('re-audits', () => {
  const recent = ofNeeds({ ASD: 20 }, on('2026-10-01'));
  const due = (of: string, subject: string, day: string) => ({ of, subject, dueOn: isoDate(day) });
  const drawn = (settings: Sampling, ...reAudits: Stock['reAudits'][number][]): MonthDraw => drawMonth(settings, NOVEMBER, stockOf([...recent, ...ofNeeds({ SEMH: 20 })], { reAudits }));

  test('come on top, whenever they were audited, and are not drawn by chance as well', () => {
    const month = drawn(byNeed({ number: 20, doubleShare: 0 }), due('A-7', 'ASD-7', '2026-11-01'), due('A-3', 'SEMH-3', '2026-09-15'));
    expect(month.draws.slice(0, 2).map(({ subject, why }) => ({ subject, why }))).toEqual([
      { subject: 'SEMH-3', why: { kind: 're-audit', of: ['A-3'], dueOn: '2026-09-15' } },
      { subject: 'ASD-7', why: { kind: 're-audit', of: ['A-7'], dueOn: '2026-11-01' } },
    ]);
    expect(month.draws).toHaveLength(21); // 19 of 20 SEMH are left to chance, and no ASD
    expect(new Set(subjectsOf(month)).size).toBe(21);
    expect(month).toMatchObject({ number: 20, unfilled: 1 });
    expect(month.strata).toMatchObject([{ id: '["ASD"]', recent: 19, reAudited: 1, eligible: 0 }, { id: '["SEMH"]', recent: 0, reAudited: 1, eligible: 19 }]);
  });

  test('several of one subject are one audit of both; what is due next month waits', () => {
    const month = drawn(byNeed({ number: 0 }), due('A-2', 'ASD-1', '2026-11-20'), due('A-1', 'ASD-1', '2026-11-10'), due('A-9', 'ASD-9', '2026-12-01'));
    expect(month.draws.map(({ subject, why }) => ({ subject, why }))).toEqual([{ subject: 'ASD-1', why: { kind: 're-audit', of: ['A-1', 'A-2'], dueOn: '2026-11-10' } }]);
    expect(month.leftOut).toEqual([]);
  });

  test('begin on a day of the spread that is not before they are due, or the last', () => {
    const month = drawn(byNeed({ number: 3 }), due('A-1', 'ASD-1', '2026-11-12'), due('A-2', 'ASD-2', '2026-11-30'));
    // five of 21 days: the 3rd, 7th, 11th, 15th and 19th: Wednesday 4, Tuesday 10, Monday 16, Friday 20 and Thursday 26 November
    expect(month.draws.map(({ beginsOn }) => beginsOn)).toEqual(['2026-11-16', '2026-11-26', '2026-11-04', '2026-11-10', '2026-11-20']);
  });

  test('take their part of the cap first; over it they are left, and said', () => {
    const some = [due('A-1', 'ASD-1', '2026-11-02'), due('A-2', 'ASD-2', '2026-11-03')];
    expect(drawn(byNeed({ number: 4, cap: 5 }), ...some)).toMatchObject({ number: 3, cutByCap: 1, draws: { length: 5 }, leftOut: [] });
    expect(drawn(byNeed({ number: 1, cap: 1 }), ...some)).toMatchObject({ number: 0, cutByCap: 1, draws: [{ subject: 'ASD-1' }], leftOut: [{ subject: 'ASD-2', of: ['A-2'], dueOn: '2026-11-03', why: 'over-the-cap' }] });
  });

  test('of what is no longer there: left, and said', () => {
    expect(drawn(byNeed({ number: 0 }), due('A-1', 'GONE', '2026-11-02'))).toMatchObject({ draws: [], leftOut: [{ subject: 'GONE', of: ['A-1'], why: 'not-in-population' }] });
  });

  test('go to another auditor than the one before, if there is one', () => {
    const month = drawMonth(byNeed({ number: 0, doubleShare: 0 }), NOVEMBER, stockOf([candidate('P-1')], { auditors: [auditor('a-1'), auditor('a-2', { open: 7 })], history: [audited('P-1', '2026-08-01', { by: ['a-1'] })], reAudits: [due('A-1', 'P-1', '2026-11-02')] }));
    expect(month.draws).toMatchObject([{ given: [{ auditor: 'a-2', despite: [] }] }]);
  });
});

describe('at the edges', () => {
  test('nobody to draw from: no draw, and all the number unfilled', () => {
    expect(drawMonth(byNeed(), NOVEMBER, stockOf([]))).toMatchObject({ population: 0, strata: [], draws: [], unfilled: 10, notGiven: [] });
  });

  test('more asked than there is, all audited lately, none asked', () => {
    expect(drawMonth(byNeed(), NOVEMBER, stockOf(ofNeeds({ ASD: 3, SEMH: 2 })))).toMatchObject({ draws: { length: 5 }, unfilled: 5 });
    expect(drawMonth(byNeed(), NOVEMBER, stockOf(ofNeeds({ ASD: 30 }, on('2026-10-05'))))).toMatchObject({ draws: [], unfilled: 10, strata: [{ recent: 30, eligible: 0, asked: 10, short: 10, drawn: 0 }] });
    expect(drawMonth(byNeed({ number: 0 }), NOVEMBER, stockOf(ofNeeds({ ASD: 30 })))).toMatchObject({ draws: [], unfilled: 0 });
  });

  test('one auditor, who owns all: all are drawn, none is given, each says why', () => {
    const month = drawMonth(byNeed({ number: 4, doubleShare: 1 }), NOVEMBER, stockOf(ofNeeds({ ASD: 9 }, { owner: 'a-1' }), { auditors: [auditor('a-1')] }));
    expect(month.draws).toHaveLength(4);
    expect(month.notGiven).toEqual(subjectsOf(month).map((subject) => ({ subject, role: 'first', auditor: null, despite: [], barred: [{ auditor: 'a-1', why: 'owner' }] })));
  });

  test('a restricted plan is drawn as any other, and given to who may see it alone', () => {
    const plans = ofNeeds({ ASD: 4 }, { restrictedTo: ['a-2'] });
    expect(drawMonth(byNeed({ number: 4, doubleShare: 0 }), NOVEMBER, stockOf(plans)).draws.map(({ given }) => given.map((one) => one.auditor))).toEqual([['a-2'], ['a-2'], ['a-2'], ['a-2']]);
  });

  test('February: 20 working days, one begins on each; 29 February 2028 is one of 21', () => {
    const all = stockOf(ofNeeds({ ASD: 40 }));
    const days = (month: string, number: number): readonly IsoDate[] => drawMonth(byNeed({ number }), isoMonth(month), all).draws.map(({ beginsOn }) => beginsOn);
    expect(days('2027-02', 20)).toEqual(['01', '02', '03', '04', '05', '08', '09', '10', '11', '12', '15', '16', '17', '18', '19', '22', '23', '24', '25', '26'].map((day) => `2027-02-${day}`));
    expect(days('2028-02', 21).at(-1)).toBe('2028-02-29');
  });

  test('Christmas: neither the bank holidays nor a day the council was given besides', () => {
    const all = stockOf(ofNeeds({ ASD: 60 }), { working: workingDays({ added: [isoDate('2026-12-29')], removed: [] }) });
    const days = new Set(drawMonth(byNeed({ number: 60 }), isoMonth('2026-12'), all).draws.map(({ beginsOn }) => beginsOn));
    expect(days.size).toBe(20); // 23 weekdays less the 25th, the substitute on the 28th, and the 29th
    expect([...days].filter((day) => ['2026-12-25', '2026-12-28', '2026-12-29'].includes(day))).toEqual([]);
  });

  test('drawn late it is spread over the working days that are left; with none left, all begin at once', () => {
    const days = (drawnOn: string, number: number): readonly string[] => drawMonth(byNeed({ number }), NOVEMBER, stockOf(ofNeeds({ ASD: 20 }), { drawnOn: isoDate(drawnOn) })).draws.map(({ beginsOn }) => beginsOn.slice(8));
    expect(days('2026-11-21', 6)).toEqual(['23', '24', '25', '26', '27', '30']);
    expect(days('2026-10-05', 3)).toEqual(days('2026-11-01', 3));
    expect(drawMonth(byNeed({ number: 2 }), isoMonth('2026-10'), stockOf(ofNeeds({ ASD: 9 }), { drawnOn: isoDate('2026-10-31') })).draws.map(({ beginsOn }) => beginsOn)).toEqual(['2026-10-31', '2026-10-31']); // a Saturday
  });

  test('who is away on what is left of the month is given nothing of it', () => {
    const auditors = [auditor('a-1', { away: [{ fromOn: isoDate('2026-11-23'), toOn: isoDate('2026-12-04') }] }), auditor('a-2')];
    const given = (drawnOn: string | null): readonly (string | null)[] => drawMonth(byNeed({ number: 4, doubleShare: 0 }), NOVEMBER, stockOf(ofNeeds({ ASD: 9 }), { auditors, drawnOn: drawnOn === null ? null : isoDate(drawnOn) })).draws.flatMap((one) => one.given.map(({ auditor: ref }) => ref));
    expect(given('2026-11-23')).toEqual(['a-2', 'a-2', 'a-2', 'a-2']);
    expect(given(null)).toContain('a-1');
  });

  test('days that are not known give no answer but the days’ own', () => {
    const unknown = { has: (): boolean => { throw new RangeError('no bank holidays for 2099'); } };
    expect(() => drawMonth(byNeed(), NOVEMBER, stockOf(ofNeeds({ ASD: 3 }), { working: unknown }))).toThrow('no bank holidays for 2099');
    expect(() => isoMonth('2026-13')).toThrow('not a month');
    expect(() => isoMonth('2026-1')).toThrow('not a month');
    expect(() => isoMonth('10000-01')).toThrow('not a month');
  });

  test('a broken premise is refused: no working day at all, somebody given twice', () => {
    expect(() => drawMonth(byNeed(), NOVEMBER, stockOf(ofNeeds({ ASD: 3 }), { working: { has: () => false } }))).toThrow('no working day');
    expect(() => drawMonth(byNeed(), NOVEMBER, stockOf([candidate('P-1'), candidate('P-1')]))).toThrow('candidate P-1 is given twice');
    expect(() => drawMonth(byNeed(), NOVEMBER, stockOf([], { auditors: [auditor('a-1'), auditor('a-1')] }))).toThrow('auditor a-1 is given twice');
  });
});

/** What must never be, reckoned afresh: twice in a month or too soon, own case, own team, one who is away, a day nobody works. */
function forbidden(settings: Sampling, stock: Stock, { month, draws }: MonthDraw): readonly string[] {
  const of = new Map(stock.population.map((one) => [one.ref, one]));
  const monthNo = (text: string): number => 12 * Number(text.slice(0, 4)) + Number(text.slice(5, 7));
  const lastNo = new Map<string, number>();
  for (const one of stock.history) lastNo.set(one.subject, Math.max(monthNo(one.on), lastNo.get(one.subject) ?? 0));
  const seen = new Set<string>();
  return draws.flatMap(({ subject, why, beginsOn, given, twice }) => {
    const own = of.get(subject);
    const auditors = given.flatMap((one) => one.auditor ?? []);
    const last = Math.max(lastNo.get(subject) ?? 0, own?.lastAuditedOn ? monthNo(own.lastAuditedOn) : 0);
    const wrong = {
      'not in population': own === undefined,
      'twice in the month': seen.has(subject),
      'too soon': why.kind === 'sample' && monthNo(month) - last < settings.notAgainWithin,
      'own case': auditors.some((ref) => ref === own?.owner),
      'own team': settings.notOwnTeam && auditors.some((ref) => stock.auditors.find((one) => one.ref === ref)?.team === (own?.team ?? 'none')),
      'may not see it': auditors.some((ref) => own?.restrictedTo?.includes(ref) === false),
      away: stock.auditors.some(({ ref, away }) => auditors.includes(ref) && away.some(({ fromOn, toOn }) => fromOn <= beginsOn && beginsOn <= toOn)),
      'same auditor twice': new Set(auditors).size < auditors.length,
      'neither given nor said': given.length === 0 || given.some((one) => one.auditor === null && one.barred.length !== stock.auditors.length) || (twice && given.length === 1 && given[0]?.auditor !== null),
      'not a weekday of the month': !beginsOn.startsWith(month) || [0, 6].includes(new Date(`${beginsOn}T00:00:00Z`).getUTCDay()),
      'bank holiday': !stock.working.has(beginsOn),
    };
    seen.add(subject);
    return Object.entries(wrong).flatMap(([name, is]) => (is ? [`${subject}: ${name}`] : []));
  });
}

test('whatever the stock and the settings: nothing forbidden, no more than asked, all accounted for', () => {
  const ref = fc.constantFrom('a-1', 'a-2', 'a-3', 'cw-1');
  const days = fc.constantFrom('2025-10-31', '2025-11-01', '2026-05-05', '2026-11-02', '2026-11-12', '2026-11-30').map(isoDate);
  const anyCandidates = fc.array(
    fc.record({
      owner: fc.option(ref), team: fc.option(fc.constantFrom('t-1', 't-2')), writers: fc.array(ref, { maxLength: 2 }), lastAuditedOn: fc.option(days), restrictedTo: fc.option(fc.array(ref, { maxLength: 2 }), { freq: 5 }),
      traits: fc.record({ 'primary-need': fc.option(fc.constantFrom('ASD', 'SEMH')), setting: fc.option(fc.constantFrom('special', 'mainstream')) }),
    }),
    { maxLength: 25 },
  ).map((all) => all.map((one, i) => ({ ref: `P-${i}`, ...one })));
  const anyStock = fc.record({
    population: anyCandidates,
    history: fc.array(fc.record({ audit: fc.constant('A-0'), kind: fc.constant('plan' as const), subject: fc.nat(25).map((n) => `P-${n}`), on: days, by: fc.array(ref, { maxLength: 2 }), drawnFor: fc.constant(null) }), { maxLength: 6 }),
    reAudits: fc.array(fc.record({ of: fc.nat(9).map((n) => `A-${n}`), subject: fc.nat(30).map((n) => `P-${n}`), dueOn: days }), { maxLength: 4 }),
    auditors: fc.subarray(['a-1', 'a-2', 'a-3']).chain((refs) => fc.tuple(...refs.map((one) => fc.record({ ref: fc.constant(one), team: fc.option(fc.constantFrom('t-1', 't-2')), open: fc.nat(3), away: fc.array(fc.tuple(days, days).map(([a, b]) => ({ fromOn: a < b ? a : b, toOn: a < b ? b : a })), { maxLength: 1 }) })))),
    working: fc.constant(workingDays()),
    drawnOn: fc.constant(null),
  });
  const anySettings = fc.record({ number: fc.nat(12), strataBy: fc.subarray(['primary-need', 'setting', 'caseworker'] as const), notAgainWithin: fc.constantFrom(0, 1, 6, 12, 13), doubleShare: fc.constantFrom(0, 0.1, 0.5, 1), over: fc.option(fc.nat(3)), notOwnTeam: fc.boolean() });
  fc.assert(
    fc.property(anyStock, anySettings, ({ ...stock }, { over, ...set }) => {
      const settings = settingsWith({ ...set, cap: over === null ? null : Math.max(1, set.number + over) });
      const month = drawMonth(settings, NOVEMBER, stock);
      expect(forbidden(settings, stock, month)).toEqual([]);
      expect(month.draws.length).toBeLessThanOrEqual(settings.cap ?? Infinity);
      expect(month.draws.filter(({ why }) => why.kind === 'sample')).toHaveLength(month.number - month.unfilled);
      expect(month.strata.reduce((sum, { size }) => sum + size, 0)).toBe(stock.population.length);
      for (const { size, recent, reAudited, eligible, asked, short, extra, drawn } of month.strata) {
        expect(recent + reAudited + eligible).toBe(size);
        expect(asked - short + extra).toBe(drawn);
        if (month.unfilled > 0) expect(drawn).toBe(eligible);
      }
      const due = new Set(stock.reAudits.map(({ subject }) => subject));
      expect(month.draws.filter(({ why }) => why.kind === 're-audit').length + month.leftOut.length).toBe(due.size);
      const given = month.draws.flatMap((one) => one.given.flatMap(({ auditor: ref }) => ref ?? []));
      for (const { auditor: one, first, second } of month.burdens) expect(given.filter((other) => other === one)).toHaveLength(first + second);
    }),
    { numRuns: 400 },
  );
});

/**
 * The bound of a stratum's share: 4.5 standard errors. Each month gives it the whole number below or above its fraction f of a draw, so
 * that n months have a variance of n f (1 - f); where f is none, its share is exact. Of a true stratum 1 in 147,000 lies outside, so of
 * all the strata and plans tested here (under 500) fewer than 1 seed in 290 would fail: by chance, not by fault.
 */
const BOUND = 4.5;
const standardError = (months: number, probability: number): number => Math.sqrt(months * probability * (1 - probability));
const expectWithin = (found: number, months: number, aMonth: number): void =>
  expect(Math.abs(found - months * aMonth)).toBeLessThanOrEqual(BOUND * standardError(months, aMonth - Math.floor(aMonth + 1e-9)) + 1e-6);

describe('over 1,000 seeded months', () => {
  const MONTHS = monthsFrom(2020, 1000);
  const needs = { ASD: 120, SEMH: 90, SLCN: 48, MLD: 30 };
  const owners = [...AUDITORS.map(({ ref }) => ref), 'cw-1', 'cw-2', 'cw-3', 'cw-4'];
  const population = [...ofNeeds(needs), ...Array.from({ length: 12 }, (_, i) => candidate(`unknown-${i}`, { traits: {} }))].map((one, i) => ({ ...one, owner: owners[i % owners.length] ?? null, team: `t-${i % 3}` }));
  const auditors = AUDITORS.map((one, i) => ({ ...one, team: `t-${i % 3}` }));
  const settings = byNeed({ notOwnTeam: true, doubleShare: 0.25 });
  /** Each month drawn with what those before it left. */
  const played = (of: Sampling, all: readonly Candidate[]): readonly Readonly<{ stock: Stock; month: MonthDraw }>[] => {
    let history: readonly Audited[] = [];
    return MONTHS.map((month) => {
      const stock = stockOf(all, { history, auditors });
      const drawn = drawMonth(of, month, stock);
      history = [...history.slice(-11 * of.number), ...auditsOf(drawn)]; // those before are too long ago to matter
      return { stock, month: drawn };
    });
  };
  const all = played(settings, population);
  const strata = all.flatMap(({ month }) => month.strata);
  const drawnOf = (id: string): number => strata.filter((one) => one.id === id).reduce((sum, { drawn }) => sum + drawn, 0);

  test('each stratum’s share is within its bound: of ten a month 4, 3, 1.6, 1, and 0.4 of what is not known', () => {
    expect(strata.every(({ short, extra }) => short === 0 && extra === 0)).toBe(true); // none fell short, so nothing is made up
    expect(drawnOf('["ASD"]')).toBe(4000);
    expect(drawnOf('["SEMH"]')).toBe(3000);
    expect(drawnOf('["MLD"]')).toBe(1000);
    expectWithin(drawnOf('["SLCN"]'), 1000, 1.6);
    expectWithin(drawnOf('[null]'), 1000, 0.4);
  });

  test('no forbidden draw ever happens', () => {
    expect(all.flatMap(({ stock, month }) => forbidden(settings, stock, month))).toEqual([]);
    expect(all.every(({ month }) => month.draws.length === 10 && month.unfilled === 0)).toBe(true);
  });

  test('the month’s number is even over the month: by any working day its part has begun, give or take one', () => {
    for (const { month, stock } of all.slice(0, 240)) {
      const days = Array.from({ length: 31 }, (_, i) => `${month.month}-${String(i + 1).padStart(2, '0')}`).filter((day) => isIsoDate(day) && stock.working.has(day));
      days.forEach((day, i) => expect(Math.abs(month.draws.filter(({ beginsOn }) => beginsOn <= day).length - (10 * (i + 1)) / days.length)).toBeLessThan(1));
    }
  });

  test('a quarter of ten is marked twice: two or three a month, within its bound over all', () => {
    const twice = all.map(({ month }) => month.draws.filter((one) => one.twice).length);
    expect(new Set(twice)).toEqual(new Set([2, 3]));
    expectWithin(twice.reduce((sum, one) => sum + one, 0), 1000, 2.5);
  });

  test('loads differ by one audit at most where only their own cases bar four auditors; second marks counted', () => {
    const apart = MONTHS.slice(0, 200).map((month) => drawMonth(byNeed({ doubleShare: 0.25 }), month, stockOf(population)).burdens.map(({ first, second }) => first + second)).map((loads) => Math.max(...loads) - Math.min(...loads));
    expect(Math.max(...apart)).toBeLessThanOrEqual(1);
  });

  test('many small strata, and every plan in them: each has its share though most are asked of nothing in a month', () => {
    const sizes = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`N${i}`, 1 + (i % 9)])); // 40 strata of 1 to 9: 196 plans
    const small = ofNeeds(sizes);
    const drawn = MONTHS.flatMap((month) => subjectsOf(drawMonth(byNeed({ number: 7, notAgainWithin: 0 }), month, stockOf(small, { auditors: [] }))));
    expect(drawn).toHaveLength(7000);
    for (const [need, size] of Object.entries(sizes)) expectWithin(drawn.filter((ref) => ref.startsWith(`${need}-`)).length, 1000, (7 * size) / small.length);
    for (const { ref } of small) expectWithin(drawn.filter((one) => one === ref).length, 1000, 7 / small.length);
  });

  test('a stratum too small for the months between is asked its share still; what it has not got is counted, and others give it', () => {
    const tight = played(byNeed({ number: 10 }), ofNeeds({ ASD: 297, rare: 3 })).map(({ month }) => month.strata.find(({ id }) => id === '["rare"]'));
    const sum = (part: 'asked' | 'short' | 'extra' | 'drawn'): number => tight.reduce((total, one) => total + (one?.[part] ?? 0), 0);
    expectWithin(sum('asked'), 1000, 0.1);
    expect(sum('short')).toBeGreaterThan(0);
    expect(sum('drawn')).toBe(sum('asked') - sum('short'));
  });
});
