import { describe, expect, test } from 'vitest';

import { clock } from '../../domain/clock.js';
import { problemsIn } from './support/answered.js';

const REQUEST = { type: 'request-received', by: 'parent', on: '2025-09-02' };
const AGREED = { type: 'assessment-agreed', on: '2025-10-14' };
const PLAN = { type: 'plan-made', on: '2025-09-02' };
const TODAY = '2026-06-01';

/** Every problem of these facts as `path code`, in the order answered. */
const wrongWith = (...facts: readonly unknown[]): string[] => found({ today: TODAY, facts });
const found = (input: unknown): string[] => problemsIn(clock(input)).map(({ path, code }) => `${path} ${code}`);

describe('an input that is no input', () => {
  test.each([
    ['nothing', undefined, [' missing']],
    ['null', null, [' invalid-type']],
    ['a list', [], [' invalid-type']],
    ['text', 'facts', [' invalid-type']],
  ])('%s is answered with a problem', (_name, input, problems) => {
    expect(problemsIn(clock(input))).toHaveLength(problems.length);
  });

  test('today and the facts are asked for', () => {
    expect(found({})).toEqual(['today missing', 'facts missing']);
  });

  test('unknown fields are named wherever they stand', () => {
    expect(found({ today: TODAY, facts: [{ ...REQUEST, receivedon: '2025-09-01' }], setings: {} }).sort()).toEqual(['facts[0].receivedon unknown-field', 'setings unknown-field']);
  });

  test('more than a thousand facts are refused', () => {
    expect(found({ today: TODAY, facts: Array.from({ length: 1001 }, () => ({ type: 'contact-made', on: '2025-09-03' })) })).toEqual(['facts too-big']);
  });
});

describe('a fact that cannot be read', () => {
  test.each([
    ['an unknown type', { type: 'request-recieved', on: '2025-09-02' }, 'facts[0].type invalid-union'],
    ['no type', { on: '2025-09-02' }, 'facts[0].type missing'],
    ['30 February', { ...REQUEST, on: '2025-02-30' }, 'facts[0].on not-a-day'],
    ['29 February of a common year', { ...REQUEST, on: '2025-02-29' }, 'facts[0].on not-a-day'],
    ['a day without a nought', { ...REQUEST, on: '2025-9-02' }, 'facts[0].on not-a-day'],
    ['a date in English order', { ...REQUEST, on: '02/09/2025' }, 'facts[0].on not-a-day'],
    ['a number for a date', { ...REQUEST, on: 20250902 }, 'facts[0].on invalid-type'],
    ['a year nobody means', { ...REQUEST, on: '0025-09-02' }, 'facts[0].on out-of-range'],
    ['a year beyond the calendar', { ...REQUEST, on: '9999-12-31' }, 'facts[0].on out-of-range'],
    ['a moment in a year nobody means', { type: 'request-received', channel: 'email', receivedAt: '0000-01-01T00:00:00+23:59' }, 'facts[0].receivedAt out-of-range'],
    ['a moment beyond the calendar', { type: 'request-received', channel: 'email', receivedAt: '9999-12-31T23:59:59-23:59' }, 'facts[0].receivedAt out-of-range'],
    ['a moment that does not exist', { type: 'request-received', channel: 'email', receivedAt: '2025-02-30T10:00:00Z' }, 'facts[0].receivedAt invalid-format'],
    ['25 o’clock', { type: 'request-received', channel: 'email', receivedAt: '2025-09-02T25:00:00Z' }, 'facts[0].receivedAt invalid-format'],
    ['no day and nothing to derive one from', { type: 'assessment-agreed' }, 'facts[0].on missing'],
    ['an email without the moment it came', { type: 'request-received', by: 'parent', channel: 'email' }, 'facts[0].receivedAt missing'],
    ['a letter without the day it was posted', { type: 'request-received', by: 'parent', channel: 'first-class-post' }, 'facts[0].postedOn missing'],
    ['an adviser left out', { type: 'advice-requested', on: '2025-10-14', role: 'health' }, 'facts[0].adviser missing'],
    ['a role nobody has', { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'psychic' }, 'facts[0].role invalid-value'],
    ['a reference with spaces', { type: 'advice-requested', on: '2025-10-14', adviser: 'Dr Mary Smith', role: 'health' }, 'facts[0].adviser invalid-format'],
    ['an exception for no step', { type: 'exception-recorded', on: '2025-10-14', ground: 'absent', steps: [] }, 'facts[0].steps too-small'],
    ['an exception for a step that is none', { type: 'exception-recorded', on: '2025-10-14', ground: 'absent', steps: ['all'] }, 'facts[0].steps[0] invalid-value'],
    ['an order for a duty that is none', { type: 'tribunal-order', on: '2025-10-14', order: 'assess', dates: { assess: '2025-11-01' } }, 'facts[0].dates.assess unknown-field'],
    ['a correction that brings in a fact without its day', { type: 'correction', on: '2025-10-14', corrects: 'f1', replacement: { type: 'request-received', by: 'parent' } }, 'facts[0].replacement.on missing'],
    ['a plan transferred nowhere', { type: 'plan-transferred', on: '2025-10-14' }, 'facts[0].to transferred-nowhere'],
  ])('%s', (_name, fact, problem) => {
    expect(wrongWith(fact)).toEqual([problem]);
  });

  test('a value is never repeated in an answer', () => {
    const problems = problemsIn(clock({ today: TODAY, facts: [{ ...REQUEST, by: 'Mrs Example', on: 'Tuesday last' }] }));
    expect(JSON.stringify(problems)).not.toMatch(/Example|Tuesday/);
  });

  test('every problem says what mends it', () => {
    const problems = problemsIn(clock({ today: 'today', facts: [{ type: 'nonsense' }, { ...REQUEST, on: '2025-02-30' }], settings: { draftWeeks: 0 } }));
    for (const { message } of problems) expect(message).toMatch(/^(must|is|Invalid|Too)|expected/);
    expect(problems).toHaveLength(4);
  });
});

describe('before the law and after today', () => {
  test.each([
    ['a start', [{ ...REQUEST, on: '2014-08-31' }], 'facts[0].on before-the-law'],
    ['a letter that counts as received before', [{ type: 'request-received', channel: 'first-class-post', postedOn: '2014-08-27' }], 'facts[0].postedOn before-the-law'],
    ['an email of before', [{ type: 'request-received', channel: 'email', receivedAt: '2014-08-20T10:00:00Z' }], 'facts[0].receivedAt before-the-law'],
    ['what a correction brings in', [REQUEST, { id: 'c', type: 'correction', on: '2025-10-01', corrects: 'f1', replacement: { ...REQUEST, on: '2014-08-31' } }], 'facts[1].replacement.on before-the-law'],
  ])('%s before 1 September 2014 has no rule', (_name, facts, problem) => {
    expect(wrongWith(...facts)).toEqual([problem]);
  });

  test('a term that began before has no rule either', () => {
    expect(found({ today: TODAY, facts: [], calendar: { terms: [{ term: 'summer-2014', startsOn: '2014-04-22' }] } })).toEqual(['calendar.terms[0].startsOn before-the-law']);
  });

  test('1 September 2014 itself has rules', () => {
    expect(clock({ today: TODAY, facts: [{ ...REQUEST, on: '2014-09-01' }] })).toMatchObject({ ok: true });
  });

  test.each([
    ['a fact', [{ ...REQUEST, on: '2026-06-02' }], 'facts[0].on in-the-future'],
    ['a letter still on its way', [{ type: 'request-received', channel: 'first-class-post', postedOn: '2026-06-01' }], 'facts[0].postedOn in-the-future'],
    ['a correction', [REQUEST, { type: 'correction', on: '2026-06-02', corrects: 'f1' }], 'facts[1].on in-the-future'],
    ['what a correction brings in', [REQUEST, { type: 'correction', on: '2026-06-01', corrects: 'f1', replacement: { ...REQUEST, on: '2026-06-02' } }], 'facts[1].replacement.on in-the-future'],
  ])('%s dated after today has not happened', (_name, facts, problem) => {
    expect(wrongWith(...facts)).toEqual([problem]);
  });

  test('what came after five, or at a weekend, is told that day though it counts from the next working day', () => {
    const saturday = clock({ today: '2025-09-06', facts: [{ type: 'request-received', channel: 'email', receivedAt: '2025-09-06T10:00:00+01:00' }] });
    expect(saturday).toMatchObject({ ok: true, answer: { facts: [{ on: '2025-09-08', strictOn: '2025-09-06' }] } });
    expect(found({ today: '2025-09-05', facts: [{ type: 'request-received', channel: 'email', receivedAt: '2025-09-06T10:00:00+01:00' }] })).toEqual(['facts[0].receivedAt in-the-future']);
    expect(found({ today: '2025-09-06', facts: [{ type: 'request-received', on: '2025-09-08', strictOn: '2025-09-06' }] })).toEqual(['facts[0].on in-the-future']);
  });

  test('a day may be expected after today', () => {
    expect(clock({ today: '2025-09-02', facts: [PLAN, { type: 'review-date-set', on: '2025-09-02', meetingOn: '2026-07-01' }] })).toMatchObject({ ok: true });
  });
});

describe('contradictions', () => {
  test.each([
    ['two requests', [REQUEST, { ...REQUEST, on: '2025-09-03' }], 'facts[1].type two-starts'],
    ['a request and a coming to attention', [{ type: 'came-to-attention', on: '2025-09-05' }, REQUEST], 'facts[0].type two-starts'],
    ['two makings of a plan', [PLAN, { ...PLAN, on: '2025-09-03' }], 'facts[1].type two-starts'],
    ['a decision before the request', [REQUEST, { ...AGREED, on: '2025-09-01' }], 'facts[1].on before-start'],
    ['a review before the plan was made', [PLAN, { type: 'review-meeting-held', on: '2025-09-01' }], 'facts[1].on before-start'],
    ['advice nobody asked for', [REQUEST, AGREED, { type: 'advice-received', adviser: 'V-1', on: '2025-11-01' }], 'facts[2].adviser answer-without-asking'],
    ['advice given before it was asked for', [REQUEST, AGREED, { type: 'advice-requested', adviser: 'V-1', role: 'health', on: '2025-10-20' }, { type: 'advice-received', adviser: 'V-1', on: '2025-10-19' }], 'facts[3].adviser answer-without-asking'],
    ['advice of another adviser', [REQUEST, AGREED, { type: 'advice-requested', adviser: 'V-1', role: 'health', on: '2025-10-20' }, { type: 'advice-declined', adviser: 'V-2', on: '2025-10-21' }], 'facts[3].adviser answer-without-asking'],
    ['a setting nobody consulted', [REQUEST, AGREED, { type: 'setting-answered', setting: 'T-1', answer: 'yes', on: '2025-12-01' }], 'facts[2].setting answer-without-asking'],
    ['agreed and then refused', [REQUEST, AGREED, { type: 'assessment-refused', on: '2025-10-15' }], 'facts[2].type agreed-and-refused'],
    ['refused to issue after agreeing to', [REQUEST, { type: 'issue-agreed', on: '2025-12-01' }, { type: 'issue-refused', on: '2025-12-02' }], 'facts[2].type agreed-and-refused'],
    ['a reassessment agreed and refused', [PLAN, { type: 'reassessment-requested', on: '2026-01-05' }, { type: 'reassessment-refused', on: '2026-01-12' }, { type: 'reassessment-agreed', on: '2026-01-13' }], 'facts[3].type agreed-and-refused'],
    ['a second final plan', [REQUEST, { type: 'final-plan-issued', on: '2026-01-20' }, { type: 'final-plan-issued', on: '2026-01-21' }], 'facts[2].type second-final-plan'],
    ['a review after the plan ceased', [PLAN, { type: 'plan-ceased', on: '2026-03-01' }, { type: 'review-meeting-held', on: '2026-03-02' }], 'facts[2].on after-plan-ceased'],
    ['one id twice', [{ ...REQUEST, id: 'a' }, { ...AGREED, id: 'a' }], 'facts[1].id same-id'],
    ['the id of a fact taken by what replaces it', [{ ...REQUEST, id: 'a' }, { type: 'correction', on: '2025-09-05', corrects: 'a', replacement: { ...REQUEST, id: 'a', on: '2025-09-01' } }], 'facts[1].replacement.id same-id'],
    ['a correction of nothing', [REQUEST, { type: 'correction', on: '2025-09-05', corrects: 'f9' }], 'facts[1].corrects corrects-nothing'],
    ['a correction of itself', [REQUEST, { id: 'c', type: 'correction', on: '2025-09-05', corrects: 'c' }], 'facts[1].corrects corrections-in-a-circle'],
  ])('%s', (_name, facts, problem) => {
    expect(wrongWith(...facts)).toEqual([problem]);
  });

  test('facts without ids never take the id of another', () => {
    const result = clock({ today: TODAY, facts: [{ ...REQUEST, id: 'f2' }, AGREED] });
    expect(result.ok && result.answer.facts.map(({ id }) => id)).toEqual(['f2', 'fact-2']);
  });

  test('two corrections that correct each other are both named', () => {
    expect(wrongWith(REQUEST, { id: 'a', type: 'correction', on: '2025-09-05', corrects: 'b' }, { id: 'b', type: 'correction', on: '2025-09-05', corrects: 'a' })).toEqual([
      'facts[1].corrects corrections-in-a-circle', 'facts[2].corrects corrections-in-a-circle',
    ]);
  });

  test.each(['appeal-lodged', 'mediation-agreed', 'tribunal-order', 'appeal-conceded', 'appeal-not-opposed'])('a refusal may be followed by agreeing after %s', (type) => {
    const between = { type, on: '2025-12-01', ...(type === 'appeal-lodged' ? { against: 'refusal-to-assess' } : type === 'tribunal-order' ? { order: 'assess' } : { what: 'assess' }) };
    expect(clock({ today: TODAY, facts: [REQUEST, { type: 'assessment-refused', on: '2025-10-14' }, between, { ...AGREED, on: '2025-12-08' }] })).toMatchObject({ ok: true });
  });

  test('an appeal, its answer and a correction may follow the ceasing of a plan', () => {
    const facts = [PLAN, { type: 'cease-decided', on: '2026-01-05' }, { type: 'plan-ceased', on: '2026-03-16' }, { type: 'appeal-lodged', against: 'ceasing', on: '2026-03-20' }, { type: 'appeal-answered', on: '2026-04-20' }, { type: 'correction', corrects: 'f3', on: '2026-04-21' }];
    expect(clock({ today: TODAY, facts })).toMatchObject({ ok: true });
  });

  test('a story that begins mid-way is none: it is answered with a warning', () => {
    const result = clock({ today: TODAY, facts: [{ type: 'draft-plan-sent', channel: 'by-hand', on: '2026-01-05' }] });
    expect(result).toMatchObject({ ok: true, answer: { warnings: [{ code: 'history-starts-late' }] } });
  });

  test('what the law forbids but did happen is answered with a warning', () => {
    const result = clock({ today: TODAY, facts: [REQUEST, { type: 'draft-plan-sent', channel: 'by-hand', on: '2026-01-05' }, { type: 'final-plan-issued', on: '2026-01-10' }] });
    expect(result).toMatchObject({ ok: true, answer: { warnings: [{ code: 'window-cut-short' }] } });
  });
});

describe('several problems at once', () => {
  test('each is told with its path, those of form beside those of sense', () => {
    const facts = [REQUEST, { ...AGREED, on: '2025-13-01' }, { type: 'advice-requested', on: '2025-10-14', role: 'health' }, { type: 'no-such-thing', on: '2025-10-14' }, { ...AGREED, on: '2025-09-01', hurry: true }, { ...REQUEST, on: '2014-01-01' }, { type: 'final-plan-issued', on: '2027-01-01' }];
    expect(wrongWith(...facts).sort()).toEqual([
      'facts[1].on not-a-day', 'facts[2].adviser missing', 'facts[3].type invalid-union', 'facts[4].hurry unknown-field', 'facts[5].on before-the-law', 'facts[6].on in-the-future',
      'facts[0].type two-starts',
    ].sort());
  });

  test('a problem inside a replacement is told inside the correction', () => {
    expect(wrongWith(REQUEST, { type: 'correction', on: '2025-09-05', corrects: 'f1', replacement: { ...REQUEST, on: '2025-02-30', colour: 'red' } }).sort()).toEqual([
      'facts[1].replacement.colour unknown-field', 'facts[1].replacement.on not-a-day',
    ]);
  });

  test('a replacement that contradicts the rest is told inside the correction', () => {
    const facts = [REQUEST, { type: 'contact-made', on: '2025-09-03' }, { type: 'correction', on: '2025-09-05', corrects: 'f2', replacement: { ...AGREED, on: '2025-08-01' } }];
    expect(wrongWith(...facts)).toEqual(['facts[2].replacement.on before-start']);
  });
});

describe('settings and calendar', () => {
  test.each([
    ['a setting nobody has', { settings: { weeks: 6 } }, 'settings.weeks unknown-field'],
    ['a draft target of no weeks', { settings: { draftWeeks: 0 } }, 'settings.draftWeeks too-small'],
    ['half a week', { settings: { draftWeeks: 13.5 } }, 'settings.draftWeeks invalid-type'],
    ['an hour that clock changes skip', { settings: { writeAt: '01:30' } }, 'settings.writeAt invalid-format'],
    ['a ladder for no duty', { settings: { ladders: { 'do-it': [] } } }, 'settings.ladders.do-it unknown-field'],
    ['a rung without an act', { settings: { ladders: { deadline: [{ rung: 'a', days: 1, to: 'caseworker' }] } } }, 'settings.ladders.deadline[0].act missing'],
    ['a rung to nobody', { settings: { ladders: { deadline: [{ rung: 'a', days: 1, act: 'remind', to: 'everyone' }] } } }, 'settings.ladders.deadline[0].to invalid-value'],
    ['two rungs of one name', { settings: { ladders: { deadline: [{ rung: 'a', days: 1, act: 'remind', to: 'caseworker' }, { rung: 'a', days: 2, act: 'remind', to: 'director' }] } } }, 'settings.ladders.deadline[1].rung repeated'],
    ['a rung named as the noting of a breach', { settings: { ladders: { deadline: [{ rung: 'note-breach', days: 1, act: 'remind', to: 'caseworker' }] } } }, 'settings.ladders.deadline[0].rung repeated'],
    ['a term without a start', { calendar: { terms: [{ term: 'spring-2027' }] } }, 'calendar.terms[0].startsOn missing'],
    ['a term on no day', { calendar: { terms: [{ term: 'spring-2027', startsOn: '2027-02-30' }] } }, 'calendar.terms[0].startsOn not-a-day'],
    ['one term twice', { calendar: { terms: [{ term: 'spring-2027', startsOn: '2027-01-04' }, { term: 'spring-2027', startsOn: '2027-01-05' }] } }, 'calendar.terms[1].term repeated'],
    ['a bank holiday on no day', { calendar: { bankHolidays: { added: ['2027-13-01'] } } }, 'calendar.bankHolidays.added[0] not-a-day'],
    ['a calendar of no such kind', { calendar: { closures: [] } }, 'calendar.closures unknown-field'],
  ])('%s', (_name, given, problem) => {
    expect(found({ today: TODAY, facts: [REQUEST], ...given })).toEqual([problem]);
  });

  test('a setting left out keeps its default, a ladder given replaces only its own', () => {
    const result = clock({ today: '2025-09-02', facts: [REQUEST], settings: { ladders: { 'decide-to-assess': [] } } });
    const { duties, agenda } = result.ok ? result.answer : { duties: [], agenda: [] };
    expect(duties.find(({ code }) => code === 'send-draft')?.dueOn).toBe('2025-12-09');
    expect(agenda.filter(({ duty }) => duty === 'decide-to-assess').map(({ rung }) => rung)).toEqual(['note-breach']);
    expect(agenda.filter(({ duty }) => duty === 'decide-to-issue').length).toBeGreaterThan(1);
  });
});
