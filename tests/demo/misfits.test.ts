import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { demonstrationDocument } from '../../cli/demo/document.js';
import { matches, misfits } from '../../cli/demo/misfits.js';
import { authorities, published } from '../../cli/demo/published.js';
import { shownAccounts, THINGS_TO_TRY, welcome } from '../../cli/demo/welcome.js';
import type { DemoAccount } from '../../api/read-models.js';

test('the misfits of Southend-on-Sea that its data notice names are found, with both numbers', () => {
  const found = new Map(misfits(published('southend-on-sea')).map(({ about, published: as }) => [about, as]));
  expect(found.get('Requests decided')).toBe(
    '568 decisions are timed; 511 are counted by outcome (374 to assess, 137 not)',
  );
  expect(found.get('New plans')).toBe('309 new plans, 309 assessments that ended in one; 299 are timed');
  expect(found.get('Review decisions outstanding')).toBe('-71: fewer than none');
});

test('Thurrock published no review decision by time, and it shows', () => {
  const found = misfits(published('thurrock')).find(({ about }) => about === 'Review decisions by outcome');
  expect(found?.here).toBe('meetings without a decision on record');
});

test('tables that agree are no misfit', () => {
  const figures = published('southend-on-sea');
  const agreeing = { ...figures, requests: { ...figures.requests, in6Weeks: 500, over6Weeks: 11 } };
  expect(misfits(agreeing).map(({ about }) => about)).not.toContain('Requests decided');
});

describe.each(authorities())('$name', ({ slug }) => {
  test('every misfit says what was published and what is here', () => {
    for (const { about, published: as, here } of misfits(published(slug))) {
      expect([about, as, here].every((words) => words.length > 3)).toBe(true);
      expect(`${as} ${here}`).not.toMatch(/NaN|undefined/);
    }
  });

  test('every column said to be equal has a number', () => {
    expect(matches(published(slug)).every(({ published: count }) => Number.isInteger(count) && count >= 0)).toBe(true);
  });
});

test('the page of the demonstration is what the figures make it', () => {
  const page = readFileSync(path.join(import.meta.dirname, '..', '..', 'docs', 'demonstration.md'), 'utf8');
  expect(demonstrationDocument(page)).toBe(page);
});

const account = (name: string, role: DemoAccount['roles'][number]): DemoAccount => ({
  account: `${name}@demo.example`,
  name: 'Thimble Sampleton',
  roles: [role],
  team: null,
});

test('the welcome shows one account of each role a newcomer meets, those to try first things with, and how many more there are', () => {
  const accounts = [
    account('caseworker', 'caseworker'),
    account('caseworker-2', 'caseworker'),
    account('psychologist', 'professional'),
    account('senior-manager', 'senior-manager'),
  ];
  expect(shownAccounts(accounts).map((one) => one.account)).toEqual([
    'caseworker@demo.example',
    'senior-manager@demo.example',
    'psychologist@demo.example',
  ]);
  const said = welcome(accounts);
  expect(said).toContain('and 1 more on the sign-in page');
  for (const { account: name } of THINGS_TO_TRY) expect(said).toContain(`As ${name}`);
});

test('the welcome points to a whole journey and to a disagreement, each as whoever holds it', () => {
  const said = welcome([account('caseworker', 'caseworker')], {
    whole: { ref: 'A-WH01E000', account: 'caseworker@demo.example' },
    disputed: { ref: 'A-D1SPVTED', account: 'caseworker-2@demo.example' },
  });
  expect(said).toMatch(/cases\/A-WH01E000 +as caseworker@demo\.example: a whole journey/);
  expect(said).toMatch(/cases\/A-D1SPVTED +as caseworker-2@demo\.example: refused, disputed and settled/);
  expect(welcome([account('caseworker', 'caseworker')])).not.toContain('Cases to open');
});

test('the welcome gives the way into settings’ reviews, and says where the code is read', () => {
  const inboxes = [{ name: 'Acorn Primary School', token: 'a'.repeat(43) }];
  const said = welcome([account('caseworker', 'caseworker')], undefined, inboxes);
  expect(said).toContain(`Acorn Primary School  /a/${'a'.repeat(43)}`);
  expect(said).toContain('/outbox');
  expect(welcome([account('caseworker', 'caseworker')])).not.toContain('as a school sees them');
});

test('without accounts the welcome says what makes them', () => {
  expect(welcome([])).toContain('duly seed makes them');
});
