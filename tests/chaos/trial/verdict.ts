// What must hold when everything has come to rest, checked from outside: each fault with the name of what it is about.
import type { Client } from '@temporalio/client';
import type { Database } from '../../../prisma/database.js';
import { auditJournal } from '../../../prisma/repositories/journal-audit.js';
import { faultsOfFacts } from './facts-check.js';
import type { Sent } from './load.js';
import { faultsOfNotices } from './notices-check.js';
import { faultsOfPlans } from './plans-check.js';
import { faultsOfWorkflows } from './workflows-check.js';

/** Something that may not be: `lost: command …`. */
export type Fault = Readonly<{ kind: string; who: string; what: string }>;

/** What of it there is, for a person to read. */
export type Counts = Readonly<Record<string, number>>;
export type Finding = Readonly<{ counts: Counts; faults: readonly Fault[] }>;

/** What the world outside knows. */
export type Evidence = Readonly<{
  /** Every command that was sent, and what was said to it. */
  sent: readonly Sent[];
  /** The reference of every mail a mail server took, as often as it took it. */
  mailed: readonly string[];
  /** The reference of every posted letter. */
  posted: readonly string[];
}>;

/** @param client of the Temporal server where the workflows run */
export async function verdictOf(database: Database, client: Client, evidence: Evidence): Promise<Finding> {
  const findings = [await faultsOfFacts(database, evidence.sent), await faultsOfNotices(database, evidence), await faultsOfJournal(database), await faultsOfWorkflows(database, client), await faultsOfPlans(database)];
  return { counts: Object.assign({}, ...findings.map(({ counts }) => counts)) as Counts, faults: findings.flatMap(({ faults }) => faults) };
}

async function faultsOfJournal(database: Database): Promise<Finding> {
  const audit = await auditJournal(database);
  if (audit === null) throw new Error('a whole journal is always there');
  const faults = audit.faults.map(({ recordRef, position, fault }) => ({ kind: 'broken chain', who: `${recordRef}${position === null ? '' : ` entry ${position}`}`, what: fault }));
  return { counts: { 'records': audit.records, 'journal entries': audit.entries }, faults };
}
