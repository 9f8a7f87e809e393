import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bankHolidays } from '../../../domain/dates/bank-holidays.js';
import { addDays, isoDate, weekday, yearNumber } from '../../../domain/dates/iso-date.js';
import { instantOf, londonDay, londonInstant, londonTime, type Instant } from '../../../domain/dates/london.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { DEFAULT_SETTINGS, RUNG_CHANNELS, ROLES, settingsSchema, type Rung, type StaffMail } from '../../../domain/settings.js';
import { channelFor, channelOf, digestDay, isQuiet, leavesAt, nextDigest, sortNotices, wakesAt, type StaffNotice } from '../../../domain/tell/digest.js';

const working = workingDays();
const mail = DEFAULT_SETTINGS.staffMail; // 08:30; quiet from 19:00 to 07:00
const at = (on: string, time: string): Instant => londonInstant(isoDate(on), time);

describe('when staff are written to, by hand', () => {
  test.each([
    ['a working morning', '2026-11-23', '09:00', '2026-11-23', '09:00'],
    ['the last minute before quiet hours', '2026-11-23', '18:59', '2026-11-23', '18:59'],
    ['the first of them', '2026-11-23', '19:00', '2026-11-24', '07:00'],
    ['at night after midnight', '2026-11-24', '02:00', '2026-11-24', '07:00'],
    ['the minute they end', '2026-11-24', '07:00', '2026-11-24', '07:00'],
    ['Friday evening', '2026-11-27', '20:00', '2026-11-30', '07:00'],
    ['Saturday noon', '2026-11-28', '12:00', '2026-11-30', '07:00'],
    ['Maundy Thursday evening, before Easter', '2026-04-02', '21:00', '2026-04-07', '07:00'],
    ['Christmas Day, with Boxing Day’s substitute on the Monday', '2026-12-25', '10:00', '2026-12-29', '07:00'],
    ['the Sunday on which summer time begins', '2026-03-29', '00:30', '2026-03-30', '07:00'],
    ['the Sunday on which it ends', '2026-10-25', '02:30', '2026-10-26', '07:00'],
  ])('%s', (_, on, time, leavesOn, leavesTime) => {
    expect(wakesAt(at(on, time), mail, working)).toBe(at(leavesOn, leavesTime));
  });

  test('the day’s mail goes at the same time of day in winter and in summer', () => {
    expect(nextDigest(at('2026-03-27', '12:00'), mail, working)).toBe('2026-03-30T07:30:00.000Z'); // the Monday after clocks went forward
    expect(nextDigest(at('2026-10-23', '12:00'), mail, working)).toBe('2026-10-26T08:30:00.000Z');
  });

  test.each([
    ['recorded at 8 with the others', '2026-11-23', '08:00', '2026-11-23'],
    ['recorded as it goes', '2026-11-23', '08:30', '2026-11-23'],
    ['recorded after it went', '2026-11-23', '08:31', '2026-11-24'],
    ['recorded on a Friday afternoon', '2026-11-27', '15:00', '2026-11-30'],
    ['recorded on Christmas Eve', '2026-12-24', '09:00', '2026-12-29'],
  ])('a notice %s', (_, on, time, goesOn) => {
    const queuedAt = at(on, time);
    expect(leavesAt({ channel: 'digest', queuedAt }, queuedAt, mail, working)).toBe(at(goesOn, '08:30'));
  });

  test('a mail of the day that was held up goes when the engine is back, or the next morning if that is at night', () => {
    const notice: StaffNotice = { channel: 'digest', queuedAt: at('2026-11-23', '08:00') };
    expect(leavesAt(notice, at('2026-11-23', '11:00'), mail, working)).toBe(at('2026-11-23', '11:00'));
    expect(leavesAt(notice, at('2026-11-23', '22:00'), mail, working)).toBe(at('2026-11-24', '08:30'));
    expect(leavesAt(notice, at('2026-11-24', '07:30'), mail, working)).toBe(at('2026-11-24', '08:30'));
  });

  test('a breach at two in the night leaves when quiet hours end, before the day’s mail', () => {
    expect(leavesAt({ channel: 'at-once', queuedAt: at('2026-11-24', '02:00') }, at('2026-11-24', '02:00'), mail, working)).toBe(at('2026-11-24', '07:00'));
  });

  test('without quiet hours it is written at any hour of a working day, and of no other', () => {
    const always: StaffMail = { digestAt: '08:30', quietHours: null };
    expect(wakesAt(at('2026-11-24', '02:00'), always, working)).toBe(at('2026-11-24', '02:00'));
    expect(wakesAt(at('2026-11-28', '02:00'), always, working)).toBe(at('2026-11-30', '00:00'));
  });

  test('a proclaimed holiday counts', () => {
    const proclaimed = workingDays({ added: [isoDate('2026-11-23')], removed: [] });
    expect(nextDigest(at('2026-11-23', '08:00'), mail, proclaimed)).toBe(at('2026-11-24', '08:30'));
  });
});

describe('how a rung is sent', () => {
  const rung = (more: Partial<Rung>): Rung => ({ rung: 'r', days: -14, from: 'due', act: 'remind', to: 'caseworker', ...more });
  const statutory = { code: 'issue-final-plan', kind: 'statutory', shape: 'deadline' } as const;
  test.each([
    ['a reminder before the day', rung({}), 'digest'],
    ['an escalation', rung({ act: 'escalate', days: 1, to: 'team-manager' }), 'at-once'],
    ['a reminder of a day in law that has passed', rung({ days: 1 }), 'at-once'],
    ['a question whether provision is in place', rung({ act: 'ask-for-confirmation', days: 28 }), 'digest'],
    ['an adviser’s reminder', rung({ to: 'professional' }), 'at-once'],
    ['a reminder that its ladder sends at once', rung({ channel: 'at-once' }), 'at-once'],
  ] as const)('%s', (_, one, channel) => {
    expect(channelOf('issue-final-plan', one)).toBe(channel);
    expect(channelFor(statutory, one)).toBe(channel);
  });

  test('the council’s own target may wait where its ladder says so', () => {
    const late = rung({ act: 'escalate', days: 1, to: 'team-manager', channel: 'digest' });
    expect(channelFor({ code: 'send-draft', kind: 'local', shape: 'deadline' }, late)).toBe('digest');
    expect(channelFor(statutory, late)).toBe('at-once');
  });
});

const time = fc.tuple(fc.integer({ min: 2, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const anyMail = fc.record({ digestAt: time, quietHours: fc.option(fc.record({ from: time, to: time })) }).map((given) => settingsSchema.shape.staffMail.safeParse(given)).filter(({ success }) => success).map(({ data }) => data ?? mail);
const instant = fc.date({ min: new Date('2025-01-01T00:00:00Z'), max: new Date('2027-12-31T23:59:00Z'), noInvalidDate: true }).map(instantOf);
const notice = fc.record({ channel: fc.constantFrom(...RUNG_CHANNELS), queuedAt: instant });
const anyRung = fc.record({ rung: fc.constant('r'), days: fc.integer({ min: -60, max: 90 }), from: fc.constantFrom('due', 'start'), act: fc.constantFrom('remind', 'tell', 'escalate', 'ask-for-confirmation'), to: fc.constantFrom(...ROLES), channel: fc.constantFrom(...RUNG_CHANNELS) }) as fc.Arbitrary<Rung>;

describe('whatever the settings', () => {
  test('every notice leaves, once, on a working day and outside quiet hours, whenever somebody looks', () => {
    fc.assert(fc.property(fc.array(notice, { maxLength: 12 }), fc.array(fc.integer({ min: 1, max: 60 * 40 }), { minLength: 1, maxLength: 40 }), anyMail, (notices, steps, staffMail) => {
      const sent: { notice: StaffNotice; now: Instant }[] = [];
      let waiting = notices;
      let now = notices.reduce((last, { queuedAt }) => (queuedAt > last ? queuedAt : last), at('2025-01-01', '12:00'));
      const look = (): void => {
        const sorted = sortNotices(waiting, now, () => staffMail, working);
        expect([...sorted.single, ...sorted.digest, ...sorted.waiting.map((one) => one.notice)]).toHaveLength(waiting.length);
        sent.push(...[...sorted.single, ...sorted.digest].map((one) => ({ notice: one, now })));
        waiting = sorted.waiting.map((one) => one.notice);
      };
      const later = (minutes: number): void => void (now = instantOf(new Date(Date.parse(now) + minutes * 60_000)));
      for (const minutes of steps) { look(); later(minutes); }
      for (let day = 0; waiting.length > 0 && day < 20; day += 1) { // in the end somebody looks at the moment that was said
        now = waiting.map((one) => leavesAt(one, now, staffMail, working)).sort()[0] ?? now;
        look();
      }
      expect(waiting).toEqual([]);
      expect(new Set(sent.map((one) => one.notice)).size).toBe(new Set(notices).size);
      expect(sent).toHaveLength(notices.length);
      for (const one of sent) expect(isQuiet(one.now, staffMail, working)).toBe(false);
      for (const { notice: { channel }, now: moment } of sent) if (channel === 'digest') expect(digestDay(moment, staffMail, working)).toBe(londonDay(moment));
    }));
  });

  test('a breach of the law never waits for the day’s mail, whatever its ladder says: it leaves as soon as staff may be written to', () => {
    fc.assert(fc.property(anyRung, instant, anyMail, (rung, now, staffMail) => {
      fc.pre(rung.from === 'due' && rung.days > 0 && rung.act !== 'ask-for-confirmation');
      const channel = channelFor({ code: 'issue-final-plan', kind: 'statutory', shape: 'deadline' }, rung);
      expect(channel).toBe('at-once');
      expect(leavesAt({ channel, queuedAt: now }, now, staffMail, working)).toBe(wakesAt(now, staffMail, working));
    }));
  });

  test('the moment said is the next there is: nothing goes earlier, none is skipped', () => {
    const hour = 3_600_000;
    fc.assert(fc.property(instant, anyMail, (now, staffMail) => {
      const leaves = wakesAt(now, staffMail, working);
      expect(leaves >= now).toBe(true);
      for (let moment = Date.parse(now); moment < Date.parse(leaves); moment += hour) expect(isQuiet(instantOf(new Date(moment)), staffMail, working)).toBe(true);
      const digest = nextDigest(now, staffMail, working);
      expect(londonTime(digest).time.slice(0, 5)).toBe(staffMail.digestAt);
      const day = londonDay(digest);
      expect(weekday(day) < 6 && !bankHolidays(yearNumber(day)).includes(day)).toBe(true);
      for (let between = addDays(londonDay(now), 1); between < day; between = addDays(between, 1)) expect(working.has(between)).toBe(false);
    }));
  });
});

test.each([
  [{ digestAt: '20:00' }, 'staffMail.digestAt', 'must be outside quietHours'],
  [{ digestAt: '06:59' }, 'staffMail.digestAt', 'must be outside quietHours'],
  [{ digestAt: '8:30' }, 'staffMail.digestAt', 'must be a time as 08:00'],
  [{ quietHours: { from: '19:00', to: '19:00' } }, 'staffMail.quietHours.to', 'must be another time than from'],
  [{ quietHours: { from: '25:00', to: '07:00' } }, 'staffMail.quietHours.from', 'must be a time as 08:00'],
])('settings %j are refused naming the field', (given, path, says) => {
  const { error } = settingsSchema.partial().safeParse({ staffMail: given });
  expect(error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([[path, expect.stringContaining(says) as string]]);
});
