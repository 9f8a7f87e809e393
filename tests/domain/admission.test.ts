import { expect, test } from 'vitest';
import { dutyToAdmit } from '../../domain/admission.js';

test.each([
  ['Community school', false, true],
  ['Voluntary aided school', false, true],
  ['Foundation special school', false, true],
  ['Local authority nursery school', false, true],
  ['Academy sponsor led', false, true],
  ['Academy special converter', false, true],
  ['Free schools alternative provision', false, true],
  ['Further education', false, true],
  ['Non-maintained special school', false, true],
  ['Other independent special school', false, false],
  ['Other independent special school', true, true],
  ['Other independent school', false, false],
  ['Special post 16 institution', true, true],
  ['Special post 16 institution', false, false],
  ['Welsh establishment', false, false],
])('%s, approved under section 41: %s, must admit: %s', (establishmentType, section41, must) => {
  expect(dutyToAdmit({ establishmentType, section41 })).toMatchObject({ must, law: expect.stringContaining('s 43') as string });
});

test('a type nobody recorded binds nobody, and says so', () => {
  expect(dutyToAdmit({ establishmentType: null, section41: false })).toMatchObject({ must: false, why: 'its type is not known' });
});
