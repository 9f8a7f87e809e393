import { describe, expect, test } from 'vitest';

import { expectExampleMet } from './examples-met.js';
import { oracle } from './oracle.js';
import { WORKED_EXAMPLES } from './worked-examples.js';

describe('the oracle agrees with every worked example of law.md section 7', () => {
  test.each(WORKED_EXAMPLES)('$id: $when', (example) => {
    expect.hasAssertions();
    expectExampleMet(example, oracle(example.input));
  });

  test('no example is missing', () => {
    const ids = Array.from({ length: 48 }, (_, index) => `D${String(index + 1).padStart(2, '0')}`);
    expect([...new Set(WORKED_EXAMPLES.map((example) => example.id))]).toEqual(ids);
  });
});
