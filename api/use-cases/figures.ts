import { scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Figures } from '../read-models.js';
import { todayOf } from '../now.js';

/** Open assessments, and those late by stage, over the records the person answers for. Every figure lists its cases. */
export const figures = (deps: UseCaseDeps, caller: Caller): Promise<Figures> =>
  deps.cases.figures(scopeFor(caller, 'report.read'), todayOf(deps));
