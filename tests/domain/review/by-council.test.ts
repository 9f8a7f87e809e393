import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact } from '../../../domain/facts/schema.js';
import { reviewNow } from '../../../domain/review/cycle.js';
import { lettersFor } from '../../../domain/tell/letters-for.js';

/** A review of a child in no setting is the council's own: regulation 21, law.md R16. Days are D25's: both regulations give the same. */

const WORKING = workingDays();
const facts = (...told: readonly object[]): Fact[] => told.map((one, i) => dated(anyFact.parse(one), `j${i + 1}`, WORKING));
const MADE = { type: 'plan-made', on: '2026-01-20' };
const SET = { type: 'review-date-set', on: '2026-09-21', meetingOn: '2026-11-05', arrangedBy: 'authority' };
const INVITED = { type: 'review-invitations-sent', on: '2026-10-15' };
const HELD = { type: 'review-meeting-held', on: '2026-11-05', arrangedBy: 'authority' };

const duty = (told: readonly Fact[], code: string) => derive(told, isoDate('2026-11-05')).duties.find((one) => one.code === code);
const written = (told: readonly Fact[], code: string) => derive(told, isoDate('2026-09-21')).agenda.filter((item) => item.duty === code && item.to !== null).map(({ on, to }) => `${on} ${to ?? ''}`);

test('the days are those of every review; the report is the council’s, and each duty names regulation 21', () => {
  const all = facts(MADE, SET, HELD);
  expect(duty(all, 'invite-to-review')).toMatchObject({ dueOn: '2026-10-21', by: 'authority', law: 'SEND Regulations 2014 reg 21(2), (3)' });
  expect(duty(all, 'circulate-review-papers')).toMatchObject({ dueOn: '2026-10-21', by: 'authority', law: 'SEND Regulations 2014 reg 21(4)' });
  expect(duty(all, 'send-review-report')).toMatchObject({ dueOn: '2026-11-19', by: 'authority', law: 'SEND Regulations 2014 reg 21(7)' });
  expect(duty(all, 'decide-after-review')).toMatchObject({ dueOn: '2026-12-03', by: 'authority' });
  expect(duty(facts(MADE, { ...SET, arrangedBy: 'setting' }, { ...HELD, arrangedBy: undefined }), 'send-review-report')).toMatchObject({ dueOn: '2026-11-19', by: 'setting', law: 'SEND Regulations 2014 regs 20(7) to (9), 21(7)' });
});

test('nobody at a setting is reminded: what it would be told the caseworker is, once a day', () => {
  const all = facts(MADE, SET);
  expect(written(all, 'invite-to-review')).toEqual(['2026-10-07 caseworker', '2026-10-16 caseworker', '2026-10-22 team-manager', '2026-10-22 caseworker', '2026-10-28 service-manager', '2026-11-05 senior-manager', '2026-11-20 director']);
  expect(written(facts(MADE, SET, HELD), 'send-review-report')).toEqual(['2026-11-16 caseworker', '2026-11-20 caseworker', '2026-11-26 caseworker', '2026-11-26 team-manager']);
  expect(written(facts(MADE, { ...SET, arrangedBy: undefined }), 'invite-to-review')).toContain('2026-10-07 setting');
});

test('the council invites and sends the papers itself, to whom the regulation names; a setting’s notices are its own', () => {
  const all = facts(MADE, SET, INVITED, { type: 'review-papers-circulated', on: '2026-10-19' });
  const said = (told: readonly Fact[], id: string) => told.filter((fact) => fact.id === id).flatMap((fact) => lettersFor(fact, told)).map(({ letter, audience }) => `${letter} > ${audience}`);
  expect(reviewNow(all)).toMatchObject({ byCouncil: true, invitedOn: '2026-10-15' });
  expect(said(all, 'j2')).toEqual([]); // no setting to ask
  expect(said(all, 'j3')).toEqual(['review-invitation > family', 'review-invitation-partners > icb', 'review-invitation-partners > social-care', 'review-invitation-partners > caseworker']);
  expect(said(all, 'j4')).toEqual(['review-papers > family', 'review-papers-partners > icb', 'review-papers-partners > social-care', 'review-papers-partners > caseworker']);
  expect(said(facts(MADE, SET, INVITED, HELD), 'j3')).toEqual([]); // the meeting was held: too late to invite
  expect(said(facts(MADE, SET, INVITED, HELD), 'j4')).toEqual([]); // no setting reports it
  expect(said(facts(MADE, { ...SET, arrangedBy: undefined }, INVITED), 'j3')).toEqual([]);
});
