import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import type { TestApp } from '../web/support/test-app.js';
import { day, visit, type Visitor } from '../web/support/visitor.js';
import { journeyToday, keepParents, recordAs, takeRequest, type Journey } from './journey.js';

/**
 * A whole case with a browser for each person: caseworker, psychologist by the link in her mail, the health team's inbox, the
 * parent by the link in hers, and the manager; on real PostgreSQL, Temporal, worker and delivery into the outbox's folder.
 */

const today = londonDay(new Date().toISOString());

let journey: Journey;
let browser: Browser;
let app: TestApp;
let casey: Visitor;
beforeAll(async () => {
  journey = await journeyToday();
  ({ browser, app } = journey);
  casey = await visit(browser, app.url, { as: 'caseworker' });
});
afterAll(() => journey.close());

const SECRETS = /Wren|Testchild/;
const mailTo: Journey['mailTo'] = (...asked) => journey.mailTo(...asked);
const follow = async (...asked: Parameters<Journey['mailTo']>): Promise<Visitor> =>
  journey.follow(await mailTo(...asked), SECRETS);
const record = (ref: string, step: string, fill: () => Promise<void>): Promise<void> =>
  recordAs(casey, ref, step, fill);
const onToday = () => casey.type(day('on', today));

const ADVICE = {
  needs: 'Wren finds it hard to follow spoken instructions of more than one step.',
  'provision-0-what': 'Speech and language programme',
  'provision-0-who': 'A speech and language therapist',
  'provision-0-howOften': 'once a week',
  'provision-0-howLong': '45 minutes',
  'outcomes-0-outcome': 'Wren follows three spoken instructions in a row',
  'outcomes-0-measure': 'On 8 of 10 occasions, counted by her teacher',
  'outcomes-0-byWhen': 'July 2027',
};

test('everyone is told, asked, heard and answered, from the request to the final plan', async () => {
  const ref = await takeRequest(casey, {
    givenName: 'Wren',
    familyName: 'Testchild',
    bornOn: '2017-03-27',
    askedOn: addDays(today, -30),
    person: 'Robin Testchild',
  });

  // Who is who: the mother reads mail, the father has an address of his own.
  const mother = 'robin@family.example';
  await keepParents(casey, ref, mother);

  await record(ref, 'assessment-agreed', onToday);
  expect((await mailTo(mother, 'agreed-family')).subject).not.toMatch(/Wren|Testchild/);
  await mailTo('22 Made-up Lane\nSampleton\nZZ99 1AA', 'agreed-family');

  await casey.open(paths.askAdvice(ref));
  const asked = ['ask-health', 'ask-educational-psychology', 'ask-parent'];
  const boxes = await casey.page.locator('input[type=checkbox]').all();
  for (const box of boxes)
    if ((await box.isChecked()) && !asked.includes((await box.getAttribute('name')) ?? '')) await box.uncheck();
  await casey.choose({
    'who-health': 'V-HEA1TH00',
    'who-educational-psychology': 'V-PSYCH000',
    'who-parent': 'V-PARENT00',
  });
  expect(await casey.press('Ask them all'), await casey.page.locator('main').innerText()).toBe(200);

  const pia = await follow('v-psych000@advice.example', 'advice-request');
  await pia.type(ADVICE);
  expect(await pia.press('Send advice')).toBe(200);
  expect(await pia.page.getByText(texts.advice.sent).count()).toBe(1);
  await mailTo('v-psych000@advice.example', 'advice-thanks');

  const hal = await visit(browser, app.url, { as: 'health' });
  await hal.open(paths.advice);
  await hal.page
    .locator(`a[href="${paths.adviceAnswer(ref, 'V-HEA1TH00')}"]`)
    .first()
    .click();
  await hal.page.waitForURL(`**${paths.adviceAnswer(ref, 'V-HEA1TH00')}`);
  await hal.type(ADVICE);
  expect(await hal.press('Send advice')).toBe(200);

  const robin = await follow(mother, 'views-request');
  expect(await robin.page.locator('main').innerText()).toContain(texts.family.where.assessing);
  await robin.type({ words: 'Wren loves water. Mornings are hard.' });
  expect(await robin.press(texts.family.say.send)).toBe(200);

  const mara = await visit(browser, app.url, { as: 'manager' });
  await mara.open(paths.record(ref, 'issue-agreed'));
  await mara.type(day('on', today));
  expect(await mara.press('Record')).toBe(200);
  await record(ref, 'draft-plan-sent', async () => {
    await casey.choose({ channel: 'by-hand' });
    await onToday();
  });
  await mailTo(mother, 'draft-plan');
  await casey.open(paths.record(ref, 'final-plan-issued'));
  await onToday();
  expect(await casey.press('Record'), 'the family has its fifteen days').toBe(409);
  await record(ref, 'representations-closed', onToday);
  await record(ref, 'final-plan-issued', onToday);
  await mailTo(mother, 'final-plan');
  await robin.open(paths.family);
  expect(await robin.page.locator('main').innerText()).toContain(texts.family.where.finished);

  const all = await journey.outbox();
  const keys = all
    .filter(({ letter }) => letter !== 'access-code')
    .map(({ letter, address }) => `${letter} ${address}`);
  expect([...new Set(keys)].sort()).toEqual([...keys].sort()); // nothing twice
  expect((await auditJournal(app.database, ref))?.faults).toEqual([]);
  expect(journey.faults).toEqual([]);
  for (const visitor of [pia, hal, robin, mara]) await visitor.leave();
});
