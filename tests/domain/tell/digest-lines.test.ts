import { describe, expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { digestCounts, digestLines, eachOnce, groupOf, type DigestItem } from '../../../domain/tell/digest-lines.js';

const TODAY = isoDate('2026-11-23'); // a Monday
const AT = 'https://duly.example';
const duty = (dueOn: string, more: Partial<Extract<DigestItem, { kind: 'duty' }>> = {}): DigestItem => ({ kind: 'duty', recordRef: 'A-0000001', act: 'remind', duty: 'issue-final-plan', subject: null, occurrence: 'j1', dueOn: isoDate(dueOn), ...more });
const owed = (acknowledgeBy: string): DigestItem => ({ kind: 'acknowledge', recordRef: 'A-0000002', duty: 'decide-to-assess', subject: null, occurrence: 'j1', acknowledgeBy: isoDate(acknowledgeBy) });
const quiet: DigestItem = { kind: 'quiet', recordRef: 'P-0000003', reason: 'owner-away' };

const milestone = (number: number): DigestItem => ({ kind: 'milestone', recordRef: 'Y-0000004', milestone: number, dueOn: isoDate('2026-11-20') });

describe('where something stands in the mail of the day', () => {
  test.each([
    ['yesterday', duty('2026-11-22'), 'late'],
    ['today', duty('2026-11-23'), 'due'],
    ['in six days', duty('2026-11-29'), 'due'],
    ['in a week', duty('2026-11-30'), 'later'],
    ['long owed, to be confirmed', duty('2026-10-26', { act: 'ask-for-confirmation', duty: 'secure-provision' }), 'confirm'],
    ['a quiet case', quiet, 'quiet'],
    ['an overdue milestone', milestone(4), 'late'],
    ['an escalation', owed('2026-11-24'), 'acknowledge'],
  ] as const)('%s', (_, item, group) => {
    expect(groupOf(item, TODAY)).toBe(group);
  });
});

test('each line has its reference, its day and where it is done; soonest first', () => {
  const lines = digestLines([duty('2026-11-27'), duty('2026-11-24', { recordRef: 'A-0000009' }), duty('2026-11-20'), quiet, owed('2026-11-24')], TODAY, AT);
  expect(lines).toEqual({
    late: ['A-0000001: send the final EHC plan, was due by Friday 20 November 2026. https://duly.example/cases/A-0000001'],
    due: [
      'A-0000009: send the final EHC plan, due by Tuesday 24 November 2026. https://duly.example/cases/A-0000009',
      'A-0000001: send the final EHC plan, due by Friday 27 November 2026. https://duly.example/cases/A-0000001',
    ],
    later: [],
    confirm: [],
    quiet: ['P-0000003: whoever holds it is away, and nobody covers. https://duly.example/cases/P-0000003'],
    acknowledge: ['A-0000002: decide whether to carry out an EHC needs assessment, and tell the family. Say by Tuesday 24 November 2026 what will be done. https://duly.example/escalations/A-0000002/decide-to-assess/-/j1'],
  });
});

test('seven advisers of a case are one line, which counts them; two reminders of one of them are one thing', () => {
  const asked = ['V-1', 'V-2', 'V-3'].map((subject) => duty('2026-11-26', { duty: 'give-advice', subject }));
  const items = eachOnce([...asked, duty('2026-11-26', { duty: 'give-advice', subject: 'V-3', act: 'tell' })]);
  expect(items).toHaveLength(3);
  expect(digestLines(items, TODAY, AT).due).toEqual(['A-0000001: get the advice asked for, due by Thursday 26 November 2026 (3 of them). https://duly.example/cases/A-0000001']);
  expect(digestCounts(items, TODAY)).toBe('3 due within seven days');
});

test('of very many the first fifty are named, and the rest are counted with where they are', () => {
  const many = Array.from({ length: 73 }, (_, n) => duty('2026-11-20', { recordRef: `A-${String(n).padStart(7, '0')}` }));
  const { late } = digestLines(many, TODAY, AT);
  expect(late).toHaveLength(51);
  expect(late.at(-1)).toBe('23 more: https://duly.example/cases');
  expect(digestCounts([...many, quiet], TODAY)).toBe('73 late, 1 gone quiet');
});

test('overdue milestones of one priority are one line, which counts them and leads to the plan', () => {
  expect(digestLines(eachOnce([milestone(4), milestone(4), milestone(6)]), TODAY, AT).late).toEqual(['Y-0000004: a milestone of the improvement plan, was due by Friday 20 November 2026 (2 of them). https://duly.example/improvement/Y-0000004']);
});
