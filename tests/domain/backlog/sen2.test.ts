import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { sen2Rows, type Sen2Child, type Sen2Record } from '../../../domain/sen2/rows.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import type { Fact } from '../../../domain/facts/fact.js';

/** SEN2's rows worked by hand from law.md 6.3: codes, which decision counts, and what stands above a plan. */

const ON = { on: isoDate('2026-01-15'), settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR };
const facts = (...told: object[]): Fact[] => told.map((one, at) => anyFact.parse({ id: `j${at + 1}`, ...one }) as Fact);
const child = (...records: Sen2Record[]): Sen2Child => ({
  ref: 'C-1', givenName: 'Wren', familyName: 'Testchild', bornOn: isoDate('2016-03-27'), upn: null, councilReference: 'T-1', sex: 'F', primaryNeed: 'ASD', placement: 'EHE', postcode: null, setting: null, records,
});
const assessment = (...told: object[]): Sen2Record => ({ ref: 'A-1', kind: 'assessment', madeFrom: null, facts: facts({ type: 'request-received', on: '2025-01-06', by: 'school' }, ...told) });
const rowsOf = (...records: Sen2Record[]) => sen2Rows(child(...records), 1, ON);

describe('a request', () => {
  test('still open is A, with no day', () => expect(rowsOf(assessment()).requests).toMatchObject([{ requeststableid: 'A-1', persontableid: 'C-1', receiveddate: '2025-01-06', requestsource: '2', requestoutcome: 'A', requestoutcomedate: '' }]));
  test('refused, appealed and then agreed keeps its first decision and day', () => {
    const { requests, assessment: [second] } = rowsOf(assessment({ type: 'assessment-refused', on: '2025-02-10' }, { type: 'mediation-requested', on: '2025-02-20' }, { type: 'appeal-lodged', on: '2025-03-03', against: 'refusal-to-assess' }, { type: 'assessment-agreed', on: '2025-04-01' }));
    expect(requests).toMatchObject([{ requestoutcome: 'N', requestoutcomedate: '2025-02-10', requestmediation: 1, requesttribunal: 1 }]);
    expect(second).toMatchObject({ requeststableid: 'A-1', assessmentoutcome: 'A', assessmentmediation: 0, week20: 0 });
  });
  test('withdrawn is W with no day', () => expect(rowsOf(assessment({ type: 'request-withdrawn', on: '2025-01-20' })).requests).toMatchObject([{ requestoutcome: 'W', requestoutcomedate: '' }]));
});

describe('a plan', () => {
  const plan = (madeFrom: string | null, ...told: object[]): Sen2Record => ({ ref: 'P-1', kind: 'plan', madeFrom, facts: facts({ type: 'plan-made', on: '2025-05-26' }, ...told) });
  const issued = assessment({ type: 'assessment-agreed', on: '2025-02-10' }, { type: 'issue-agreed', on: '2025-04-20' }, { type: 'final-plan-issued', on: '2025-05-26' });

  test('stands under the request it came of; its review says what was decided and when', () => {
    const rows = rowsOf(issued, plan('A-1', { type: 'review-meeting-held', on: '2025-11-03' }, { type: 'review-decision-sent', on: '2025-11-27', decision: 'amend' }, { type: 'amendment-notice-sent', on: '2025-11-27' }));
    expect(rows.requests).toHaveLength(1);
    expect(rows.assessment).toMatchObject([{ assessmentoutcome: 'Y', assessmentoutcomedate: '2025-05-26' }]);
    expect(rows.namedplan).toMatchObject([{ namedplantableid: 'P-1', assessmenttableid: 'A-1', startdate: '2025-05-26', ceasedate: '' }]);
    expect(rows.activeplans).toMatchObject([{ requeststableid: 'A-1', reviewmeeting: '2025-11-03', reviewoutcome: 'amend', lastreview: '2025-11-27', reviewdraft: '2025-11-27' }]);
    expect(rows.senneed).toMatchObject([{ activeplanstableid: 'P-1', sentype: 'ASD', sentyperank: 1 }]);
    expect(rows.placementdetail).toMatchObject([{ urn: '', sensetting: 'EHE' }]);
  });

  test('of a request that was never here stands under a historical one; ceased, it is active no more', () => {
    const rows = rowsOf(plan(null, { type: 'plan-ceased', on: '2025-12-01', reason: 'sen2-7' }));
    expect(rows.requests).toMatchObject([{ requeststableid: 'P-1', requestoutcome: 'H' }]);
    expect(rows.assessment).toMatchObject([{ assessmenttableid: 'P-1', assessmentoutcome: 'H' }]);
    expect(rows.namedplan).toMatchObject([{ assessmenttableid: 'P-1', ceasedate: '2025-12-01', ceasereason: '7' }]);
    expect([rows.activeplans, rows.placementdetail, rows.senneed]).toEqual([[], [], []]);
  });

  test('that moved in says from where, in the return of the year of its move', () => {
    const from = (on: string, council: string) => rowsOf(plan(null, { type: 'plan-transferred', on, from: council })).activeplans.map(({ transferla }) => transferla);
    expect([from('2025-06-30', '881'), from('2025-12-31', 'Essex'), from('2026-01-10', '881')]).toEqual([['881'], [''], ['881']]);
    expect(rowsOf({ ...plan(null), facts: facts({ type: 'plan-made', on: '2023-05-26' }, { type: 'plan-transferred', on: '2024-12-31', from: '881' }) }).activeplans).toMatchObject([{ transferla: '' }]);
  });

  test('to be amended for a phase transfer has SEN2’s two days', () => {
    const [row] = rowsOf(plan(null, { type: 'phase-transfer-expected', on: '2025-06-01', kind: 'primary-secondary', transferOn: '2026-09-01' }, { type: 'amendment-notice-sent', on: '2025-12-01' }, { type: 'amended-plan-issued', on: '2026-01-12' })).activeplans;
    expect(row).toMatchObject({ phasetransferduedate: '2026-02-14', phasetransferfinaldate: '2026-01-12' });
  });

  test('gone to another council ended for SEN2’s reason 5', () => expect(rowsOf(plan(null, { type: 'plan-transferred', on: '2025-12-01', to: '881' })).namedplan).toMatchObject([{ ceasedate: '2025-12-01', ceasereason: '5' }]));
});

test('a request within an exception that holds has the flag of 20 weeks', () => {
  const closed = assessment({ type: 'assessment-agreed', on: '2025-02-10' }, { type: 'exception-recorded', on: '2025-05-01', ground: 'absent', from: '2025-03-01', to: '2025-04-15', steps: ['issue-final-plan'], impracticalBecause: 'N-1' });
  expect(rowsOf(closed).assessment).toMatchObject([{ week20: 1 }]);
});
