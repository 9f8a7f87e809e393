import { expect, test } from 'vitest';
import { pointEffect, type LearningPoint } from '../../../domain/audit/learning/points.js';
import { ruleOfKey, rulesOf, type JudgedAt } from '../../../domain/audit/learning/rules.js';
import type { Marked } from '../../../domain/audit/marked.js';
import type { PanelAnswers } from '../../../domain/audit/learning/panels.js';
import type { Answers } from '../../../domain/audit/score.js';
import { suggestionKey } from '../../../domain/audit/found.js';
import { feedbackDays, learningReport, monthPeriod, quarterPeriod, type LearningInput } from '../../../domain/audit/learning-report.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { isoMonth } from '../../../domain/dates/iso-month.js';
import { isoQuarter } from '../../../domain/dates/quarter.js';
import { finding, marking, VERSIONS } from './marked-support.js';

/** Learning points and rules, and what the report may tell whom. */

const POINT: LearningPoint = { ref: 'G-1', theme: 'provision', service: 'casework', words: 'Say how much.', trainingOn: isoDate('2026-09-01'), saidOn: isoDate('2026-08-20') };
const side = (name: string, count: number, on: string, of: Parameters<typeof marking>[1] = {}) => Array.from({ length: count }, (_, i) => marking(`${name}${i}`, { on, service: 'casework', ...of }));
const agreedAll = (marked: readonly { audit: string; markedOn: JudgedAt['on'] }[]) => marked.map(({ audit, markedOn }) => ({ audit, on: markedOn }));
const found = (name: string, count: number) => Array.from({ length: count }, (_, i) => finding(`${name}${i}`, 'c1', { theme: 'provision', service: 'casework' }));

test('a theme found in 16 of 20 before the training and 4 of 20 after it is better; in what was not agreed nothing is known', () => {
  const marked = [...side('a', 20, '2026-08-01'), ...side('b', 20, '2026-10-01')];
  const effect = pointEffect(POINT, [...marked, ...side('open', 9, '2026-10-02')], [...found('a', 16), ...found('b', 4)], agreedAll(marked));
  expect(effect).toMatchObject({ before: { found: { part: 16, of: 20, percent: { value: 80 } } }, after: { found: { part: 4, of: 20, percent: { value: 20 } } }, word: 'better', leftOut: 0 });
  expect(effect.difference?.value).toBeCloseTo(-0.6, 12);
  expect(pointEffect(POINT, marked, [...found('a', 4), ...found('b', 16)], agreedAll(marked)).word).toBe('worse');
  expect(pointEffect(POINT, marked, [...found('a', 10), ...found('b', 9)], agreedAll(marked)).word).toBe('no-change-shown');
});

test('of a handful nothing is said, and without training it counts from the day the point was made', () => {
  const marked = [...side('a', 9, '2026-08-25'), ...side('b', 30, '2026-10-01')];
  expect(pointEffect(POINT, marked, found('a', 9), agreedAll(marked))).toMatchObject({ before: { found: { of: 9, percent: null } }, difference: null, word: 'too-few' });
  expect(pointEffect({ ...POINT, trainingOn: null }, marked, found('a', 9), agreedAll(marked))).toMatchObject({ since: '2026-08-20', before: { found: { of: 0 } }, leftOut: 39 }); // nothing of that version before
});

test('only like is compared: a version on one side alone, another service’s own work and what was not drawn by chance are left out', () => {
  const [before, after] = [side('a', 10, '2026-08-01'), side('b', 10, '2026-10-01')];
  const more = [...side('v', 5, '2026-10-01', { version: 2 }), ...side('h', 5, '2026-10-01', { role: 'health', service: 'health' }), ...side('r', 5, '2026-10-01', { why: 're-audit' })];
  const marked = [...before, ...after, ...more];
  expect(pointEffect(POINT, marked, found('a', 2), agreedAll(marked))).toMatchObject({ before: { found: { part: 2, of: 10 } }, after: { found: { part: 0, of: 10 } }, leftOut: 5 });
});

const judged = (rule: string, accepted: number, dismissed: number, unjudged = 0): readonly JudgedAt[] =>
  [...Array.from({ length: accepted }, () => true), ...Array.from({ length: dismissed }, () => false), ...Array.from({ length: unjudged }, () => null)].map((said, i) => ({ audit: `a${i}`, on: isoDate('2026-10-01'), rule, accepted: said }));

test('a rule is to be retired only where the whole interval is below a half, and never of fewer than twenty judged', () => {
  // Wilson of 5 of 20: 11% to 47%; of 6 of 20: 15% to 52%
  const rows = rulesOf([...judged('bad', 5, 15, 3), ...judged('doubtful', 6, 14), ...judged('few', 0, 19, 5), ...judged('good', 20, 0)]);
  expect(rows.map(({ rule, made, word }) => [rule, made, word])).toEqual([['few', 24, 'too-few'], ['bad', 23, 'retire'], ['doubtful', 20, 'keep'], ['good', 20, 'keep']]);
  expect(rows[1]).toMatchObject({ accepted: { part: 5, of: 20 }, dismissed: 15, unjudged: 3 });
  for (const { audits } of rows) expect([...new Set([...audits.accepted, ...audits.dismissed, ...audits.unjudged])].sort()).toEqual(audits.made);
});

test('twenty lines of one plan say no more of a rule than the plan: it is not retired for them, of four plans alike it is', () => {
  const dismissedIn = (plans: number): readonly JudgedAt[] => judged('one', 0, 24).map((one, i) => ({ ...one, audit: `a${i % plans}` }));
  expect([1, 3, 4, 24].map((plans) => rulesOf(dismissedIn(plans))[0]?.word)).toEqual(['keep', 'keep', 'retire', 'retire']);
});

test('a rule is read out of the key of its suggestion, with and without a part of the line', () => {
  const common = { criterion: 'f-who', section: 'F', item: 'F2', rule: 'access', found: '', reason: '' } as const;
  expect([ruleOfKey(suggestionKey({ ...common, part: null })), ruleOfKey(suggestionKey({ ...common, item: null, part: 'what' }))]).toEqual(['access', 'access']);
});

const EMPTY: LearningInput = { versions: VERSIONS, marked: [], moderated: [], findings: [], actions: [], agreed: [], judged: [], points: [], panels: [], feedback: [] };
const asked = { period: quarterPeriod(isoQuarter('2026-Q4')), today: isoDate('2026-12-31'), auditors: false };
const row = (input: Partial<LearningInput>, id: string) => learningReport({ ...EMPTY, ...input }, asked).find((table) => table.id === id) ?? expect.fail(id);

test('a team of which one caseworker alone was audited is not shown: it would tell that officer’s grades', () => {
  const of = (audit: string, team: string | null, caseworker: string | null, version = 1) => marking(audit, { on: '2026-10-10', team, traits: { caseworker }, version });
  const shown = (marked: readonly Marked[]) => {
    const { rows, notes } = row({ marked }, 'by-team');
    return [rows.map(({ cells }) => cells[0]?.audits), ...notes.map(({ code, count }) => `${code} ${count}`)];
  };
  const east = [of('a', 'east', 'cw-1'), of('b', 'east', 'cw-2')];
  const north = [of('e', 'north', 'cw-4'), of('f', 'north', 'cw-5'), of('g', 'north', 'cw-5')];
  const west = [of('c', 'west', 'cw-3'), of('d', 'west', 'cw-3')];
  const south = of('h', 'south', 'cw-6');
  expect(shown([...east, ...north, ...west, south])).toEqual([[['a', 'b'], ['e', 'f', 'g']], 'lone-officer 3']);
  expect(shown([...east, ...north, ...west])).toEqual([[['e', 'f', 'g']], 'lone-officer 4']); // all less the others would be cw-3’s: the smallest goes with them
  expect(shown([...east, ...west])).toEqual([[], 'lone-officer 4']);
  expect(shown([...north, of('i', 'east', 'cw-1'), of('j', 'east', 'cw-2', 2), south])).toEqual([[['e', 'f', 'g']], 'lone-officer 3']); // a row is of one version: in each of the two cw-1 and cw-2 stand alone
  expect(shown([...north, of('i', 'east', 'cw-1'), of('k', 'east', null), south])).toEqual([[['e', 'f', 'g']], 'lone-officer 3']); // what nobody held hides nobody
  expect(shown([...north, ...east, of('l', null, 'cw-1'), south])).toEqual([[['a', 'b'], ['e', 'f', 'g']], 'lone-officer 2']); // nor does a team that is not known
  const [nobodys, nobodysTeam] = [of('m', 'far', null), of('n', null, null)];
  expect(shown([...north, nobodys, nobodysTeam, south])).toEqual([[['m'], ['n']], 'lone-officer 4']); // the smallest that hides: not one that nobody held
  expect(shown([nobodys, south])).toEqual([[], 'lone-officer 2']);
  expect(shown([...north, ...east])).toEqual([[['a', 'b'], ['e', 'f', 'g']]]);
});

test('criteria on which every pair was alike are counted, not listed; kappa is not told of few pairs', () => {
  const marked = [marking('a', { on: '2026-10-10', answers: 'mmm' }), marking('b', { on: '2026-10-10', answers: 'mpm', why: 'double', of: 'a', auditor: 'aud-2' })];
  const table = row({ marked }, 'agreement-criteria');
  expect([table.rows.map(({ id, cells }) => [id, cells.slice(0, 6).map(({ value }) => value)]), table.notes]).toEqual([[['plan/c2', [1, 1, 0, null, null, null]]], [{ code: 'all-alike', count: 2 }]]);
});

test('what panels said is counted by question beside the auditors, of the period alone', () => {
  const said = (audit: string, answers: PanelAnswers['answers'], on = '2026-10-12'): PanelAnswers => ({ audit, on: isoDate(on), answers });
  const answered = (audit: string, answers: Answers) => { const one = marking(audit, { on: '2026-10-10', why: 'asked' }); return { ...one, answers: { ...one.answers, ...answers } }; };
  // the auditors' worst of f-specified and f-quantified: partly met, met, and not asked
  const marked = [answered('a', { 'f-specified': 'met', 'f-quantified': 'partly-met' }), answered('b', { 'f-specified': 'met', 'f-quantified': 'met' }), answered('c', {})];
  const panels = [said('a', { 'ed-deliver': 'partly-met', 'sc-joined': 'met' }), said('b', { 'ed-deliver': 'not-met' }), said('c', { 'ed-deliver': 'met' }), said('a', { 'pa-plain': 'met' }, '2026-09-30')];
  const { rows, columns } = row({ marked, panels }, 'panels');
  expect(columns).toEqual(['panels', 'not-met', 'partly-met', 'met', 'alike', 'panel-more', 'auditor-more']);
  expect(rows.map(({ id, cells }) => [id, ...cells.map(({ value, of }) => (of === null ? value : `${value}/${of}`))])).toEqual([['ed-deliver', 3, 1, 1, 1, '1/2', 1, 0], ['sc-joined', 1, 0, 0, 1, null, 0, 0]]);
  expect(rows[0]?.cells.map(({ audits }) => audits)).toEqual([['a', 'b', 'c'], ['b'], ['a'], ['c'], ['a'], ['b'], []]);
});

test('the board’s page has no table by need, officer or auditor, and at most four rows of what may be long', () => {
  const tables = learningReport({ ...EMPTY, feedback: [8, 5, 9, 7, 6].map((agreed, i) => ({ party: 'family', question: `Question ${i}`, agreed, of: i === 0 ? 20 : 10 })) }, { ...asked, period: monthPeriod(isoMonth('2026-12')), auditors: true });
  expect(tables.map(({ id }) => id)).toEqual(['summary', 'grades', 'criteria', 'effects', 'agreement', 'recurring', 'feedback']);
  // what fewest agree to comes first: 8 of 20, 5, 6 and 7 of 10
  expect(tables.at(-1)).toMatchObject({ rows: [0, 1, 4, 3].map((i) => ({ name: [{}, { text: `Question ${i}` }] })), notes: [{ code: 'not-shown', count: 1 }] });
});

test('of a month feedback is told over three, its own the last; of a quarter over the quarter', () => {
  expect(feedbackDays(monthPeriod(isoMonth('2027-02')))).toEqual({ from: '2026-12-01', to: '2027-02-28' });
  expect(feedbackDays(monthPeriod(isoMonth('2026-11')))).toEqual({ from: '2026-09-01', to: '2026-11-30' });
  expect(feedbackDays(quarterPeriod(isoQuarter('2026-Q4')))).toEqual({ from: '2026-10-01', to: '2026-12-31' });
});

test('the interval of a mean score stays on the scale', () => {
  const marked = [...Array.from({ length: 9 }, (_, i) => marking(`a${i}`, { on: '2026-10-10' })), marking('z', { on: '2026-10-10', answers: 'mpm' })];
  expect(row({ marked }, 'grades').rows[0]?.cells[6]).toMatchObject({ value: 98.8, range: { to: 100 } }); // nine of 100 and one of 87.5
});
