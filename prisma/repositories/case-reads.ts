import type { CaseReads, Council } from '../../api/ports.js';
import type { CaseAccess, Figure, Figures, Scope } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { FactType } from '../../domain/facts/fact.js';
import type { Stage } from '../../domain/stages.js';
import type { Database, Statements } from '../database.js';
import { adviceRequests, mayAnswer } from './advice-reads.js';
import { dutiesOn } from './case-duties.js';
import { caseRecord } from './case-record.js';
import { caseThen } from './case-then.js';
import { gathered } from './gathered.js';
import { history } from './history.js';
import { IS_ASSESSMENT, Parameters, visibleTo } from './visibility.js';
import { workList } from './work-list.js';

/** What pages and routes read of records, each only as far as the person asking may see it. */
export const createCaseReads = (database: Database, rules: () => Omit<Council, 'name'>): CaseReads => ({
  workList: (scope, query) => workList(database, scope, query),
  access: (scope, ref) => access(database, scope, ref),
  caseRecord: (scope, ref, today) => caseRecord(database, rules(), scope, ref, today),
  caseThen: (scope, ref, on) => caseThen(database, rules().calendar, scope, ref, on),
  gathered: (scope, refs, today) => gathered(database, rules(), scope, refs, today),
  dutiesOn: async (scope, ref, day) => ((await access(database, scope, ref)) === null ? null : dutiesOn(database, ref, day)),
  history: async (scope, ref, page) => ((await access(database, scope, ref)) === null ? null : history(database, ref, page)),
  factsSince: (ref, entry) => factsSince(database, ref, entry),
  adviceRequests: (scope, query) => adviceRequests(database, scope, query),
  mayAnswer: (scope, ref, adviser) => mayAnswer(database, scope, ref, adviser),
  figures: (scope, today) => figures(database, scope, today),
});

/** What a person may see of a record, before anything of it is read; null: nothing. */
export async function access({ pool }: Statements, scope: Scope, ref: string): Promise<CaseAccess | null> {
  const parameters = new Parameters();
  const { rows } = await pool.query<CaseAccess>(
    `SELECT r.ref, r.kind, r.team_ref AS team, r.owner_ref AS owner, r.position, r.stage, r.progress, r.outcome, c.setting_ref IS NOT NULL AS attends
     FROM case_record r JOIN child c ON c.ref = r.child_ref WHERE r.ref = ${parameters.add(ref)} AND ${visibleTo(scope, parameters)}`,
    parameters.values,
  );
  return rows[0] ?? null;
}

export async function factsSince({ pool }: Statements, ref: string, entry: number): Promise<{ entry: number; type: FactType; on: IsoDate }[]> {
  const { rows } = await pool.query<{ entry: number; type: FactType; on: IsoDate }>(
    `SELECT position AS entry, type, happened_on AS "on" FROM journal_entry WHERE record_ref = $1 AND position > $2 AND kind = 'fact' ORDER BY position`,
    [ref, entry],
  );
  return rows;
}

/** Open records and, of these, the late, each over all stages and by stage; a figure lists its cases. */
async function figures({ pool }: Database, scope: Scope, today: IsoDate): Promise<Figures> {
  const parameters = new Parameters();
  const { rows } = await pool.query<{ ref: string; stage: Stage; late: boolean }>(
    `SELECT r.ref, r.stage, coalesce(r.first_due_on < ${parameters.add(today)}::date, false) AS late
     FROM case_record r WHERE ${IS_ASSESSMENT} AND r.position > 0 AND r.outcome IS NULL AND ${visibleTo(scope, parameters)} ORDER BY r.ref`,
    parameters.values,
  );
  const stages = [null, ...new Set(rows.map(({ stage }) => stage))];
  const figure = (code: string, stage: Stage | null, isCounted: (row: { late: boolean }) => boolean): Figure => {
    const cases = rows.filter((row) => (stage === null || row.stage === stage) && isCounted(row)).map(({ ref }) => ref);
    return { code, stage, count: cases.length, cases };
  };
  return { on: today, figures: stages.flatMap((stage) => [figure('open', stage, () => true), figure('late', stage, ({ late }) => late)]) };
}
