import { IN_FORCE, OPEN_STAGES } from '../../domain/weekly-report/items.js';
import { literals } from './literals.js';
import { IS_ASSESSMENT } from './visibility.js';

/** A sent draft waits for its family until the day on which it waits for its final plan. */
export const stageOn = (day: string): string => `CASE WHEN s.stage IN ('hearing-representations', 'finalising') THEN CASE WHEN ${day} >= s.finalising_from THEN 'finalising' ELSE 'hearing-representations' END ELSE s.stage END`;
/** Of a standing `s` and its record `r`. */
export const isOpenAssessment = `${IS_ASSESSMENT} AND s.stage IN (${literals(OPEN_STAGES)})`;
export const isInForce = `r.kind = 'plan' AND s.stage IN (${literals(IN_FORCE)})`;
