import { describe, expect, test } from 'vitest';

import { clock } from '../../domain/clock.js';
import { expectExampleMet } from '../oracle/examples-met.js';
import { WORKED_EXAMPLES } from '../oracle/worked-examples.js';
import { answered } from './support/answered.js';

/** How many variants law.md section 7 gives an example; one where none is named. */
const VARIANTS: Readonly<Record<string, number>> = { D15: 5, D19: 2, D20: 2, D32: 2, D38: 2, D39: 3, D42: 2, D43: 2, D45: 2 };
const IDS = Array.from({ length: 48 }, (_, i) => `D${String(i + 1).padStart(2, '0')}`);

describe('the worked examples of docs/law.md section 7', () => {
  test.each(WORKED_EXAMPLES)('$id: $when', (example) => {
    expect.hasAssertions();
    expectExampleMet(example, answered(clock(example.input)));
  });

  test.each(IDS)('%s is here with every variant', (id) => {
    expect(WORKED_EXAMPLES.filter((example) => example.id === id)).toHaveLength(VARIANTS[id] ?? 1);
  });

  test('no example has an unknown id', () => {
    expect(WORKED_EXAMPLES.map(({ id }) => id).filter((id) => !IDS.includes(id))).toEqual([]);
  });
});
