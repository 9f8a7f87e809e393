import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { launchBrowser } from '../support/resources.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** The people in a child's life: added, changed, and written to accordingly. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2025-10-13' })]);
  ref = await app.openCase('2025-09-02');
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const peopleOf = async (): Promise<Record<string, unknown>[]> => {
  const { rows } = await app.database.pool.query<Record<string, unknown>>(
    `SELECT p.name, p.relation, p.parental_responsibility, p.has_care, p.contact, p.address, p.postcode, p.address_protected, p.email, p.email_consent, p.prefers, p.large_print
     FROM person p JOIN case_record r ON r.child_ref = p.child_ref WHERE r.ref = $1 ORDER BY p.name`,
    [ref],
  );
  return rows;
};

test('a father with an address of his own is added; what is wrong stands beside its field and nothing typed is lost', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker', width: 320 });
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: 'Add a person' }).click();
  await casey.page.waitForURL('**/people/new');
  await expectAccessible(casey);
  await expectNoSidewaysScroll(casey);
  await casey.type({ name: 'Fergus Testchild', address: '22 Made-up Lane\n\n Sampleton ', postcode: 'nonsense' });
  await casey.page.locator('[name="relation"]').selectOption('father');
  await casey.choose({ holds: ['parental'], emailConsent: 'yes' });
  expect(await casey.press('Keep these details')).toBe(400);
  expect((await casey.errorSummary()).map(({ href }) => href)).toEqual(expect.arrayContaining(['#postcode', '#email']));
  await expectAccessible(casey);
  expect(await casey.page.locator('[name="name"]').inputValue()).toBe('Fergus Testchild');

  await casey.type({ postcode: 'zz99 1ab', email: 'fergus@post.example' });
  expect(await casey.press('Keep these details')).toBe(200);
  expect(await peopleOf()).toContainEqual({
    name: 'Fergus Testchild',
    relation: 'father',
    parental_responsibility: true,
    has_care: false,
    contact: 'contactable',
    address: '22 Made-up Lane\nSampleton',
    postcode: 'ZZ99 1AB',
    address_protected: false,
    email: 'fergus@post.example',
    email_consent: true,
    prefers: 'post',
    large_print: false,
  });
  await casey.open(paths.history(ref));
  expect(await casey.page.getByText('A person added to the child’s life').count()).toBe(1);
  await casey.leave();
});

test('he is withheld: the form shows what is known, the case says that nothing is sent to him', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(ref));
  await casey.page.getByRole('link', { name: 'Change the details of Fergus Testchild' }).click();
  await casey.page.waitForURL('**/people/S-**');
  expect(await casey.page.locator('[name="postcode"]').inputValue()).toBe('ZZ99 1AB');
  await casey.choose({ contact: 'withheld', needs: ['largePrint'] });
  expect(await casey.press('Keep these details')).toBe(200);
  expect(await casey.page.locator('li', { hasText: 'Fergus Testchild' }).innerText()).toContain('do not contact');
  expect(await peopleOf()).toContainEqual(
    expect.objectContaining({ name: 'Fergus Testchild', contact: 'withheld', large_print: true }),
  );
  const { rows } = await app.database.pool.query<{ payload: object }>(
    `SELECT payload FROM journal_entry WHERE record_ref = $1 AND type LIKE 'person-%'`,
    [ref],
  );
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/Fergus|fergus|ZZ99|Sampleton/);
  await casey.leave();
});

test('another child’s person is not there; a colleague who may not record is refused', async () => {
  const other = await app.openCase('2025-09-03', 'Finch');
  const { rows } = await app.database.pool.query<{ ref: string }>(
    'SELECT p.ref FROM person p JOIN case_record r ON r.child_ref = p.child_ref WHERE r.ref = $1',
    [other],
  );
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  expect(await casey.open(paths.person(ref, rows[0]?.ref ?? ''))).toBe(404);
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  expect(await olu.open(paths.person(ref, 'new'))).toBe(403);
  await olu.open(paths.case(ref));
  expect(await olu.page.getByRole('link', { name: 'Add a person' }).count()).toBe(0);
  for (const one of [casey, olu]) await one.leave();
});
