import { isoDate } from '../../domain/dates/iso-date.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './support/app.js';
import type { Answer, Browser } from './support/browser.js';
import { planBroughtIn } from './support/plans-in.js';

/**
 * The worked examples of docs/law.md section 7 about reviews, transfers, moves, reassessment and ceasing, from outside: a plan comes
 * in by the import, what happens is recorded by POST on its day, what is due is read by GET. Every date is copied by hand from the
 * law's table. Real PostgreSQL and the transaction that records; the workflow around it has tests of its own.
 */

let app: TestApp;
let officer: Browser;
let manager: Browser;
beforeAll(async () => {
  app = await startTestApp({ terms: [{ term: 'spring-2027', startsOn: isoDate('2027-01-04') }] });
  [officer, manager] = [await app.signedIn('data-officer'), await app.signedIn('team-manager')];
});
afterAll(() => app.close());

type Told = Readonly<{ type: string; on: string } & Record<string, unknown>>;
type Duty = Readonly<{ code: string; subject: string | null; dueOn: string; outcome: string; doneOn: string | null }>;

const itIs = (on: string): void => app.clock.set(`${on}T09:00:00Z`);

/** A plan made on a day, brought in that day. */
async function planMade(on: string): Promise<string> {
  itIs(on);
  return planBroughtIn(officer, { 'Plan made': on });
}

async function tried(ref: string, fact: Told): Promise<Answer> {
  itIs(fact.on);
  return manager.post(`/api/cases/${ref}/facts`, { facts: [fact] });
}

/** Each recorded on its own day. */
async function record(ref: string, ...facts: readonly Told[]): Promise<void> {
  for (const fact of facts) {
    const answer = await tried(ref, fact);
    expect(answer.status, answer.text).toBe(201);
  }
}

/** By the day they are due. */
async function dutiesOf(ref: string, code: string): Promise<readonly Duty[]> {
  const answer = await manager.get(`/api/cases/${ref}/duties`);
  expect(answer.status, answer.text).toBe(200);
  return (answer.body['duties'] as readonly Duty[]).filter((duty) => duty.code === code).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
}
/** The one there is. */
async function dutyOf(ref: string, code: string): Promise<Duty> {
  const [duty, ...more] = await dutiesOf(ref, code);
  if (duty === undefined || more.length > 0) throw new Error(`${more.length + (duty === undefined ? 0 : 1)} duties ${code}`);
  return duty;
}
const line = (basis: string, dueOn: string) => expect.arrayContaining([{ basis, dueOn }]) as unknown;

describe('annual reviews', () => {
  test('D22: plan first made 10 March 2025: the first review is complete by 9 March 2026, and late the day after', async () => {
    const ref = await planMade('2025-03-10');
    expect(await dutyOf(ref, 'complete-review')).toMatchObject({ dueOn: '2026-03-09', actBy: '2026-03-09', outcome: 'pending', law: expect.stringContaining('s 44(1)') as unknown });
    itIs('2026-03-09');
    expect(await dutyOf(ref, 'complete-review')).toMatchObject({ outcome: 'pending' });
    itIs('2026-03-10');
    expect(await dutyOf(ref, 'complete-review')).toMatchObject({ outcome: 'late', daysLate: 1 });
  });

  test('D23: review decision sent 20 February 2026: the next by 19 February 2027', async () => {
    const ref = await planMade('2025-03-10');
    await record(ref, { type: 'review-meeting-held', on: '2026-01-30' }, { type: 'review-decision-sent', on: '2026-02-20', decision: 'keep' });
    expect(await dutiesOf(ref, 'complete-review')).toMatchObject([{ dueOn: '2026-03-09', outcome: 'in-time', doneOn: '2026-02-20' }, { dueOn: '2027-02-19', outcome: 'pending', doneOn: null }]);
  });

  test('D24: plan made 29 February 2028: the first review by 28 February 2029', async () => {
    expect(await dutyOf(await planMade('2028-02-29'), 'complete-review')).toMatchObject({ dueOn: '2029-02-28' });
  });

  /** As D25 to D27 begin: a meeting on Thursday 5 November 2026, the decision to amend sent on a day. */
  async function met(decidedOn: string): Promise<string> {
    const ref = await planMade('2025-12-08');
    await record(ref, { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' }, { type: 'review-meeting-held', on: '2026-11-05' }, { type: 'review-decision-sent', on: decidedOn, decision: 'amend' });
    return ref;
  }
  const notice = (on: string): Told => ({ type: 'amendment-notice-sent', on, channel: 'by-hand' });

  test('D25: the whole of a review whose meeting is on 5 November 2026 and whose notice goes on 3 December', async () => {
    const ref = await planMade('2025-12-08');
    await record(ref, { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05' });
    for (const code of ['invite-to-review', 'circulate-review-papers']) {
      expect(await dutyOf(ref, code)).toMatchObject({ dueOn: '2026-10-21', outcome: 'pending', alsoCounted: line('lenient-notice', '2026-10-22') });
    }
    await record(ref, { type: 'review-invitations-sent', on: '2026-10-21' }, { type: 'review-papers-circulated', on: '2026-10-22' }, { type: 'review-meeting-held', on: '2026-11-05' });
    expect(await dutyOf(ref, 'invite-to-review')).toMatchObject({ outcome: 'in-time' });
    expect(await dutyOf(ref, 'circulate-review-papers')).toMatchObject({ outcome: 'late', daysLate: 1 });
    expect(await dutyOf(ref, 'send-review-report')).toMatchObject({ dueOn: '2026-11-19', by: 'setting', outcome: 'pending' });
    expect(await dutyOf(ref, 'decide-after-review')).toMatchObject({ dueOn: '2026-12-03', outcome: 'pending' });

    await record(ref, { type: 'review-report-sent', on: '2026-11-19' }, { type: 'review-decision-sent', on: '2026-12-03', decision: 'amend' });
    expect(await dutyOf(ref, 'send-amendment-notice')).toMatchObject({ dueOn: '2026-12-03', outcome: 'pending' });
    await record(ref, notice('2026-12-03'));
    expect(await dutyOf(ref, 'send-review-report')).toMatchObject({ outcome: 'in-time' });
    expect(await dutyOf(ref, 'decide-after-review')).toMatchObject({ outcome: 'in-time' });
    expect(await dutyOf(ref, 'send-amendment-notice')).toMatchObject({ outcome: 'in-time' });
    expect(await dutyOf(ref, 'hear-representations')).toMatchObject({ shape: 'window', dueOn: '2026-12-17', outcome: 'open' });
    expect(await dutyOf(ref, 'issue-amended-plan')).toMatchObject({ dueOn: '2027-01-28', notBefore: '2026-12-18', outcome: 'pending' });

    const early = await tried(ref, { type: 'amended-plan-issued', on: '2026-12-17' });
    expect([early.status, early.body]).toMatchObject([409, { refusal: 'inside-the-familys-days', notBefore: '2026-12-18' }]);
    await record(ref, { type: 'amended-plan-issued', on: '2027-01-28' });
    expect(await dutyOf(ref, 'issue-amended-plan')).toMatchObject({ outcome: 'in-time', doneOn: '2027-01-28' });
    expect(await dutiesOf(ref, 'complete-review')).toMatchObject([{ outcome: 'in-time' }, { dueOn: '2027-12-02', outcome: 'pending' }]); // from the decision of 3 December
  });

  test('D26: notice sent early, on 20 November: the final by 15 January 2027, before the line of twelve weeks', async () => {
    const ref = await met('2026-11-20');
    await record(ref, notice('2026-11-20'));
    expect(await dutyOf(ref, 'issue-amended-plan')).toMatchObject({ dueOn: '2027-01-15', alsoCounted: line('meeting-12-weeks', '2027-01-28') });
    await record(ref, { type: 'amended-plan-issued', on: '2027-01-18' });
    expect(await dutyOf(ref, 'issue-amended-plan')).toMatchObject({ outcome: 'late', daysLate: 3 });
  });

  test('D27: notice sent two weeks late, on 17 December: a breach of fourteen days, and the line of twelve weeks governs', async () => {
    const ref = await met('2026-12-03');
    await record(ref, notice('2026-12-17'));
    expect(await dutyOf(ref, 'send-amendment-notice')).toMatchObject({ dueOn: '2026-12-03', outcome: 'late', daysLate: 14 });
    expect(await dutyOf(ref, 'issue-amended-plan')).toMatchObject({ dueOn: '2027-01-28', alsoCounted: line('notice-8-weeks', '2027-02-11') });
  });

  test('D31: term starts on 4 January 2027: the list of reviews is out by 20 December, lenient the 21st', async () => {
    const ref = await planMade('2025-03-10');
    expect(await dutyOf(ref, 'send-review-list')).toMatchObject({ subject: 'spring-2027', dueOn: '2026-12-20', actBy: '2026-12-18', kind: 'guidance', alsoCounted: line('lenient-notice', '2026-12-21') });
    await record(ref, { type: 'review-list-sent', on: '2026-12-21', term: 'spring-2027' });
    expect(await dutyOf(ref, 'send-review-list')).toMatchObject({ outcome: 'late', daysLate: 1 });
  });
});

describe('phase transfers', () => {
  test.each([
    { id: 'D28', kind: 'primary-secondary', amendBy: '2027-02-14', actBy: '2027-02-12', breachOn: '2027-02-15', meetBy: '2026-11-22', meetActBy: '2026-11-20' },
    { id: 'D29', kind: 'secondary-post16', amendBy: '2027-03-30', actBy: '2027-03-30', breachOn: '2027-03-31', meetBy: '2027-01-05', meetActBy: '2027-01-05' },
    { id: 'D30', kind: 'post16-post16', amendBy: '2027-03-31', actBy: '2027-03-31', breachOn: '2027-04-01', meetBy: '2027-01-06', meetActBy: '2027-01-06' },
  ])('$id: $kind in September 2027: amended by $amendBy, the breach line $breachOn, the last safe meeting $meetBy', async ({ kind, amendBy, actBy, breachOn, meetBy, meetActBy }) => {
    const ref = await planMade('2025-09-10');
    await record(ref, { type: 'phase-transfer-expected', on: '2026-09-02', kind, transferOn: '2027-09-01' });
    expect(await dutyOf(ref, 'amend-for-phase-transfer')).toMatchObject({ dueOn: amendBy, actBy, outcome: 'pending', alsoCounted: line('breach-line', breachOn) });
    expect(await dutyOf(ref, 'hold-transfer-review')).toMatchObject({ dueOn: meetBy, actBy: meetActBy, kind: 'local' });
    const { board } = (await manager.get(`/api/reviews/phases/${kind}`)).body as { board: { recorded: { ref: string }[] } };
    expect(board).toMatchObject({ transferOn: '2027-09-01', amendBy, breachOn, lastMeetingOn: meetBy, recorded: [{ ref, transfer: { kind, amendBy, lastMeetingOn: meetBy }, doneOn: null }] });

    itIs(breachOn);
    expect(await dutyOf(ref, 'amend-for-phase-transfer')).toMatchObject({ outcome: 'late', daysLate: 1 });
    await record(ref, { type: 'review-meeting-held', on: meetBy }, { type: 'review-decision-sent', on: meetBy, decision: 'keep' });
    expect(await dutyOf(ref, 'amend-for-phase-transfer')).toMatchObject({ outcome: 'in-time', doneOn: meetBy }); // kept: nothing had to be amended
    expect(await dutyOf(ref, 'hold-transfer-review')).toMatchObject({ outcome: 'in-time' });
  });
});

describe('moves between councils', () => {
  test.each([
    { id: 'D42', knownOn: '2026-06-10', dueOn: '2026-08-01' },
    { id: 'D42', knownOn: '2026-07-27', dueOn: '2026-08-14' },
  ])('$id: a move on 1 August 2026, known on $knownOn: the plan goes by $dueOn', async ({ knownOn, dueOn }) => {
    const ref = await planMade('2026-03-10');
    await record(ref, { type: 'move-known', on: knownOn, movesOn: '2026-08-01' });
    expect(await dutyOf(ref, 'transfer-plan-out')).toMatchObject({ dueOn, outcome: 'pending' });
    await record(ref, { type: 'moved-away', on: '2026-08-01', to: '882' }, { type: 'plan-transferred', on: '2026-08-03', to: '882' });
    expect(await dutyOf(ref, 'transfer-plan-out')).toMatchObject({ dueOn, doneOn: '2026-08-03', outcome: dueOn < '2026-08-03' ? 'late' : 'in-time' });
    expect(await dutyOf(ref, 'complete-review')).toMatchObject({ outcome: 'not-owed' }); // the new council's now
  });

  test.each([
    { last: 'made 10 March 2025 and never reviewed', reviews: [], reviewBy: '2026-11-13' },
    { last: 'last reviewed 20 February 2026', reviews: [{ type: 'review-meeting-held', on: '2026-01-30' }, { type: 'review-decision-sent', on: '2026-02-20', decision: 'keep' }], reviewBy: '2027-02-19' },
  ])('D43: transferred here on 14 August 2026, $last: the family told by 25 September, reviewed by $reviewBy', async ({ reviews, reviewBy }) => {
    const ref = await planMade('2025-03-10');
    await record(ref, ...reviews, { type: 'plan-transferred', on: '2026-08-14', from: '882' });
    expect(await dutyOf(ref, 'tell-family-of-transfer')).toMatchObject({ dueOn: '2026-09-25', outcome: 'pending' });
    expect(await dutyOf(ref, 'review-after-transfer')).toMatchObject({ dueOn: reviewBy, outcome: 'pending' });
    expect((await dutiesOf(ref, 'complete-review')).filter(({ outcome }) => outcome === 'pending')).toEqual([]); // reg 15(5) instead
    await record(ref, { type: 'family-told-of-transfer', on: '2026-09-25' });
    expect(await dutyOf(ref, 'tell-family-of-transfer')).toMatchObject({ outcome: 'in-time' });
  });
});

describe('reassessment and ceasing', () => {
  test('D44: asked on 1 October 2026 and agreed on the 14th: decided by 16 October, the plan by 20 January 2027', async () => {
    const ref = await planMade('2026-03-10');
    await record(ref, { type: 'reassessment-requested', on: '2026-10-01', by: 'parent' });
    expect(await dutyOf(ref, 'decide-to-reassess')).toMatchObject({ dueOn: '2026-10-16', outcome: 'pending' });
    await record(ref, { type: 'reassessment-agreed', on: '2026-10-14' });
    expect(await dutyOf(ref, 'decide-to-reassess')).toMatchObject({ outcome: 'in-time', doneOn: '2026-10-14' });
    expect(await dutyOf(ref, 'issue-reassessed-plan')).toMatchObject({ dueOn: '2027-01-20', outcome: 'pending' });
  });

  test('D45: last assessed 5 May 2026: asked on 1 November the council may refuse for that; from the 5th it may not', async () => {
    const permissionsOf = async (on: string) => {
      const ref = await planMade('2026-05-05');
      await record(ref, { type: 'reassessment-requested', on, by: 'parent', lastAssessedOn: '2026-05-05' });
      return (await manager.get(`/api/cases/${ref}`)).body['permissions'];
    };
    expect(await permissionsOf('2026-11-01')).toEqual([{ code: 'may-refuse-to-reassess', until: '2026-11-04' }]);
    expect(await permissionsOf('2026-11-04')).toEqual([{ code: 'may-refuse-to-reassess', until: '2026-11-04' }]);
    expect(await permissionsOf('2026-11-05')).toEqual([]);
  });

  test('D48: notice to cease sent 9 March 2026, no certificate and no appeal: the plan is kept to the end of 11 May', async () => {
    const ref = await planMade('2025-09-10');
    await record(ref, { type: 'cease-proposed', on: '2026-02-16' }, { type: 'cease-decided', on: '2026-03-09' });
    expect(await dutyOf(ref, 'keep-plan-until')).toMatchObject({ shape: 'window', dueOn: '2026-05-11', outcome: 'open' });
    const early = await tried(ref, { type: 'plan-ceased', on: '2026-05-11', reason: '2' });
    expect([early.status, early.body]).toMatchObject([409, { refusal: 'plan-must-be-kept', notBefore: '2026-05-12' }]);
    await record(ref, { type: 'plan-ceased', on: '2026-05-12', reason: '2' });
    expect(await dutyOf(ref, 'keep-plan-until')).toMatchObject({ outcome: 'respected' });
  });
});
