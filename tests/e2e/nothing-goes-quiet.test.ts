import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { paths } from '../../web/paths.js';
import { ESCALATION_WORDS } from '../../web/words/escalations.js';
import { LADDER_WORDS } from '../../web/words/ladders.js';
import { ACCOUNTS } from '../web/support/council.js';
import { day, expectAccessible, visit, type Visitor } from '../web/support/visitor.js';
import { journeyFrom, textOf, type SkippingJourney } from './journey.js';
import { PATIENCE } from '../support/patience.js';

/**
 * Two requests of Monday 14 May 2035 that nobody decides by 25 June. One is acknowledged and its promise broken, one is not
 * acknowledged; the director reads of both in the Monday report, and the council changes its ladder. Weeks pass on Temporal's own
 * clock; every date below is worked out by hand.
 */

let journey: SkippingJourney;
let [promised, silent] = ['', ''];
let mara: Visitor;
let dara: Visitor;
let ada: Visitor;
beforeAll(async () => {
  journey = await journeyFrom(isoDate('2035-05-14'));
  [promised, silent] = [await journey.app.openCase('2035-05-14', 'Wren'), await journey.app.openCase('2035-05-14', 'Rook')];
  [mara, dara, ada] = [await visit(journey.browser, journey.app.url, { as: 'manager' }), await visit(journey.browser, journey.app.url, { as: 'director' }), await visit(journey.browser, journey.app.url, { as: 'administrator' })];
});
afterAll(() => journey.close());

const main = ({ page }: Visitor): Promise<string> => page.locator('main').innerText();
const escalation = (ref: string): string => paths.escalation(ref, 'decide-to-assess', '-', 'j1');
/** Opens the page of one until it says so: the record's own workflow wakes by itself. */
const says = (who: Visitor, address: string, words: string): Promise<void> =>
  vi.waitFor(
    async () => {
      await who.open(address);
      expect(await main(who)).toContain(words);
    },
    { timeout: PATIENCE, interval: 300 },
  );

test('the day after: its manager is told of both, and acknowledges one with an action and a day', async () => {
  await journey.passTo('2035-06-26');
  for (const ref of [promised, silent]) {
    expect(textOf(await journey.mailTo(ACCOUNTS.manager, 'staff-escalation', ref))).toContain('Monday 25 June 2035');
    await says(mara, escalation(ref), 'Went to the team manager on Tuesday 26 June 2035');
  }
  await mara.open(escalation(promised));
  await mara.type({ action: 'The panel decides it on Thursday.', ...day('promisedOn', '2035-07-06') });
  expect(await mara.press(ESCALATION_WORDS.one.button)).toBe(200);
  expect(await main(mara)).toContain('Promised by Friday 6 July 2035');
});

test('the Monday after: what was not acknowledged has climbed; the director follows a figure of the report to both cases', async () => {
  await journey.passTo('2035-07-02');
  await says(dara, escalation(silent), 'Went to the service manager on Monday 2 July 2035');
  await says(dara, escalation(promised), 'Acknowledged by Mara Quill on Tuesday 26 June 2035');
  expect(await main(dara)).not.toContain('Went to the service manager');

  await journey.startMonday();
  const mail = await journey.mailTo(ACCOUNTS.director, 'staff-report');
  expect(textOf(mail)).toContain(paths.report('2035-W26'));
  await dara.open(paths.report('2035-W26'));
  await dara.page.locator('#breaches a[href*="row=decide-to-assess"][href$="column=late"]').click();
  await dara.page.waitForURL('**/cases?**');
  const behind = await main(dara);
  for (const ref of [promised, silent]) expect(behind).toContain(ref);
  expect(behind.match(/6 days late/g)).toHaveLength(2);
  await expectAccessible(dara);
  await dara.page.getByRole('link', { name: silent }).click();
  await dara.page.waitForURL(`**${paths.case(silent)}`);
  expect(await dara.page.locator(`main a[href^="${escalation(silent)}"]`).count()).toBeGreaterThan(0);
});

test('the ladder is changed in the browser, and open cases follow it: both reach the director two weeks late', async () => {
  await ada.open(paths.ladder('decide-to-assess'));
  await ada.page.getByRole('button', { name: LADDER_WORDS.giveOwn }).click();
  await ada.page.waitForURL(`**${paths.ladderChange('decide-to-assess')}`);
  for (const out of ['out-1', 'out-1', 'out-2', 'out-2']) await ada.page.locator(`[value="${out}"]`).click();
  await ada.type({ 'step-2-days': '14' });
  expect(await ada.press(LADDER_WORDS.preview)).toBe(200);
  await ada.type({ reason: 'The director wants to hear sooner', ...day('effectiveFrom', '2035-07-02') });
  expect(await ada.press(LADDER_WORDS.keep)).toBe(200);
  expect(await main(ada)).toMatch(/14 days after it was due\s+Escalate, as it is late\s+.*Director/);

  await journey.passTo('2035-07-03');
  expect(await journey.followLadders()).toBe(2);
  await says(dara, escalation(silent), 'Goes to the director on Monday 9 July 2035');
  expect(await main(dara)).toContain('Went to the service manager on Monday 2 July 2035'); // by the ladder of that day
  await journey.passTo('2035-07-09');
  for (const ref of [promised, silent]) await says(dara, escalation(ref), 'Went to the director on Monday 9 July 2035');
  await dara.open(`${paths.escalations}?whose=all&state=broken`);
  expect(await main(dara)).toContain(promised); // promised by Friday 6 July, and nothing came
  expect(await main(dara)).not.toContain(silent);
  const climbed = (await journey.outbox()).filter(({ letter, address }) => letter === 'staff-escalation' && address === ACCOUNTS.director).map(textOf);
  for (const ref of [promised, silent]) expect(climbed.filter((words) => words.includes(ref)).length).toBeGreaterThan(0);
  expect(journey.faults).toEqual([]);
});
