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
