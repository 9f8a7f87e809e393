import { afterAll, beforeAll, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { longDay } from '../../web/dates.js';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';
import { STAFF } from '../web/support/council.js';
import { day, expectAccessible, visit, type Visitor } from '../web/support/visitor.js';
import { journeyFrom, keepParents, recordAs, takeRequest, textOf, type SkippingJourney } from './journey.js';

/**
 * Twins in one house, each refused an assessment by the panel. For one the family asks for mediation and an agreement is reached;
 * for the other it appeals, the council gives way too late, and the Tribunal orders. Weeks pass on Temporal's own clock. Every
 * date below is worked out by hand from law.md, from a request on Monday 14 May 2035.
 */

let journey: SkippingJourney;
let casey: Visitor;
beforeAll(async () => {
  journey = await journeyFrom(isoDate('2035-05-14'));
  casey = await visit(journey.browser, journey.app.url, { as: 'caseworker' });
});
afterAll(() => journey.close());

const MOTHER = 'robin@family.example';
const FATHER = '22 Made-up Lane\nSampleton\nZZ99 1AA';
const SECRETS = /Tamsin|Toby|Testchild/;

const onToday = (): Promise<void> => casey.type(day('on', journey.today()));
const record = (ref: string, step: string, fill: () => Promise<void> = onToday): Promise<void> =>
  recordAs(casey, ref, step, fill);
const said = (on: string): string => longDay(isoDate(on));
const main = async ({ page }: Visitor): Promise<string> =>
  (await page.locator('main').innerText()).replace(/\s+/g, ' ');

/** A row of the case page's table of duties, whole. */
async function dutyRow(ref: string, act: string): Promise<string> {
  await casey.open(paths.case(ref));
  const row = casey.page.getByRole('row').filter({ has: casey.page.getByRole('rowheader', { name: act }) });
  return ((await row.first().textContent()) ?? '').replace(/\s+/g, ' ');
}

/** The parent reads how things stand, by the link of a letter about this child. */
async function parentReads(letter: string, ref: string): Promise<string> {
  const parent = await journey.follow(await journey.mailTo(MOTHER, letter, ref), SECRETS);
  expect(new URL(parent.page.url()).pathname).toBe(paths.family);
  await expectAccessible(parent);
  const page = await main(parent);
  expect(page).toContain(ref);
  await parent.leave();
  return page;
}

async function familyOf(givenName: string): Promise<string> {
  const ref = await takeRequest(casey, {
    givenName,
    familyName: 'Testchild',
    bornOn: '2027-03-27',
    askedOn: '2035-05-14',
    person: 'Robin Testchild',
  });
  await keepParents(casey, ref, MOTHER);
  return ref;
}

const REASONS = {
  Tamsin: 'The school has not yet used its own support for Tamsin.',
  Toby: 'What Toby needs is in place already.',
};

test('refusal, mediation, agreement and order: everyone is told the right dates and rights, and the cases go on', async () => {
  const tamsin = await familyOf('Tamsin');
  const toby = await familyOf('Toby');
  for (const ref of [tamsin, toby]) await record(ref, 'considering-notified');
  expect(await parentReads('considering-family', tamsin)).toContain(
    `${texts.family.next['decide-to-assess']} by ${said('2035-06-25')}`,
  );

  // The panel decides; the caseworker records its decision by its list, and types no reasons of her own.
  await casey.open(paths.panels);
  await casey.type({ ...day('meetsOn', '2035-06-11'), name: 'Assessment panel' });
  await casey.press('Call the panel');
  const panel = new URL(casey.page.url()).pathname;
  for (const caseRef of [tamsin, toby]) {
    await casey.type({ caseRef });
    await casey.choose({ question: 'assess' });
    expect(await casey.press('Put it on the list')).toBe(200);
  }
  await journey.passTo('2035-06-11');
  const mara = await visit(journey.browser, journey.app.url, { as: 'manager' });
  for (const [item, reason] of Object.values(REASONS).entries()) {
    await mara.open(`${panel}/${item + 1}/decision`);
    await mara.choose({ decision: 'no', votes: [STAFF.manager] });
    await mara.type({ reason });
    expect(await mara.press('Write it down')).toBe(200);
  }
  await mara.leave();
  await journey.passTo('2035-06-12');
  for (const at of [0, 1]) {
    await casey.open(panel);
    await casey.page
      .getByRole('link', { name: /Record the decision not to assess/ })
      .nth(at)
      .click();
    await casey.page.waitForURL('**/record/**');
    await casey.choose({ under: 'reg-4' });
    await onToday();
    expect(await casey.press('Record'), await main(casey)).toBe(200);
  }

  // To the family by post, with the panel's reasons and each right and day; the two months end in August, when the Tribunal rests.
  for (const [ref, mine, other] of [
    [tamsin, REASONS.Tamsin, REASONS.Toby],
    [toby, REASONS.Toby, REASONS.Tamsin],
  ] as const) {
    const refusal = textOf(await journey.mailTo(FATHER, 'refused-to-assess', ref));
    expect(refusal).toContain(mine);
    expect(refusal).not.toContain(other);
    expect(refusal).toContain('right to appeal to the First-tier Tribunal');
    expect(refusal).toContain('must arrive by Monday 3 September 2035');
    expect(refusal).toContain('contact the mediation adviser by Sunday 12 August 2035');
  }
  const rights = await parentReads('considering-family', toby);
  expect(rights).toContain(texts.family.where.refused);
  expect(rights).toContain(texts.family.disagree.appeal(said('2035-09-03')));
  expect(rights).toContain(texts.family.disagree.mediation(said('2035-08-12')));

  // Tamsin's family asks for mediation; Toby's appeals.
  await journey.passTo('2035-07-02');
  await record(tamsin, 'mediation-requested', async () => {
    await casey.choose({ channel: 'by-hand', health: 'no' });
    await onToday();
  });
  expect(await dutyRow(tamsin, 'Arrange the mediation')).toContain(said('2035-08-01'));
  expect(textOf(await journey.mailTo(MOTHER, 'mediation-requested', tamsin))).toContain('by Wednesday 1 August 2035');
  expect(await parentReads('mediation-requested', tamsin)).toContain(
    `${texts.family.next['arrange-mediation']} by ${said('2035-08-01')}`,
  );
  await record(toby, 'appeal-lodged', async () => {
    await casey.choose({ against: 'refusal-to-assess' });
    await casey.type(day('sentToAuthorityOn', '2035-07-02'));
    await onToday();
  });
  const appeal = textOf(await journey.mailTo(MOTHER, 'appeal-registered', toby));
  expect(appeal).toContain('by Thursday 13 September 2035'); // thirty working days, none of them in August
  expect(appeal).toContain('against our decision not to carry out an EHC needs assessment');

  await journey.passTo('2035-07-09');
  await record(tamsin, 'mediation-arranged', async () => {
    await onToday();
    await casey.type({ ...day('meetingOn', '2035-07-18'), place: 'Room 2, Invented Hall, at 10am' });
  });
  const invitation = textOf(await journey.mailTo(FATHER, 'mediation-invitation', tamsin));
  expect(invitation).toContain('is on Wednesday 18 July 2035');
  expect(invitation).toContain('Room 2, Invented Hall, at 10am');
  await record(toby, 'appeal-answered');
  await journey.mailTo(MOTHER, 'appeal-answered', toby);

  // What is agreed counts as an order of its day.
  await journey.passTo('2035-07-18');
  await record(tamsin, 'mediation-agreed', async () => {
    await casey.choose({ what: 'assess', party: 'authority' });
    await onToday();
  });
  expect(await dutyRow(tamsin, 'Tell the family it will be assessed')).toContain(said('2035-08-01'));
  expect(await dutyRow(tamsin, 'If no plan is needed')).toContain(said('2035-09-26'));
  const final = await dutyRow(tamsin, 'Send the final plan, as ordered');
  expect(final).toContain(said('2035-10-24'));
  expect(final).toContain('reg 42(2)');
  const agreed = textOf(await journey.mailTo(MOTHER, 'mediation-agreed', tamsin));
  for (const on of ['Wednesday 1 August 2035', 'Wednesday 26 September 2035', 'Wednesday 24 October 2035'])
    expect(agreed).toContain(on);
  const hopeful = await parentReads('mediation-agreed', tamsin);
  expect(hopeful).toContain(texts.family.undone.assess);
  expect(hopeful).toContain(`${texts.family.next['order-notify-assess']} by ${said('2035-08-01')}`);
  expect(hopeful).not.toContain(texts.family.disagree.title);

  // Toby's council gives way without an order: the first days stay, the Ombudsman's stand beside them.
  await journey.passTo('2035-07-20');
  await record(toby, 'appeal-conceded', async () => {
    await casey.choose({ what: 'assess' });
    await onToday();
  });
  const strict = await dutyRow(toby, 'Send the final plan');
  expect(strict).toContain(said('2035-10-01')); // twenty weeks from the request
  expect(strict).toContain(texts.counted.ombudsman);
  expect(strict).toContain(said('2035-10-26')); // fourteen from giving way
  const conceded = textOf(await journey.mailTo(MOTHER, 'appeal-conceded', toby));
  expect(conceded).toContain('last day in law Monday 1 October 2035');
  expect(conceded).toContain('Friday 26 October 2035');

  await record(tamsin, 'assessment-agreed');
  expect(textOf(await journey.mailTo(MOTHER, 'agreed-family', tamsin))).toContain(
    'must reach you by Wednesday 24 October 2035',
  );
  await casey.open(paths.askAdvice(tamsin));
  expect(await casey.press('Ask them all'), await main(casey)).toBe(200);
  await journey.mailTo('v-psych000@advice.example', 'advice-request', tamsin);
  await casey.open(paths.case(tamsin));
  expect(await main(casey)).toContain(texts.stages.assessing);

  // The Tribunal orders all the same: counted from the day it was made, the day it was sent out beside it.
  await journey.passTo('2035-08-08');
  await record(toby, 'tribunal-order', async () => {
    await casey.choose({ order: 'assess' });
    await casey.type({ ...day('on', '2035-08-06'), ...day('sentOutOn', '2035-08-08') });
  });
  const notify = await dutyRow(toby, 'Tell the family it will be assessed');
  expect(notify).toContain(said('2035-08-20'));
  expect(notify).toContain(said('2035-08-22'));
  expect(await dutyRow(toby, 'Send the final plan, as ordered')).toContain(said('2035-11-12'));
  const order = textOf(await journey.mailTo(MOTHER, 'order-received', toby));
  for (const on of ['Monday 20 August 2035', 'Monday 15 October 2035', 'Monday 12 November 2035'])
    expect(order).toContain(on);
  await record(toby, 'assessment-agreed');
  expect(textOf(await journey.mailTo(MOTHER, 'agreed-family', toby))).toContain(
    'must reach you by Monday 12 November 2035',
  );
  expect(await parentReads('order-received', toby)).toContain(texts.family.where.assessing);
  expect(await dutyRow(toby, 'Tell the family it will be assessed')).toContain('8 August 2035');

  // No letter of one twin went to the record of the other, none twice, and the books are whole.
  const letters = (await journey.outbox()).filter(
    ({ letter }) => letter !== 'access-code' && !letter.startsWith('staff-'),
  );
  for (const mail of letters) expect([tamsin, toby].filter((ref) => textOf(mail).includes(ref))).toHaveLength(1);
  const keys = letters.map((mail) => `${mail.letter} ${mail.address} ${textOf(mail).includes(tamsin) ? tamsin : toby}`);
  expect([...new Set(keys)].sort()).toEqual([...keys].sort());
  for (const ref of [tamsin, toby]) {
    expect((await auditJournal(journey.app.database, ref))?.faults).toEqual([]);
    await journey.end(ref);
  }
  expect(journey.faults).toEqual([]);
});
