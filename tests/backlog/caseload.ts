// A made-up caseload, seeded: rows of the plain layout, and faults put into some of them.
import { COLUMNS, type ColumnCode } from '../../domain/backlog/columns.js';
import { addDays, daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { impossibleUpn } from '../../cli/demo/names.js';
import { randomFrom, type Random } from '../../domain/chance.js';

export type Caseload = Readonly<{ header: readonly string[]; rows: readonly string[][]; /** Row number in the file and column of each fault. */ faults: readonly Readonly<{ row: number; column: string | null; code: string }>[] }>;

const CODES: readonly ColumnCode[] = [
  'familyName', 'givenName', 'bornOn', 'sex', 'upn', 'councilReference', 'primaryNeed', 'requestOn', 'requestBy', 'requestOutcome', 'requestOutcomeOn', 'planOn', 'meetingOn', 'reviewDecision', 'reviewDecisionOn', 'noticeOn',
];
const at = (code: ColumnCode): number => CODES.indexOf(code);
const SYLLABLES = ['Ash', 'Birch', 'Cedar', 'Elm', 'Fern', 'Hazel', 'Ivy', 'Juniper', 'Linden', 'Maple', 'Rowan', 'Sorrel', 'Thorn', 'Willow', 'Yew'];
const NEEDS = ['ASD', 'SEMH', 'SLCN', 'MLD', 'SPLD', 'HI'];

/** Days in the ways people and spreadsheets write them. */
function written(day: IsoDate, random: Random): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return random.pick([`${date}/${month}/${year}`, `${Number(date)}/${Number(month)}/${year}`, `${date}-${month}-${year}`, day, String(daysBetween('1899-12-30' as IsoDate, day)), `${date}/${month}/${year} 00:00:00`]);
}

/** @param share of rows with a fault, as 0.05 @param first number of the first child: other children have others */
export function caseload(size: number, today: IsoDate, share = 0, seed = 'backlog', first = 1): Caseload {
  const random = randomFrom(seed);
  const rows = Array.from({ length: size }, (_, nth) => goodRow(first + nth, today, random));
  const faults = share === 0 ? [] : rows.flatMap((row, nth) => (random.chance(share) ? [{ row: nth + 2, ...spoil(row, today, random) }] : []));
  const shared = share === 0 ? [] : sharedNumbers(rows, new Set(faults.map(({ row }) => row)), random);
  return { header: CODES.map((code) => COLUMNS[code].heading), rows, faults: [...faults, ...shared].sort((a, b) => a.row - b.row) };
}

/** Gives some children the pupil number of the child before them: both rows are at fault. */
function sharedNumbers(rows: string[][], faulty: ReadonlySet<number>, random: Random): Caseload['faults'][number][] {
  const pairs = rows.flatMap((row, nth) => {
    const before = rows[nth - 1];
    if (nth % 2 === 0 || before === undefined || faulty.has(nth + 1) || faulty.has(nth + 2) || !random.chance(0.01)) return [];
    row[at('upn')] = before[at('upn')] ?? '';
    return [nth + 1, nth + 2];
  });
  return pairs.map((row) => ({ row, column: COLUMNS.upn.heading, code: 'upn-of-two' }));
}

function goodRow(nth: number, today: IsoDate, random: Random): string[] {
  const row = CODES.map(() => '');
  const put = (code: ColumnCode, text: string): void => void (row[at(code)] = text);
  put('familyName', `${random.pick(SYLLABLES)}${random.pick(SYLLABLES).toLowerCase()}-Testchild`);
  put('givenName', random.pick(['Zoë', 'Siân', 'Robin', 'Wren', 'Łucja', 'O’Dell', 'José']));
  const bornOn = addDays(today, -random.whole(6 * 365, 15 * 365));
  put('bornOn', written(bornOn, random));
  put('sex', random.pick(['M', 'F', 'female', '']));
  put('upn', impossibleUpn(nth));
  put('councilReference', `T-${String(nth).padStart(6, '0')}`);
  put('primaryNeed', random.pick(NEEDS));
  if (random.chance(0.1)) return requestRow(row, put, today, random);
  const planOn = addDays(today, -random.whole(400, 3 * 365));
  put('planOn', written(planOn, random));
  if (random.chance(0.7)) {
    const meetingOn = addDays(planOn, random.whole(200, 390));
    put('meetingOn', written(meetingOn, random));
    const decidedOn = addDays(meetingOn, random.whole(5, 60));
    if (decidedOn <= today && random.chance(0.8)) {
      put('reviewDecision', random.pick(['keep', 'amend', 'retain']));
      put('reviewDecisionOn', written(decidedOn, random));
      if (row[at('reviewDecision')] === 'amend') put('noticeOn', written(decidedOn, random));
    }
  }
  return row;
}

function requestRow(row: string[], put: (code: ColumnCode, text: string) => void, today: IsoDate, random: Random): string[] {
  const requestOn = addDays(today, -random.whole(1, 300));
  put('requestOn', written(requestOn, random));
  put('requestBy', random.pick(['1', '2', '3', 'parent', 'school']));
  const told = addDays(requestOn, random.whole(20, 50));
  const isDecided = told <= today && random.chance(0.8);
  put('requestOutcome', isDecided ? 'Y' : 'A');
  if (isDecided) put('requestOutcomeOn', written(told, random));
  return row;
}

type Fault = Readonly<{ code: string; column: ColumnCode; cell: (today: IsoDate) => string }>;
const FAULTS: readonly Fault[] = [
  { code: 'not-a-day', column: 'bornOn', cell: () => '29/02/2015' },
  { code: 'not-a-day', column: 'bornOn', cell: () => '13/25/2015' },
  { code: 'missing', column: 'familyName', cell: () => '' },
  { code: 'letters-garbled', column: 'givenName', cell: () => 'ZoÃ«' },
  { code: 'letters-lost', column: 'givenName', cell: () => 'Zo\uFFFD' },
  { code: 'not-a-upn', column: 'upn', cell: () => 'A000000000001' },
  { code: 'unknown-code', column: 'sex', cell: () => 'unknown' },
  { code: 'unknown-code', column: 'primaryNeed', cell: () => 'XYZ' },
];
const OF_PLANS: readonly Fault[] = [
  { code: 'before-the-law', column: 'planOn', cell: () => '01/09/2013' },
  { code: 'in-the-future', column: 'planOn', cell: (today) => addDays(today, 30) },
  { code: 'year-unclear', column: 'planOn', cell: () => '01/09/98' },
];

/** Puts one fault into a row. */
function spoil(row: string[], today: IsoDate, random: Random): Readonly<{ column: string; code: string }> {
  const isPlan = row[at('planOn')] !== '';
  const { code, column, cell } = random.pick(isPlan ? [...FAULTS, ...OF_PLANS] : FAULTS);
  row[at(column)] = cell(today);
  return { code, column: COLUMNS[column].heading };
}

export const csvOf = ({ header, rows }: Pick<Caseload, 'header' | 'rows'>): Uint8Array =>
  new TextEncoder().encode([header, ...rows].map((row) => row.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n'));
