import { expect, test } from 'vitest';
import { DEFAULT_FRAMEWORKS } from '../../../domain/audit/default-frameworks/all.js';
import { DRAFT_FRAMEWORK, PLAN_FRAMEWORK } from '../../../domain/audit/default-frameworks/plan.js';
import { LACK_FEEDS, WORD_FEEDS } from '../../../domain/audit/feeds.js';
import { acceptanceByRule, gateFailures, rulesUnheard, suggestionKey, suggestionsFor, type FoundAbout } from '../../../domain/audit/found.js';
import { frameworkSchema, type Framework } from '../../../domain/audit/framework.js';
import { EMPTY_PLAN, planContent, type PlanContent } from '../../../domain/plan/content.js';
import { NO_PERIOD, NOT_QUANTIFIED, SPECIFIC_RULES } from '../../../domain/plan/specific.js';

/** What plain rules mark on a plan's text before an auditor reads it, and what stops a draft. */

const ABOUT: FoundAbout = { kind: 'draft', inYear9: false, youngPerson: false };
const FINAL: FoundAbout = { ...ABOUT, kind: 'final' };

type Sections = Partial<Record<keyof PlanContent, object>>;
const line = (id: string, words: object, needs: readonly string[] = ['B1'], outcomes: readonly string[] = ['E1']) =>
  ({ id, needs, outcomes, words: { what: 'Reading with an adult', howOften: 'daily', howLong: '15 minutes', who: 'teaching assistant', until: 'July 2027', ...words } });
const need = (id: string, text: string) => ({ id, words: { need: text } });

/** A draft nothing is wrong with. */
const SOUND: Sections = {
  A: { words: { child: 'I like trains', family: 'We worry about reading', aspirations: 'To read signs' } },
  B: { items: [need('B1', 'Reading')] },
  C: { none: true }, D: { none: true }, G: { none: true }, H1: { none: true }, H2: { none: true },
  E: { words: { monitoring: 'Termly by the class teacher' }, items: [{ id: 'E1', needs: ['B1'], words: { outcome: 'Reads 50 words', measure: '50 of 50', byWhen: 'July 2027' } }] },
  F: { items: [line('F1', {})] },
  J: { words: { budget: 'none' } },
  K: { items: [{ id: 'K1', words: { who: 'Pia Test', used: 'B and F' } }] },
};
const draft = (changes: Sections = {}): PlanContent => planContent.parse({ ...SOUND, ...changes });
const stopped = (content: PlanContent, about: Partial<FoundAbout> = {}, framework: Framework = DRAFT_FRAMEWORK) =>
  gateFailures(framework, content, { ...ABOUT, ...about }).map(({ criterion, section, item, rule }) => `${criterion} ${item ?? section} ${rule}`);
const marked = (content: PlanContent, about: Partial<FoundAbout> = {}, retired: readonly string[] = []) =>
  suggestionsFor({ ...DRAFT_FRAMEWORK, retired }, content, { ...ABOUT, ...about }).map(suggestionKey);

test('nothing is marked on a sound draft, and nothing stops it', () => {
  expect(marked(draft())).toEqual([]);
  expect(stopped(draft())).toEqual([]);
});

test('every section that the law asks for stops an empty draft, once each; the personal budget does not', () => {
  expect(stopped(EMPTY_PLAN)).toEqual([
    'a-child-views A child-views-missing', 'a-family-views A family-views-missing', 'a-aspirations A aspirations-missing', 'b-needs B needs-missing', 'c-said C nothing-said', 'd-said D nothing-said',
    'e-outcomes E outcomes-missing', 'f-every-need F provision-missing', 'g-said G nothing-said', 'h-said H1 nothing-said', 'h-said H2 nothing-said', 'k-listed K advice-missing',
  ]);
});

test.each<{ what: string; changes: Sections; about?: Partial<FoundAbout>; failures: readonly string[] }>([
  { what: 'no word of the child', changes: { A: { words: { child: '', family: 'We worry', aspirations: 'To read' } } }, failures: ['a-child-views A child-views-missing'] },
  { what: 'spaces are no views', changes: { A: { words: { child: ' \n ', family: 'We worry', aspirations: 'To read' } } }, failures: ['a-child-views A child-views-missing'] },
  { what: 'no outcomes', changes: { E: { words: { monitoring: 'Termly' } } }, failures: ['e-outcomes E outcomes-missing'] },
  { what: 'a need no line is for', changes: { B: { items: [need('B1', 'Reading'), need('B2', 'Writing')] } }, failures: ['f-every-need B2 need-without-provision'] },
  { what: 'needs nobody wrote in are none', changes: { B: { items: [need('B1', ' ')] } }, failures: ['b-needs B needs-missing'] },
  { what: 'a line nobody wrote in provides nothing', changes: { F: { items: [{ id: 'F1', needs: ['B1'], outcomes: ['E1'], words: {} }] } }, failures: ['f-every-need B1 need-without-provision', 'f-every-need F provision-missing'] },
  { what: 'a school named before the family could ask', changes: { I: { words: { name: 'Test School' } } }, failures: ['i-open I placement-too-early'] },
  { what: 'a type named', changes: { I: { words: { type: 'special school' } } }, failures: ['i-open I placement-too-early'] },
  { what: 'nothing said of health', changes: { C: {} }, failures: ['c-said C nothing-said'] },
])('stops a draft: $what', ({ changes, failures }) => {
  expect(stopped(draft(changes))).toEqual(failures);
  expect(suggestionsFor(DRAFT_FRAMEWORK, draft(changes), ABOUT).map(({ criterion, section, item, rule }) => `${criterion} ${item ?? section} ${rule}`)).toEqual(expect.arrayContaining([...failures]));
});

test.each<{ what: string; changes: Sections; about?: Partial<FoundAbout> }>([
  { what: 'words that are weak: sense is for a person', changes: { F: { items: [line('F1', { what: 'Access to support as required', howOften: '', howLong: '' })] } } },
  { what: 'a need, and a line joined to nothing that may be for it', changes: { B: { items: [need('B1', 'Reading'), need('B2', 'Writing')] }, F: { items: [line('F1', {}), line('F2', {}, [], [])] } } },
  { what: 'a health need that may need no provision', changes: { C: { items: [need('C1', 'Eczema')] } } },
  { what: 'parents’ views, where the young person’s are what the law asks', changes: { A: { words: { child: 'I want a job', aspirations: 'A flat' } } }, about: { youngPerson: true } },
  { what: 'adulthood unmarked in Year 9: a line may prepare for it unmarked', changes: {}, about: { inYear9: true } },
  { what: 'no word on a budget, no measure, no end', changes: { J: {}, E: { items: [{ id: 'E1', needs: ['B1'], words: { outcome: 'Reads' } }] } } },
  { what: 'a placement in proposed amendments, which keep it', changes: { I: { words: { name: 'Test School' } } }, about: { kind: 'proposed' } },
])('does not stop a draft: $what', ({ changes, about = {} }) => {
  expect(stopped(draft(changes), about)).toEqual([]);
});

test('a final plan that names no placement fails; a failure says its law and the grade it allows', () => {
  expect(gateFailures(PLAN_FRAMEWORK, draft(), FINAL)).toEqual([
    {
      criterion: 'i-named', section: 'I', item: null, rule: 'placement-missing', reason: 'Section I names no placement and no type.',
      law: 'SEND Regulations 2014 reg 12(1)(i); Children and Families Act 2014 ss 39, 40', at: 'inadequate',
    },
  ]);
});

test('the gate asks what the council’s own copy asks: without its cap or its law a criterion stops nothing', () => {
  const without = (change: object): Framework => frameworkSchema.parse({ ...DRAFT_FRAMEWORK, criteria: DRAFT_FRAMEWORK.criteria.map((one) => (one.id === 'a-child-views' ? { ...one, ...change } : one)) });
  const silent = draft({ A: { words: { family: 'We worry', aspirations: 'To read' } } });
  expect(stopped(silent)).toEqual(['a-child-views A child-views-missing']);
  expect(stopped(silent, {}, without({ cap: null }))).toEqual([]);
  expect(stopped(silent, {}, without({ law: null }))).toEqual([]);
  expect(stopped(silent, {}, DEFAULT_FRAMEWORKS.case)).toEqual([]);
});

test('lines that leave room are marked under the criterion they fail, with the words and the reason', () => {
  const text = draft({ F: { items: [line('F1', { what: 'Access to a mentor', howOften: 'regular', howLong: '', who: 'suitably trained staff' }), line('F2', { what: 'Reading group', howOften: '', howLong: '' })] } });
  expect(marked(text)).toEqual(['f-specified/F1/access/what', 'f-quantified/F1/regular/howOften', 'f-quantified/F1/not-quantified/howOften', 'f-quantified/F2/not-quantified/howOften', 'f-who/F1/skill-open/who']);
  expect(suggestionsFor(DRAFT_FRAMEWORK, text, ABOUT)[0]).toEqual({
    criterion: 'f-specified', section: 'F', item: 'F1', rule: 'access', part: 'what', found: 'Access to',
    reason: 'Access is not provision: nobody has to give anything. Say what is given, by whom, how often and for how long.',
  });
  expect(marked(text, {}, ['not-quantified', 'skill-open'])).toEqual(['f-specified/F1/access/what', 'f-quantified/F1/regular/howOften']);
});

test('health and care lines are marked under their own sections', () => {
  const text = draft({ G: { items: [line('G1', { what: 'Nursing as required' })] }, H2: { items: [line('H2.1', { howOften: '', howLong: '', until: '' })] } });
  expect(marked(text)).toEqual(['g-specific/G1/as-required/what', 'h-specific/H2.1/until-missing', 'h-specific/H2.1/not-quantified/howOften']);
});

test('the golden thread: each end that is joined to nothing', () => {
  const text = draft({
    B: { items: [need('B1', 'Reading'), need('B2', 'Writing')] },
    E: { words: { monitoring: 'Termly' }, items: [{ id: 'E1', needs: ['B1'], words: { outcome: 'Reads', measure: '50', byWhen: '2027' } }, { id: 'E2', words: { outcome: 'Sings', measure: '1', byWhen: '2027' } }] },
    F: { items: [line('F1', {}), line('F2', {}, ['B1'], []), line('F3', {}, [], ['E1'])] },
  });
  expect(marked(text)).toEqual(['f-every-need/B2/need-without-provision', 'w-thread/B2/need-without-outcome', 'w-thread/E2/outcome-without-need', 'w-thread/F2/provision-without-outcome', 'w-thread/F3/provision-without-need']);
});

const outcome = (id: string, needs: readonly string[]) => ({ id, needs, words: { outcome: 'Reads', measure: '50', byWhen: '2027' } });
const outcomes = (...items: readonly object[]) => ({ words: { monitoring: 'Termly' }, items });
const many = Array.from({ length: 40 }, (_, i) => i + 1);

test.each<{ what: string; changes: Sections; thread: readonly string[] }>([
  { what: 'needs that share an outcome and a line', changes: { B: { items: [need('B1', 'Reading'), need('B2', 'Writing')] }, E: outcomes(outcome('E1', ['B1', 'B2'])), F: { items: [line('F1', {}, ['B1', 'B2'])] } }, thread: [] },
  {
    what: 'forty needs, each with its own', thread: [],
    changes: { B: { items: many.map((n) => need(`B${n}`, 'Need')) }, E: outcomes(...many.map((n) => outcome(`E${n}`, [`B${n}`]))), F: { items: many.map((n) => line(`F${n}`, {}, [`B${n}`], [`E${n}`])) } },
  },
  {
    what: 'needs of health and care, met by their own sections', thread: [],
    changes: { C: { items: [need('C1', 'Epilepsy')] }, D: { items: [need('D1', 'Short breaks')] }, E: outcomes(outcome('E1', ['B1', 'C1', 'D1'])), G: { items: [line('G1', {}, ['C1'])] }, H1: { items: [line('H1.1', {}, ['D1'])] } },
  },
  { what: 'a need of health met by a line of education', changes: { C: { items: [need('C1', 'Epilepsy')] }, E: outcomes(outcome('E1', ['B1', 'C1'])), F: { items: [line('F1', {}, ['B1', 'C1'])] } }, thread: [] },
  { what: 'the same need written twice, one of them joined to nothing', changes: { B: { items: [need('B1', 'Reading'), need('B2', 'Reading')] } }, thread: ['f-every-need/B2/need-without-provision', 'w-thread/B2/need-without-outcome'] },
  { what: 'an outcome and a line for a need that is not there', changes: { E: outcomes(outcome('E1', ['B1']), outcome('E2', ['B9'])), F: { items: [line('F1', {}), line('F2', {}, ['B9'], ['E9'])] } }, thread: ['w-thread/E2/outcome-without-need', 'w-thread/F2/provision-without-need', 'w-thread/F2/provision-without-outcome'] },
  { what: 'a line joined to itself, or to an outcome as its need', changes: { F: { items: [line('F1', {}), line('F2', {}, ['F2'], ['F1']), line('F3', {}, ['E1'], ['B1'])] } }, thread: ['w-thread/F2/provision-without-need', 'w-thread/F2/provision-without-outcome', 'w-thread/F3/provision-without-need', 'w-thread/F3/provision-without-outcome'] },
  { what: 'a need and an outcome that nobody wrote in', changes: { B: { items: [need('B1', 'Reading'), need('B2', ' ')] }, E: outcomes(outcome('E1', ['B1', 'B2']), outcome('E2', ['B2'])), F: { items: [line('F1', {}), line('F2', {}, ['B2'], ['E2'])] } }, thread: ['w-thread/E2/outcome-without-need', 'w-thread/F2/provision-without-need'] },
])('the golden thread: $what', ({ changes, thread }) => {
  expect(marked(draft(changes))).toEqual(thread);
});

test('a need is not certainly without provision while a line is joined to nothing that is there', () => {
  const needs = { B: { items: [need('B1', 'Reading'), need('B2', 'Writing')] } };
  expect(stopped(draft({ ...needs, F: { items: [line('F1', {}), line('F2', {}, ['B1'])] } }))).toEqual(['f-every-need B2 need-without-provision']);
  expect(stopped(draft({ ...needs, F: { items: [line('F1', {}), line('F2', {}, ['B9'])] } }))).toEqual([]);
  expect(stopped(draft({ ...needs, F: { items: [line('F1', {}), line('F2', {}, ['F1'])] } }))).toEqual([]);
});

test('a suggestion is JSON, is known by its key, and belongs to a criterion there is; other audits have none', () => {
  const all = suggestionsFor(DRAFT_FRAMEWORK, EMPTY_PLAN, { ...ABOUT, inYear9: true });
  expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  expect(new Set(all.map(suggestionKey)).size).toBe(all.length);
  expect(all.map(({ criterion }) => criterion)).toContain('w-adulthood');
  expect(suggestionsFor(DEFAULT_FRAMEWORKS.advice, EMPTY_PLAN, ABOUT)).toEqual([]);
});

test('every rule on words is heard by section F, G and both parts of H, and every rule by the default frameworks', () => {
  expect(Object.keys(WORD_FEEDS).sort()).toEqual([...SPECIFIC_RULES.map(({ code }) => code), NOT_QUANTIFIED.code, NO_PERIOD.code].sort());
  const ids = new Set([...PLAN_FRAMEWORK.criteria, ...DRAFT_FRAMEWORK.criteria].map(({ id }) => id));
  const to = [...Object.values(LACK_FEEDS).flatMap((feed) => Object.values(feed?.to ?? {})), ...Object.values(WORD_FEEDS).flatMap((feed) => Object.values(feed))];
  expect(to.filter((criterion) => !ids.has(criterion))).toEqual([]);
  expect([rulesUnheard(PLAN_FRAMEWORK), rulesUnheard(DRAFT_FRAMEWORK)]).toEqual([[], []]);
  expect(rulesUnheard({ ...DRAFT_FRAMEWORK, criteria: DRAFT_FRAMEWORK.criteria.filter(({ id }) => id !== 'a-child-views' && id !== 'e-smart') })).toEqual(['child-views-missing', 'measure-missing', 'by-when-missing']);
});

test('what auditors made of each rule is counted, never turned into a share', () => {
  const judged = [
    { rule: 'access', accepted: true }, { rule: 'access', accepted: true }, { rule: 'not-quantified', accepted: false },
    { rule: 'access', accepted: false }, { rule: 'not-quantified', accepted: false }, { rule: 'not-quantified', accepted: null },
  ];
  expect(acceptanceByRule(judged)).toEqual([
    { rule: 'not-quantified', made: 3, accepted: 0, dismissed: 2, unjudged: 1 },
    { rule: 'access', made: 3, accepted: 2, dismissed: 1, unjudged: 0 },
  ]);
  expect(acceptanceByRule([])).toEqual([]);
});
