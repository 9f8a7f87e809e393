import { expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import { EXAMPLES } from '../../web/pages/clock/examples.js';
import { shownAnswer } from '../../web/pages/clock/presenter.js';
import { tell } from '../../web/pages/clock/story.js';
import { timelinePicture, type Timeline, type TimelineRow } from '../../web/timeline/timeline.js';

const row: TimelineRow = {
  name: 'Send final plan',
  about: null,
  shape: 'deadline',
  standing: 'late',
  startsOn: isoDate('2025-09-02'),
  dueOn: isoDate('2026-01-20'),
  actBy: isoDate('2026-01-20'),
  doneOn: null,
  standingWords: '12 days late',
};
const timeline = (rows: readonly TimelineRow[], more: Partial<Timeline> = {}): Timeline => ({
  id: 'tl',
  title: 'Timeline of A-1',
  description: 'One duty.',
  today: isoDate('2026-02-01'),
  startsOn: isoDate('2025-09-02'),
  startWords: 'Request received',
  rows,
  ...more,
});

test('the picture has a title and a description, names today, and writes each state in words', () => {
  const svg = timelinePicture(timeline([row]));
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="tl-title tl-about"/);
  expect(svg).toContain('<title id="tl-title">Timeline of A-1</title>');
  expect(svg).toContain('Today, 1 Feb 2026');
  expect(svg).toContain('12 days late');
});

test('lateness is hatched, a day done is a tick, a period has closed ends: shape besides colour', () => {
  expect(timelinePicture(timeline([row]))).toContain('url(#tl-late)');
  expect(timelinePicture(timeline([{ ...row, standing: 'excused' }]))).toContain('url(#tl-excused)');
  const drawn = timelinePicture(
    timeline([
      { ...row, standing: 'done', doneOn: isoDate('2026-01-10') },
      { ...row, shape: 'window', standing: 'open' },
    ]),
  );
  expect(drawn.match(/M-3.5 0 L-1 3 L4 -3/g)).toHaveLength(2); // the row's and the key's
});

test('a day to act by is marked only where it is not the due day', () => {
  const lines = (svg: string) => svg.split('<line').length;
  expect(lines(timelinePicture(timeline([{ ...row, actBy: isoDate('2026-01-16') }])))).toBe(
    lines(timelinePicture(timeline([row]))) + 1,
  );
});

test('names are text, whatever is in them', () => {
  const svg = timelinePicture(timeline([{ ...row, name: '<b>&"', about: 'O’Neill <i>' }], { title: 'a<b' }));
  expect(svg).not.toMatch(/<b>|<i>|a<b</);
});

test('nothing in it needs script or inline style: it passes the pages’ content security policy', () => {
  expect(timelinePicture(timeline([row]))).not.toMatch(/ style=|<style|<script| on\w+=/);
});

test('two years of months are named at most nine times', () => {
  const svg = timelinePicture(timeline([{ ...row, startsOn: isoDate('2024-01-15'), dueOn: isoDate('2026-01-15') }]));
  expect(svg.match(/paint-order/g)?.length).toBeLessThanOrEqual(9);
});

test('over more than that the years alone are named, each where it begins', () => {
  const svg = timelinePicture(timeline([{ ...row, startsOn: isoDate('2022-01-10'), dueOn: isoDate('2026-11-22') }]));
  expect([...svg.matchAll(/paint-order="stroke"[^>]*>([^<]*)</g)].map(([, name]) => name)).toEqual(['2022', '2023', '2024', '2025', '2026', '2027']);
});

test.each(EXAMPLES)('the example “$name” is drawn: no contradiction, a row for every duty owed', ({ today, facts }) => {
  const told = tell({ today, facts, rest: {} });
  if (told.kind !== 'answer') throw new Error(JSON.stringify(told));
  const shown = shownAnswer(told.answer);
  expect(shown.picture?.match(/<g>/g)?.length).toBeGreaterThan(shown.duties.owed.length);
});

test('each example shows what it is there to show', () => {
  const outcomes = (code: string): readonly string[] => {
    const example = EXAMPLES.find((one) => one.code === code);
    const told = tell({ today: example?.today ?? '', facts: example?.facts ?? [], rest: {} });
    return told.kind === 'answer' ? told.answer.duties.map((duty) => `${duty.code} ${duty.outcome}`) : [];
  };
  expect(outcomes('on-its-way')).toEqual(expect.arrayContaining(['give-advice late', 'hear-representations open']));
  expect(outcomes('summer')).toContain('issue-final-plan late-excused');
  expect(outcomes('too-soon')).toContain('hear-representations breached');
  expect(outcomes('order')).toContain('order-notify-assess pending');
  expect(outcomes('review')).toContain('issue-amended-plan pending');
});
