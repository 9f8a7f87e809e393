import { describe, expect, test } from 'vitest';
import { samplingSchema, stratumId } from '../../../domain/audit/sampling.js';
import { settingsWith } from './stock.js';

const problemsOf = (given: Readonly<Record<string, unknown>>): readonly string[] => {
  const read = samplingSchema.safeParse({ kind: 'plan', seed: 'seed-of-tests', ...given });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};
const fixed = (...numbers: readonly unknown[]) => ({ strataBy: ['primary-need'], allocation: { kind: 'fixed', numbers } });

describe('what a council may set', () => {
  test('kind and seed alone give the defaults that are the project’s own', () => {
    expect(settingsWith()).toEqual({
      kind: 'plan', seed: 'seed-of-tests', number: 10, strataBy: ['primary-need', 'first-or-amended'], allocation: { kind: 'proportional' }, notAgainWithin: 12, doubleShare: 0.1, cap: null, notOwnTeam: false,
    });
  });

  test('every trait, the ends of every range, a stratum of what is not known, and numbers that leave a rest', () => {
    expect(problemsOf({ strataBy: ['primary-need', 'setting', 'age-band', 'caseworker', 'first-or-amended'], number: 0, notAgainWithin: 0, doubleShare: 0 })).toEqual([]);
    expect(problemsOf({ strataBy: [], number: 500, cap: 500, notAgainWithin: 120, doubleShare: 1, notOwnTeam: true })).toEqual([]);
    expect(problemsOf({ number: 10, ...fixed({ stratum: { 'primary-need': 'ASD' }, number: 4 }, { stratum: { 'primary-need': null }, number: 6 }) })).toEqual([]);
  });

  test.each([
    { given: { kind: 'letter' }, says: 'kind: must be one of plan, draft, advice, review-report, case' },
    { given: { seed: undefined }, says: 'seed: must be given: 8 to 64 letters, digits or hyphens that nobody can guess' },
    { given: { seed: 'short' }, says: 'seed: must be 8 to 64 letters, digits or hyphens' },
    { given: { number: -1 }, says: 'number: must be at least 0' },
    { given: { number: 501 }, says: 'number: must be at most 500' },
    { given: { number: 2.5 }, says: 'number: must be a whole number from 0 to 500' },
    { given: { strataBy: ['ethnicity'] }, says: 'strataBy.0: must be one of primary-need, setting, age-band, caseworker, first-or-amended' },
    { given: { strataBy: ['setting', 'setting'] }, says: 'strataBy.1: “setting” is named twice: take one out' },
    { given: { doubleShare: 10 }, says: 'doubleShare: must be at most 1: write 10% as 0.1' },
    { given: { doubleShare: -0.1 }, says: 'doubleShare: must be at least 0' },
    { given: { doubleShare: '10%' }, says: 'doubleShare: must be a number from 0 to 1: write 10% as 0.1' },
    { given: { notAgainWithin: -1 }, says: 'notAgainWithin: must be 0 or more months' },
    { given: { notAgainWithin: 121 }, says: 'notAgainWithin: must be at most 120 months' },
    { given: { number: 10, cap: 9 }, says: 'cap: must be at least the monthly number, 10: raise it, or lower the number' },
    { given: { notOwnTeam: 'yes' }, says: 'notOwnTeam: must be true or false' },
    { given: { allocation: { kind: 'largest-remainder' } }, says: 'allocation.kind: must be proportional or fixed' },
    { given: fixed(), says: 'allocation.numbers: must give one stratum a number at least: choose proportional where none has its own' },
    { given: { number: 5, ...fixed({ stratum: { 'primary-need': 'ASD' }, number: 4 }, { stratum: { 'primary-need': 'SEMH' }, number: 2 }) }, says: 'allocation.numbers: the strata’s numbers make 6, more than the monthly number, 5: lower them, or raise it' },
    { given: fixed({ stratum: { 'primary-need': 'ASD' }, number: 1 }, { stratum: { 'primary-need': 'ASD' }, number: 2 }), says: 'allocation.numbers.1.stratum: is named twice: give the stratum one number' },
    { given: fixed({ stratum: {}, number: 1 }), says: 'allocation.numbers.0.stratum: says nothing of “primary-need”: give its code, or null for what is not known' },
    { given: fixed({ stratum: { 'primary-need': 'ASD', setting: 'special' }, number: 1 }), says: 'allocation.numbers.0.stratum.setting: strata are not made by “setting”: add it to strataBy, or leave it out here' },
    { given: fixed({ stratum: { 'primary-need': 'ASD', shoe: '4' }, number: 1 }), says: 'allocation.numbers.0.stratum: “shoe” is no trait: name some of primary-need, setting, age-band, caseworker, first-or-amended' },
    { given: fixed({ stratum: 'ASD', number: 1 }), says: 'allocation.numbers.0.stratum: must give the stratum’s code of each trait' },
    { given: fixed({ stratum: { 'primary-need': '' }, number: 1 }), says: 'allocation.numbers.0.stratum.primary-need: must be a code: write null for what is not known' },
  ])('refused: $says', ({ given, says }) => {
    expect(problemsOf(given)).toContain(says);
  });
});

test('a stratum is called the same whatever the order of the traits, and never as another is', () => {
  expect(stratumId(['setting', 'primary-need'], { setting: 'special', 'primary-need': 'ASD' })).toBe('["ASD","special"]');
  expect(stratumId(['primary-need', 'setting'], { 'primary-need': 'ASD', setting: 'special' })).toBe('["ASD","special"]');
  expect(stratumId(['primary-need'], {})).toBe('[null]');
  expect(stratumId(['primary-need'], { 'primary-need': 'null' })).toBe('["null"]');
  expect(stratumId([], { 'primary-need': 'ASD' })).toBe('[]');
});
