import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adviceForm, changedParts, emptyForm, tidied, type AdviceForm } from '../../../domain/advice/form.js';
import { adviceProblems, lacksAPart } from '../../../domain/advice/quality.js';

const PROVISION = { what: 'Reading teaching, one to one, by a structured phonics programme', who: 'A teaching assistant trained by the specialist teacher', howOften: '4 times a week', howLong: '20 minutes a session, for two terms' };
const OUTCOME = { outcome: 'Reads aloud 60 words of a Year 2 text in a minute', measure: '60 words in a minute, with at most 3 errors, on 3 occasions', byWhen: 'July 2027' };
const GOOD: AdviceForm = {
  involvement: 'Known to the service since September 2025; seen twice at school.',
  views: 'Says that noise in the hall is hard, and likes drawing.',
  needs: 'Understands single instructions; loses the thread of longer ones. Reads at the level of Year 1.',
  provision: [PROVISION],
  outcomes: [OUTCOME],
  sections: ['B', 'E', 'F'],
};
const found = (form: Partial<AdviceForm>, role: Parameters<typeof adviceProblems>[0] = 'educational-psychology') => adviceProblems(role, { ...GOOD, ...form }).map(({ path, code }) => `${path} ${code}`);

test('what is lacking of a line’s amount is no word found in it', () => {
  const bare = { what: '15 hours of support', who: '', howOften: '', howLong: '' };
  expect(found({ provision: [bare] })).toEqual(['provision[0].who who-missing', 'provision[0].howOften how-often-missing', 'provision[0].howLong how-long-missing']);
});

test('advice with every part, each quantified and specific, has no problem', () => {
  expect(found({})).toEqual([]);
});

test.each([
  { part: { needs: '' }, problem: 'needs needs-missing' },
  { part: { provision: [] }, problem: 'provision provision-missing' },
  { part: { outcomes: [] }, problem: 'outcomes outcomes-missing' },
])('without its part: $problem', ({ part, problem }) => {
  expect(found(part)).toEqual([problem]);
  expect(lacksAPart(adviceProblems('health', { ...GOOD, ...part }))).toBe(true);
});

const provision = (more: Partial<AdviceForm['provision'][number]>) => ({ provision: [{ ...PROVISION, ...more }] });
describe('each provision says what, who, how often, how long', () => {
  test.each([
    { row: { what: '' }, problem: 'provision[0].what what-missing' },
    { row: { who: '' }, problem: 'provision[0].who who-missing' },
    { row: { howOften: '' }, problem: 'provision[0].howOften how-often-missing' },
    { row: { howLong: '' }, problem: 'provision[0].howLong how-long-missing' },
    { row: { howOften: 'when staff can' }, problem: 'provision[0].howOften how-often-vague' },
    { row: { howLong: 'some time' }, problem: 'provision[0].howLong how-long-vague' },
    { row: { what: 'Access to a quiet space' }, problem: 'provision[0].what provision-vague' },
    { row: { what: 'Would benefit from speech therapy' }, problem: 'provision[0].what provision-vague' },
    { row: { howLong: 'up to 20 minutes' }, problem: 'provision[0].what provision-vague' },
    { row: { what: 'Opportunities for movement' }, problem: 'provision[0].what provision-vague' },
  ])('$problem', ({ row, problem }) => {
    expect(found(provision(row))).toEqual([problem]);
  });

  test.each(['daily', 'Twice a week', 'every lesson', '3 x weekly', 'once each half-term', 'throughout the school day', 'full-time'])('"%s" says how often', (howOften) => {
    expect(found(provision({ howOften }))).toEqual([]);
  });
  test.each(['30 minutes', 'half an hour', '1 hr', 'six weeks', 'all lessons', 'two terms', 'the whole school day'])('"%s" says how long', (howLong) => {
    expect(found(provision({ howLong }))).toEqual([]);
  });
});

const outcome = (more: Partial<AdviceForm['outcomes'][number]>) => ({ outcomes: [{ ...OUTCOME, ...more }] });
describe('each outcome is specific, measurable and dated', () => {
  test.each([
    { row: { outcome: '' }, problem: ['outcomes[0].outcome outcome-missing'] },
    { row: { measure: '' }, problem: ['outcomes[0].measure measure-missing'] },
    { row: { byWhen: '' }, problem: ['outcomes[0].byWhen by-when-missing'] },
    { row: { byWhen: 'in due course' }, problem: ['outcomes[0].byWhen by-when-vague'] },
    { row: { outcome: 'Wren will improve her speech', measure: 'better talking' }, problem: ['outcomes[0].outcome outcome-vague', 'outcomes[0].measure measure-vague'] },
    { row: { outcome: 'To make progress in reading', measure: 'teacher view' }, problem: ['outcomes[0].outcome outcome-vague', 'outcomes[0].measure measure-vague'] },
  ])('$problem', ({ row, problem }) => {
    expect(found(outcome(row))).toEqual(problem);
  });
  test('a direction with a measure that says how far is specific', () => {
    expect(found(outcome({ outcome: 'Improve reading', measure: 'from 20 to 60 words a minute' }))).toEqual([]);
  });
  test.each(['end of Year 6', 'July 2027', 'within two terms', 'by age 16', 'end of Key Stage 2', 'summer term'])('"%s" says by when', (byWhen) => {
    expect(found(outcome({ byWhen }))).toEqual([]);
  });
});

test('a parent’s advice is their views: nothing else is asked of it', () => {
  expect(found({ needs: '', provision: [], outcomes: [] }, 'parent')).toEqual([]);
  expect(found({ needs: '', views: '', provision: [], outcomes: [] }, 'parent')).toEqual(['views views-missing']);
});

const anyText = fc.string({ maxLength: 30 });
const anyForm: fc.Arbitrary<AdviceForm> = fc.record({
  involvement: anyText, views: anyText, needs: anyText,
  provision: fc.array(fc.record({ what: anyText, who: anyText, howOften: anyText, howLong: anyText }), { maxLength: 4 }),
  outcomes: fc.array(fc.record({ outcome: anyText, measure: anyText, byWhen: anyText }), { maxLength: 4 }),
  sections: fc.uniqueArray(fc.constantFrom('A' as const, 'B' as const, 'F' as const)),
});

test('whatever is written: tidying twice changes nothing more, the schema takes it, and every problem names a part that is there', () => {
  fc.assert(
    fc.property(anyForm, (form) => {
      const tidy = tidied(form);
      expect(tidied(tidy)).toEqual(tidy);
      expect(adviceForm.parse(tidy)).toEqual(tidy);
      expect(changedParts(tidy, tidy)).toEqual([]);
      for (const { path, kind, found: words } of adviceProblems('health', tidy)) {
        const [part = '', index] = path.split(/[[\].]+/);
        expect(Object.keys(tidy)).toContain(part);
        if (index !== undefined) expect(tidy[part as 'provision' | 'outcomes'][Number(index)]).toBeDefined();
        expect(kind === 'weak').toBe(words !== null);
      }
    }),
  );
});

test('two versions differ in the parts that differ', () => {
  expect(changedParts(GOOD, { ...GOOD, needs: 'Other', sections: ['B'] })).toEqual(['needs', 'sections']);
});

test('sections an adviser mostly feeds are ticked beforehand', () => {
  expect(emptyForm('health').sections).toEqual(['C', 'E', 'G']);
  expect(emptyForm('social-care').sections).toEqual(['D', 'E', 'H']);
});
