import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anonymised, perhapsNames, toldIn, type KnownName, type Telling } from '../../../domain/audit/anonymous.js';

/** What tells who a text is about. Nobody here is real. */

const KNOWN: readonly KnownName[] = [
  { tells: 'child', shape: 'person', name: 'Zoë Anne-Marie O’Neill' },
  { tells: 'family', shape: 'person', name: 'Mrs Will van der Berg' },
  { tells: 'setting', shape: 'setting', name: 'St Hilda’s Church of England Primary School' },
  { tells: 'setting', shape: 'setting', name: 'The Bridge Academy' },
  { tells: 'professional', shape: 'person', name: 'Dr Femi Li' },
  { tells: 'address', shape: 'words', name: '12 Mill Lane' },
];
const say = (tells: Telling): string => `[${tells}]`;
const without = (text: string): string => anonymised(text, KNOWN, say);

test.each([
  ['Zoë O’Neill likes trains.', '[child] [child] likes trains.'],
  ["ZOE's friends call her zoë anne-marie o'neill.", "[child]'s friends call her [child]."],
  ['Marie reads; so does Anne-Marie.', '[child] reads; so does [child].'],
  ['She will read every day. Will helps her.', 'She will read every day. [family] helps her.'],
  ['At St Hilda’s, and at St Hilda’s Church of England Primary School.', 'At [setting], and at [setting].'],
  ['A bridge to school; at Bridge and at the Bridge Academy.', 'A bridge to school; at [setting] and at [setting].'],
  ['Femi Li, Li and a lively list.', '[professional] [professional], [professional] and a lively list.'],
  ['She lives at 12  mill lane.', 'She lives at [address].'],
  ['Ms Orla Quist and Mr. Ng come on Mondays.', '[person] and [person] come on Mondays.'],
  ['Seen on 3 March 2026, 03/04/26, 2026-05-06 and May 7th.', 'Seen on [day], [day], [day] and [day].'],
  ['By July 2027 she reads 40 words; 2 hours a week from September 2026.', 'By July 2027 she reads 40 words; 2 hours a week from September 2026.'],
  ['Ring 01632 960 123 or +44 7700 900123, write to a.b@school.example, see www.school.example/zoe.', 'Ring [telephone] or [telephone], write to [email], see [web]'],
  ['NHS 943 476 5919, UPN A123456789012, ours A-7K3M9QZX, at ZZ99 3WZ.', 'NHS [number], UPN [number], ours [number], at [postcode].'],
  ['', ''],
])('%s', (text, expected) => {
  expect(without(text)).toBe(expected);
});

const OTHERS: readonly KnownName[] = [
  { tells: 'child', shape: 'person', name: 'Renée Łucja Smith-Jones' },
  { tells: 'family', shape: 'person', name: 'Søren Günther' },
  { tells: 'professional', shape: 'person', name: 'Tara Adams' },
  { tells: 'setting', shape: 'setting', name: 'St. Mary’s Catholic Primary School' },
  { tells: 'setting', shape: 'setting', name: 'Community College of Elmbridge' },
  { tells: 'address', shape: 'words', name: 'Flat 2 Mill Lane, Elmham' },
];

test.each([
  ['accents apart from their letters', 'Rene\u0301e and RENE\u0301E', '[child] and [child]'],
  ['a sign within that nobody sees', 'Ren\u00ad\u00e9e, Smith\u200b-Jones', '[child], [child]'],
  ['letters that have no accent to lose', 'Lucja, Lucja’s, Soren, Soeren, Guenther', '[child], [child]’s, [family], [family], [family]'],
  ['a possessive without its apostrophe', 'Renees friends', '[child]s friends'],
  ['a hyphen that ends a line, or is another sign', 'Smith-\nJones, Smith–Jones, Smith\u2011Jones', '[child], [child], [child]'],
  ['initials', 'R.S. and R. Ł. S.; the child, RS, and S.G.', '[child] and [child]; the child, [child], and [family]'],
  ['what everybody writes short is nobody’s initials', 'A TA, an OT.', 'A TA, an OT.'],
  ['a saint otherwise', 'St Mary’s, St. Marys, Saint Mary’s', '[setting], [setting], [setting]'],
  ['a school that is called what it is first', 'At Elmbridge they swim.', 'At [setting] they swim.'],
  ['a street without its number, and its town', 'In Mill Lane; near Elmham.', 'In [address]; near [address].'],
  ['numbers in other spacing', 'NHS 943\n476 5919, 943.476.5919, upn b123456789012, A 123 4567 8901 2', 'NHS [number], [number], upn [number], [number]'],
  ['days otherwise', '3-Apr-2016, 2016/04/03, 3 / 4 / 2016, 3 April ’16, April the 3rd, the third of April', '[day], [day], [day], [day], [day], the [day]'],
  ['somebody’s title without a space', 'Mr.Ng reads.', '[person] reads.'],
])('%s', (_what, text, expected) => {
  expect(anonymised(text, OTHERS, say)).toBe(expected);
});

test('each place says its line', () => {
  expect(toldIn('Reads daily.\n\nZoë counts to 10 with Dr Li.', KNOWN).map(({ tells, line }) => [tells, line])).toEqual([['child', 3], ['professional', 3]]);
});

test('whatever stands around a name, nothing known is left, and nothing is done twice', () => {
  const words = fc.constantFrom('reads', 'with', 'Zoë', "O'Neill", 'ZOË', 'Bridge', 'St Hilda’s', 'Femi', '12 Mill Lane', '3 March 2026', ',', '.', '(', '\n', 'Ms Quist', 'daily', 'ZZ99 3WZ', '’s');
  fc.assert(
    fc.property(fc.array(fc.tuple(words, fc.constantFrom(' ', '  ', '\n', '; '))), (parts) => {
      const once = without(parts.flat().join(''));
      expect(toldIn(once, KNOWN)).toEqual([]);
      expect(without(once)).toBe(once);
      expect(once).not.toMatch(/Zo[eë]|Neill|Bridge|Hilda|Femi|Mill Lane|Quist/i);
    }),
    { numRuns: 1000 },
  );
});

test('a name with signs that a pattern reads otherwise is a name like another; one sign alone is none', () => {
  expect(anonymised('A+ (B) is here, and b.', [{ tells: 'child', shape: 'person', name: 'A+ (B)' }, { tells: 'child', shape: 'person', name: 'b' }], say)).toBe('[child] is here, and b.');
});

test('what no rule knows is named for somebody to look at', () => {
  expect(perhapsNames('With his brother Ben, and at Cubs on Mondays.\nEvery day he uses Makaton with Ben’s help in Key Stage 2. Then he rests\nThat is all.')).toEqual(['Ben', 'Cubs', 'Mondays']);
});
