import { expect, test } from 'vitest';
import { clock } from '../../domain/clock.js';
import { HAND_WORKED } from './hand-worked.js';

test.each(HAND_WORKED)('$id: $code', ({ code, facts, today, expect: expected }) => {
  const result = clock({ today, facts });
  const duty = result.ok ? result.answer.duties.find((candidate) => candidate.code === code) : undefined;
  expect(duty).toMatchObject(expected);
});
