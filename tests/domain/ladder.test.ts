import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../domain/chance.js';
import { addDays, isoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { isStatutory, isWindow, ladderProblems } from '../../domain/ladder.js';
import { previewOf, type DutySpan } from '../../domain/ladder-preview.js';
import { settingsWithLadders, versionOn, versionsOn } from '../../domain/ladder-versions.js';
import { DEFAULT_SETTINGS, LADDER_CODES, NO_CALENDAR, ROLES, type LadderCode, type Role, type Rung } from '../../domain/settings.js';

const HELD = new Set<Role>(ROLES);
const rung = (days: number, act: Rung['act'], to: Role, more: Partial<Rung> = {}): Rung => ({ rung: `${act}-${String(days)}-${to}`, days, from: 'due', act, to, ...more });
const GOOD = [rung(-14, 'remind', 'caseworker'), rung(1, 'escalate', 'team-manager'), rung(7, 'escalate', 'director')];
const problems = (rungs: readonly Rung[], { code = 'issue-final-plan', held = HELD }: { code?: LadderCode; held?: ReadonlySet<Role> } = {}) => ladderProblems(code, rungs, held).map(({ rung: at, field, code: is }) => [at, field, is]);

describe('a ladder', () => {
  test('that Duly comes with has nothing wrong with it, nor has the usual one', () => {
    for (const code of LADDER_CODES) {
      const rungs = DEFAULT_SETTINGS.ladders[code] ?? [];
      if (DEFAULT_SETTINGS.ladders[code] !== undefined) expect(ladderProblems(code, rungs, HELD), code).toEqual([]);
    }
    expect(problems(GOOD)).toEqual([]);
  });

  test.each([
    ['no rung at all, of what the law asks', [], [[null, null, 'no-final-rung']]],
    ['a reminder last', [...GOOD, rung(30, 'remind', 'caseworker')], [[null, null, 'no-final-rung']]],
    ['the same role escalated to twice', [...GOOD, rung(30, 'escalate', 'director')], [[3, 'to', 'loop']]],
    ['an escalation that comes down again', [...GOOD, rung(30, 'escalate', 'team-manager')], [[3, 'to', 'loop']]],
    ['given out of order, the same loop', [rung(30, 'escalate', 'team-manager'), ...GOOD], [[0, 'to', 'loop']]],
    ['one role twice on a day', [...GOOD, rung(-14, 'tell', 'caseworker')], [[3, 'days', 'same-place']]],
    ['a role that may not open cases', [...GOOD, rung(3, 'tell', 'panel-member')], [[3, 'to', 'may-not-see']]],
    ['an auditor where nothing is audited', [...GOOD, rung(3, 'tell', 'auditor')], [[3, 'to', 'not-reached']]],
    ['an adviser where nobody is asked for advice', [...GOOD, rung(-3, 'remind', 'professional')], [[3, 'to', 'not-reached']]],
    ['a setting that owes nothing', [...GOOD, rung(-3, 'remind', 'setting')], [[3, 'to', 'not-reached']]],
    ['a family escalated to', [...GOOD, rung(3, 'escalate', 'family')], [[3, 'act', 'not-escalated-to']]],
    ['a family asked to confirm', [...GOOD, rung(3, 'ask-for-confirmation', 'family')], [[3, 'act', 'not-escalated-to']]],
    ['an escalation before it is late', [rung(0, 'escalate', 'team-manager'), rung(7, 'escalate', 'director')], [[0, 'days', 'escalates-early']]],
    ['an escalation counted from the start', [rung(50, 'escalate', 'team-manager', { from: 'start' }), rung(7, 'escalate', 'director')], [[0, 'days', 'escalates-early']]],
    ['a reminder to be acknowledged', [rung(-14, 'remind', 'caseworker', { acknowledgeWithin: 2 }), ...GOOD.slice(1)], [[0, 'acknowledgeWithin', 'only-escalations']]],
    ['a breach of the law kept for the mail of the day', [...GOOD.slice(0, 1), rung(1, 'escalate', 'team-manager', { channel: 'digest' }), ...GOOD.slice(2)], [[1, 'channel', 'goes-at-once']]],
    ['a reminder of a day that has passed, kept likewise', [...GOOD, rung(2, 'remind', 'caseworker', { channel: 'digest' })], [[3, 'channel', 'goes-at-once']]],
    ['a family’s reminder in the mail of the day', [...GOOD, rung(-4, 'remind', 'family', { channel: 'digest' })], [[3, 'channel', 'goes-at-once']]],
  ] as const)('%s is refused by its rung', (_, rungs, expected) => {
    expect(problems(rungs)).toEqual(expected);
  });

  test('a role nobody holds is named with who could be told instead; partners are reached through the record', () => {
    const held = new Set<Role>(['caseworker', 'service-manager', 'director']);
    expect(ladderProblems('issue-final-plan', GOOD, held)).toEqual([
      { rung: 1, field: 'to', code: 'nobody-holds', message: 'goes to the team manager, and nobody holds that role: give somebody the role, or choose the service manager' },
    ]);
    const advice = [rung(-7, 'remind', 'professional'), rung(1, 'escalate', 'partner-manager'), rung(7, 'escalate', 'director')];
    expect(problems(advice, { code: 'give-advice', held })).toEqual([]);
  });

  test('what the law does not ask may go without; a window is nobody’s lateness', () => {
    expect([isStatutory('issue-final-plan'), isStatutory('send-draft'), isStatutory('give-advice'), isStatutory('window')]).toEqual([true, false, true, false]);
    expect([isWindow('appeal-window'), isWindow('issue-final-plan')]).toEqual([true, false]);
    expect(problems([], { code: 'send-draft' })).toEqual([]);
    expect(problems([rung(1, 'escalate', 'director')], { code: 'appeal-window' })).toEqual([[0, 'act', 'window-is-not-late']]);
  });
});

test('of two versions the later to take effect holds, and of one day’s the later made', () => {
  const version = (number: number, effectiveFrom: string, code: LadderCode = 'deadline') => ({ number, code, rungs: [], effectiveFrom: isoDate(effectiveFrom) });
  const [first, early, again] = [version(1, '2026-03-10'), version(2, '2026-03-05'), version(3, '2026-03-10')];
  const on = (day: string) => versionOn([first, early, again], isoDate(day))?.number ?? null;
  expect([on('2026-03-04'), on('2026-03-05'), on('2026-03-09'), on('2026-03-10'), on('2027-01-01')]).toEqual([null, 2, 2, 3, 3]);
  expect(versionsOn([first, version(4, '2026-03-01', 'give-advice')], isoDate('2026-03-12'), ({ code }) => code).map(({ number }) => number)).toEqual([1, 4]);
  const without = settingsWithLadders(DEFAULT_SETTINGS, [{ code: 'give-advice', rungs: null }]);
  expect([without.ladders['give-advice'], DEFAULT_SETTINGS.ladders['give-advice']?.length, without.ladders.deadline]).toEqual([undefined, 8, DEFAULT_SETTINGS.ladders.deadline]);
});

describe('a preview', () => {
  const span = (more: Partial<DutySpan> = {}): DutySpan => ({
    record: 'A-1', code: 'issue-final-plan', subject: null, occurrence: 'j1', shape: 'deadline', law: 'SEND Regulations 2014 reg 13(2)', dueOn: isoDate('2026-03-02'), startedOn: isoDate('2025-10-13'), raisedOn: isoDate('2025-10-13'),
    from: '2025-10-13T12:00:00.000Z' as Instant, to: null, importedOn: null, owner: 'S-1', team: 'east', service: 'send', setting: null, adviserService: null, ...more,
  });
  const days = { from: isoDate('2026-01-01'), to: isoDate('2026-03-31') };
  const WAS = [rung(-14, 'remind', 'caseworker'), rung(7, 'escalate', 'director')];
  const IS = [rung(-14, 'remind', 'caseworker'), rung(1, 'escalate', 'team-manager'), rung(28, 'escalate', 'director')];
  const ladder = (rungs: readonly Rung[]) => ({ rungs, settings: settingsWithLadders(DEFAULT_SETTINGS, [{ code: 'issue-final-plan', rungs }]) });
  const counts = (...spans: DutySpan[]) => previewOf(spans, ladder(WAS), ladder(IS), workingDays(NO_CALENDAR.bankHolidays), days).rungs.map(({ rung: { rung: name }, asItIs, changed }) => [name, asItIs, changed]);

  // due Monday 2 March 2026: 14 days before is Monday 16 February, a day after Tuesday the 3rd, 7 days Monday the 9th, 28 days Monday the 30th
  test('counts each rung on its day, while the duty was owed', () => {
    expect(counts(span())).toEqual([['remind--14-caseworker', 1, 1], ['escalate-1-team-manager', 0, 1], ['escalate-7-director', 1, 0], ['escalate-28-director', 0, 1]]);
    expect(counts(span({ to: '2026-03-05T10:00:00.000Z' as Instant })), 'done on 5 March').toEqual([['remind--14-caseworker', 1, 1], ['escalate-1-team-manager', 0, 1], ['escalate-7-director', 0, 0], ['escalate-28-director', 0, 0]]);
  });
  test('a duty told late sends what was missed on the day it was told; what was before an import it does not', () => {
    const late = span({ from: '2026-03-04T10:00:00.000Z' as Instant });
    expect(counts(late)[0]).toEqual(['remind--14-caseworker', 1, 1]);
    expect(counts({ ...late, importedOn: isoDate('2026-03-04') }).map(([, was, is]) => [was, is])).toEqual([[0, 0], [0, 0], [1, 0], [0, 1]]);
  });
  test('an escalation that asks for an acknowledgement climbs as if nobody gave one', () => {
    const asks = [rung(1, 'escalate', 'team-manager', { acknowledgeWithin: 2 }), rung(28, 'escalate', 'director')]; // told on 3 March, by the 5th: on the 6th it climbs
    const climbs = (dueTo: string) => previewOf([span({ to: dueTo as Instant })], ladder(WAS), ladder(asks), workingDays(NO_CALENDAR.bankHolidays), days).changed;
    expect([climbs('2026-03-06T07:00:00.000Z'), climbs('2026-03-06T09:00:00.000Z')]).toEqual([1, 2]);
  });
  test('what waits for the mail of the day comes to a desk in one mail, whatever it holds; the rest singly', () => {
    const before = { from: '2026-02-01T00:00:00.000Z' as Instant, to: '2026-02-20T10:00:00.000Z' as Instant };
    const spans = [span(before), span({ ...before, record: 'A-2' }), span({ ...before, record: 'A-3', owner: 'S-2' })]; // three reminders on 16 February, at two desks
    const singly = WAS.map((one) => ({ ...one, channel: 'at-once' as const }));
    const { asItIs, changed, mails } = previewOf(spans, ladder(WAS), ladder(singly), workingDays(NO_CALENDAR.bankHolidays), days);
    expect([asItIs, changed, mails]).toEqual([3, 3, { asItIs: 2, changed: 3 }]);
  });
  test('many together send what each would by itself, whenever they began: what they share is only what is the same', () => {
    const random = randomFrom('beginnings');
    const from = '2025-12-01T00:00:00.000Z' as Instant;
    const spans = Array.from({ length: 120 }, (_, i) => {
      const dueOn = addDays(days.from, random.whole(-20, 100));
      const startedOn = addDays(dueOn, -random.pick([-3, 0, 5, 13, 14, 15, 27, 28, 29, 60, 400]));
      return span({ record: `A-${i}`, from, dueOn, startedOn: random.chance(0.1) ? null : startedOn, raisedOn: random.chance(0.1) ? null : addDays(dueOn, -random.whole(0, 40)) });
    });
    for (const rungs of [WAS, [...WAS, rung(21, 'remind', 'caseworker', { from: 'start' })]]) {
      const preview = (of: readonly DutySpan[]) => previewOf(of, ladder(rungs), ladder(IS), workingDays(NO_CALENDAR.bankHolidays), days);
      const each = spans.map((one) => preview([one]));
      const together = preview(spans);
      expect(together.asItIs).toBe(each.reduce((sum, { asItIs }) => sum + asItIs, 0));
      expect(together.rungs.map(({ asItIs, changed }) => [asItIs, changed])).toEqual(together.rungs.map((_, at) => [each.reduce((sum, one) => sum + (one.rungs[at]?.asItIs ?? 0), 0), each.reduce((sum, one) => sum + (one.rungs[at]?.changed ?? 0), 0)]));
    }
  });
  test('believed twice, a duty sends once; the busiest day is one desk’s', () => {
    const twice = [span({ to: '2026-02-20T10:00:00.000Z' as Instant }), span({ from: '2026-02-20T10:00:00.000Z' as Instant })];
    expect(counts(...twice)[0]).toEqual(['remind--14-caseworker', 1, 1]);
    const many = [span(), span({ record: 'A-2' }), span({ record: 'A-3', owner: 'S-2' })];
    expect(previewOf(many, ladder(WAS), ladder(WAS), workingDays(NO_CALENDAR.bankHolidays), days).busiest.asItIs).toEqual({ to: 'director', on: '2026-03-09', count: 3 });
    expect(previewOf([], ladder(WAS), ladder(IS), workingDays(NO_CALENDAR.bankHolidays), days)).toMatchObject({ asItIs: 0, changed: 0, busiest: { asItIs: null, changed: null } });
  });
});
