import { describe, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { versionsOn } from '../../domain/ladder-versions.js';
import { everyCause, readVersion, RULE_SCHEMAS, settingsWithRules, silenceChange, withCodes, withNames, type RuleVersion } from '../../domain/own-rules.js';
import { DEFAULT_SETTINGS, type DelayCause, type StaffMail } from '../../domain/settings.js';
import { causesToGive } from '../../domain/delay-cause.js';
import { leavesByDay } from '../../domain/tell/digest.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { londonInstant } from '../../domain/dates/london.js';

const version = (number: number, effectiveFrom: string, rule: Pick<RuleVersion, 'kind' | 'content'>): RuleVersion => readVersion({ number, effectiveFrom, ...rule });
const causes = (...words: string[]): { kind: 'delay-causes'; content: DelayCause[] } => ({ kind: 'delay-causes', content: words.map((one) => ({ code: one.toLowerCase(), words: one })) });

describe('which rule holds', () => {
  const first = version(1, '2026-03-02', causes('Flood', 'Snow'));
  const norms = version(2, '2026-03-02', { kind: 'silence-norms', content: { assessing: 7 } });
  const second = version(3, '2026-03-10', causes('Snow'));
  const all = [first, norms, second];
  const on = (day: string) => settingsWithRules(DEFAULT_SETTINGS, versionsOn(all, isoDate(day), ({ kind }) => kind), all);

  test('each kind by its own version of the day; before any, the settings file', () => {
    expect(on('2026-03-01')).toEqual(DEFAULT_SETTINGS);
    expect(on('2026-03-02')).toMatchObject({ silenceNorms: { assessing: 7 }, staffMail: DEFAULT_SETTINGS.staffMail });
    expect(on('2026-03-10').silenceNorms).toEqual({ assessing: 7 });
  });

  test('a cause that is taken out is given no more, and keeps its words', () => {
    const { delayCauses } = on('2026-03-10');
    expect(causesToGive(delayCauses)).toEqual([{ code: 'snow', words: 'Snow' }]);
    expect(delayCauses.find(({ code }) => code === 'flood')).toEqual({ code: 'flood', words: 'Flood', retired: true });
    expect(delayCauses.find(({ code }) => code === 'tribunal')).toMatchObject({ retired: true });
    expect(new Set(delayCauses.map(({ code }) => code)).size).toBe(delayCauses.length);
  });

  test('of every cause there has been, the last words', () => {
    const reworded = version(4, '2026-03-11', { kind: 'delay-causes', content: [{ code: 'snow', words: 'Snow or ice' }] });
    expect(everyCause({ delayCauses: [{ code: 'snow', words: 'Schnee' }] }, [...all, reworded]).map(({ words }) => words)).toEqual(['Snow or ice', 'Flood']);
    expect(withNames([{ code: 'a', words: 'A' }], [{ code: 'a', words: 'Old' }, { code: 'b', words: 'B' }])).toEqual([{ code: 'a', words: 'A' }, { code: 'b', words: 'B', retired: true }]);
  });
});

test('a new cause gets a code of its words that none had before; those there are keep theirs', () => {
  const coded = withCodes([{ code: 'flood', words: 'High water' }, { words: 'Flood' }, { words: 'École fermée!' }, { words: '¿?' }, { words: 'Flood' }], ['school', 'ecole-fermee']);
  expect(coded.map(({ code }) => code)).toEqual(['flood', 'flood-2', 'ecole-fermee-2', 'cause', 'flood-3']);
  expect(withCodes([{ words: 'a'.repeat(100) }], [])[0]?.code).toHaveLength(36);
});

const wrong = (kind: keyof typeof RULE_SCHEMAS, content: unknown) => RULE_SCHEMAS[kind].safeParse(content).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? [];

describe('what is refused', () => {
  const [flood, snow] = [{ code: 'flood', words: 'Flood' }, { code: 'snow', words: 'Snow' }];
  test.each([
    ['delay-causes', [], [['', 'must name one cause at least']]],
    ['delay-causes', [flood, { ...snow, words: ' flood ' }], [['1.words', 'must be a name no other cause has, a retired one included: word it otherwise, or take up the other again']]],
    ['delay-causes', [flood, { ...snow, words: 'FLOOD', retired: true }], [['1.words', 'must be a name no other cause has, a retired one included: word it otherwise, or take up the other again']]],
    ['delay-causes', [{ ...flood, retired: true }], [['', 'must leave one cause that is not retired']]],
    ['delay-causes', [{ ...flood, words: ' ' }], [['0.words', 'is missing']]],
    ['silence-norms', { assessing: 0 }, [['assessing', 'must be at least 1 day']]],
    ['silence-norms', { assessing: 366 }, [['assessing', 'must be at most 365 days']]],
    ['silence-norms', { assessing: 1.5 }, [['assessing', 'must be a whole number of days']]],
    ['silence-norms', {}, [['', 'must give one stage at least its days: with none no case would ever be found silent']]],
    ['silence-norms', { ended: 5 }, [['ended', 'must be left out: a case at this stage is closed']]],
    ['staff-mail', { digestAt: '25:00', quietHours: null }, [['digestAt', 'must be a time as 08:00, and not between 01:00 and 02:00, which clock changes skip or repeat']]],
    ['staff-mail', { digestAt: '20:00', quietHours: { from: '19:00', to: '07:00' } }, [['digestAt', 'must be outside quietHours, or the day’s mail would never go']]],
  ] as const)('%s %j', (kind, content, problems) => {
    expect(wrong(kind, content)).toEqual(problems);
  });

  test('both edges of a norm, and mail without quiet hours, are right', () => {
    expect([wrong('silence-norms', { assessing: 1, drafting: 365 }), wrong('staff-mail', { digestAt: '08:00', quietHours: null })]).toEqual([[], []]);
    expect(wrong('staff-mail', { digestAt: '08:00' }), 'the whole is said').not.toEqual([]);
  });

  test('a version that holds something else is not read', () => {
    expect(() => readVersion({ number: 1, kind: 'silence-norms', content: { assessing: 'soon' }, effectiveFrom: '2026-03-02' })).toThrow('whole number of days');
    expect(() => readVersion({ number: 1, kind: 'colours', content: {}, effectiveFrom: '2026-03-02' })).toThrow();
  });
});

test('silent cases by stage, as it is and with a change', () => {
  const change = silenceChange(['assessing', 'assessing', 'drafting'], ['assessing', 'reviewing']);
  expect(change.filter(({ asItIs, changed }) => asItIs + changed > 0)).toEqual([{ stage: 'assessing', asItIs: 2, changed: 1 }, { stage: 'drafting', asItIs: 1, changed: 0 }, { stage: 'reviewing', asItIs: 0, changed: 1 }]);
});

describe('mail to staff where another day has other times', () => {
  const none = workingDays({ added: [], removed: [] });
  const [old, early]: readonly [StaffMail, StaffMail] = [DEFAULT_SETTINGS.staffMail, { digestAt: '07:15', quietHours: { from: '19:00', to: '06:00' } }]; // 08:30; quiet from 19:00 to 07:00
  const from = (day: string) => (on: string): StaffMail => (on < day ? old : early);
  const [monday, tuesday] = [isoDate('2026-03-02'), isoDate('2026-03-03')];
  const at = (time: string) => londonInstant(monday, time);

  test('what waits overnight goes by the times of its own day', () => {
    const [digest, single] = [{ channel: 'digest', queuedAt: at('18:00') }, { channel: 'at-once', queuedAt: at('20:00') }] as const;
    expect([leavesByDay(digest, at('18:00'), () => old, none), leavesByDay(single, at('20:00'), () => old, none)]).toEqual([londonInstant(tuesday, '08:30'), londonInstant(tuesday, '07:00')]);
    expect([leavesByDay(digest, at('18:00'), from(tuesday), none), leavesByDay(single, at('20:00'), from(tuesday), none)]).toEqual([londonInstant(tuesday, '07:15'), londonInstant(tuesday, '06:00')]);
  });

  test('what may go today goes today, whatever holds tomorrow', () => {
    expect(leavesByDay({ channel: 'at-once', queuedAt: at('12:00') }, at('12:00'), from(tuesday), none)).toBe(at('12:00'));
  });

  test('over a weekend it goes by the times of Monday', () => {
    const friday = londonInstant(isoDate('2026-02-27'), '20:00');
    expect(leavesByDay({ channel: 'at-once', queuedAt: friday }, friday, from(monday), none)).toBe(londonInstant(monday, '06:00'));
  });
});
