import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../../domain/feedback/answer.js';
import { figuresOf, groupsOf, quartersIn, themesOf, trendOf, type Asked } from '../../../domain/feedback/count.js';
import { QUESTIONS, type Mark } from '../../../domain/feedback/questions.js';
import { DEFAULT_THEMES, themesLost, themesSchema } from '../../../domain/feedback/themes.js';
import { isoDate } from '../../../domain/dates/iso-date.js';

/** Counted by hand; Wilson's interval of 15 of 20 is 53.1 to 88.8 by the published formula. */

let made = 0;
const marksOf = (overall: Mark | null): Readonly<Record<string, Mark>> => (overall === null ? {} : { overall });
const asked = (overall: readonly (Mark | null)[], more: Partial<Asked> = {}): Asked => ({
  party: 'family', askedOn: isoDate('2026-02-03'), team: 'T-NORTH', need: 'ASD', setting: null, sent: 1, failed: 0, waiting: 0,
  answers: overall.map((mark) => ({ ref: `K-${(made += 1)}`, marks: marksOf(mark), themes: [] })), ...more,
});
const times = (n: number, of: () => Asked): Asked[] => Array.from({ length: n }, of);

describe('figures', () => {
  test('asked, contactable, answered: two parents are two envelopes of one asking', () => {
    const all = [asked(['agree', 'disagree'], { sent: 2 }), asked([], { sent: 1, failed: 1 }), asked([], { sent: 0, failed: 1 }), asked([], { sent: 0, waiting: 1 }), asked([], { sent: 0 }), asked(['agree'], { party: 'setting' })];
    expect(figuresOf('family', all)).toEqual({
      asked: 5, answered: { part: 1, of: 5, percent: null }, contact: { contactable: 6, sent: 3, failed: 2, waiting: 1, nobody: 1 }, answers: 2, questions: null,
    });
  });

  test('what does not apply and what was passed over is out of the share; a share is a percentage from twenty on', () => {
    const all = [...times(9, () => asked(['strongly-agree'])), ...times(6, () => asked(['agree'])), ...times(2, () => asked(['neither'])), ...times(2, () => asked(['disagree'])), asked(['strongly-disagree']), ...times(3, () => asked(['does-not-apply'])), asked([null])];
    const overall = figuresOf('family', all).questions?.find(({ code }) => code === 'overall');
    expect(overall).toMatchObject({ steps: { 'strongly-agree': 9, agree: 6, neither: 2, disagree: 2, 'strongly-disagree': 1 }, doesNotApply: 3, agreed: { part: 15, of: 20 } });
    expect(overall?.agreed?.percent?.value).toBe(75);
    expect(overall?.agreed?.percent?.from).toBeCloseTo(53.1, 1);
    expect(overall?.agreed?.percent?.to).toBeCloseTo(88.8, 1);
    expect(figuresOf('family', all.slice(0, 19)).questions?.find(({ code }) => code === 'overall')?.agreed?.percent).toBeNull();
  });

  test('four answers are not broken down, five are', () => {
    expect(figuresOf('family', times(4, () => asked(['agree']))).questions).toBeNull();
    expect(figuresOf('family', times(5, () => asked(['agree']))).questions?.map(({ code }) => code)).toEqual(QUESTIONS.family.map(({ code }) => code));
  });
});

describe('groups', () => {
  const of = (team: string, answered: number, silent = 0) => [...times(answered, () => asked(['agree'], { team })), ...times(silent, () => asked([], { team }))];

  test('a group of one to four answers is not told, nor the smallest of the others, which the total would give away', () => {
    const groups = groupsOf('family', [...of('A', 10), ...of('B', 6), ...of('C', 3), ...of('D', 0, 2)], ({ team }) => team);
    expect(groups.map(({ key, asked: n, kind }) => [key, n, kind])).toEqual([['A', 10, 'told'], ['B', 6, 'withheld'], ['C', 3, 'few'], ['D', 2, 'told']]);
  });

  test('two small groups hide each other', () => {
    expect(groupsOf('family', [...of('A', 10), ...of('B', 2), ...of('C', 3)], ({ team }) => team).map(({ kind }) => kind)).toEqual(['told', 'few', 'few']);
  });

  test('what is not known is a group by itself', () => {
    expect(groupsOf('family', [asked([], { need: null })], ({ need }) => need)).toEqual([{ key: null, asked: 1, kind: 'told', answers: 0, overall: { part: 0, of: 0, percent: null } }]);
  });
});

test('themes: how many answers, of fewer than five only that there are some', () => {
  const tagged = (...themes: string[]): Asked => ({ ...asked([]), answers: [{ ref: 'K', marks: {}, themes }] });
  expect(themesOf([...times(5, () => tagged('people', 'time-taken')), tagged('people')], ['people', 'time-taken', 'other'])).toEqual([{ code: 'people', answers: 6 }, { code: 'time-taken', answers: 5 }, { code: 'other', answers: 0 }]);
  expect(themesOf([tagged('other')], ['other'])).toEqual([{ code: 'other', answers: 'few' }]);
});

test('quarters, by the day of asking', () => {
  expect(quartersIn(isoDate('2026-03-31'), isoDate('2026-03-31'))[0]).toEqual({ code: '2026-Q1', from: '2026-01-01', to: '2026-03-31' });
  expect(quartersIn(isoDate('2025-11-30'), isoDate('2026-04-01')).map(({ code }) => code)).toEqual(['2025-Q4', '2026-Q1', '2026-Q2']);
  const all = [...times(5, () => asked(['agree'])), asked([], { askedOn: isoDate('2026-04-01') })];
  expect(trendOf('family', all, quartersIn(isoDate('2026-01-01'), isoDate('2026-06-30'))).map(({ quarter, asked: n, answered, overall }) => [quarter.code, n, answered, overall?.part ?? null])).toEqual([['2026-Q1', 5, 5, 5], ['2026-Q2', 1, 0, null]]);
  const one = asked(['disagree'], { askedOn: isoDate('2026-04-01') });
  const overalls = (them: readonly Asked[]) => trendOf('family', them, quartersIn(isoDate('2026-01-01'), isoDate('2026-09-30'))).map(({ overall }) => overall?.part ?? null);
  expect(overalls([...times(5, () => asked(['agree'])), one])).toEqual([null, null, null]); // the total would tell the one
  expect(overalls([...times(6, () => asked(['agree'])), one, ...times(5, () => asked(['agree'], { askedOn: isoDate('2026-07-01') }))])).toEqual([6, null, null]);
});

test('a question that applied to fewer than five is not told, however many answered', () => {
  const marks = (mark: string) => ({ ...asked([]), answers: [{ ref: 'K', marks: { overall: 'agree', ...Object.fromEntries(QUESTIONS.family.filter(({ code }) => code !== 'overall').map(({ code }) => [code, mark])) } as never, themes: [] }] });
  const [first, ...rest] = figuresOf('family', [...times(4, () => marks('does-not-apply')), marks('disagree')]).questions ?? [];
  expect([first, ...rest].filter((one) => one?.code !== 'overall').every((one) => one?.agreed === null && one.steps === null && one.doesNotApply === 4)).toBe(true);
  expect([first, ...rest].find((one) => one?.code === 'overall')).toMatchObject({ agreed: { part: 5, of: 5 } });
});

describe('an answer', () => {
  type Given = Parameters<typeof problemsOf>[1];
  const none: Given = { marks: {}, wentWell: ' ', better: '' };
  test.each<{ given: Given; problems: string[][] }>([
    { given: none, problems: [['marks', 'empty']] },
    { given: { ...none, better: 'More time.' }, problems: [] },
    { given: { ...none, marks: { listened: 'agree' } }, problems: [] },
    { given: { ...none, marks: { specific: 'agree', listened: 'yes' } }, problems: [['marks.specific', 'unknown-question'], ['marks.listened', 'unknown-mark']] },
    { given: { ...none, wentWell: 'x'.repeat(2001) }, problems: [['wentWell', 'too-long']] },
  ])('$problems', ({ given, problems }) => {
    expect(problemsOf('family', given).map(({ path, why }) => [path, why])).toEqual(problems);
  });
});

describe('a council’s list of themes', () => {
  const messages = (list: unknown) => themesSchema.safeParse(list).error?.issues.map(({ message }) => message) ?? [];
  test('as it comes is in order; nothing of it may be lost', () => {
    expect(messages(DEFAULT_THEMES)).toEqual([]);
    expect(themesLost(DEFAULT_THEMES, DEFAULT_THEMES.slice(1))).toEqual(['kept-informed']);
  });
  test.each([
    { list: [], says: 'must name one theme at least' },
    { list: [{ code: 'a', words: 'A' }, { code: 'a', words: 'B' }], says: 'must be a code no other theme has' },
    { list: [{ code: 'a', words: 'The  plan' }, { code: 'b', words: 'the plan' }], says: 'must be a name no other theme has, a retired one included' },
    { list: [{ code: 'a', words: 'A', retired: true }], says: 'must leave one theme that is not retired' },
    { list: [{ code: 'a', words: '  ' }], says: 'is missing' },
  ])('$says', ({ list, says }) => {
    expect(messages(list)).toContain(says);
  });
});

test('of one team alone nothing is told that, with the total, would tell fewer than five others', () => {
  const north = [asked(['agree', 'agree', 'agree', 'disagree', 'disagree', 'agree'])];
  const few = [asked(['disagree'], { team: 'T-SOUTH' })];
  const many = times(5, () => asked(['disagree'], { team: 'T-SOUTH' }));
  expect(figuresOf('family', north, few).questions).toBeNull();
  expect(figuresOf('family', north, many).questions?.find(({ code }) => code === 'overall')?.agreed).toMatchObject({ part: 4, of: 6 });
  // five of the others answered, and only one of them this question
  expect(figuresOf('family', north, [asked(['disagree', null, null, null, null], { team: 'T-SOUTH' })]).questions?.find(({ code }) => code === 'overall')).toMatchObject({ steps: null, agreed: null });
});

test('whatever the answers: total and groups, and any group alone, never tell what fewer than five said', () => {
  const marks = fc.constantFrom<Mark | null>('agree', 'disagree', null);
  const team = fc.record({ team: fc.constantFrom('A', 'B', 'C', 'D'), said: fc.array(marks, { maxLength: 8 }) });
  fc.assert(
    fc.property(fc.array(team, { maxLength: 8 }), (teams) => {
      const all = teams.map(({ team: ref, said }) => asked(said, { team: ref }));
      const given = (of: readonly Asked[]): number => of.flatMap(({ answers }) => answers).filter(({ marks: { overall } }) => overall !== undefined).length;
      const total = figuresOf('family', all).questions?.find(({ code }) => code === 'overall')?.agreed ?? null;
      const groups = groupsOf('family', all, (one) => one.team);
      const untold = groups.filter((group) => group.kind !== 'told' || (group.overall === null && given(all.filter(({ team: ref }) => ref === group.key)) > 0));
      const hidden = given(all.filter(({ team: ref }) => untold.some(({ key }) => key === ref)));
      const told = groups.filter((group) => group.kind === 'told' && (group.overall?.of ?? 0) > 0);
      for (const group of told) expect(given(all.filter(({ team: ref }) => ref === group.key))).toBeGreaterThanOrEqual(5);
      if (total !== null && total.of > 0 && told.length > 0) expect(hidden === 0 || hidden >= 5).toBe(true);
    }),
    { numRuns: 3000 },
  );
});
