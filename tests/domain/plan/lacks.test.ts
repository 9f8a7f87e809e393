import { expect, test } from 'vitest';
import { EMPTY_PLAN, emptyItem, type ItemDraft, type PlanContent } from '../../../domain/plan/content.js';
import { withItem, withoutItem, withWords } from '../../../domain/plan/edit.js';
import { planFromAdvice } from '../../../domain/plan/from-advice.js';
import { planLacks, type LackAbout } from '../../../domain/plan/lacks.js';
import { SECTIONS, type SectionCode } from '../../../domain/plan/sections.js';
import { evidenceOfVersion, startsFrom, versionNamed, type SentVersion } from '../../../domain/plan/versions.js';
import { emptyForm } from '../../../domain/advice/form.js';
import { isoDate } from '../../../domain/dates/iso-date.js';

/** What a version lacks of what the law and the Code ask (SEND Regulations 2014 reg 12), each worked by hand; and which version comes next. */

const add = (plan: PlanContent, section: SectionCode, words: Readonly<Record<string, string>>, more: Partial<ItemDraft> = {}): PlanContent => {
  const blank = emptyItem(SECTIONS[section].item ?? 'need');
  const made = withItem(plan, section, null, { ...blank, words: { ...blank.words, ...words }, ...more });
  if (made === null) throw new Error('no room');
  return made.content;
};
const say = (plan: PlanContent, section: SectionCode, words: Readonly<Record<string, string>>, none = false): PlanContent => withWords(plan, section, { words: { ...plan[section].words, ...words }, none });

/** Nothing lacking in a draft. */
const WHOLE = [
  (plan: PlanContent) => say(plan, 'A', { child: 'I like trains', family: 'We worry about reading', aspirations: 'To read signs' }),
  (plan: PlanContent) => add(plan, 'B', { need: 'Reading' }),
  ...(['C', 'D', 'G', 'H1', 'H2'] as const).map((code) => (plan: PlanContent) => say(plan, code, {}, true)),
  (plan: PlanContent) => say(add(plan, 'E', { outcome: 'Reads 50 words', measure: '50 of 50', byWhen: 'July 2027' }, { needs: ['B1'] }), 'E', { monitoring: 'Termly by the class teacher' }),
  (plan: PlanContent) => add(plan, 'F', { what: 'Reading', howOften: 'daily', howLong: '15 minutes', who: 'teaching assistant', until: 'July 2027' }, { needs: ['B1'], outcomes: ['E1'] }),
  (plan: PlanContent) => say(plan, 'J', { budget: 'none' }),
  (plan: PlanContent) => add(plan, 'K', { who: 'Pia Test', used: 'B and F' }),
].reduce((plan, step) => step(plan), EMPTY_PLAN);

const DRAFT: LackAbout = { kind: 'draft', inYear9: false };
const lacks = (plan: PlanContent, about: Partial<LackAbout> = {}) => planLacks(plan, { ...DRAFT, ...about }).map(({ section, id, code }) => `${id ?? section} ${code}`);
const without = (plan: PlanContent, id: string) => withoutItem(plan, id) ?? plan;
const changed = (plan: PlanContent, id: string, words: Readonly<Record<string, string>>) => {
  const section = id.charAt(0) as SectionCode;
  const item = plan[section].items.find((one) => one.id === id);
  if (item === undefined) throw new Error(`no ${id}`);
  return withItem(plan, section, id, { ...item, words: { ...item.words, ...words } })?.content ?? plan;
};

test('a whole draft lacks nothing; an empty one lacks everything once', () => {
  expect(lacks(WHOLE)).toEqual([]);
  expect(lacks(EMPTY_PLAN)).toEqual([
    'A child-views-missing', 'A family-views-missing', 'A aspirations-missing', 'B needs-missing', 'C nothing-said', 'D nothing-said',
    'E outcomes-missing', 'E monitoring-missing', 'F provision-missing', 'G nothing-said', 'H1 nothing-said', 'H2 nothing-said', 'J budget-unsaid', 'K advice-missing',
  ]);
});

test.each([
  { what: 'a need nothing is for', plan: add(WHOLE, 'B', { need: 'Writing' }), lacking: ['B2 need-without-outcome', 'B2 need-without-provision'] },
  { what: 'the need taken out: what was for it is for nothing', plan: without(WHOLE, 'B1'), lacking: ['B needs-missing', 'E1 outcome-without-need', 'F1 provision-without-need'] },
  { what: 'the outcome taken out', plan: without(WHOLE, 'E1'), lacking: ['B1 need-without-outcome', 'E outcomes-missing', 'F1 provision-without-outcome'] },
  { what: 'a health need though there is none', plan: add(WHOLE, 'C', { need: 'Epilepsy' }), lacking: ['C said-none-and-some', 'C1 need-without-outcome', 'C1 need-without-provision'] },
  { what: 'an educational need met by health alone', plan: add(say(without(WHOLE, 'F1'), 'G', {}, false), 'G', { what: 'x', howOften: 'daily', howLong: '1 hour', who: 'nurse', until: '2027' }, { needs: ['B1'], outcomes: ['E1'] }), lacking: ['B1 need-without-provision', 'F provision-missing'] },
  { what: 'nobody, no times, no end', plan: changed(WHOLE, 'F1', { who: '', howOften: '', howLong: '', until: '' }), lacking: ['F1 who-missing', 'F1 how-often-missing', 'F1 how-long-missing', 'F1 until-missing'] },
  { what: 'an outcome without measure or end', plan: changed(WHOLE, 'E1', { measure: '', byWhen: '' }), lacking: ['E1 measure-missing', 'E1 by-when-missing'] },
  { what: 'advice that is not said to be used', plan: changed(WHOLE, 'K1', { used: '' }), lacking: ['K1 advice-not-used'] },
])('$what', ({ plan, lacking }) => {
  expect(lacks(plan)).toEqual(lacking);
});

test('what is written down as for a need or an outcome is for those there are', () => {
  const wrong = withItem(WHOLE, 'F', 'F1', { ...emptyItem('provision'), needs: ['F1', 'E1', 'B9', 'b1'], outcomes: ['B1', 'E9'] });
  expect(wrong?.content.F.items[0]).toMatchObject({ needs: [], outcomes: [] });
  const right = withItem(WHOLE, 'F', 'F1', { ...emptyItem('provision'), needs: ['B1', 'B1'], outcomes: ['E1'] });
  expect(right?.content.F.items[0]).toMatchObject({ needs: ['B1'], outcomes: ['E1'] });
});

test('a draft names no school; a final plan names one, or its type; proposed amendments may do either', () => {
  const named = say(WHOLE, 'I', { type: 'Mainstream school' });
  expect([lacks(named), lacks(WHOLE, { kind: 'final' }), lacks(named, { kind: 'amended' }), lacks(named, { kind: 'proposed' }), lacks(WHOLE, { kind: 'proposed' })]).toEqual([['I placement-too-early'], ['I placement-missing'], [], [], []]);
});

test('from Year 9 provision prepares for adulthood', () => {
  expect(lacks(WHOLE, { inYear9: true })).toEqual(['F adulthood-missing']);
  expect(lacks(changed(WHOLE, 'F1', { adulthood: 'yes' }), { inYear9: true })).toEqual([]);
});

const sent = (number: number, kind: SentVersion['kind'], sentOn: string | null): SentVersion => ({ number, kind, sentOn: sentOn === null ? null : isoDate(sentOn) });

test('the next version starts from the last sent; after amendments were dropped, from the one in force', () => {
  const versions = [sent(3, 'proposed', null), sent(2, 'proposed', '2026-03-02'), sent(1, 'final', '2026-01-12')];
  expect(startsFrom(versions, null)?.number).toBe(2);
  expect(startsFrom(versions, isoDate('2026-03-20'))?.number).toBe(1);
  expect(startsFrom([...versions, sent(4, 'proposed', '2027-02-01')], isoDate('2026-03-20'))?.number).toBe(4);
  expect(startsFrom([sent(1, 'draft', null)], null)).toBeNull();
});

test('a fact names the version it sends by number and save; one that sends none names none', () => {
  const evidence = ['D-ABCDEFGH', evidenceOfVersion({ number: 2, saves: 7 })];
  expect(versionNamed({ type: 'final-plan-issued', evidence })).toEqual({ number: 2, saves: 7 });
  expect(versionNamed({ type: 'contact-made', evidence })).toBeNull();
  expect(versionNamed({ type: 'final-plan-issued' })).toBeNull();
  expect(versionNamed({ type: 'final-plan-issued', evidence: 'plan:2' })).toBeNull();
});

test('a first draft out of the advice: words, needs, outcomes and provision in the sections each adviser feeds, and nothing joined', () => {
  const form = { ...emptyForm('health'), views: 'Likes swimming', needs: 'Epilepsy', outcomes: [{ outcome: 'Wears a helmet', measure: 'daily', byWhen: 'July 2027' }], provision: [{ what: 'Nurse training', who: 'nurse', howOften: 'yearly', howLong: '2 hours' }], sections: ['C', 'E', 'G'] as const };
  const plan = planFromAdvice([
    { who: 'Robin Test', role: 'parent', on: isoDate('2025-11-03'), form: { ...emptyForm('parent'), views: 'She is funny', needs: 'Sleep' } },
    { who: 'Community paediatrics', role: 'health', on: isoDate('2025-11-10'), form: { ...form, sections: [...form.sections] } },
    { who: 'Ms Rowan', role: 'head-teacher', on: isoDate('2025-11-12'), form: null },
  ]);
  expect(plan.A.words).toMatchObject({ family: 'She is funny\n\nSleep', child: 'Community paediatrics: Likes swimming' });
  expect(plan.C.items).toMatchObject([{ id: 'C1', words: { need: 'Epilepsy' }, needs: [] }]);
  expect(plan.G.items).toMatchObject([{ id: 'G1', words: { what: 'Nurse training', howOften: 'yearly', howLong: '2 hours', who: 'nurse' }, needs: [], outcomes: [] }]);
  expect(plan.E.items).toMatchObject([{ words: { outcome: 'Wears a helmet', byWhen: 'July 2027' } }]);
  expect(plan.K.items.map(({ words }) => `${words['who'] ?? ''}, ${words['role'] ?? ''}, ${words['on'] ?? ''}`)).toEqual(['Robin Test, Parent, Monday 3 November 2025', 'Community paediatrics, Health, Monday 10 November 2025', 'Ms Rowan, Head teacher, Wednesday 12 November 2025']);
});
