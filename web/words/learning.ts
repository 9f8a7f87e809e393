import type { LearningNote, LearningTableId, LearningWord, RowCode } from '../../domain/audit/learning/cells.js';
import type { Dimension } from '../../domain/audit/learning/grades.js';
import { GRADE_WORDS as GRADES, KIND_WORDS, WHY_WORDS } from './audits.js';

/** What the learning report and the board page of audits say. */

export type LearningTableWords = Readonly<{ title: string; short: string; first: string; note: string; columns: Readonly<Record<string, string>> }>;

const GRADE_COLUMNS = { audits: 'Audits', ...GRADES, 'good-or-better': 'Good or better', score: 'Mean score' };
const AGREEMENT = { pairs: 'Pairs', answers: 'Answers compared', alike: 'Alike', linear: 'Kappa, linear', quadratic: 'Kappa, quadratic', alpha: 'Alpha', 'one-not-arising': 'One said it does not arise', 'both-not-arising': 'Both said so' };
const BY = 'Audits drawn in the period, like with like: each framework version by itself.';

export const LEARNING_TABLE_WORDS: Readonly<Record<LearningTableId, LearningTableWords>> = {
  summary: { title: 'What was marked, found and done', short: 'In short', first: 'In the period', note: 'The five kinds of marking make all. Actions open and overdue are as they stood at the end.', columns: { now: 'This period', before: 'The one before' } },
  grades: { title: 'Grades over time', short: 'Grades', first: 'When it was marked', note: 'Audits drawn by chance alone: they stand for the rest. A percentage is told from 20 on, a mean from 10.', columns: GRADE_COLUMNS },
  sections: { title: 'Scores by section', short: 'Sections', first: 'Section', note: 'Audits drawn in the period in which something of the section arose.', columns: { audits: 'Audits', score: 'Mean score', 'not-arising': 'Nothing arose' } },
  'by-primary-need': { title: 'Grades by primary need', short: 'By need', first: 'Primary need', note: BY, columns: GRADE_COLUMNS },
  'by-setting': { title: 'Grades by setting', short: 'By setting', first: 'Setting', note: BY, columns: GRADE_COLUMNS },
  'by-age-band': { title: 'Grades by age', short: 'By age', first: 'Age', note: BY, columns: GRADE_COLUMNS },
  'by-first-or-amended': { title: 'Grades of first and of amended plans', short: 'First or amended', first: 'Plan', note: BY, columns: GRADE_COLUMNS },
  'by-service': { title: 'Grades by whose work was audited', short: 'By service', first: 'Service', note: BY, columns: GRADE_COLUMNS },
  'by-team': { title: 'Grades by team', short: 'By team', first: 'Team', note: BY, columns: GRADE_COLUMNS },
  criteria: {
    title: 'What is done worst', short: 'Worst criteria', first: 'Criterion', note: 'The surely worst first: by the least that is lost of a criterion’s points, 97½ times in 100. So three of three do not outrank forty of sixty.',
    columns: { asked: 'Asked of', 'not-met': 'Not met', 'partly-met': 'Partly met', weak: 'Not met or partly', 'not-arising': 'Did not arise' },
  },
  themes: { title: 'Findings by theme and service', short: 'Themes', first: 'Theme', note: 'Findings agreed in the period.', columns: { findings: 'Findings', again: 'Recurring', audits: 'Audits' } },
  services: {
    title: 'Services, the surely weakest first', short: 'Services', first: 'Service', note: 'Of audits whose findings were agreed in the period. An audit counts once, however much was found in it. Ranked by the lower end of the share’s interval.',
    columns: { findings: 'Findings', own: 'Of audits of its own work', elsewhere: 'Of audits of what is no one adviser’s' },
  },
  recurring: { title: 'Found again after something was done', short: 'Recurring', first: 'Finding', note: 'The same criterion or theme, for the same service, in something written after an action on it was done.', columns: { again: 'Found again', earlier: 'Found before', 'actions-done': 'Actions done' } },
  points: { title: 'Learning points, and what came of them', short: 'Learning points', first: 'What is to be learnt', note: 'How often the theme is found for the service, in what was written before and since the training; since the point was made where none was offered. Audits drawn by chance whose findings are agreed, like versions alone.', columns: { before: 'Found before', after: 'Found since', difference: 'Difference (points)', shown: 'What is shown' } },
  actions: { title: 'Actions, by whoever is to do them', short: 'Actions', first: 'Owner', note: 'As they stood at the end of the day named above. Done: of all that were ever set.', columns: { open: 'Open', overdue: 'Overdue', longest: 'Longest overdue (days)', done: 'Done' } },
  effects: {
    title: 'What actions did', short: 'Effect of actions', first: 'Action', note: 'Audits drawn by chance, before and after the action was done, over all its time; the audit it came of is left out. Better or worse is said only where the whole interval says so.',
    columns: { before: 'Met before', after: 'Met after', difference: 'Difference (points)', 'score-before': 'Mean before', 'score-after': 'Mean after', shown: 'What is shown' },
  },
  're-audits': { title: 'Audited again', short: 'Re-audits', first: 'Grade before', note: 'The same thing by the same framework version, before and after.', columns: { audits: 'Audited again', ...GRADES } },
  agreement: {
    title: 'How far auditors agree', short: 'Agreement', first: 'Blind second markings', note: 'A year to the end of the period; told from 10 pairs on. Kappa and alpha: 1 is always, 0 as often as by chance. Intervals leave out one pair at a time.', columns: AGREEMENT,
  },
  'agreement-criteria': { title: 'Agreement by criterion', short: 'By criterion', first: 'Criterion', note: 'Versions are put together only where they ask the same word for word.', columns: AGREEMENT },
  auditors: {
    title: 'Auditors against their colleagues', short: 'Auditors', first: 'Auditor', note: 'For whoever leads quality alone. Drift: kinder above 0, stricter below, than the moderation meeting or, before it met, the colleague; from 5 pairs in a quarter.',
    columns: { pairs: 'Pairs', alike: 'Alike', linear: 'Kappa, linear', quadratic: 'Kappa, quadratic', alpha: 'Alpha', 'drift-steps': 'Drift (steps of an answer)', 'drift-score': 'Drift (score)' },
  },
  rules: { title: 'Rules that mark lines beforehand', short: 'Rules', first: 'Rule', note: 'A year to the end of the period. Accepted: of those an auditor judged. Consider retiring a rule where even the upper end of the interval is below a half.', columns: { made: 'Marked', accepted: 'Accepted', dismissed: 'Dismissed', unjudged: 'Not judged', shown: 'What to do' } },
  panels: {
    title: 'What multi-agency panels said', short: 'Panels', first: 'Question', note: 'Panels written down in the period; of each voice what it said last. Alike: of those where the auditor answered about the same thing. No part of any grade.',
    columns: { panels: 'Panels', 'not-met': 'Not met', 'partly-met': 'Partly met', met: 'Met', alike: 'Alike with the auditor', 'panel-more': 'Panel found more wanting', 'auditor-more': 'Auditor found more wanting' },
  },
  feedback: { title: 'What families and settings said', short: 'Feedback', first: 'Question', note: 'Of those asked in the quarter, or in the three months to the month’s end, and to whom it applied; nothing of fewer than five answers. A board sees what is agreed to least.', columns: { agreed: 'Agreed' } },
  exemplars: { title: 'Good enough to show others', short: 'Exemplars', first: 'Audit', note: 'References alone. Whoever leads quality opens one and shows what is good of it, made anonymous, on the page of good practice.', columns: { score: 'Score' } },
};

const NOTES: Readonly<Record<LearningNote['code'], (count: number) => string>> = {
  'older-words': (count) => `${count} ${count === 1 ? 'answer' : 'answers'} to an older wording left out.`,
  'not-paired': (count) => `${count} second ${count === 1 ? 'marking has' : 'markings have'} no first to be compared with.`,
  'framework-gone': (count) => `${count} ${count === 1 ? 'audit' : 'audits'} of a framework that is not there any more left out.`,
  'not-marked': (count) => `${count} ${count === 1 ? 'finding' : 'findings'} of audits that are not there left out.`,
  're-audit-unpaired': (count) => `${count} ${count === 1 ? 're-audit has' : 're-audits have'} no earlier audit of the same version.`,
  apart: (count) => `${count} other ${count === 1 ? 'marking' : 'markings'} of this period not counted here: audited again, a second time, or because somebody asked.`,
  'all-alike': (count) => `${count} ${count === 1 ? 'criterion' : 'criteria'} on which every pair was alike not shown.`,
  'lone-officer': (count) => `${count} ${count === 1 ? 'audit' : 'audits'} left out, of teams of which one caseworker’s work alone was audited, or from which theirs could be worked out: officers’ grades are theirs and their manager’s.`,
  'not-shown': (count) => `${count} more not shown.`,
  'still-blind': (count) => `${count} ${count === 1 ? 'audit is' : 'audits are'} left out of this report for you alone: you have still to mark the same, blind.`,
};

const ROWS: Readonly<Record<RowCode, string>> = {
  all: 'All', drawn: WHY_WORDS.sample, 're-audit': WHY_WORDS['re-audit'], double: WHY_WORDS.double, 're-mark': WHY_WORDS['re-mark'], asked: WHY_WORDS.asked,
  findings: 'Findings agreed', 'actions-open': 'Actions open', 'actions-overdue': 'Actions overdue', 'actions-done': 'Actions done', again: 'Found again',
  overall: 'two auditors', self: 'the same auditor, later', 'best-audit': 'Best grade', 'best-for': 'Met', family: 'Families', setting: 'Settings',
};

export const LEARNING_WORDS = {
  learning: { title: 'What audits taught', choose: 'Quarter', section: 'Learning report', other: 'Board page of a month' },
  board: { title: 'Quality of plans: board page', choose: 'Month', section: 'Board page', other: 'Learning report of a quarter' },
  intro: 'Every number opens to its audits.',
  feedback: 'What families and settings said, with their own words',
  known: (on: string) => `As known at the end of ${on}.`,
  show: 'Show',
  contents: 'On this page',
  files: 'Take it away',
  pdf: 'PDF',
  xlsx: 'Workbook (XLSX)',
  csv: 'Figures (CSV)',
  nothing: 'None.',
  empty: 'No audit had been marked by the end of this period. Draw a month’s audits, or choose an earlier period.',
  opens: 'audits',
  behind: {
    back: 'Back to the report', caption: 'Audits behind a figure', intro: 'The audits that this figure counts.', notYet: 'grade not for you yet',
    closed: (count: number) => `${count === 1 ? 'One more is' : `${count} more are`} not open to you: findings are not agreed yet, or the record is restricted to named people.`,
  },
  officers: {
    title: 'Grades by caseworker', own: 'My grades', intro: (from: string, to: string) => `Audits drawn by chance of what each held, marked from ${from} to ${to}, once their findings are agreed; of records open to you. Advice is its adviser’s, and is not here. For that caseworker and their manager alone: no report has them.`,
    empty: 'No audit of this work has been agreed in this time.', first: 'Caseworker', small: 'A few audits say something of those plans, and little of a person: read them before drawing anything from a number.', nobody: 'Somebody else',
  },
  point: {
    make: 'Make a learning point', change: 'Change', makeTitle: 'A learning point', changeTitle: 'Change a learning point', back: 'Learning report',
    intro: 'What a service is to do otherwise from now on, of what several audits found. Name no child.',
    theme: 'Theme', missingTheme: 'Choose the theme', service: 'Who is to learn it', missingService: 'Choose who is to learn it',
    words: 'What is to be learnt', missingWords: 'Say what is to be learnt', trainingOn: 'Day of the training offered', trainingHint: 'Past or to come. Leave it empty where none is offered. What was written before it is compared with what is written after.',
    askedTraining: 'the day of the training', withdrawn: 'Taught no more', withdrawnChoice: 'Leave it out of the reports to come', save: 'Save', versions: 'Versions',
    version: (number: number, by: string, at: string) => `Version ${number}, ${by}, ${at}`, gone: 'Taught no more', saved: 'The learning point is saved.',
    training: (on: string) => `Training on ${on}`, noTraining: 'No training offered',
  },
  notKnown: 'Not known',
  nobody: 'Nobody’s in particular',
  noTheme: 'No theme',
  range: (from: string, to: string) => `${from} to ${to}`,
  of: (part: string, whole: string) => `${part} of ${whole}`,
  none: '–',
  version: (kind: string, number: number | null) => (number === null ? kind : number === 0 ? `${kind}, default` : `${kind}, version ${number}`),
  allBy: (framework: string) => `All: ${framework}.`,
  action: (audit: string) => `From ${audit}`,
  picture: 'Audits by grade, as in the table beneath.',
  unit: { of: 'of', percent: '%', from: 'from', to: 'to' },
  said: { 'too-few': 'Too few to tell', 'no-change-shown': 'No change shown', better: 'Better', worse: 'Worse', keep: 'Keep', retire: 'Consider retiring' } satisfies Record<LearningWord, string>,
  kinds: KIND_WORDS,
  grades: GRADES,
  traitValues: { first: 'First plan', amended: 'Amended plan' },
  weekly: { title: 'Quality audits', first: 'Audits and actions', count: 'Count', opens: 'board page of audits', note: (month: string) => `Grades are of what was drawn by chance and marked in ${month}, the last month that has any; actions as they stood on the report’s day. More is on the board’s page of audits.` },
  rows: ROWS,
  notes: NOTES,
  traits: { 'primary-need': '', setting: '', 'age-band': 'Ages ', 'first-or-amended': '', service: '', team: '' } satisfies Record<Dimension, string>,
} as const;
