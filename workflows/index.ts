/** What the worker bundles: one export a process. */
export { assessment } from './assessment/workflow.js';
export { audit } from './audit/workflow.js';
export { caseImport } from './backlog/workflow.js';
export { dailyWatch } from './daily-watch/workflow.js';
export { delivery } from './delivery/workflow.js';
export { plan } from './plan/workflow.js';
export { reviewLists } from './review-lists/workflow.js';
export { weeklyBacklog } from './weekly-backlog/workflow.js';
