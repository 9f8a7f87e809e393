/** What the worker bundles: one export a process. */
export { assessment } from './assessment/workflow.js';
export { delivery } from './delivery/workflow.js';
