import { answersOf } from '../../domain/audit/marking.js';
import { besideAuditor, panelProblems, PANEL_VOICES, questionsFor, type BesideAuditor, type PanelQuestion, type PanelSaid, type PanelVoice } from '../../domain/audit/panel.js';
import { AppError, invalid, notFound } from '../errors.js';
import type { PanelWords } from '../audit-models.js';
import { nowOf } from '../now.js';
import type { Caller } from '../permissions.js';
import { readAudit, type AuditDeps, type ReadAudit } from './audits.js';

/** A multi-agency panel on an audited plan or draft: each voice answers its own questions, beside the audit and never in its grade. */

export type PanelAnswer = Readonly<{ question: PanelQuestion; said: PanelSaid[string] | null; beside: BesideAuditor | null }>;
export type ReadPanel = ReadAudit & Readonly<{ voices: readonly Readonly<{ voice: PanelVoice; words: PanelWords | null; answers: readonly PanelAnswer[] }>[] }>;

/**
 * What was said, voice by voice, beside what the auditor answered about the same. An auditor reads it once their marking is in.
 *
 * @throws AppError `not-found`, also for an audit of what no panel reads
 */
export async function readPanel(deps: AuditDeps, caller: Caller, ref: string): Promise<ReadPanel> {
  const read = await readAudit(deps, caller, ref);
  const { audit, leads } = read;
  const isIn = (audit.own?.handedInAt ?? null) !== null;
  if ((audit.kind !== 'plan' && audit.kind !== 'draft') || (!leads && !isIn)) throw notFound();
  const spoken = await deps.audits.panel(ref);
  const answers = answersOf(isIn ? ((audit.moderated?.handedInAt ?? null) === null ? audit.own : audit.moderated)?.answers ?? {} : {});
  const voices = PANEL_VOICES.map((voice) => {
    const words = spoken.find((one) => one.voice === voice) ?? null;
    const given = questionsFor(voice).map((question) => {
      const said = words?.said[question.id] ?? null;
      return { question, said, beside: said === null ? null : besideAuditor(question, said.answer, answers) };
    });
    return { voice, words, answers: given };
  });
  return { ...read, voices };
}

export type PanelSpoken = Readonly<{ ref: string; voice: PanelVoice; who: string; said: PanelSaid; after: number }>;

/**
 * Writes down what a voice said. What was written before stays, the latest counts.
 *
 * @returns its number. @throws AppError `not-found`; `forbidden` for whoever does not lead quality; `invalid` with each problem;
 *   `changed-since` where it was written down again meanwhile
 */
export async function writePanel(deps: AuditDeps, caller: Caller, { ref, voice, who, said, after }: PanelSpoken): Promise<number> {
  const { leads, audit } = await readPanel(deps, caller, ref);
  if (!leads) throw new AppError('forbidden');
  if (audit.stage === 'withdrawn') throw new AppError('already-settled', { detail: 'This audit was taken back. Nothing more is recorded of it.' });
  const problems = panelProblems(voice, said).map(({ question, code }) => ({
    path: code === 'not-asked' ? `said.${question}` : `said.${question}.words`,
    message: code === 'not-asked' ? `is not asked of ${voice}` : 'must say why it is wanting',
  }));
  if (Object.keys(said).length === 0) problems.push({ path: 'said', message: 'is empty: answer one question at least' });
  if (problems.length > 0) throw invalid(problems);
  const number = await deps.audits.keepPanel({ ref, voice, who, said, after, by: caller.ref, at: nowOf(deps) });
  if (number === null) throw new AppError('changed-since', { detail: 'What this voice said was written down again meanwhile. Read it again.' });
  return number;
}
