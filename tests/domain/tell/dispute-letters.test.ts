import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact as factSchema, ORDER_KINDS } from '../../../domain/facts/schema.js';
import { DEFAULT_SETTINGS } from '../../../domain/settings.js';
import { MissingValue } from '../../../domain/tell/compose.js';
import { longDay } from '../../../domain/dates/said.js';
import { wantedOfItem } from '../../../domain/tell/letter-of-item.js';
import { ENDINGS, lettersFor } from '../../../domain/tell/letters-for.js';
import { anyRecorded } from '../support/arbitrary.js';
import { letterOf, saidBy } from './telling.js';

/** The steps of a disagreement, each said to whoever must hear it with the days of law.md section 3 and their enactment. */

const WORKING = workingDays();

const day = (on: string): string => longDay(isoDate(on));
const REQUEST = { type: 'request-received', on: '2026-01-05', by: 'parent' };
const REFUSED = { type: 'assessment-refused', on: '2026-02-16' };
const AGREED = { type: 'assessment-agreed', on: '2026-02-02' };
const NO_PLAN = { type: 'issue-refused', on: '2026-04-20' };
const ASKED = { type: 'mediation-requested', on: '2026-05-04' };
const ARRANGED = { type: 'mediation-arranged', on: '2026-05-11', meetingOn: '2026-05-27', place: 'N-PLACE001' };
const LODGED = { type: 'appeal-lodged', on: '2026-04-01', against: 'refusal-to-assess', sentToAuthorityOn: '2026-04-02' };

describe('each step of a disagreement is said by its letter', () => {
  test.each([
    { what: 'mediation asked for', told: [REQUEST, REFUSED, ASKED], says: ['mediation-requested > family'] },
    { what: 'health told of it', told: [REQUEST, REFUSED, { ...ASKED, health: 'yes' }, { type: 'health-told-of-mediation', on: '2026-05-06' }], says: ['mediation-health > icb'] },
    { what: 'mediation arranged', told: [REQUEST, REFUSED, ASKED, ARRANGED], says: ['mediation-invitation > family'] },
    { what: 'mediation arranged, the day not known: nothing that says nothing', told: [REQUEST, REFUSED, ASKED, { type: 'mediation-arranged', on: '2026-05-11' }], says: [] },
    { what: 'the mediation adviser’s certificate is theirs', told: [REQUEST, REFUSED, ASKED, { type: 'mediation-certificate', on: '2026-05-28' }], says: [] },
    { what: 'an agreement to assess; its partners hear by the decision', told: [REQUEST, REFUSED, ASKED, { type: 'mediation-agreed', on: '2026-06-03', what: 'assess' }], says: ['mediation-agreed > family'] },
    {
      what: 'an agreement to make a plan: those told of the refusal as well',
      told: [REQUEST, AGREED, NO_PLAN, ASKED, { type: 'mediation-agreed', on: '2026-06-03', what: 'make-plan' }],
      says: ['mediation-agreed > family', 'decision-changed-partners > icb', 'decision-changed-partners > setting-attended'],
    },
    { what: 'an agreement carried out', told: [REQUEST, REFUSED, ASKED, { type: 'mediation-agreed', on: '2026-06-03', what: 'other' }, { type: 'agreement-carried-out', on: '2026-06-10' }], says: ['agreement-carried-out > family'] },
    { what: 'an appeal registered', told: [REQUEST, REFUSED, LODGED], says: ['appeal-registered > family'] },
    { what: 'an appeal answered', told: [REQUEST, REFUSED, LODGED, { type: 'appeal-answered', on: '2026-05-12' }], says: ['appeal-answered > family'] },
    { what: 'an appeal not opposed', told: [REQUEST, REFUSED, LODGED, { type: 'appeal-not-opposed', on: '2026-04-20', what: 'assess' }], says: ['appeal-not-opposed > family'] },
    { what: 'an appeal conceded', told: [REQUEST, REFUSED, LODGED, { type: 'appeal-answered', on: '2026-05-12' }, { type: 'appeal-conceded', on: '2026-05-20', what: 'assess' }], says: ['appeal-conceded > family'] },
    { what: 'an appeal withdrawn', told: [REQUEST, REFUSED, LODGED, { type: 'appeal-withdrawn', on: '2026-05-20' }], says: ['appeal-ended > family'] },
    { what: 'an order', told: [REQUEST, REFUSED, LODGED, { type: 'tribunal-order', on: '2026-07-10', order: 'assess' }], says: ['order-received > family'] },
    { what: 'a decision looked at again', told: [REQUEST, AGREED, NO_PLAN, { type: 'tribunal-order', on: '2026-07-10', order: 'remit' }, { type: 'reconsidered', on: '2026-07-20' }], says: ['reconsidered > family'] },
    { what: 'a recommendation answered', told: [REQUEST, AGREED, NO_PLAN, { type: 'recommendation-made', on: '2026-07-10' }, { type: 'recommendation-answered', on: '2026-08-03' }], says: ['recommendation-answered > family'] },
    { what: 'a plan that came from another council', told: [{ type: 'plan-transferred', on: '2026-05-01', from: '331' }, { type: 'family-told-of-transfer', on: '2026-05-20', reassess: 'no' }], says: ['transfer-received > family'] },
  ])('$what', ({ told, says }) => {
    expect(saidBy(...told)).toEqual(says);
  });

  test.each([
    { what: 'that mediation was asked for, once there is an agreement', told: [REQUEST, REFUSED, { type: 'mediation-agreed', on: '2026-06-03', what: 'assess' }, ASKED] },
    { what: 'a meeting, once there is a certificate', told: [REQUEST, REFUSED, ASKED, { type: 'mediation-certificate', on: '2026-05-28' }, ARRANGED] },
    { what: 'an appeal, once there is its order', told: [REQUEST, REFUSED, { type: 'tribunal-order', on: '2026-07-10', order: 'assess' }, LODGED] },
  ])('nobody is told of $what', ({ told }) => {
    expect(saidBy(...told)).toEqual([]);
  });
});

describe('the days they say are those of the law', () => {
  const onAgreement = (what: string): string => letterOf('mediation-agreed', [REQUEST, REFUSED, ASKED, { type: 'mediation-agreed', on: '2026-06-03', what }]);
  const onOrder = (order: string, more: object = {}): string => letterOf('order-received', [REQUEST, AGREED, NO_PLAN, { type: 'tribunal-order', on: '2026-07-10', order, ...more }]);

  test('D41: mediation asked for on 4 May is arranged by 3 June', () => {
    expect(letterOf('mediation-requested', [REQUEST, REFUSED, ASKED])).toContain(`by ${day('2026-06-03')}`);
  });

  test('the notice of a meeting has its day and place, by post alone', () => {
    const told = [REQUEST, REFUSED, ASKED, ARRANGED];
    const place = 'Room 2, Invented Hall, at 10am';
    expect(letterOf('mediation-invitation', told, { place })).toContain(`is on ${day('2026-05-27')}`);
    expect(letterOf('mediation-invitation', told, { place })).toContain(place);
    expect(letterOf('mediation-invitation', told, { place, addressee: { kind: 'staff', name: 'A social worker', channel: 'email' } })).not.toContain(place);
    expect(() => letterOf('mediation-invitation', told)).toThrow(MissingValue);
  });

  test('D39: an agreement counts as an order of its day, and says which law has it so', () => {
    for (const on of ['2026-06-17', '2026-08-12', '2026-09-09']) expect(onAgreement('assess')).toContain(`by ${day(on)}`);
    expect(onAgreement('assess')).toContain('SEND Regulations 2014 reg 42(2) with reg 44(2)(b)');
    expect(onAgreement('amend-contents')).toContain(`by ${day('2026-07-08')}`);
    expect(onAgreement('other')).toContain(`by ${day('2026-06-17')}`);
  });

  test('D40: what health alone agreed is health’s to do and to report', () => {
    const text = letterOf('mediation-agreed', [REQUEST, REFUSED, ASKED, { type: 'mediation-agreed', on: '2026-06-03', what: 'other', party: 'icb' }]);
    expect(text).toContain(`the integrated care board must report what was agreed at mediation: by ${day('2026-06-10')}`);
  });

  test('D36, D37: an order says its own days, from the day it was made', () => {
    const ordered = (order: string): string => letterOf('order-received', [{ ...REQUEST, on: '2025-11-03' }, { ...REFUSED, on: '2025-12-15' }, { ...LODGED, on: '2026-01-12', sentToAuthorityOn: '2026-01-13' }, { type: 'tribunal-order', on: '2026-04-10', order, sentOutOn: '2026-04-14' }]);
    for (const on of ['2026-04-24', '2026-06-19', '2026-07-17']) expect(ordered('assess')).toContain(`by ${day(on)}`);
    for (const on of ['2026-05-15', '2026-06-26']) expect(ordered('make-plan')).toContain(`by ${day(on)}`);
    expect(onOrder('make-plan', { dates: { 'order-send-draft': '2026-07-31' } })).toContain(`by ${day('2026-07-31')}`);
  });

  test('D46: not opposing counts from telling the Tribunal', () => {
    const text = letterOf('appeal-not-opposed', [REQUEST, REFUSED, LODGED, { type: 'appeal-not-opposed', on: '2026-04-20', what: 'assess' }]);
    for (const on of ['2026-05-04', '2026-06-29', '2026-07-27']) expect(text).toContain(`by ${day(on)}`);
    expect(text).toContain('reg 45(3)');
  });

  test('D47: an informal change of mind says the first days, which stay, and the Ombudsman’s beside them', () => {
    const text = letterOf('appeal-conceded', [REQUEST, REFUSED, LODGED, { type: 'appeal-answered', on: '2026-04-15' }, { type: 'appeal-conceded', on: '2026-04-20', what: 'assess' }]);
    expect(text).toContain(`send the final EHC plan: last day in law ${day('2026-05-25')}`);
    expect(text).toContain(`would give ${day('2026-07-27')}`);
  });

  test('an appeal is answered thirty working days after it was sent to us', () => {
    const text = letterOf('appeal-registered', [REQUEST, REFUSED, LODGED]);
    expect(text).toContain('against our decision not to carry out an EHC needs assessment');
    expect(text).toContain(`by ${day('2026-05-19')}`); // 3 and 6 April, and 4 May, are no working days
  });

  test('looking again says which way it went, and that reasons and rights come by their own letter', () => {
    const told = [REQUEST, AGREED, NO_PLAN, { type: 'tribunal-order', on: '2026-07-10', order: 'remit' }];
    const reconsidered = { type: 'reconsidered', on: '2026-07-20' };
    expect(letterOf('reconsidered', [...told, reconsidered])).toContain('in a letter of its own');
    expect(letterOf('reconsidered', [...told, { ...NO_PLAN, on: '2026-07-20' }, reconsidered])).toContain('again decided not to issue');
    expect(letterOf('reconsidered', [...told, { type: 'draft-plan-sent', on: '2026-07-20', channel: 'by-hand' }, reconsidered])).toContain('decided to make an EHC plan');
  });

  test('a transfer says whether we assess again and by when we review; what nobody decided is not said', () => {
    const moved = [{ type: 'plan-made', on: '2025-11-10' }, { type: 'plan-transferred', on: '2026-05-01', from: '331' }];
    const text = letterOf('transfer-received', [...moved, { type: 'family-told-of-transfer', on: '2026-05-20', reassess: 'no' }]);
    expect(text).toContain(`transferred to us on ${day('2026-05-01')}`);
    expect(text).toContain('We do not propose');
    expect(text).toContain(`review the plan by ${day('2026-11-09')}`);
    expect(() => letterOf('transfer-received', [...moved, { type: 'family-told-of-transfer', on: '2026-05-20' }])).toThrow('{{reassessing}}');
  });

  test.each(ORDER_KINDS)('whatever is ordered (%s) is said with at least one step and its law', (order) => {
    expect(onOrder(order)).toMatch(/: by \w+ \d+ \w+ \d{4} \(SEND Regulations 2014 reg 44/);
  });
});

test('a colleague is told in which law the duty stands', () => {
  const told = [REQUEST, REFUSED, ASKED];
  for (const code of ['staff-reminder', 'staff-escalation'] as const) {
    const text = letterOf(code, told, { cause: null, item: { duty: 'arrange-mediation', subject: null, occurrence: 'f3' }, casePage: 'https://duly.example/cases/A-0042', addressee: { kind: 'staff', name: 'A colleague', channel: 'email' } });
    expect(text).toContain('The law: SEND Regulations 2014 regs 35(3), 36(2).');
  }
});

test('in any story: once the child has died, the family moved or withdrew, no fact and no agenda item writes to the family, but that its plan follows it', () => {
  let items = 0;
  fc.assert(
    fc.property(anyRecorded(), fc.constantFrom(...ENDINGS), ({ facts: all, today, calendar }, type) => {
      const ended = [...all, dated(factSchema.parse({ type, on: today }), 'fend', WORKING)];
      for (const fact of ended) if (type !== 'moved-away' || fact.type !== 'plan-transferred') expect(lettersFor(fact, ended).filter(({ audience }) => audience === 'family')).toEqual([]);
      for (const item of [...derive(all, today, DEFAULT_SETTINGS, calendar).agenda, ...derive(ended, today, DEFAULT_SETTINGS, calendar).agenda]) {
        items += 1;
        if (type !== 'moved-away' || item.duty !== 'transfer-plan-out') expect(wantedOfItem(item, ended)).toBeNull();
      }
    }),
  );
  expect(items).toBeGreaterThan(0);
});
