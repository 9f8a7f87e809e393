import type { ForecastReads } from '../../api/forecast-models.js';
import { COURSE_FACTS, type Watched } from '../../domain/forecast/course.js';
import { OPEN_STAGES } from '../../domain/weekly-report/items.js';
import type { Database } from '../database.js';
import { literals } from './literals.js';
import { instantSaid } from './conditions.js';
import { IS_ASSESSMENT } from './visibility.js';

/** What forecasts learn from, in one statement: of each assessment the facts that move it from stage to stage. */
export const createForecastReads = ({ pool }: Pick<Database, 'pool'>): ForecastReads => ({
  watched: async (since) => (await pool.query<Watched>(WATCHED, [since])).rows,
  version: async () => (await pool.query<{ version: string }>(VERSION)).rows[0]?.version ?? '',
});

/** Every entry of a journal moves its record's position on, and none moves it back. */
const VERSION = `SELECT concat_ws('/', count(*), sum(position), sum(hashtext(ref || team_ref))) AS version FROM case_record r WHERE ${IS_ASSESSMENT}`;

/** Of a fact only what its stage asks: a correction whole, for what it brings in. */
const FACT = `jsonb_strip_nulls(jsonb_build_object('id', 'j' || j.position, 'type', j.type, 'on', j.payload->'on', 'adviser', j.payload->'adviser', 'role', j.payload->'role', 'servedOn', j.payload->'servedOn',
    'what', j.payload->'what', 'recordedAt', ${instantSaid('j.recorded_at')}))`;

const WATCHED = `
  WITH asked AS MATERIALIZED (SELECT ref, team_ref AS team FROM case_record r WHERE ${IS_ASSESSMENT} AND position > 0 AND (stage IN (${literals(OPEN_STAGES)}) OR recorded_at >= $1::date)),
  causes AS (
    SELECT DISTINCT ON (j.record_ref) j.record_ref, j.payload->>'cause' AS cause FROM journal_entry j
    WHERE j.kind = 'act' AND j.type = 'cause-recorded' AND j.payload->>'duty' = 'issue-final-plan' AND NOT EXISTS (
      SELECT FROM journal_entry b WHERE b.record_ref = j.record_ref AND b.kind = 'act' AND b.type = 'cause-taken-back' AND (b.payload->>'entry')::int = j.position)
    ORDER BY j.record_ref, j.position DESC)
  SELECT a.ref, a.team, c.cause, jsonb_agg(CASE WHEN j.type = 'correction' THEN j.payload || ${FACT} ELSE ${FACT} END ORDER BY j.position) AS facts
  FROM asked a JOIN journal_entry j ON j.record_ref = a.ref AND j.kind = 'fact' AND j.type IN (${literals(COURSE_FACTS)}) LEFT JOIN causes c ON c.record_ref = a.ref
  GROUP BY a.ref, a.team, c.cause`;
