import { describe, expect, test } from 'vitest';
import { addDays, isoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { COURSE_FACTS, courseOf, stageNow, wasInTime } from '../../../domain/forecast/course.js';
import { queuesOf } from '../../../domain/forecast/queues.js';
import { stageOf } from '../../../domain/next-steps.js';
import { progressOf } from '../../../domain/progress.js';
import { assessment, written, type Told } from './council.js';

const working = workingDays();
const day = isoDate;
const TOLD: readonly Told[] = [
  { type: 'request-received', on: day('2026-01-05'), by: 'parent' },
  { type: 'assessment-agreed', on: day('2026-02-09') },
  { type: 'advice-requested', on: day('2026-02-09'), adviser: 'V-1', role: 'educational-psychology' },
  { type: 'advice-requested', on: day('2026-02-11'), adviser: 'V-2', role: 'health' },
  { type: 'advice-received', on: day('2026-03-20'), adviser: 'V-2' },
  { type: 'advice-returned', on: day('2026-03-25'), adviser: 'V-2' },
  { type: 'advice-received', on: day('2026-03-30'), adviser: 'V-2' },
  { type: 'advice-received', on: day('2026-04-10'), adviser: 'V-1' },
  { type: 'issue-agreed', on: day('2026-04-20') },
  { type: 'draft-plan-sent', on: day('2026-04-22'), servedOn: day('2026-04-22') },
  { type: 'final-plan-issued', on: day('2026-05-20') },
];
const course = (told: readonly Told[], until = day('2026-12-01')) => courseOf(written('A-1', told).facts, until, working);

describe('the course of an assessment, by hand', () => {
  test('its stages one after another, and each wait for advice', () => {
    const found = course(TOLD);
    expect(found?.stages.map(({ stage, from, to }) => [stage, from, to])).toEqual([
      ['considering', '2026-01-05', '2026-02-09'], ['assessing', '2026-02-09', '2026-04-10'], ['deciding-to-issue', '2026-04-10', '2026-04-20'], ['drafting', '2026-04-20', '2026-04-22'],
      ['hearing-representations', '2026-04-22', '2026-05-07'], ['finalising', '2026-05-07', '2026-05-20'],
    ]);
    expect(found?.advice.map(({ role, from, to, answered }) => [role, from, to, answered])).toEqual([
      ['educational-psychology', '2026-02-09', '2026-04-10', true], ['health', '2026-02-11', '2026-03-20', true], ['health', '2026-03-25', '2026-03-30', true],
    ]);
    expect(found).toMatchObject({ endedOn: '2026-05-20', reopened: false, dueOn: { 'issue-final-plan': '2026-05-25' } });
    expect(found !== null && wasInTime(found)).toBe(true);
  });

  test('open: the last stage has no end, and advice nobody waits for any more ends unanswered', () => {
    expect(course(TOLD.slice(0, 4))?.stages.at(-1)).toMatchObject({ stage: 'assessing', to: null });
    const early = course([...TOLD.slice(0, 4), { type: 'issue-agreed', on: day('2026-04-20') }]);
    expect(early?.advice.map(({ to, answered }) => [to, answered])).toEqual([['2026-04-20', false], ['2026-04-20', false]]);
  });

  test('the family’s fifteen days end by themselves', () => {
    const drafted = TOLD.slice(0, 10);
    const now = (until: string) => {
      const found = course(drafted, day(until));
      return found === null ? null : stageNow(found)?.stage;
    };
    expect([now('2026-05-06'), now('2026-05-07')]).toEqual(['hearing-representations', 'finalising']);
  });

  test('refused it ends there; an order gives it other dates', () => {
    const refused: Told[] = [...TOLD.slice(0, 1), { type: 'assessment-refused', on: day('2026-02-09') }];
    expect(course(refused)).toMatchObject({ endedOn: '2026-02-09', reopened: false });
    expect(course([...refused, { type: 'tribunal-order', on: day('2026-06-01'), order: 'assess' }])).toMatchObject({ reopened: true });
  });

  test('a correction takes out what it names, in whatever order facts are given', () => {
    const told: Told[] = [...TOLD.slice(0, 4), { type: 'correction', on: day('2026-03-01'), corrects: 'j2', replacement: { type: 'assessment-agreed', on: '2026-02-05' } }];
    const facts = written('A-1', told).facts;
    const found = courseOf(facts, day('2026-04-01'), working);
    expect(found?.stages[0]).toMatchObject({ stage: 'considering', to: '2026-02-05' });
    expect(courseOf([...facts].reverse(), day('2026-04-01'), working)).toEqual(found);
  });
});

test.each(Array.from({ length: 30 }, (_, i) => i))('made-up assessment %i: every day its stage and its dates are the domain’s own', (i) => {
  const received = addDays(day('2025-06-02'), i * 9);
  const { facts } = assessment('A-1', received, day('2026-12-01'), `same ${i}`);
  const narrowed = facts.filter(({ type }) => COURSE_FACTS.includes(type));
  const found = courseOf(narrowed, day('2026-12-01'), working);
  for (let on = received; on < day('2026-06-01'); on = addDays(on, 5)) {
    const stage = stageOf(progressOf(facts.filter((fact) => fact.on <= on)), on);
    const spell = found?.stages.find(({ from, to }) => from <= on && (to === null || on < to));
    expect(spell?.stage ?? 'over', on).toBe(['finished', 'refused'].includes(stage) ? 'over' : stage);
  }
  const due = Object.fromEntries(derive(facts, day('2026-12-01')).duties.map(({ code, dueOn }) => [code, dueOn]));
  for (const [code, on] of Object.entries(found?.dueOn ?? {})) expect(due[code]).toBe(on);
});

test('queues count who waits, and who came and went in the last half year', () => {
  const courses = [TOLD.slice(0, 4), TOLD, TOLD.slice(0, 1)].flatMap((told) => course(told, day('2026-06-01')) ?? []);
  const queues = new Map(queuesOf(courses, day('2026-06-01')).map((queue) => [queue.of, queue]));
  expect(queues.get('assessments')).toMatchObject({ waiting: [{ since: -147, due: -7 }, { since: -147, due: -7 }], cameAWeek: 3 / 26, doneAWeek: 1 / 26 });
  expect(queues.get('educational-psychology')).toMatchObject({ waiting: [{ since: -112, due: -70 }], cameAWeek: 2 / 26, doneAWeek: 1 / 26, limit: 42 });
});
