import type { ActDone, HistoryEntry, Page } from '../../api/read-models.js';
import type { Instant } from '../../domain/dates/london.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Database } from '../database.js';

type Row = Readonly<{
  entry: number;
  kind: 'fact' | 'act';
  type: string;
  payload: Omit<Fact, 'id'> | ActDone | Readonly<Record<string, unknown>>;
  recordedAt: Instant;
  actor: string;
  actorName: string | null;
  subjectName: string | null;
  notes: HistoryEntry['notes'] | null;
}>;
type Correction = Readonly<{ entry: number; corrects: string }>;

/** A record's journal, newest first, with the words behind its note references. */
export async function history({ pool }: Database, ref: string, { before, limit }: { before: number | null; limit: number }): Promise<Page<HistoryEntry>> {
  const { rows } = await pool.query<Row>({ name: 'history', text: HISTORY, values: [ref, before, limit + 1] });
  const { rows: corrections } = await pool.query<Correction>({ name: 'corrections', text: CORRECTIONS, values: [ref] });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => entryOf(row, corrections)),
    next: rows.length > limit && last !== undefined ? String(last.entry) : null,
  };
}

const HISTORY = `
  SELECT j.position AS entry, j.kind, j.type, j.payload, j.recorded_at AS "recordedAt", j.actor, coalesce(p.name, by_link.name, family.name, by_setting.name) AS "actorName", coalesce(a.name, s.name) AS "subjectName",
    (SELECT jsonb_agg(jsonb_build_object('ref', n.ref, 'field', n.field, 'text', n.text) ORDER BY n.ref) FROM note n
      WHERE n.record_ref = j.record_ref AND n.ref IN (SELECT value FROM jsonb_each_text(j.payload || coalesce(nullif(j.payload->'replacement', 'null'), '{}')))) AS notes
  FROM journal_entry j
  LEFT JOIN staff p ON p.ref = j.actor
  LEFT JOIN adviser by_link ON by_link.ref = j.actor
  LEFT JOIN person family ON family.ref = j.actor
  LEFT JOIN setting by_setting ON by_setting.ref = j.actor
  LEFT JOIN adviser a ON a.ref = coalesce(j.payload->>'adviser', j.payload->>'subject')
  LEFT JOIN setting s ON s.ref = coalesce(j.payload->>'setting', j.payload->>'subject')
  WHERE j.record_ref = $1 AND ($2::int IS NULL OR j.position < $2)
  ORDER BY j.position DESC LIMIT $3`;

const CORRECTIONS = `SELECT position AS entry, payload->>'corrects' AS corrects FROM journal_entry
  WHERE record_ref = $1 AND kind = 'fact' AND type = 'correction' ORDER BY position`;

const ENGINE = 'duly';
/** Acts of the agenda carry the parts of their claim; all others are notes. */
const isOfAgenda = (payload: Row['payload']): payload is ActDone => 'rung' in payload && 'occurrence' in payload;

function entryOf({ entry, kind, type, payload, recordedAt, actor, actorName, subjectName, notes }: Row, corrections: readonly Correction[]): HistoryEntry {
  return {
    entry, kind, recordedAt, subjectName,
    recordedBy: actor === ENGINE ? null : { ref: actor, name: actorName ?? actor },
    fact: kind === 'fact' ? ({ ...payload, id: `j${entry}` } as Fact) : null,
    act: kind === 'act' && isOfAgenda(payload) ? payload : null,
    noted: kind === 'act' && !isOfAgenda(payload) ? { type, about: { ...payload } } : null,
    correctedBy: correctionOf(entry, corrections)?.entry ?? null,
    notes: notes ?? [],
  };
}

/** The correction that stands against an entry: one that is not itself corrected. Corrections name what came before them. */
function correctionOf(entry: number, corrections: readonly Correction[]): Correction | null {
  return corrections.find((correction) => correction.corrects === `j${entry}` && correctionOf(correction.entry, corrections) === null) ?? null;
}
