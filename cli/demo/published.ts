import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { NEEDS, PLACEMENTS, type Need } from './placements.js';

/** How many, by code. */
export type Counts = Readonly<Record<string, number>>;

/** Plans issued in the year by the time since the request, as the DfE bands it. */
export type IssueBands = Readonly<{ within20Weeks: number; to52Weeks: number; over52Weeks: number }>;

/** The plans in force of one placement: three tables of the same plans. */
export type PlacementCell = Readonly<{ plans: number; byAge: Counts; byYears: Counts; byNeed: Counts; bySex: Counts }>;

/** The last review of plans in place so many years. */
export type ReviewCell = Readonly<{
  plans: number;
  expected: number;
  heldThisYear: number;
  heldEarlier: number;
  in4Weeks: number;
  over4Weeks: number;
}>;

/** One authority's figures, as published; nothing is worked out here. */
export type Published = Readonly<{
  slug: string;
  name: string;
  requests: Readonly<{
    received: number;
    agreed: number;
    refused: number;
    undecided: number;
    withdrawn: number;
    in6Weeks: number;
    over6Weeks: number;
    mediation: number;
    tribunal: number;
    tribunalAfterMediation: number;
    byAge: Counts;
  }>;
  assessments: Readonly<{
    ended: number;
    issued: number;
    notIssued: number;
    refusedIn16Weeks: number;
    refusedOver16Weeks: number;
    mediation: number;
    tribunal: number;
    tribunalAfterMediation: number;
  }>;
  issued: Readonly<{ all: IssueBands; withoutExceptions: IssueBands; timed: number; timedWithoutExceptions: number }>;
  newPlans: number;
  plans: Readonly<{
    total: number;
    byPlacement: Counts;
    byNeed: Counts;
    byYears: Counts;
    cells: Readonly<Record<string, PlacementCell>>;
  }>;
  reviews: Readonly<{
    plans: number;
    expected: number;
    notExpected: number;
    held: number;
    notHeld: number;
    outstanding: number;
    decided: number;
    in4Weeks: number;
    over4Weeks: number;
    amend: number;
    cease: number;
    keep: number;
    noOutcome: number;
    byYears: Readonly<Record<string, ReviewCell>>;
  }>;
  ceased: number;
}>;

type Row = Readonly<Record<string, string>>;
type Table = Readonly<{ file: string; rows: readonly Row[] }>;

const FOLDER = path.join(import.meta.dirname, '..', '..', 'config', 'demo-council');
const AGE_OF_CHILD = 'Child or young persons age';
const YEARS_IN_PLACE = 'Years EHC plan in place';
const TYPE_OF_PLACEMENT = 'Type of placement';

/** The authorities there are figures for, by the name that `--authority` takes. */
export function authorities(): { slug: string; name: string }[] {
  const names = [...new Set(table('requests').rows.map((row) => row['la_name'] ?? ''))];
  return names.map((name) => ({ slug: slugOf(name), name })).sort((a, b) => a.slug.localeCompare(b.slug));
}

/**
 * The published figures of one authority.
 *
 * @throws RangeError naming the authorities there are, or the file and column that cannot be read
 */
export function published(slug: string): Published {
  const known = authorities();
  const name = known.find((authority) => authority.slug === slug)?.name;
  if (name === undefined) {
    throw new RangeError(
      `there are no figures for the authority "${slug}". Choose one of: ${known.map((one) => one.slug).join(', ')}`,
    );
  }
  return {
    slug,
    name,
    requests: requestsOf(name),
    assessments: assessmentsOf(name),
    issued: issuedOf(name),
    newPlans: whole(total('newplans', name), 'new_ehc_plans'),
    plans: plansOf(name),
    reviews: reviewsOf(name),
    ceased: whole(total('ceased_plans', name), 'total_ceased'),
  };
}

function requestsOf(name: string): Published['requests'] {
  const row = total('requests', name);
  return {
    received: whole(row, 'requests_received_in_year'),
    agreed: whole(row, 'requests_decided_to_assess'),
    refused: whole(row, 'requests_decided_not_to_assess'),
    undecided: whole(row, 'requests_decision_not_made'),
    withdrawn: whole(row, 'requests_withdrawn'),
    in6Weeks: whole(row, 'request_outcome_six_weeks'),
    over6Weeks: whole(row, 'request_outcome_over_6_weeks'),
    mediation: whole(row, 'mediation_related_request'),
    tribunal: whole(row, 'tribunal_related_request'),
    tribunalAfterMediation: whole(row, 'tribunal_after_mediation_request'),
    byAge: byBreakdown('requests', name, AGE_OF_CHILD, 'requests_received_in_year', ageOf),
  };
}

function assessmentsOf(name: string): Published['assessments'] {
  const row = total('assessments', name);
  return {
    ended: whole(row, 'assess_in_year'),
    issued: whole(row, 'assess_issued'),
    notIssued: whole(row, 'assess_not_issued'),
    refusedIn16Weeks: whole(row, 'outcome_decision_within_time'),
    refusedOver16Weeks: whole(row, 'outcome_decision_over_time'),
    mediation: whole(row, 'number_assess_mediation'),
    tribunal: whole(row, 'number_assess_tribunal'),
    tribunalAfterMediation: whole(row, 'number_asssess_mediation_tribunal'),
  };
}

function issuedOf(name: string): Published['issued'] {
  const row = total('timeliness_20_week', name);
  return {
    all: {
      within20Weeks: whole(row, 'plans_issued_within_20_weeks'),
      to52Weeks: whole(row, 'plans_issued_gt20weeks_ltYear'),
      over52Weeks: whole(row, 'plans_issued_gt_1_year'),
    },
    withoutExceptions: {
      within20Weeks: whole(row, 'plans_issued_20_weeks_ex'),
      to52Weeks: whole(row, 'plans_issued_gt20weeks_ltYear_ex'),
      over52Weeks: whole(row, 'plans_issued_gt_1_year_ex'),
    },
    timed: whole(row, 'plans_issued_den'),
    timedWithoutExceptions: whole(row, 'plans_issued_den_ex'),
  };
}

function plansOf(name: string): Published['plans'] {
  const byCell = PLACEMENTS.map(({ code, label }) => {
    const needs = rowsOf('sen_needs_all_plans', name, TYPE_OF_PLACEMENT).find((row) => row['breakdown'] === label);
    const cell: PlacementCell = {
      plans: whole(total('caseload', name), code),
      byAge: byBreakdown('caseload', name, AGE_OF_CHILD, code, ageOf),
      byYears: byBreakdown('caseload', name, YEARS_IN_PLACE, code, yearsOf),
      byNeed: needs === undefined ? {} : needsOf(needs),
      bySex: byBreakdown('caseload', name, 'Sex', code, (breakdown) => breakdown.charAt(0)),
    };
    return [code, cell] as const;
  });
  return {
    total: whole(total('caseload', name), 'ehcplans'),
    byPlacement: Object.fromEntries(byCell.map(([code, cell]) => [code, cell.plans])),
    byNeed: needsOf(total('sen_needs_all_plans', name)),
    byYears: byBreakdown('caseload', name, YEARS_IN_PLACE, 'ehcplans', yearsOf),
    cells: Object.fromEntries(byCell),
  };
}

function reviewsOf(name: string): Published['reviews'] {
  const row = total('annual_reviews', name);
  const cells = rowsOf('annual_reviews', name, YEARS_IN_PLACE).map(
    (one) => [yearsOf(one['breakdown'] ?? ''), reviewCell(one)] as const,
  );
  return {
    plans: whole(row, 'total_ehc_plans'),
    expected: whole(row, 'review_expected'),
    notExpected: whole(row, 'review_not_expected'),
    held: whole(row, 'total_review_meeting'),
    notHeld: whole(row, 'no_review_meeting'),
    outstanding: whole(row, 'review_decision_outstanding'),
    decided: whole(row, 'review_decision25') + whole(row, 'review_decision24') + whole(row, 'review_decision_prior24'),
    in4Weeks: whole(row, 'number_decsion_4weeks'),
    over4Weeks: whole(row, 'number_decision_gt_4weeks'),
    amend: whole(row, 'outcome_amend'),
    cease: whole(row, 'outcome_cease'),
    keep: whole(row, 'outcome_maintan'),
    noOutcome: whole(row, 'no_outcome'),
    byYears: Object.fromEntries(cells),
  };
}

const reviewCell = (row: Row): ReviewCell => ({
  plans: whole(row, 'total_ehc_plans'),
  expected: whole(row, 'review_expected'),
  heldThisYear: whole(row, 'review_meeting_25') + whole(row, 'review_meeting_24'),
  heldEarlier: whole(row, 'review_meeting_prior_24'),
  in4Weeks: whole(row, 'number_decsion_4weeks'),
  over4Weeks: whole(row, 'number_decision_gt_4weeks'),
});

function needsOf(row: Row): Record<Need, number> {
  const counts = Object.entries(NEEDS).map(([need, column]) => [need, whole(row, column)] as const);
  return Object.fromEntries(counts) as Record<Need, number>;
}

/** `Aged 2 and under`, `age 10`, `under 3`, `20 and over`: the age in years that stands for the group. */
const ageOf = (breakdown: string): string => (breakdown.includes('under') ? '2' : digitsOf(breakdown));

/** `Less than a year`, `1`, `12 or more`: the number of years, 0 for less than one. */
const yearsOf = (breakdown: string): string => (breakdown.startsWith('Less') ? '0' : digitsOf(breakdown));

const digitsOf = (breakdown: string): string => /\d+/.exec(breakdown)?.[0] ?? '';

function byBreakdown(
  file: string,
  name: string,
  topic: string,
  column: string,
  codeOf: (breakdown: string) => string,
): Counts {
  const counts: Record<string, number> = {};
  for (const row of rowsOf(file, name, topic)) {
    const code = codeOf(row['breakdown'] ?? '');
    counts[code] = (counts[code] ?? 0) + whole(row, column);
  }
  return counts;
}

/** The row that counts everything: its breakdown is its topic. */
function total(file: string, name: string): Row {
  const row = table(file).rows.find((one) => one['la_name'] === name && one['breakdown'] === one['breakdown_topic']);
  if (row === undefined) throw new RangeError(`${file}.csv has no total for ${name}`);
  return row;
}

const rowsOf = (file: string, name: string, topic: string): Row[] =>
  table(file).rows.filter((row) => row['la_name'] === name && row['breakdown_topic'] === topic);

function whole(row: Row, column: string): number {
  const text = row[column];
  if (text === undefined || !/^-?\d+$/.test(text)) {
    throw new RangeError(
      `the published column ${column} of ${row['la_name'] ?? 'an authority'} is not a whole number: ${text ?? 'missing'}`,
    );
  }
  return Number(text);
}

const tables = new Map<string, Table>();

function table(file: string): Table {
  const known = tables.get(file);
  if (known) return known;
  const records: unknown = parse(readFileSync(path.join(FOLDER, `${file}.csv`)), { columns: true, bom: true });
  const read = { file, rows: z.array(z.record(z.string(), z.string())).parse(records) };
  tables.set(file, read);
  return read;
}

const slugOf = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
