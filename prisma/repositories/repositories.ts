import type { Council, Repositories } from '../../api/ports.js';
import type { Database } from '../database.js';
import { createAdvice } from './advice.js';
import { createTeams } from './absences.js';
import { createAuditFrameworks } from './audit-frameworks.js';
import { createAuditLearning } from './audit-learning.js';
import { createAuditStock } from './audit-stock.js';
import { createAudits } from './audits.js';
import { createBounces } from './bounces.js';
import { createCaseReads } from './case-reads.js';
import { createCohorts } from './cohorts.js';
import { createCommands, type CommandStore } from './commands.js';
import { createDelayCauses } from './delay-causes.js';
import { createEscalations } from './escalations.js';
import { createDocuments } from './documents.js';
import { createFamilies } from './family-reads.js';
import { createLinks } from './links.js';
import { createFamily } from './family.js';
import { createGoodPractice } from './good-practice.js';
import { createPlanVersions } from './plan-versions.js';
import { createPanels } from './panels.js';
import { createFilters } from './filters.js';
import { createConsultations } from './consultations.js';
import { createPostBox } from './post.js';
import { createSettingDates } from './setting-dates.js';
import { createPlacements } from './placements.js';
import { createRedExplanations } from './red-explanations.js';
import { createReportReaders } from './report-readers.js';
import { createFeedback } from './feedback.js';
import { createForecastReads } from './forecast-reads.js';
import { createReports } from './reports.js';
import { createReviewLists } from './review-lists.js';
import { createReviewFeeds } from './review-feeds.js';
import { createSettingReviews } from './setting-reviews.js';
import { createPeople } from './people.js';
import { createReminders } from './reminders.js';
import { createReviews } from './reviews.js';
import { createExports } from './exports.js';
import { createImports } from './imports.js';
import { createImprovement } from './improvement.js';
import { createLadders } from './ladders.js';
import { createLetters } from './letters.js';
import { createOwnRules } from './own-rules.js';
import { createStaff } from './staff.js';
import { createTasks } from './tasks.js';
import { createViews } from './views.js';

/** Everything use-cases read and write apart from a record's own facts, over one pool. */
export const createRepositories = (database: Database, rules: () => Omit<Council, 'name'>): Repositories & Readonly<{ commands: CommandStore }> => ({
  advice: createAdvice(database),
  documents: createDocuments(database),
  families: createFamilies(database),
  links: createLinks(database),
  cases: createCaseReads(database, rules),
  commands: createCommands(database),
  staff: createStaff(database),
  people: createPeople(database),
  letters: createLetters(database),
  tasks: createTasks(database),
  bounces: createBounces(database),
  views: createViews(database),
  teams: createTeams(database),
  filters: createFilters(database),
  reminders: createReminders(database),
  reviews: createReviews(database),
  panels: createPanels(database),
  planVersions: createPlanVersions(database),
  delayCauses: createDelayCauses(database),
  escalations: createEscalations(database),
  placements: createPlacements(database),
  settingDates: createSettingDates(database),
  family: createFamily(database),
  post: createPostBox(database),
  consultations: createConsultations(database),
  settingReviews: createSettingReviews(database),
  reviewFeeds: createReviewFeeds(database),
  reviewLists: createReviewLists(database),
  imports: createImports(database),
  exports: createExports(database),
  reports: createReports(database),
  ladders: createLadders(database),
  ownRules: createOwnRules(database),
  reportReaders: createReportReaders(database),
  redExplanations: createRedExplanations(database),
  cohorts: createCohorts(database),
  feedback: createFeedback(database),
  forecasts: createForecastReads(database),
  audits: createAudits(database),
  auditFrameworks: createAuditFrameworks(database),
  auditStock: createAuditStock(database),
  learning: createAuditLearning(database),
  goodPractice: createGoodPractice(database),
  improvement: createImprovement(database),
});

/** Answers when PostgreSQL does. @throws what the connection throws */
export async function pingDatabase({ pool }: Database): Promise<void> {
  await pool.query('SELECT 1');
}
