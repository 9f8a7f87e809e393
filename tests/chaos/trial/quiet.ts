// Whether anything is left to do now.
import type { Client } from '@temporalio/client';
import type { Database } from '../../../prisma/database.js';

type Left = Readonly<Record<'commands' | 'notices' | 'messages' | 'wakes', number>>;

const LEFT = `SELECT
  (SELECT count(*)::int FROM command WHERE state = 'pending') AS commands,
  (SELECT count(*)::int FROM notification WHERE status = 'queued' AND coalesce(not_before, '-infinity') <= now()) AS notices,
  (SELECT count(*)::int FROM message WHERE status IN ('queued', 'sending')) AS messages,
  (SELECT count(*)::int FROM case_record WHERE outcome IS NULL AND wake_at < now()) AS wakes`;

async function leftIn({ pool }: Database): Promise<Left> {
  const { rows } = await pool.query<Left>(LEFT);
  const [left] = rows;
  if (left === undefined) throw new Error('a count always has a row');
  return left;
}

/** Nothing in the tables waits, and no workflow has work in hand. */
export async function isQuiet(database: Database, client: Client): Promise<boolean> {
  const { commands, notices, messages, wakes } = await leftIn(database);
  if (commands + notices + messages + wakes > 0) return false;
  for await (const { workflowId, runId } of client.workflow.list({ query: `ExecutionStatus = 'Running' AND WorkflowType = 'assessment'` })) {
    const { raw } = await client.workflow.getHandle(workflowId, runId).describe();
    if ((raw.pendingActivities?.length ?? 0) > 0 || (raw.pendingWorkflowTask ?? null) !== null) return false;
  }
  return true;
}

/** What is left, in words. */
export async function unrest(database: Database): Promise<string> {
  const { commands, notices, messages, wakes } = await leftIn(database);
  return `${commands} commands pending, ${notices} notices queued, ${messages} messages unsent, ${wakes} records with something due; else a workflow has work in hand`;
}
