import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { YOUNG_PERSON_WORDS } from '../../web/words/family.js';
import { launchBrowser } from '../support/resources.js';
import { codeSentTo, linkFor, parentOf, visitByLink } from './support/by-link.js';
import { startTestApp, type TestApp } from './support/test-app.js';
import { expectAccessible, expectNoSidewaysScroll, visit } from './support/visitor.js';

/** A family's page: three answers in plain words, what they may send and until when, and their own letters only. */

let browser: Browser;
let app: TestApp;
let ref: string;
let mother: string;
const FATHER = 'S-FATHER00';
const t = texts.family;

beforeAll(async () => {
  [browser, app] = await Promise.all([launchBrowser(), startTestApp({ today: '2026-01-26' })]);
  ref = await app.openCase('2025-12-01', 'Juniper');
  mother = await parentOf(app, ref);
  await app.database.pool.query(`INSERT INTO person (ref, child_ref, name, relation) SELECT $1, child_ref, 'Sorrel Testchild', 'father' FROM case_record WHERE ref = $2`, [FATHER, ref]);
  await app.record(ref, [{ type: 'assessment-agreed', on: '2026-01-05' }]);
  await app.record(ref, [{ type: 'advice-requested', on: '2026-01-06', adviser: 'V-PARENT00', role: 'parent' }]);
  for (const [to, subject] of [[mother, 'For the mother'], [FATHER, 'For the father']] as const) {
    await app.database.pool.query(
      `INSERT INTO message (ref, record_ref, letter, to_kind, to_ref, to_name, channel, subject, body, reference, status, queued_at, sent_at)
       VALUES ('M-' || upper(substr(md5($1), 1, 8)), $2, 'agreed-family', 'person', $1, 'x', 'email', $3, '[{"kind":"paragraph","text":"We will assess."}]', gen_random_uuid(), 'accepted', '2026-01-05T09:00Z', '2026-01-05T09:01Z')`,
      [to, ref, subject],
    );
  }
});
afterAll(async () => {
  await browser.close();
  await app.close();
});

const factsOf = async () =>
  (await app.database.pool.query<{ type: string; actor: string; text: string | null }>(
    `SELECT j.type, j.actor, n.text FROM journal_entry j LEFT JOIN note n ON n.ref = j.payload->>'note' WHERE j.record_ref = $1 AND j.kind = 'fact' ORDER BY j.position DESC`, [ref])).rows;

test('during the assessment: where it is, who has it, what is next; the letters to this parent only; their views become the parent’s advice', async () => {
  const parent = await visitByLink(browser, app, { recordRef: ref, forKind: 'person', forRef: mother });
  expect(new URL(parent.page.url()).pathname).toBe(paths.family);
  const page = await parent.page.locator('main').innerText();
  expect(page).toContain(t.where.assessing);
  expect(page).toContain('Casey Marlow');
  expect(page).toContain(`${t.next['send-draft']} by `);
  expect(page).toContain('Tuesday 17 February 2026'); // six weeks from 6 January
  expect(page).toContain('For the mother');
  expect(await parent.page.content()).not.toContain('For the father');
  expect(await parent.page.content()).not.toContain('Sorrel');
  await expectAccessible(parent);
  await parent.page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(parent);

  expect(await parent.press(t.say.send)).toBe(400);
  expect(await parent.errorSummary()).toEqual([{ text: t.say.missing, href: '#words' }]);
  await parent.type({ words: 'Juniper loves water.\nMornings are hard.' });
  expect(await parent.press(t.say.send)).toBe(200);
  expect(await parent.page.getByText(t.say.sent).count()).toBe(1);
  const [last] = await factsOf();
  expect(last).toMatchObject({ type: 'advice-received', actor: mother, text: expect.stringContaining('loves water') as string });

  expect(await parent.open(paths.case(ref))).toBe(200);
  expect(new URL(parent.page.url()).pathname).toBe(paths.signIn); // not theirs
  expect(await parent.open(paths.adviceAnswer(ref, 'V-PARENT00'))).toBe(404);
  await parent.leave();
});

test('the other parent may write too, and is shown their own letters; what they say is kept in their name', async () => {
  const parent = await visitByLink(browser, app, { recordRef: ref, forKind: 'person', forRef: FATHER });
  expect(await parent.page.content()).not.toContain('For the mother');
  await parent.type({ words: 'He sleeps badly at mine too.' });
  await parent.press(t.say.send);
  expect((await factsOf())[0]).toMatchObject({ type: 'contact-made', actor: FATHER });
  await parent.leave();
});

test('on the draft until its last day, and not after', async () => {
  app.today('2026-01-27');
  await app.record(ref, [
    { type: 'issue-agreed', on: '2026-01-27' },
    { type: 'draft-plan-sent', on: '2026-01-27', channel: 'by-hand' },
  ]);
  const parent = await visitByLink(browser, app, { recordRef: ref, forKind: 'person', forRef: mother });
  await parent.open(paths.family);
  expect(await parent.page.getByText(t.say.draftUntil('Tuesday 10 February 2026')).count()).toBe(1); // fifteen days beginning with service
  await parent.type({ words: 'Section B leaves out her hearing.' });
  await parent.press(t.say.send);
  expect((await factsOf())[0]).toMatchObject({ type: 'representations-received', actor: mother });
  app.today('2026-02-11');
  await parent.open(paths.family);
  expect(await parent.page.locator('[name=words]').count()).toBe(0);
  expect(await parent.page.getByText(t.say.nothing).count()).toBe(1);
  await parent.leave();
});

test('a person who is withheld gets no way in, not even by a link given before', async () => {
  const token = await linkFor(app, { recordRef: ref, forKind: 'person', forRef: FATHER });
  await app.database.pool.query(`UPDATE person SET contact = 'withheld' WHERE ref = $1`, [FATHER]);
  const parent = await visit(browser, app.url);
  expect(await parent.open(paths.link(token))).toBe(410);
  expect(await parent.page.content()).not.toContain('Juniper');
  await parent.leave();
});

test('from the day after compulsory school age the young person signs in by a link and code of their own, and the parent’s way in has ended', async () => {
  const own = await startTestApp({ today: '2026-06-26' }); // the last Friday in June of the school year they turn 16
  const record = await own.openCase('2026-06-01', 'Linden');
  const { rows } = await own.database.pool.query<{ child: string }>(`UPDATE child SET born_on = '2009-09-01' WHERE ref = (SELECT child_ref FROM case_record WHERE ref = $1) RETURNING ref AS child`, [record]);
  const child = rows[0]?.child ?? '';
  await own.database.pool.query('UPDATE person SET parental_responsibility = true WHERE child_ref = $1', [child]);

  const mother = await parentOf(own, record);
  const casey = await visit(browser, own.url, { as: 'caseworker' });
  await casey.open(paths.case(record));
  await casey.page.getByRole('link', { name: 'Add the young person’s own address' }).click();
  await casey.page.waitForURL('**relation=self');
  await casey.type({ name: 'Linden Testchild', email: 'linden@young.example' });
  await casey.choose({ emailConsent: 'yes', prefers: 'email', holds: 'parental' });
  expect(await casey.press('Keep these details')).toBe(400);
  expect((await casey.errorSummary()).map(({ href }) => href)).toEqual(['#holds']);
  await casey.page.locator('input[name="holds"]').first().uncheck();
  expect(await casey.press('Keep these details')).toBe(200);
  expect(await casey.page.locator('#people ~ ul').innerText()).toMatch(/Linden Testchild, the young person themself/);
  await casey.open(paths.person(record, 'new'));
  await casey.type({ name: 'Linden again' });
  await casey.choose({ relation: 'self' });
  expect(await casey.press('Keep these details')).toBe(400); // one entry of their own
  await casey.leave();

  const parent = await visitByLink(browser, own, { recordRef: record, forKind: 'person', forRef: mother });
  expect(await parent.page.locator('main').innerText()).toContain(t.where.considering);
  const early = await linkFor(own, { recordRef: record, forKind: 'child', forRef: child });
  const linden = await visit(browser, own.url);
  await linden.open(paths.link(early));
  expect(await linden.heading()).toBe(texts.link.ended.revoked.title); // a day too soon

  own.today('2026-06-27');
  expect(await parent.open(paths.family)).toBe(404);
  await linden.open(paths.link(early));
  await linden.press(texts.link.send);
  const { rows: sent } = await own.database.pool.query(`SELECT address, to_kind AS kind FROM message WHERE letter = 'access-code' AND to_ref = $1`, [child]);
  expect(sent).toEqual([{ address: 'linden@young.example', kind: 'child' }]);
  await linden.type({ code: await codeSentTo(own, child) });
  await linden.press(texts.link.enter);
  const page = await linden.page.locator('main').innerText();
  expect(page).toContain(YOUNG_PERSON_WORDS.where.considering);
  expect(page).not.toContain('your child');
  await expectAccessible(linden);
  await linden.type({ words: 'I should like to stay with my friends.' });
  expect(await linden.press(t.say.send)).toBe(200);
  for (const one of [parent, linden]) await one.leave();
  await own.close();
});
