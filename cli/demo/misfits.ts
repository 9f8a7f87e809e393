import type { Stock } from './flows.js';
import type { Published } from './published.js';
import { apportion } from './apportion.js';

/** A place where the published tables disagree, or say less than a council needs, and what the demonstration does there. */
export type Misfit = Readonly<{
  /** What is counted. */
  about: string;
  /** What was published, with its numbers. */
  published: string;
  /** What the demonstration holds instead. */
  here: string;
}>;

/** One column or row of columns that the demonstration equals, with its number. */
export type Match = Readonly<{ about: string; column: string; published: number }>;

/** The columns that the population equals exactly; every one is counted again in the tests. */
export function matches(figures: Published): Match[] {
  const { requests, assessments, issued, plans, reviews } = figures;
  const one = (about: string, column: string, count: number): Match => ({ about, column, published: count });
  return [
    one('Plans in force, each by its placement', 'caseload.csv: every placement', plans.total),
    one('Plans in force, each by its primary need', 'sen_needs_all_plans.csv: number_*', plans.total),
    one('Requests decided within 6 weeks', 'requests.csv: request_outcome_six_weeks', requests.in6Weeks),
    one('Requests decided over 6 weeks', 'requests.csv: request_outcome_over_6_weeks', requests.over6Weeks),
    one('Requests withdrawn', 'requests.csv: requests_withdrawn', requests.withdrawn),
    one(
      'Plans issued within 20 weeks',
      'timeliness_20_week.csv: plans_issued_within_20_weeks',
      issued.all.within20Weeks,
    ),
    one(
      'Plans issued in 20 to 52 weeks',
      'timeliness_20_week.csv: plans_issued_gt20weeks_ltYear',
      issued.all.to52Weeks,
    ),
    one('Plans issued in over 52 weeks', 'timeliness_20_week.csv: plans_issued_gt_1_year', issued.all.over52Weeks),
    one(
      'The same without exceptions: within 20 weeks',
      'timeliness_20_week.csv: plans_issued_20_weeks_ex',
      issued.withoutExceptions.within20Weeks,
    ),
    one(
      'The same without exceptions: 20 to 52 weeks',
      'timeliness_20_week.csv: plans_issued_gt20weeks_ltYear_ex',
      issued.withoutExceptions.to52Weeks,
    ),
    one(
      'The same without exceptions: over 52 weeks',
      'timeliness_20_week.csv: plans_issued_gt_1_year_ex',
      issued.withoutExceptions.over52Weeks,
    ),
    one(
      'Refusals to issue within 16 weeks',
      'assessments.csv: outcome_decision_within_time',
      assessments.refusedIn16Weeks,
    ),
    one(
      'Refusals to issue over 16 weeks',
      'assessments.csv: outcome_decision_over_time',
      assessments.refusedOver16Weeks,
    ),
    one('Last review meeting on record', 'annual_reviews.csv: total_review_meeting', reviews.held),
    one('Last review decided within 4 weeks', 'annual_reviews.csv: number_decsion_4weeks', reviews.in4Weeks),
    one('Last review decided over 4 weeks', 'annual_reviews.csv: number_decision_gt_4weeks', reviews.over4Weeks),
  ];
}

/** Every misfit of an authority's tables, worked out from the figures; one that does not arise is left out. */
export function misfits(figures: Published): Misfit[] {
  return [...ofRequests(figures), ...ofPlans(figures), ...ofReviews(figures), ...ofTheWhole(figures)];
}

/** The open stock in words: nobody publishes it. */
export function stockInWords(stock: Stock): string {
  const days = (mean: number): string => `${mean.toFixed(1)} days`;
  return [
    `${count(stock.requestsAYear)} requests a year, each waiting ${days(stock.meanDaysToDecision)} for a decision, leave ${count(stock.awaitingDecision)} waiting on any day;`,
    `${count(stock.agreedAYear)} agreements a year, each taking ${days(stock.meanDaysFromYesToEnd)} more to its end, leave ${count(stock.inAssessment)} being assessed.`,
  ].join(' ');
}

function ofRequests({ requests }: Published): Misfit[] {
  const timed = requests.in6Weeks + requests.over6Weeks;
  const decided = requests.agreed + requests.refused;
  const [agreed = 0, refused = 0] = apportion(timed, [requests.agreed, requests.refused]);
  const accounted = decided + requests.undecided + requests.withdrawn;
  return [
    ...differing(timed, decided, {
      about: 'Requests decided',
      published: `${count(timed)} decisions are timed; ${count(decided)} are counted by outcome (${count(requests.agreed)} to assess, ${count(requests.refused)} not)`,
      here: `the ${count(timed)} timed ones, split as the outcomes are: ${count(agreed)} to assess, ${count(refused)} not`,
    }),
    ...differing(requests.received, accounted, {
      about: 'Requests received',
      published: `${count(requests.received)} received; ${count(accounted)} decided, waiting or withdrawn`,
      here: 'as many as the decisions and the open stock need',
    }),
    {
      about: 'Requests waiting for a decision',
      published: `${count(requests.undecided)} of the year's requests had none when counted`,
      here: 'the stock that the flow of requests and the published durations leave on any day (Little’s law)',
    },
  ];
}

function ofPlans({ issued, newPlans, assessments, plans }: Published): Misfit[] {
  const firstYear = (plans.byYears['0'] ?? 0) + (plans.byYears['1'] ?? 0);
  const bands = issued.all.within20Weeks + issued.all.to52Weeks + issued.all.over52Weeks;
  const refusals = assessments.refusedIn16Weeks + assessments.refusedOver16Weeks;
  return [
    ...differing(issued.timed, newPlans, {
      about: 'New plans',
      published: `${count(newPlans)} new plans, ${count(assessments.issued)} assessments that ended in one; ${count(issued.timed)} are timed`,
      here: `the ${count(issued.timed)} timed ones`,
    }),
    ...differing(issued.timed, bands, {
      about: 'Timed plans',
      published: `${count(issued.timed)} timed, ${count(bands)} in the three bands`,
      here: `the ${count(bands)} in the bands`,
    }),
    ...differing(firstYear, issued.timed, {
      about: 'Plans in their first year',
      published: `${count(firstYear)} plans in force are in their first year; ${count(issued.timed)} were issued and timed`,
      here: `the other ${count(firstYear - issued.timed)} moved in from other councils`,
    }),
    ...differing(assessments.notIssued, refusals, {
      about: 'Refusals to issue',
      published: `${count(assessments.notIssued)} refusals; ${count(refusals)} are timed`,
      here: `the ${count(refusals)} timed ones`,
    }),
  ];
}

function ofReviews({ reviews }: Published): Misfit[] {
  const timed = reviews.in4Weeks + reviews.over4Weeks;
  const outcomes = reviews.amend + reviews.cease + reviews.keep;
  return [
    ...differing(timed, reviews.decided, {
      about: 'Review decisions by date',
      published: `${count(reviews.decided)} decisions are dated; ${count(timed)} are timed`,
      here: `the ${count(timed)} timed ones`,
    }),
    ...differing(timed, outcomes, {
      about: 'Review decisions by outcome',
      published: `${count(outcomes)} outcomes (${count(reviews.amend)} amend, ${count(reviews.keep)} maintain, ${count(reviews.cease)} cease); ${count(timed)} decisions are timed`,
      here:
        timed === 0
          ? 'meetings without a decision on record'
          : `the ${count(timed)} timed ones, in the proportions of the outcomes`,
    }),
    ...(reviews.outstanding < 0
      ? [
          {
            about: 'Review decisions outstanding',
            published: `${reviews.outstanding}: fewer than none`,
            here: `${count(reviews.held - timed)}: meetings held without a decision`,
          },
        ]
      : differing(reviews.outstanding, reviews.held - timed, {
          about: 'Review decisions outstanding',
          published: `${count(reviews.outstanding)} outstanding; ${count(reviews.held - timed)} meetings have no timed decision`,
          here: `the ${count(reviews.held - timed)} meetings without one`,
        })),
  ];
}

function ofTheWhole({ assessments, requests, ceased }: Published): Misfit[] {
  const ended = assessments.issued + assessments.notIssued;
  return [
    ...differing(requests.agreed, ended, {
      about: 'The flow through assessment',
      published: `${count(requests.agreed)} requests were agreed in the year and ${count(ended)} assessments ended`,
      here: 'the days on which assessments end are spread over the year so that the open stock is what the durations leave',
    }),
    {
      about: 'Inside the bands',
      published: 'plans are counted in three bands, decisions in two; no day is published',
      here: 'days are spread inside each band, crowded just before a limit and thinning out after it',
    },
    {
      about: 'Plans ceased',
      published: `${count(ceased)} plans ceased in the year`,
      here: '12, beside the plans in force, so that a plan that has ended can be seen',
    },
    {
      about: 'Reviews under way',
      published: 'each plan is counted by its last review, however young that is',
      here: 'some plans have met again in the last four weeks and wait for a decision that is not due yet: they are counted by the review before',
    },
    {
      about: 'The year',
      published: 'flows of the calendar year 2024, plans in force in January 2025',
      here: 'the same counts, in the year that ends on the day the council is made',
    },
  ];
}

const differing = (one: number, other: number, misfit: Misfit): Misfit[] => (one === other ? [] : [misfit]);
const count = (number: number): string => number.toLocaleString('en-GB');
