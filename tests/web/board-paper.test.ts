import { expect, test } from 'vitest';
import { pdfDrawer } from '../../config/channels/pdf.js';
import { DEFAULT_FRAMEWORKS } from '../../domain/audit/default-frameworks/all.js';
import { AUDIT_KINDS } from '../../domain/audit/framework.js';
import type { LearningCell, LearningRow, LearningTable, LearningTableId, NamePart, RowCode } from '../../domain/audit/learning/cells.js';
import { monthPeriod } from '../../domain/audit/learning-report.js';
import { isoDate } from '../../domain/dates/iso-date.js';
import { isoMonth } from '../../domain/dates/iso-month.js';
import { learningFile } from '../../web/files/learning-file.js';
import { learningPaper } from '../../web/presenting/learning/paper.js';
import { createRenderer } from '../../web/render.js';
import { pdfText } from '../support/pdf-text.js';
import { chromiumPath } from '../support/resources.js';

/** The board's page with as much in every table as it can hold: all kinds of audit, long criteria, figures with intervals. */

const BLANK: LearningCell = { value: null, unit: 'count', of: null, percent: null, range: null, word: null, audits: [] };
const count: LearningCell = { ...BLANK, value: 120 };
const share: LearningCell = { ...BLANK, value: 41, of: 53, percent: 77.4, range: { from: 64.5, to: 86.5 } };
const score: LearningCell = { ...BLANK, value: 84.1, unit: 'score', range: { from: 79.1, to: 88.8 } };
const alpha: LearningCell = { ...BLANK, value: 0.87, unit: 'agreement', range: { from: 0.82, to: 0.95 } };
const points: LearningCell = { ...BLANK, value: 22.6, unit: 'points', range: { from: 4.7, to: 35.5 } };
const none: LearningCell = { ...BLANK, unit: 'word', word: 'no-change-shown' };

const LONGEST = DEFAULT_FRAMEWORKS.plan.criteria.map(({ asks }) => asks).sort((a, b) => b.length - a.length);
const criterion = (i: number): NamePart => ({ kind: 'criterion', of: 'plan', id: `c${i}`, title: LONGEST[i] ?? null });
const table = (id: LearningTableId, columns: readonly string[], cells: readonly LearningCell[], names: readonly (readonly NamePart[])[]): LearningTable => ({ id, columns, rows: names.map((name, i): LearningRow => ({ id: String(i), name, cells })), notes: [{ code: 'not-shown', count: 12 }] });
const FOUR = [0, 1, 2, 3];
const SUMMARY: readonly RowCode[] = ['drawn', 're-audit', 'double', 're-mark', 'asked', 'all', 'findings', 'actions-open', 'actions-overdue', 'actions-done'];

const FULL: readonly LearningTable[] = [
  table('summary', ['now', 'before'], [count, count], SUMMARY.map((code) => [{ kind: 'said', code }])),
  table('grades', ['audits', 'outstanding', 'good', 'requires-improvement', 'inadequate', 'good-or-better', 'score'], [count, count, count, count, count, share, score],
    AUDIT_KINDS.flatMap((of) => ['2026-09', '2026-10', '2026-11'].map((id): readonly NamePart[] => [{ kind: 'framework', of, number: 12, role: of === 'advice' ? 'educational-psychology' : null }, { kind: 'period', id }]))),
  table('criteria', ['asked', 'not-met', 'partly-met', 'weak', 'not-arising'], [count, count, count, share, count], FOUR.map((i) => [criterion(i)])),
  table('effects', ['before', 'after', 'difference', 'shown'], [share, share, points, none], FOUR.map((i) => [{ kind: 'audit', ref: 'U-7K3M9QZX' }, criterion(i)])),
  table('agreement', ['pairs', 'answers', 'alike', 'alpha'], [count, count, share, alpha], AUDIT_KINDS.map((of) => [{ kind: 'framework', of, number: 12, role: null }, { kind: 'said', code: 'overall' }])),
  table('recurring', ['again', 'earlier', 'actions-done'], [count, count, count], FOUR.map((i) => [criterion(i), { kind: 'service', id: 'educational-psychology' }])),
  table('feedback', ['agreed'], [share], FOUR.map((i) => [{ kind: 'said', code: 'family' }, { kind: 'words', text: `We knew what would happen next, when, and whom to ask at each step, ${i}` }])),
];

test('the board’s page is one sheet with all that it can hold, and nothing is cut off', async () => {
  const papers = pdfDrawer({ chromium: await chromiumPath() });
  const paper = learningPaper({ period: monthPeriod(isoMonth('2026-11')), on: isoDate('2026-11-23'), tables: FULL, names: new Map() });
  const { content } = await learningFile({ render: createRenderer(), drawPdf: papers.draw }, paper, 'pdf', { name: 'board', council: 'Quayborough Council' });
  await papers.close();
  const sheets = pdfText(Buffer.from(content));
  expect(sheets).toHaveLength(1);
  const bare = (text: string): string => text.replaceAll(/\s/g, '');
  for (const { title, rows, note } of paper.tables) for (const text of [title, note, ...rows.map(({ name, cells }) => [name, ...cells.map((cell) => cell.text)].join(''))]) expect(bare(sheets.join(''))).toContain(bare(text));
});
