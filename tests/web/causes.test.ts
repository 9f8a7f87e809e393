import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AppError } from '../../api/errors.js';
import { recordCause } from '../../api/use-cases/delay-causes.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { paths } from '../../web/paths.js';
import { CAUSE_WORDS as t } from '../../web/words/causes.js';
import { launchBrowser } from '../support/resources.js';
import { ACCOUNTS } from './support/council.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, visit } from './support/visitor.js';

/** Why a step is late is said for learning: it is no exception, and the due date stays. */

let browser: Browser;
let app: TestApp;
let ref: string;
beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]);
  ref = await app.openCase('2025-09-02'); // final plan due on 20 January
  await app.record(ref, [{ type: 'assessment-agreed', on: '2025-10-07' }]);
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const finalPlan = async (of = ref) => {
  const record = await app.useCases.cases.caseRecord(
    { staff: 'S-CASEY000', owns: true, teams: [] },
    of,
    isoDate('2026-01-26'),
  );
  return record?.duties.find(({ code }) => code === 'issue-final-plan');
};

test('offered where an exception is recorded; kept as an act of the record, shown on the step’s line and in the history, and nothing moves', async () => {
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.record(ref, 'exception-recorded'));
  expect(await casey.page.locator('input[name="ground"]').count()).toBe(4); // the regulations' own, and no more
  const [before, facts] = [await finalPlan(), await app.countFacts(ref)];
  await casey.page.getByText(t.title).click();
  await casey.page
    .locator('select[name="lateStep"]')
    .selectOption({ label: 'Send the final plan, due 20 January 2026' });
  await casey.choose({ cause: 'other' });
  expect(await casey.press(t.keep)).toBe(400);
  expect(await casey.errorSummary()).toEqual([{ text: t.note.missing, href: '#causeNote' }]);
  await expectAccessible(casey);
  await casey.type({ causeNote: 'The only psychologist was ill.' });
  expect(await casey.press(t.keep)).toBe(200);
  expect(await casey.page.getByText(t.kept).count()).toBe(1);

  await casey.open(paths.case(ref));
  const row = casey.page.locator('#duties ~ table tr', { hasText: 'Send the final plan' });
  expect(await row.innerText()).toContain(t.onDuty('Another cause (The only psychologist was ill.)'));
  const told = casey.page.locator('.duly-history .moj-timeline__item').first();
  expect(await told.innerText()).toMatch(
    /Why it is late: Send the final plan[\s\S]*Another cause\. It excuses nothing: the due date stays\.[\s\S]*recorded by Casey Marlow/,
  );
  await expectAccessible(casey);
  await casey.open(paths.record(ref, 'exception-recorded'));
  expect(await casey.page.locator('main').innerText()).toContain(t.stays);
  expect(await finalPlan()).toEqual(before); // due date, outcome and days late as they were
  expect(await app.countFacts(ref)).toBe(facts);
  expect(app.logged.join('\n')).not.toMatch(/psychologist/);
  await casey.leave();
});

test('said of a late step from its own line; said twice it stands once; taken back, both stand in the history', async () => {
  const own = await app.openCase('2025-09-02');
  await app.record(own, [{ type: 'assessment-agreed', on: '2025-10-07' }]);
  const casey = await visit(browser, app.url, { as: 'caseworker' });
  await casey.open(paths.case(own));
  await casey.page.getByRole('link', { name: /^Say why\s*: Decide whether to issue/ }).click();
  await casey.page.waitForURL(`**${paths.causes(own)}?**`);
  expect(await casey.page.locator('select[name="lateStep"]').inputValue()).toMatch(/^decide-to-issue\|/);
  await casey.choose({ cause: 'staff-shortage' });
  await casey.press(t.keep);
  const mine = await finalPlan(own);
  const same = {
    caseRef: own,
    duty: 'issue-final-plan' as const,
    subject: null,
    occurrence: mine?.occurrence ?? '',
    cause: 'staff-shortage',
    note: '',
  };
  const caller = await app.useCases.staff.byAccount(ACCOUNTS.caseworker, isoDate('2026-01-26'));
  if (caller === null) throw new Error('no caseworker');
  const twice = [await recordCause(app.useCases, caller, same), await recordCause(app.useCases, caller, same)];
  expect(twice[0]).toEqual(twice[1]);

  await casey.open(paths.causes(own));
  expect(await casey.page.locator('.duly-messages__item').count()).toBe(2);
  await casey.page.getByRole('button', { name: /^Take back\s*: Decide whether to issue/ }).click();
  await casey.page.waitForURL('**done=back');
  expect(await casey.page.locator('.duly-messages__item').count()).toBe(1);
  await casey.open(paths.history(own));
  expect(await casey.page.getByText(/^Taken back, why it is late: entry/).count()).toBe(1);
  expect((await auditJournal(app.database, own))?.faults).toEqual([]);
  await casey.leave();

  const wrong = recordCause(app.useCases, caller, {
    ...same,
    duty: 'send-review-report',
    cause: 'weather',
    note: 'x'.repeat(2001),
  });
  const { extra } = (await wrong.catch((error: unknown) => error)) as AppError;
  expect(extra.errors?.map(({ path }) => path)).toEqual(['duty', 'cause', 'note']);
});

test('who may not record says nothing', async () => {
  const olu = await visit(browser, app.url, { as: 'otherCaseworker' });
  await olu.open(paths.case(ref));
  expect(await olu.page.getByRole('link', { name: /^Say why/ }).count()).toBe(0);
  expect(await olu.open(paths.causes(ref))).toBe(403);
  await olu.leave();
});
