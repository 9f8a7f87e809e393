import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { instantOf } from '../../../domain/dates/london.js';
import { isoWeek } from '../../../domain/dates/iso-week.js';
import { entrySchema, keptSchema, type Entry, type EntryContent, type EntrySent } from '../../../domain/improvement/entries.js';
import { claimsMore, namedIn, priorityNow } from '../../../domain/improvement/plan.js';
import { isSignedOff, milestoneState, overdueOf, priorityOf } from '../../../domain/improvement/priority.js';
import { problemsOf } from '../../../domain/improvement/refusals.js';

/** A priority is what its entries say, one after the other; nothing that was agreed before is lost. */

const [ANNA, BEN, CORA] = ['S-ANNA0001', 'S-BEN00001', 'S-CORA0001'];
const at = (on: string) => instantOf(new Date(`${on}T10:00:00Z`));
const SET_OUT: EntryContent = { kind: 'set-out', title: 'Advice in time', aim: 'Children are seen sooner', origin: 'inspection', source: 'Report of March', leads: [ANNA, BEN] };
const measure: EntryContent = { kind: 'measure-added', figure: 'advice-late', of: 'council', target: 10, byOn: isoDate('2026-06-30'), baseline: { week: isoWeek(isoDate('2026-03-01')), on: isoDate('2026-03-01'), value: 40 } };
const milestone: EntryContent = { kind: 'milestone-added', what: 'Appoint', owner: CORA, dueOn: isoDate('2026-04-30'), measure: 2 };
const done: EntryContent = { kind: 'milestone-done', milestone: 3, on: isoDate('2026-04-20'), words: 'Appointed' };
const signed: EntryContent = { kind: 'signed-off', words: 'It holds' };

/** Entries in their order, each with who wrote it and when. */
const story = (...told: readonly (readonly [on: string, by: string, content: EntryContent])[]): Entry[] => told.map(([on, by, content], i) => ({ number: i + 1, by, at: at(on), on: isoDate(on), content }));

describe('entries, one after the other', () => {
  const base = [['2026-03-02', ANNA, SET_OUT], ['2026-03-02', ANNA, measure], ['2026-03-03', BEN, milestone]] as const;

  test('a day revised twice keeps both days before it, in order, with approver and reason', () => {
    const later = (dueOn: string, reason: string): EntryContent => ({ kind: 'milestone-revised', milestone: 3, dueOn: isoDate(dueOn), approvedBy: BEN, reason });
    const [only] = priorityOf(story(...base, ['2026-04-10', ANNA, later('2026-05-29', 'Nobody applied')], ['2026-05-20', ANNA, later('2026-07-31', 'Advertised again')])).milestones;
    expect(only).toMatchObject({ number: 3, dueOn: '2026-07-31', revisions: [{ was: '2026-04-30', reason: 'Nobody applied', on: '2026-04-10', approvedBy: BEN, by: ANNA }, { was: '2026-05-29', reason: 'Advertised again', on: '2026-05-20' }] });
  });

  test('a target revised keeps its baseline and the target before', () => {
    const [only] = priorityOf(story(...base, ['2026-04-10', ANNA, { kind: 'measure-revised', measure: 2, target: 20, byOn: isoDate('2026-09-30'), approvedBy: BEN, reason: 'Two posts are frozen' }])).measures;
    expect(only).toMatchObject({ target: 20, byOn: '2026-09-30', baseline: { value: 40 }, revisions: [{ was: { target: 10, byOn: '2026-06-30' }, reason: 'Two posts are frozen' }] });
  });

  test('its own day is in time; from the next a milestone is overdue, unless done or dropped', () => {
    const priority = priorityOf(story(...base));
    expect(overdueOf(priority, isoDate('2026-04-30'))).toEqual([]);
    expect(overdueOf(priority, isoDate('2026-05-01')).map(({ what }) => what)).toEqual(['Appoint']);
    const [ended] = priorityOf(story(...base, ['2026-04-20', CORA, done])).milestones;
    expect(ended === undefined ? null : milestoneState(ended, isoDate('2026-05-01'))).toBe('done');
  });

  test('one signature is not both; what is signed for changes, and both are asked again; words about it change nothing', () => {
    const finished = [...base, ['2026-04-20', CORA, done]] as const;
    const once = story(...finished, ['2026-04-21', ANNA, signed]);
    expect(isSignedOff(priorityOf(once))).toBe(false);
    const both = story(...finished, ['2026-04-21', ANNA, signed], ['2026-04-22', BEN, signed]);
    expect(isSignedOff(priorityOf(both))).toBe(true);
    const claim: EntryContent = { kind: 'claimed', claim: 'done', words: 'All of it' };
    expect(isSignedOff(priorityOf(story(...finished, ['2026-04-21', ANNA, signed], ['2026-04-22', BEN, signed], ['2026-04-23', ANNA, claim])))).toBe(true);
    expect(isSignedOff(priorityOf(story(...finished, ['2026-04-21', ANNA, signed], ['2026-04-22', BEN, signed], ['2026-04-23', ANNA, milestone])))).toBe(false);
  });

  test('highlights of a month are kept beside those written for it again, the latest month and the latest words first', () => {
    const of = (month: string, progress: string): EntryContent => ({ kind: 'highlights', month, progress, issues: '', risks: '', next: '', changes: '', decisions: '' });
    const { highlights } = priorityOf(story(...base, ['2026-04-01', ANNA, of('2026-04', 'First')], ['2026-04-02', ANNA, of('2026-03', 'Late')], ['2026-04-03', BEN, of('2026-04', 'Second')]));
    expect(highlights.map(({ month, progress }) => [month, progress])).toEqual([['2026-04', 'Second'], ['2026-04', 'First'], ['2026-03', 'Late']]);
  });

  test('an ended measure counts no more; without one left nothing is computed', () => {
    const ended = story(...base, ['2026-04-10', ANNA, { kind: 'measure-ended', measure: 2, approvedBy: BEN, reason: 'Another shows it better' }]);
    expect(priorityNow({ ref: 'Y-1', entries: story(...base) }, new Map()).computed).toBe('no-figure');
    expect(priorityNow({ ref: 'Y-1', entries: ended }, new Map()).computed).toBeNull();
  });

  test('everybody and every team that is named is looked up', () => {
    expect(namedIn(story(...base, ['2026-04-10', 'S-DAN00001', { kind: 'milestone-revised', milestone: 3, dueOn: isoDate('2026-05-29'), approvedBy: 'S-EVE00001', reason: 'Later' }]))).toEqual(['S-ANNA0001', 'S-BEN00001', 'S-CORA0001', 'S-DAN00001', 'S-EVE00001', 'council']);
  });

  test('what does not begin by being set out is no priority', () => {
    expect(() => priorityOf([])).toThrow(RangeError);
    expect(() => priorityOf(story(['2026-03-02', ANNA, milestone]))).toThrow(RangeError);
  });
});

test.each([
  ['done', 'met', false], ['done', 'on-course', true], ['done', 'behind', true], ['done', 'no-figure', true], ['done', null, false],
  ['on-course', 'behind', true], ['on-course', 'on-course', false], ['on-course', 'met', false], ['behind', 'met', false], ['not-begun', 'behind', false], [null, 'behind', false],
] as const)('claimed %s, computed %s: says more than the figures %s', (claim, computed, more) => {
  expect(claimsMore(claim, computed)).toBe(more);
});

describe('what is refused', () => {
  const priority = priorityOf(story(['2026-03-02', ANNA, SET_OUT], ['2026-03-02', ANNA, measure], ['2026-03-03', BEN, milestone]));
  const TODAY = isoDate('2026-04-01');
  const refused = (sent: EntrySent, by = ANNA) => problemsOf(priority, sent, { by, today: TODAY, baseline: { week: isoWeek(TODAY), on: TODAY, value: 50, of: 19 } }).map(({ path, message }) => `${path} ${message}`);
  const read = (sent: object): EntrySent => entrySchema.parse(sent);
  const approved = { approvedBy: BEN, reason: 'The board agreed' };

  test.each([
    ['a percentage of nineteen as a baseline', { kind: 'measure-added', figure: 'advice-in-time', of: 'council', baselineWeek: '2026-W13', target: 60, byOn: '2026-06-30' }, ['baselineWeek must be a week with 20 or more to take a percentage of: there were 19. Choose another week, or measure a number']],
    ['more than all', { kind: 'measure-revised', measure: 2, target: 41, byOn: '2026-06-30', ...approved }, ['target must not be worse than the baseline, 40']],
    ['the same again', { kind: 'measure-revised', measure: 2, target: 10, byOn: '2026-06-30', ...approved }, ['target must differ from what is agreed, or the day must']],
    ['a measure there is not', { kind: 'measure-ended', measure: 3, ...approved }, ['measure must be a measure of this priority that has not ended']],
    ['an own approval', { kind: 'milestone-dropped', milestone: 3, approvedBy: ANNA, reason: 'No' }, ['approvedBy must be somebody else than you']],
    ['the approval of its owner', { kind: 'milestone-dropped', milestone: 3, approvedBy: CORA, reason: 'No' }, ['approvedBy must be somebody else than its owner']],
    ['done tomorrow', { kind: 'milestone-done', milestone: 3, on: '2026-04-02', words: 'Soon' }, ['on must not be after today']],
    ['a signature while something is to do', { kind: 'signed-off', words: 'Done' }, ['words must wait: one milestone is still to do']],
    ['a day as it should be', { kind: 'milestone-revised', milestone: 3, dueOn: '2026-05-29', ...approved }, []],
    ['the same target by a later day', { kind: 'measure-revised', measure: 2, target: 10, byOn: '2026-09-30', ...approved }, []],
  ] as const)('%s', (_, sent, problems) => {
    expect(refused(read(sent))).toEqual(problems);
  });

  test('a signature of somebody who does not lead it', () => {
    expect(refused(read({ kind: 'signed-off', words: 'Done' }), CORA)).toEqual(['words must come from one of its two leads']);
  });

  test('what is settled is settled', () => {
    const settled = priorityOf(story(['2026-03-02', ANNA, SET_OUT], ['2026-03-02', ANNA, measure], ['2026-03-03', BEN, milestone], ['2026-03-20', CORA, { kind: 'milestone-done', milestone: 3, on: isoDate('2026-03-20'), words: 'Appointed' }]));
    expect(problemsOf(settled, read({ kind: 'milestone-revised', milestone: 3, dueOn: '2026-05-29', ...approved }), { by: ANNA, today: TODAY, baseline: null })).toEqual([{ path: 'milestone', message: 'must be one that is still to do: this one is done already' }]);
  });
});

test('what is kept is read again to the letter', () => {
  for (const content of [SET_OUT, measure, milestone, done, signed]) expect(keptSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
});
