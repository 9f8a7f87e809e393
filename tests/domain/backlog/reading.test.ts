import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isUpn } from '../../../domain/backlog/codes.js';
import { COLUMN_CODES, COLUMNS, type ColumnCode } from '../../../domain/backlog/columns.js';
import { cellOfFacts, renumbered } from '../../../domain/backlog/facts-cell.js';
import { readDay } from '../../../domain/backlog/days.js';
import { cellsBy, mappingOf, mappingProblems, whyUnmapped, type Cells } from '../../../domain/backlog/mapping.js';
import { nameProblem } from '../../../domain/backlog/names.js';
import { readRow } from '../../../domain/backlog/read-row.js';
import { toldProblems } from '../../../domain/backlog/verdict.js';
import { withinFile } from '../../../domain/backlog/within-file.js';
import { isoDate } from '../../../domain/dates/iso-date.js';

const TODAY = isoDate('2026-11-22');

describe('days as spreadsheets write them', () => {
  // Serial 45902 is 2 September 2025: 45658 is 1 January 2025, and 244 days follow to 2 September.
  test.each([
    ['02/09/2025', '2025-09-02'], ['2/9/2025', '2025-09-02'], ['2-9-25', '2025-09-02'], ['02.09.2025', '2025-09-02'], ['2025-09-02', '2025-09-02'], ['2025-09-02T00:00:00', '2025-09-02'],
    ['02/09/2025 00:00', '2025-09-02'], ['2 Sep 2025', '2025-09-02'], ['2nd September 2025', '2025-09-02'], ['45902', '2025-09-02'], ['45902.5', '2025-09-02'], ['29/02/2024', '2024-02-29'], ['29/02/24', '2024-02-29'],
  ])('%s is %s', (cell, on) => expect(readDay(cell, TODAY)).toEqual({ ok: true, on }));

  test.each([
    ['29/02/2023', '2023 has no 29 February'], ['31/04/2025', 'does not exist'], ['09/13/2025', 'month first'], ['soon', 'not a day'], ['12', 'not a day'], ['19999', 'outside 1955 to 2099'], ['1/1/1', 'not a day'],
  ])('%s is refused: %s', (cell, why) => expect(readDay(cell, TODAY)).toMatchObject({ ok: false, code: 'not-a-day', why: expect.stringContaining(why) as string }));

  test('a year of two figures that would lie ahead is not guessed', () => expect(readDay('02/09/85', TODAY)).toMatchObject({ ok: false, code: 'year-unclear' }));
});

test.each([
  ['Zoë', null], ['O’Brien-Smith', null], ['Siân', null], ['Łukasz', null], ['ZoÃ«', 'letters-garbled'], ['O\u00E2\u20AC\u2122Brien', 'letters-garbled'], ['Zo\uFFFD', 'letters-lost'], ['Zo?', 'letters-lost'], ['1234', 'not-a-name'], ['<b>', 'not-a-name'], ['-', 'not-a-name'],
])('the name %s: %s', (name, code) => expect(nameProblem('givenName', name)?.code ?? null).toBe(code));

test('the name that was meant is told', () => expect(nameProblem('givenName', 'ZoÃ«')?.why).toContain('“Zoë”'));

// A000000000001: 13 × 1 = 13, and letter 13 of ABCDEFGHJKLMNPQRTUVWXYZ, from 0, is P.
test.each([['P000000000001', true], ['A000000000001', false], ['P00000000001', false], ['I000000000001', false]])('the pupil number %s: %s', (upn, is) => expect(isUpn(upn)).toBe(is));

describe('what headings mean', () => {
  test('by the plain layout, by the SEN2 extract, by what was said of the source before', () => {
    const header = ['Surname', 'FORENAME ', 'personbirthdate', 'startdate', 'DOB', 'persontableid', 'Why it was not brought in'];
    expect(mappingOf(header)).toEqual(['familyName', 'givenName', 'bornOn', 'planOn', null, null, null]);
    expect(mappingOf(['Surname', 'DOB'], new Map<string, ColumnCode | null>([['dob', 'bornOn'], ['surname', null]]))).toEqual([null, 'bornOn']);
    expect(header.slice(4).map(whyUnmapped)).toEqual(['unknown', 'not-kept', 'added-by-duly']);
  });

  test('a file is not read without what every row needs', () => {
    expect(mappingProblems(['familyName', 'givenName', 'givenName'])).toEqual([{ code: 'twice', column: 'givenName' }, { code: 'missing', column: 'bornOn' }, { code: 'no-start', column: 'planOn' }]);
    expect(mappingProblems(['familyName', 'givenName', 'bornOn', 'requestOn'])).toEqual([]);
  });

  test('one column may say two things, and then neither of them has another column', () => {
    expect(cellsBy(['planOn', 'amendedProvided'], ['01/09/2024', '20/09/2025'])).toEqual({ planOn: '01/09/2024', amendedOn: '20/09/2025', provisionOn: '20/09/2025' });
    expect(cellsBy(['planOn', 'amendedProvided'], ['01/09/2024', ''])).toEqual({ planOn: '01/09/2024' });
    expect(mappingProblems(['familyName', 'givenName', 'bornOn', 'planOn', 'amendedProvided', 'provisionOn'])).toEqual([{ code: 'twice', column: 'provisionOn' }]);
    const reading = readRow({ ...CHILD, planOn: '01/09/2024', ...cellsBy(['amendedProvided'], ['31/04/2025']) }, TODAY);
    expect(reading.ok ? [] : toldProblems(reading.problems, ['Start', 'Reissued'], ['planOn', 'amendedProvided']).map(({ column, code }) => [column, code])).toEqual([['Reissued', 'not-a-day']]);
  });

  test('cells lose odd blanks and the mark that keeps a formula from running', () => {
    expect(cellsBy(['familyName', null, 'upn'], ['\u00A0Test child ', 'x', "'=A1"])).toEqual({ familyName: 'Test child', upn: '=A1' });
  });
});

const CHILD: Cells = { familyName: 'Testchild', givenName: 'Wren', bornOn: '09/03/2017' };
const row = (cells: Cells) => readRow({ ...CHILD, ...cells }, TODAY);
const told = (cells: Cells) => {
  const reading = row(cells);
  if (!reading.ok) throw new Error(reading.problems.map(({ why }) => why).join());
  return [reading.row.kind, ...reading.row.facts.map(({ type, on }) => `${type} ${on}`)];
};
const refusals = (cells: Cells) => {
  const reading = row(cells);
  return reading.ok ? [] : reading.problems.map(({ column, code }) => `${column ?? ''} ${code}`);
};

describe('a row', () => {
  test('with a plan tells the plan, its last review and what came of it', () => {
    expect(told({ planOn: '02/09/2024', meetingOn: '01/07/2025', reviewDecision: 'Amend', reviewDecisionOn: '28/07/2025', noticeOn: '28/07/2025', amendedOn: '20/09/2025', nextMeetingOn: '01/06/2027' })).toEqual([
      'plan', 'plan-made 2024-09-02', 'review-meeting-held 2025-07-01', 'review-decision-sent 2025-07-28', 'amendment-notice-sent 2025-07-28', 'amended-plan-issued 2025-09-20', 'review-date-set 2026-11-22',
    ]);
    expect(told({ planOn: '02/09/2024', amendedOn: '20/09/2025', provisionOn: '20/09/2025' })).toEqual(['plan', 'plan-made 2024-09-02', 'amended-plan-issued 2025-09-20', 'provision-confirmed 2025-09-20']);
  });

  test('without one tells an open request by SEN2’s codes', () => {
    expect(told({ requestOn: '01/09/2026', requestBy: '3', requestOutcome: 'Y', requestOutcomeOn: '08/10/2026' })).toEqual(['assessment', 'came-to-attention 2026-09-01', 'assessment-agreed 2026-10-08']);
    expect(told({ requestOn: '01/09/2026', requestBy: '1', requestOutcome: 'A' })).toEqual(['assessment', 'request-received 2026-09-01']);
  });

  test('that ceased tells why', () => expect(told({ planOn: '02/09/2024', ceasedOn: '31/07/2026', ceaseReason: '2' })).toEqual(['plan', 'plan-made 2024-09-02', 'plan-ceased 2026-07-31']));

  test.each<[string, Cells, string[]]>([
    ['neither plan nor request', {}, ['planOn no-start']],
    ['a plan of before the rules', { planOn: '01/09/2013' }, ['planOn before-the-law']],
    ['a day ahead', { planOn: '01/12/2026' }, ['planOn in-the-future']],
    ['29 February of no leap year', { planOn: '29/02/2025' }, ['planOn not-a-day']],
    ['a plan before birth', { bornOn: '01/01/2026', planOn: '01/12/2025' }, ['planOn out-of-order']],
    ['a review before the plan', { planOn: '01/12/2025', meetingOn: '01/11/2025' }, ['meetingOn out-of-order']],
    ['a decision on a day, of no kind', { planOn: '01/12/2024', reviewDecisionOn: '01/12/2025' }, ['reviewDecision needs-decision']],
    ['a decision on no day', { planOn: '01/12/2024', reviewDecision: 'keep' }, ['reviewDecisionOn needs-day']],
    ['a decision nobody knows', { planOn: '01/12/2024', reviewDecisionOn: '01/12/2025', reviewDecision: 'X' }, ['reviewDecision unknown-code']],
    ['nobody’s age', { bornOn: '01/01/1999', planOn: '01/12/2020' }, ['bornOn over-age']],
    ['a withdrawn request without a day', { requestOn: '01/09/2026', requestOutcome: 'W' }, ['requestOutcomeOn needs-day']],
    ['a historical request', { requestOn: '01/09/2024', requestOutcome: 'H' }, ['requestOutcome nothing-open']],
    ['a plan issued on a day and made on none', { requestOn: '01/09/2025', requestOutcome: 'Y', requestOutcomeOn: '02/10/2025', assessmentOutcome: 'Y', assessmentOutcomeOn: '01/02/2026' }, ['planOn plan-without-day']],
    ['a number that is none', { upn: 'A000000000001', planOn: '01/12/2024' }, ['upn not-a-upn']],
    ['every problem at once', { givenName: 'Zo?', bornOn: '31/02/2017', sex: 'Q', planOn: '1/1/13' }, ['bornOn not-a-day', 'planOn before-the-law', 'givenName letters-lost', 'sex unknown-code']],
    ['no names', { familyName: '', planOn: '01/12/2024' }, ['familyName missing']],
    ['facts that are none', { facts: '[{"type":"nothing"}]' }, ['facts not-facts']],
    ['facts, and days besides', { facts: '[{"type":"plan-made","on":"2024-09-02"}]', planOn: '02/09/2024' }, ['planOn facts-and-days']],
    ['facts that contradict each other', { kind: 'assessment', facts: '[{"type":"request-received","on":"2024-09-02"},{"type":"request-received","on":"2024-09-03"}]' }, ['facts contradiction']],
  ])('with %s is refused by column', (_what, cells, codes) => {
    const given = Object.fromEntries(Object.entries({ ...CHILD, ...cells }).filter(([, text]) => text !== ''));
    const reading = readRow(given, TODAY);
    expect(reading.ok ? [] : reading.problems.map(({ column, code }) => `${column ?? ''} ${code}`)).toEqual(codes);
    expect(refusals({ planOn: '02/09/2024' })).toEqual([]); // the child alone is not the problem
  });
});

test.each([
  ['Mother', true], ['father', true], ['Parent', true], [undefined, true], ['Adoptive mother', true], ['Special guardian', true],
  ['Foster carer', false], ['Grandmother', false], ['Step-father', false], ['Social worker', false],
])('whose relation is %s: parental responsibility %s, care otherwise', (parentRelation, parentalResponsibility) => {
  const reading = row({ planOn: '02/09/2024', parentName: 'A Testperson', ...(parentRelation === undefined ? {} : { parentRelation }) });
  expect(reading.ok && reading.row.person).toMatchObject({ parentalResponsibility, hasCare: !parentalResponsibility });
});

test('facts that leave Duly keep what a correction names, though entries between them stay behind', () => {
  // In the journal j2 was an act of the engine; the correction j4 takes j3 out and brings another in, which j5 takes out again.
  const facts = cellOfFacts([
    { id: 'j1', type: 'plan-made', on: '2024-09-02' }, { id: 'j3', type: 'review-meeting-held', on: '2025-07-01' },
    { id: 'j4', type: 'correction', on: '2025-07-10', corrects: 'j3', replacement: { type: 'review-meeting-held', on: '2025-07-02' } },
    { id: 'j5', type: 'correction', on: '2025-07-11', corrects: 'j4.1', replacement: null },
  ] as never);
  const reading = readRow({ ...CHILD, kind: 'plan', facts }, TODAY);
  if (!reading.ok) throw new Error('a row that was to be good');
  expect(renumbered(reading.row.facts).map((fact) => [fact.id, fact.type === 'correction' ? fact.corrects : fact.on])).toEqual([['j1', '2024-09-02'], ['j2', '2025-07-01'], ['j3', 'j2'], ['j4', 'j3.1']]);
});

describe('rows held against each other', () => {
  const numbered = (number: number, cells: Cells) => {
    const reading = row(cells);
    if (!reading.ok) throw new Error('a row that was to be good');
    return { number, row: reading.row };
  };
  const codes = (found: ReturnType<typeof withinFile>) => [...found.problems].map(([number, problems]) => `${number} ${problems.map(({ code }) => code).join()}`);
  const upn = 'P000000000001';

  test('a number of two children is refused in both rows; one child may have two records', () => {
    const found = withinFile([
      numbered(2, { upn, planOn: '02/09/2024' }), numbered(3, { upn, givenName: 'Robin', planOn: '02/09/2024' }), numbered(4, { familyName: 'Otherchild', planOn: '02/09/2024' }), numbered(5, { familyName: 'Otherchild', requestOn: '02/09/2020' }),
    ]);
    expect(codes(found)).toEqual(['2 upn-of-two', '3 upn-of-two']);
  });

  test('a row told again word for word is a repeat; told otherwise, or beside another plan in force, it is refused', () => {
    expect([...withinFile([numbered(2, { planOn: '02/09/2024' }), numbered(7, { planOn: '02/09/24' })]).repeats]).toEqual([[7, 2]]);
    expect(codes(withinFile([numbered(2, { planOn: '02/09/2024' }), numbered(7, { planOn: '02/09/2024', sex: 'M' })]))).toEqual(['2 told-twice', '7 told-twice']);
    expect(codes(withinFile([numbered(2, { planOn: '02/09/2024' }), numbered(7, { planOn: '02/09/2025' })]))).toEqual(['2 two-open', '7 two-open']);
    expect(codes(withinFile([numbered(2, { planOn: '02/09/2020', ceasedOn: '01/02/2023' }), numbered(7, { planOn: '02/09/2025' })]))).toEqual([]);
  });
});

test('docs/backlog.md lists every column as it is', () => {
  const page = readFileSync('docs/backlog.md', 'utf8');
  for (const code of COLUMN_CODES) {
    const { heading, sen2, says } = COLUMNS[code];
    expect(page).toContain(`| ${heading} | ${sen2 === null ? '' : `\`${sen2}\``} | ${says} |`);
  }
});
