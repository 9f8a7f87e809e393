import type { ActionOutcome, ActionState } from '../../domain/weekly-report/actions.js';
import type { TableId } from '../../domain/weekly-report/cells.js';
import type { HeadlineId } from '../../domain/weekly-report/headlines.js';
import type { Rag } from '../../domain/weekly-report/rag.js';

/** What a table of the report is called, what its rows are, and how its columns are headed. */
export type TableWords = Readonly<{ title: string; short: string; first: string; note: string; columns: Readonly<Record<string, string>> }>;

const LATE = { late: 'Late', 'worst-late': 'Longest late (days)', 'median-late': 'Half are later than (days)', 'due-in-4-weeks': 'Due within 4 weeks' };
const BANDS = { 'in-time': 'Within 20 weeks', 'to-30': '20 to 30 weeks', 'to-52': '30 to 52 weeks', 'over-52': 'Over 52 weeks' };

export const TABLE_WORDS: Readonly<Record<TableId, TableWords>> = {
  bridge: { title: 'What came in and what went out', short: 'In and out', first: 'In the week', note: 'Opening, and what came in, less what left, is the closing: always.', columns: { cases: 'Assessments' } },
  stock: {
    title: 'Assessments open, by stage and by how long they wait', short: 'Open assessments', first: 'Stage',
    note: 'Counted from the day the request was received. An exception stops no clock here.',
    columns: { open: 'Open', ...BANDS, 'over-20': 'Over 20 weeks', 'median-wait': 'Half wait longer than (weeks)', 'longest-wait': 'Longest wait (weeks)' },
  },
  limits: {
    title: 'Assessments against the limit their stage works towards', short: 'Against limits', first: 'Stage',
    note: 'The decision to assess by 6 weeks, the decision to issue by 16, the final plan by 20. Amber: two weeks or less to the limit, and what it needs first is not there.',
    columns: { 'in-time': 'In time', soon: 'Limit within 2 weeks', 'past-limit': 'Past it, to 30 weeks', 'over-30': 'Over 30 weeks', 'over-52': 'Of those, over 52 weeks' },
  },
  timeliness: {
    title: 'Final plans within 20 weeks, beside those still waiting', short: 'Within 20 weeks', first: 'Plans',
    note: 'As the DfE counts: all plans, and those to which no exception applied.',
    columns: { plans: 'Number', 'in-time': 'Within 20 weeks', percent: 'Percentage', 'percent-without-exceptions': 'Percentage, exceptions left out', mean: 'Mean wait (weeks)' },
  },
  decisions: {
    title: 'Decisions by 6 and by 16 weeks', short: 'Decisions', first: 'Decision', note: 'Decisions made, and how many of them in time.',
    columns: { week: 'This week', 'week-percent': 'In time', 'twelve-weeks': '12 weeks', 'twelve-weeks-percent': 'In time', year: 'This year', 'year-percent': 'In time', 'late-now': 'Late now' },
  },
  order: {
    title: 'Who was finished first', short: 'Order of work', first: 'Twenty weeks were over', note: 'Of the assessments that waited twelve weeks ago, or came to their twenty weeks since: how many have their final plan. Whoever works the oldest first, or by date, finishes more of those already late.',
    columns: { finished: 'Final plan in 12 weeks', 'still-open': 'Still waiting', 'finished-percent': 'Finished' },
  },
  advice: {
    title: 'Advice asked of each service', short: 'Advice', first: 'Service', note: 'Due six weeks from the day each was asked. Given: in the last twelve weeks.',
    columns: { outstanding: 'Outstanding', 'due-in-a-week': 'Due within 7 days', late: 'Late', 'over-28': 'Over 28 days late', 'median-late': LATE['median-late'], 'worst-late': LATE['worst-late'], given: 'Given', 'given-percent': 'Given in time' },
  },
  reviews: {
    title: 'Annual reviews, step by step', short: 'Reviews', first: 'Step', note: 'Done and in time: in the last twelve weeks.',
    columns: { ...LATE, 'done-this-week': 'Done this week', done: 'Done in 12 weeks', 'in-time': 'In time', 'median-days': 'Half take longer than (days)' },
  },
  'review-delay': { title: 'Reviews overdue, by how long ago each should have been complete', short: 'Reviews overdue', first: 'Overdue by', note: 'The historical backlog.', columns: { reviews: 'Reviews' } },
  transfers: {
    title: 'Changes of school phase', short: 'Phase transfers', first: 'Plan to be amended by', note: 'Plans not amended yet, and the days that are left.',
    columns: { 'not-amended': 'Not amended', 'days-left': 'Days left', amended: 'Amended', 'amended-percent': 'In time' },
  },
  orders: { title: 'Tribunal orders, appeals and mediation', short: 'Orders and mediation', first: 'What is owed', note: 'Owed and not done.', columns: { owed: 'Owed', ...LATE } },
  breaches: {
    title: 'Steps the law requires that are late now', short: 'Late in law', first: 'Step', note: 'Of every record, the plans in force among them. Excused: an exception covers every day of it.',
    columns: { late: 'Late', excused: 'Of those, excused', 'median-late': LATE['median-late'], 'worst-late': LATE['worst-late'] },
  },
  exceptions: { title: 'Exceptions recorded', short: 'Exceptions', first: 'Ground', note: 'Against steps still owed, and those done in twelve weeks or since January.', columns: { qualifies: 'Count in law', 'does-not': 'Do not' } },
  loads: { title: 'Who holds how much', short: 'Caseloads', first: 'Held by', note: 'Late: something the law requires of the council is.', columns: { assessments: 'Assessments', plans: 'Plans', late: 'With something late', all: 'All' } },
  silent: { title: 'Cases gone quiet', short: 'Silent cases', first: 'Why', note: 'A case stands under every reason that holds of it, and once among all. Each case says what its days count from.', columns: { cases: 'Cases', longest: 'Longest (days)' } },
  causes: { title: 'Why steps are late', short: 'Causes', first: 'Cause', note: 'As caseworkers said. None is an exception.', columns: { week: 'This week', 'twelve-weeks': '12 weeks' } },
};

/** Rows that stand for themselves; stages, duties, services, people, days and causes have words of their own. */
export const ROW_WORDS: Readonly<Partial<Record<TableId, Readonly<Record<string, string>>>>> = {
  bridge: { opening: 'Open a week before', new: 'New requests', 'brought-in': 'Brought in from elsewhere', reopened: 'Opened again', 'plan-issued': 'Left with a final plan', refused: 'Refused', withdrawn: 'Withdrawn or ended', closing: 'Open now' },
  timeliness: { week: 'Sent this week', 'twelve-weeks': 'Sent in 12 weeks', year: 'Sent since 1 January', waiting: 'Still waiting' },
  reviews: { 'complete-review': 'Review complete, decision sent', 'send-review-report': 'Report sent by the setting', 'decide-after-review': 'Decided within 4 weeks', 'issue-amended-plan': 'Amended plan sent', 'meetings-held': 'Meetings held' },
  'review-delay': { 'to-3-months': 'Up to 3 months', 'to-6-months': '3 to 6 months', 'to-12-months': '6 to 12 months', 'to-24-months': '12 to 24 months', 'over-24-months': 'Over 24 months' },
  order: { 'already-late': 'Before the twelve weeks began', 'came-due': 'In the twelve weeks' },
  transfers: { passed: 'Day passed', 'amended-this-year': 'Since 1 January' },
  loads: { nobody: 'Nobody' },
  silent: {
    'no-owner': 'Held by nobody', 'owner-left': 'Whoever holds it has left', 'owner-away': 'Whoever holds it is away, and nobody covers', 'dead-address': 'A letter did not arrive, and nobody has seen to it',
    'not-acknowledged': 'An escalation nobody answered in time', 'not-finalised': 'A draft was sent, and no final plan follows', 'no-fact': 'Nothing recorded for longer than its stage’s norm',
  },
};

export const REPORT_WORDS = {
  title: 'Weekly report',
  titleOf: (week: string) => `Weekly report, ${week}`,
  heading: (monday: string, sunday: string) => `Week of ${monday} to ${sunday}`,
  asKnown: (day: string, number: number) => `Report ${number}. As known at the end of ${day}.`,
  all: 'All',
  none: '–',
  ofTeams: 'These are the figures of your own teams, not of the whole council.',
  empty: (day: string) => `There is no report yet. The first is made on ${day} at 7am, and every Monday after it.`,
  list: { intro: 'Made every Monday morning, as things were known at the end of Sunday. A report never changes; what was recorded since stands beside it.', latest: 'Latest', earlier: 'Earlier reports', read: 'Read it', from: (sunday: string) => `to ${sunday}` },
  nav: { previous: 'The week before', next: 'The week after', files: 'Take it away', pdf: 'PDF', xlsx: 'Workbook (XLSX)', csv: 'Figures (CSV)', live: 'Figures as they stand today', all: 'All reports', cohorts: 'Who else did a fault hit?', improvement: 'Improvement plan', contents: 'In this report', top: 'Back to the front page' },
  headlines: {
    open: 'assessments open', 'over-20': 'waiting over 20 weeks', 'longest-wait': 'the longest wait', 'in-20-weeks': 'of final plans within 20 weeks (12 weeks)', 'advice-late': 'requests for advice late', 'reviews-late': 'annual reviews overdue',
    breaches: 'steps the law requires late', silent: 'cases gone quiet',
  } satisfies Record<HeadlineId, string>,
  change: { none: 'no change', first: 'first report', better: 'better', worse: 'worse' },
  trend: { 'too-few': '', usual: 'Within its usual range', outside: 'Outside its usual range', run: 'Eight weeks on one side of its mean' },
  changed: 'What changed',
  actions: {
    title: 'Actions of earlier reports', nothing: 'No action of an earlier report is open.', here: 'Actions of this report', noneHere: 'No action has been set on this report.',
    what: 'What', who: 'Who', when: 'By when', standing: 'Standing', about: 'About', asOn: (day: string) => `As they stood on ${day}.`,
    states: { missed: 'Missed', 'carried-over': 'Carried over', 'in-hand': 'In hand', kept: 'Kept', dropped: 'Will not be done' } satisfies Record<ActionState, string>,
    outcomes: { kept: 'It is done', 'carried-over': 'It is carried over to another day', dropped: 'It will not be done' } satisfies Record<ActionOutcome, string>,
    mark: 'Say what became of it', more: (n: number) => `${n} more`, moreBelow: (n: number) => `and ${n} more below`,
    set: 'Set an action',
    setIntro: 'About work, never about a child: name nobody’s child here. Every reader of the report sees it, and next week’s report opens with it.',
    field: {
      what: { label: 'What is to be done?', missing: 'Say what is to be done' },
      owner: { label: 'Who sees to it?', missing: 'Choose who sees to it' },
      byOn: { label: 'By when?', asked: 'the day by which it is to be done' },
      figure: { label: 'Which figure is it about?', missing: 'Choose a figure' },
      outcome: { label: 'What became of it?', missing: 'Choose what became of it' },
      newDay: { label: 'The new day', hint: 'Only where it is carried over.', asked: 'the new day' },
      words: { label: 'In a few words', hint: 'Needed where it will not be done. Name no child.', missing: 'Say why' },
    },
    save: 'Set the action', saveMark: 'Save', done: 'The action is set. Next week’s report opens with it.', marked: 'What became of the action is noted.',
    carriedTo: 'Give the day it is carried over to',
  },
  reds: { title: 'Red and black', nothing: 'Nothing is red or black.', more: (n: number) => `and ${n} more below`, unexplained: 'not explained yet' },
  rags: { green: 'Green', amber: 'Amber', red: 'Red', black: 'Black' } satisfies Record<Rag, string>,
  ragKey: 'Advice: amber within 7 days of its day, red late, black over 28 days late. Assessments: amber two weeks before a limit, red past it, black over 30 weeks. Everything else: red late, amber nearly.',
  waits: { title: 'Longest waits', empty: 'No assessment is open.', case: 'Case', waited: 'Waited', held: 'Held by', next: 'Owed first', nobody: 'nobody', nothing: 'nothing is owed', late: (days: string) => `${days} late`, due: (days: string) => `due in ${days}`, today: 'due that day' },
  fairness: {
    title: 'Plans sent, beside those still waiting', issued: 'Plans sent in 12 weeks', waiting: 'Assessments still open', measures: { number: 'Number', percent: 'Within 20 weeks', mean: 'Mean wait', longest: 'Longest wait' },
    first: 'Measure',
    look: 'Look here.',
    flag: {
      mean: 'The percentage within 20 weeks rose while those still open have waited longer on average: look whether new cases go first.',
      longest: 'The percentage within 20 weeks rose while the longest wait grew too: look whether the oldest are left.',
      both: 'The percentage within 20 weeks rose while those still open have waited longer, on average and at the longest: look whether new cases go first.',
    },
    leftBehind: (late: string, due: string) => `Of the assessments that were late already twelve weeks ago ${late} have their plan, of those that came to their twenty weeks since ${due}: look whether new cases go first.`,
    fair: (week: string) => `Since ${week} the percentage has not risen at the cost of those still waiting.`,
    first4: 'There is no earlier report to compare with.',
  },
  trends: {
    title: 'Twelve weeks', short: 'Twelve weeks', first: 'Week',
    note: 'Usual range: mean ± 2.66 × the mean difference from week to week (an XmR chart; Wheeler, Understanding Variation, 1993). A point outside it, or the eighth in a row on one side of the mean, is news; the rest is noise. Fewer than six weeks have no range yet.',
    mean: 'Mean', lower: 'Usual range from', upper: 'Usual range to',
    describe: (weeks: number) => `${weeks === 1 ? 'One week' : `${weeks} weeks`}, with the mean and the usual range. The table says the same.`,
  },
  picture: { table: 'The table says the same.', inTime: 'In time', lateTo28: 'Late', over28: 'Over 28 days late' },
  since: {
    title: 'Recorded since', nothing: 'Nothing about a day this report covers has been recorded since.', intro: 'Written down after the report was frozen, about a day it covers. The figures stand as they were known.',
    entry: 'Case', what: 'What', on: 'Of', recorded: 'Recorded',
  },
  readers: {
    title: 'Who has read it', opened: 'Opened', acknowledged: 'Said they have read it', notYet: 'not yet', who: 'Reader', button: 'I have read it', thanks: 'Noted that you have read this report.', said: 'You have said that you have read this report.',
  },
  cases: {
    title: (row: string, column: string) => `${row}: ${column.toLowerCase()}`, intro: (day: string) => `As known at the end of ${day}, each with the reason it counts.`, back: 'Back to the report', csv: 'These as CSV', case: 'Case', child: 'Child', held: 'Held by now', why: 'Why it counts', hidden: 'not yours to see', nothing: 'No case is behind this figure.',
    page: (from: number, to: number, of: number) => `${from} to ${to} of ${of}`, previous: 'Previous', next: 'Next', nobody: 'nobody', ways: { new: 'A new request came in this week', 'brought-in': 'Brought in from elsewhere this week', reopened: 'Opened again this week', 'plan-issued': 'Left with a final plan this week', refused: 'Refused this week', withdrawn: 'Withdrawn, or ended otherwise, this week' },
  },
  published: {
    title: 'Beside published figures', short: 'Published figures', first: 'Measure', here: 'Here, since 1 January', then: (year: number) => `The council as published, ${year}`,
    note: (source: string) => `Only percentages that both count in the same way. Published of a whole year: ${source}. Here: of this year so far.`,
    spread: { median: (year: number) => `Neighbours’ median, ${year}`, lowest: (year: number) => `Neighbours’ lowest, ${year}`, highest: (year: number) => `Neighbours’ highest, ${year}` },
    neighbours: (councils: number) => `Neighbours: the council’s ${councils} statistical neighbours that its settings name.`,
    noNeighbours: 'No figures of statistical neighbours are given: the setting “published” names them.',
    nothing: 'No published figures are given, neither of the council nor of its statistical neighbours: the setting “published” names them.',
    inWords: {
      own: (year: number, published: string, now: string) => `Final plans within 20 weeks: ${now} since 1 January, beside ${published} as published of the council for ${year}.`,
      neighbours: (year: number, median: string, lowest: string, highest: string, source: string) => `Its statistical neighbours in ${year}: median ${median}, from ${lowest} to ${highest} (${source}).`,
    },
    rows: { 'in-20-weeks': 'Final plans within 20 weeks', 'in-20-weeks-without-exceptions': 'Final plans within 20 weeks, exceptions left out', 'decide-to-assess': 'Decided within 6 weeks whether to assess' },
  },
} as const;
