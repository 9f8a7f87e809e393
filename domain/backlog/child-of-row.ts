import type { IsoDate } from '../dates/iso-date.js';
import { isUpn, NEEDS, SEXES } from './codes.js';
import { COLUMNS, type ColumnCode } from './columns.js';
import type { Cells } from './mapping.js';
import { nameOf, nameProblem } from './names.js';
import { problem, type RowProblem } from './problems.js';
import type { Days } from './read-row.js';

export type ReadChild = Readonly<{
  givenName: string;
  familyName: string;
  bornOn: IsoDate;
  upn: string | null;
  councilReference: string | null;
  sex: 'M' | 'F' | null;
  primaryNeed: string | null;
  placement: string | null;
}>;

/** A parent, to be written to: by parental responsibility, or because the child is in their care. */
export type ReadPerson = Readonly<{ name: string; relation: string; parentalResponsibility: boolean; hasCare: boolean; address: string | null; postcode: string | null; email: string | null; phone: string | null }>;

const folded = (text: string): string => text.normalize('NFKD').replaceAll(/\P{Letter}/gu, '').toLowerCase();

/** A person by name and date of birth, whatever the case, marks and accents. */
export const identity = ({ givenName, familyName, bornOn }: Pick<ReadChild, 'givenName' | 'familyName' | 'bornOn'>): string => [folded(familyName), folded(givenName), bornOn].join('|');

const MOST_LETTERS = 200;
const NAMED: readonly ColumnCode[] = ['familyName', 'givenName', 'parentName'];
const SHORT: readonly ColumnCode[] = ['councilReference', 'placement', 'parentRelation', 'parentAddress', 'parentPostcode', 'parentEmail', 'parentPhone', 'team', 'caseworker', 'settingUrn', 'record'];

/** The child a row is about, and a parent. Where there are problems the child is not to be used. */
export function readChild(cells: Cells, days: Days): Readonly<{ child: ReadChild; person: ReadPerson | null; problems: readonly RowProblem[] }> {
  const sex = cells.sex === undefined ? null : (SEXES[cells.sex.toLowerCase()] ?? undefined);
  const primaryNeed = cells.primaryNeed?.toUpperCase() ?? null;
  const upn = cells.upn?.replaceAll(/\s/g, '').toUpperCase() ?? null;
  const problems = [
    ...(['familyName', 'givenName', 'bornOn'] as const).filter((column) => cells[column] === undefined).map((column) => problem(column, 'missing', `${COLUMNS[column].heading} is blank`)),
    ...NAMED.flatMap((column) => nameProblem(column, cells[column] ?? 'none') ?? []),
    ...SHORT.filter((column) => (cells[column]?.length ?? 0) > MOST_LETTERS).map((column) => problem(column, 'too-long', `${COLUMNS[column].heading} is longer than ${MOST_LETTERS} characters`)),
    ...(upn === null || isUpn(upn) ? [] : [problem('upn', 'not-a-upn', `“${upn}” is no unique pupil number`)]),
    ...(sex === undefined ? [problem('sex', 'unknown-code', `Sex: “${cells.sex ?? ''}” is not known`)] : []),
    ...(primaryNeed === null || NEEDS.some((need) => need === primaryNeed) ? [] : [problem('primaryNeed', 'unknown-code', `Primary need: “${primaryNeed}” is not known`)]),
  ];
  const child = {
    givenName: nameOf(cells.givenName ?? ''), familyName: nameOf(cells.familyName ?? ''), bornOn: days.bornOn ?? ('' as IsoDate), upn,
    councilReference: cells.councilReference ?? null, sex: sex ?? null, primaryNeed, placement: cells.placement ?? null,
  };
  return { child, person: personOf(cells), problems };
}

/** A row says how somebody is related, not what a court gave them: of these it is taken that they are responsible, of others that they have care. */
const RESPONSIBLE = /^(?:(?:birth |adoptive )?(?:mother|father|mum|dad|parent)|(?:legal |special )?guardian)$/;

/** @source Education Act 1996 s 576(1): a parent, and whoever has parental responsibility or care of the child */
function personOf(cells: Cells): ReadPerson | null {
  if (cells.parentName === undefined) return null;
  const lines = cells.parentAddress?.split(/\s*[,\n]\s*/).filter((line) => line !== '').join('\n') ?? null;
  const relation = cells.parentRelation?.toLowerCase() ?? 'parent';
  const parentalResponsibility = RESPONSIBLE.test(relation);
  return {
    name: nameOf(cells.parentName), relation, parentalResponsibility, hasCare: !parentalResponsibility, address: lines, postcode: cells.parentPostcode?.toUpperCase() ?? null,
    email: cells.parentEmail ?? null, phone: cells.parentPhone ?? null,
  };
}
