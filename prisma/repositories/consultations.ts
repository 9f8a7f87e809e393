import type { Pool } from 'pg';
import type { ConsultationSeen, PaperChoice, SaidBeside } from '../../api/decision-models.js';
import type { StoredFile } from '../../api/advice-models.js';
import type { Consultations } from '../../api/ports.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Fact } from '../../domain/facts/fact.js';
import { story as storyOf } from '../../domain/facts/story.js';
import { consultationsOf, type Consultation } from '../../domain/placement.js';
import { progressOf } from '../../domain/progress.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { insertDocuments } from './documents.js';
import { factsOf } from './facts-of.js';
import { noteWithin } from './journal-notes.js';
import { NO_DRAFT_OF_REPORT } from './review-reports.js';

/** Settings that are consulted, as they read and answer by link. */
export const createConsultations = ({ pool }: Database): Consultations => ({
  seen: (caseRef, setting) => seen(pool, caseRef, setting),
  keep: async ({ commandId, caseRef, setting, grounds, places, yearlyCost, startsOn, at }) => {
    await pool.query(
      `INSERT INTO consultation_answer (command_id, record_ref, setting_ref, grounds, places, yearly_cost, starts_on, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (command_id) DO NOTHING`,
      [commandId, caseRef, setting, grounds, places, yearlyCost, startsOn, at],
    );
  },
  papers: async (caseRef) => {
    const { rows } = await pool.query<PaperChoice>(`SELECT ${FILE}, p.document_ref IS NOT NULL AS chosen ${OF_RECORD} AND ${NO_DRAFT} AND ${NO_DRAFT_OF_REPORT} ORDER BY d.given_at, d.ref`, [caseRef]);
    return rows;
  },
  setPapers: (papers) => inTransaction(pool, (tx) => setPapers(tx, papers)),
});

const FILE = `d.ref, d.name, d.media_type AS "mediaType", d.bytes, d.given_at AS "givenAt"`;
const OF_RECORD = `FROM document d LEFT JOIN consultation_paper p ON p.record_ref = d.record_ref AND p.document_ref = d.ref WHERE d.record_ref = $1`;

/** What an adviser has attached and not sent is not the council's yet. */
const NO_DRAFT = `(d.kind <> 'advice' OR EXISTS (SELECT 1 FROM advice_sent z WHERE z.record_ref = d.record_ref AND z.content->'files' ? d.ref))`;

type Row = Omit<ConsultationSeen, 'consultedOn' | 'open' | 'answer' | 'papers' | 'plan'> & Readonly<{ facts: readonly Fact[] }>;

async function seen(pool: Pool, caseRef: string, setting: string): Promise<ConsultationSeen | null> {
  const { rows } = await pool.query<Row>(SEEN, [caseRef, setting]);
  const row = rows[0];
  const consulted = row === undefined ? undefined : consultationsOf(row.facts).find((one) => one.setting === setting);
  if (row === undefined || consulted === undefined) return null;
  const { facts, ...shown } = row;
  const open = progressOf(facts).openSettings.includes(setting);
  const said = await saidBeside(pool, caseRef, [consulted]);
  const { rows: papers } = open ? await pool.query<StoredFile>(`SELECT ${FILE} ${OF_RECORD} AND p.document_ref IS NOT NULL ORDER BY d.given_at, d.ref`, [caseRef]) : { rows: [] };
  return { ...shown, consultedOn: consulted.consultedOn, open, papers, answer: answerOf(consulted, said.get(setting) ?? null), plan: planOf(facts, setting) };
}

const answerOf = ({ answeredOn, answer }: Consultation, said: SaidBeside | null): ConsultationSeen['answer'] => (answeredOn === null ? null : { answer, on: answeredOn, said });

function planOf(facts: readonly Fact[], setting: string): ConsultationSeen['plan'] {
  const plan = storyOf(facts).of('final-plan-issued').at(-1);
  return plan === undefined ? null : { on: plan.on, namesIt: plan.setting === setting };
}

const SEEN = `
  SELECT r.ref AS "caseRef", jsonb_build_object('ref', s.ref, 'name', s.name) AS setting,
    jsonb_build_object('name', c.given_name || ' ' || c.family_name, 'bornOn', c.born_on) AS child,
    CASE WHEN o.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner,
    (SELECT max(d.due_on) FROM duty d WHERE d.record_ref = r.ref AND d.recorded_to IS NULL AND d.code = 'answer-consultation' AND d.subject = s.ref) AS "dueOn",
    ${factsOf('r.ref')} AS facts
  FROM case_record r JOIN child c ON c.ref = r.child_ref JOIN setting s ON s.ref = $2 LEFT JOIN staff o ON o.ref = r.owner_ref WHERE r.ref = $1`;

type Said = Readonly<{ id: string; grounds: SaidBeside['grounds'] | null; words: string | null; places: number | null; yearlyCost: number | null; startsOn: IsoDate | null }>;

/** What settings said beside the answers that count, by setting. */
export async function saidBeside(pool: Pool, caseRef: string, consulted: readonly Consultation[]): Promise<ReadonlyMap<string, SaidBeside>> {
  const { rows } = await pool.query<Said>(
    `SELECT 'j' || j.position AS id, a.grounds, n.text AS words, a.places, a.yearly_cost AS "yearlyCost", a.starts_on AS "startsOn"
     FROM journal_entry j LEFT JOIN consultation_answer a ON a.command_id = j.command_id LEFT JOIN note n ON n.ref = j.payload->>'note'
     WHERE j.record_ref = $1 AND 'j' || j.position = ANY($2::text[])`,
    [caseRef, consulted.flatMap(({ answerId }) => answerId ?? [])],
  );
  return new Map(
    consulted.flatMap(({ setting, answerId }) => rows.filter(({ id }) => id === answerId).map(({ id: _id, grounds, ...said }): [string, SaidBeside] => [setting, { ...said, grounds: grounds ?? [] }])),
  );
}

type NewPapers = Parameters<Consultations['setPapers']>[0];

async function setPapers(tx: Transaction, { caseRef, chosen, added, by, at }: NewPapers): Promise<void> {
  await insertDocuments(tx, added, { recordRef: caseRef, kind: 'paper', givenBy: by, givenAt: at });
  const all = [...chosen, ...added.map(({ ref }) => ref)];
  await tx.query('DELETE FROM consultation_paper WHERE record_ref = $1 AND document_ref <> ALL($2::text[])', [caseRef, all]);
  await tx.query(
    `INSERT INTO consultation_paper (record_ref, document_ref, set_by, set_at) SELECT $1, d.ref, $3, $4 FROM document d WHERE d.record_ref = $1 AND d.ref = ANY($2::text[]) ON CONFLICT DO NOTHING`,
    [caseRef, all, by, at],
  );
  await noteWithin(tx, [{ recordRef: caseRef, type: 'consultation-papers', payload: { documents: all.toSorted() }, actor: by }], at);
}
