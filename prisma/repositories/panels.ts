import type { Panels } from '../../api/ports.js';
import type { PanelItem, PanelRow, PanelSheet } from '../../api/decision-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { AdviserRole, Fact } from '../../domain/facts/fact.js';
import { story as storyOf } from '../../domain/facts/story.js';
import { progressOf } from '../../domain/progress.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { factsOf } from './facts-of.js';
import { noteWithin } from './journal-notes.js';
import { WAITS } from './conditions.js';

/** Panels that meet, what is put to them and what they decide. */
export const createPanels = ({ pool }: Database): Panels => ({
  list: async (teams, { limit }) => {
    const { rows } = await pool.query<PanelRow>(`${PANELS} WHERE $1::text[] IS NULL OR p.team_ref = ANY($1) GROUP BY p.ref, t.name ORDER BY p.meets_on DESC, p.ref LIMIT $2`, [teams === 'all' ? null : teams, limit]);
    return rows;
  },
  sheet: async (ref, viewer) => {
    const [{ rows: panels }, { rows: items }] = await Promise.all([
      pool.query<PanelRow & Readonly<{ teamRef: string }>>(`${PANELS} WHERE p.ref = $1 GROUP BY p.ref, t.name`, [ref]),
      pool.query<Row>(ITEMS, [ref, viewer]),
    ]);
    const panel = panels[0];
    if (panel === undefined) return null;
    const given = new Map(items.map(({ number, facts }) => [number, adviceGiven(facts)]));
    const { rows: advisers } = await pool.query<{ ref: string; name: string; role: AdviserRole }>('SELECT ref, name, role FROM adviser WHERE ref = ANY($1::text[])', [[...given.values()].flat().map(({ adviser }) => adviser)]);
    const paper = ({ adviser, on }: { adviser: string; on: IsoDate }) => advisers.filter(({ ref: known }) => known === adviser).map(({ name, role }) => ({ name, role, on }));
    return { ...panel, items: items.map(({ facts: _facts, ...item }) => ({ ...item, advice: (given.get(item.number) ?? []).flatMap(paper) })) } satisfies PanelSheet;
  },
  members: async (team) => {
    const { rows } = await pool.query<{ ref: string; name: string }>(
      `SELECT DISTINCT s.ref, s.name FROM staff s JOIN staff_role r ON r.staff_ref = s.ref
       WHERE s.left_on IS NULL AND (r.role = 'panel-member' OR (r.role IN ('team-manager', 'service-manager') AND r.team_ref = $1)) ORDER BY s.name, s.ref`,
      [team],
    );
    return rows;
  },
  make: async ({ ref, team, meetsOn, name, by, at }) => {
    await pool.query('INSERT INTO panel (ref, team_ref, meets_on, name, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)', [ref, team, meetsOn, name, by, at]);
  },
  put: ({ panel, record, question, by, at }) =>
    inTransaction(pool, async (tx) => {
      const on = await lockedDay(tx, panel);
      if (on === null) return { kind: 'no-such-panel' };
      const { rows: there } = await tx.query<{ number: number }>('SELECT number FROM panel_item WHERE panel_ref = $1 AND record_ref = $2 AND question = $3', [panel, record, question]);
      if (there[0] !== undefined) return { kind: 'there-already', number: there[0].number };
      const number = await nextNumber(tx, on);
      await tx.query('INSERT INTO panel_item (panel_ref, number, meets_on, record_ref, question, put_by, put_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [panel, number, on, record, question, by, at]);
      await noteWithin(tx, [{ recordRef: record, type: 'put-to-panel', payload: { panel, number, question, on }, actor: by }], at);
      return { kind: 'put', number };
    }),
  decide: ({ panel, number, decision, note, votes, by, at }) =>
    inTransaction(pool, async (tx) => {
      const { rows } = await tx.query<{ record: string; on: IsoDate; question: string }>(
        `SELECT record_ref AS record, meets_on AS "on", question FROM panel_item WHERE panel_ref = $1 AND number = $2 AND decision IS NULL FOR UPDATE`,
        [panel, number],
      );
      const item = rows[0];
      if (item === undefined) return false;
      await tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, 'panel', $4, $5)`, [note.ref, item.record, by, note.text, at]);
      await tx.query('UPDATE panel_item SET decision = $3, reason = $4, decided_by = $5, decided_at = $6 WHERE panel_ref = $1 AND number = $2', [panel, number, decision, note.ref, by, at]);
      await tx.query(`INSERT INTO panel_vote (panel_ref, number, staff_ref, vote) SELECT $1, $2, v.staff, v.vote FROM jsonb_to_recordset($3::jsonb) AS v(staff text, vote text)`, [panel, number, JSON.stringify(votes)]);
      await noteWithin(tx, [{ recordRef: item.record, type: 'panel-decided', payload: { panel, number, on: item.on, question: item.question, decision, note: note.ref }, actor: by }], at);
      return true;
    }),
  decided: async (on, number) => {
    const { rows } = await pool.query<Awaited<ReturnType<Panels['decided']>> & object>(
      `SELECT record_ref AS "caseRef", question, decision FROM panel_item WHERE meets_on = $1 AND number = $2`,
      [on, number],
    );
    return rows[0] ?? null;
  },
});

const PANELS = `SELECT p.ref, p.meets_on AS "meetsOn", p.name, p.team_ref AS "teamRef", t.name AS team,
    count(i.number)::int AS items, count(i.decision)::int AS decided
  FROM panel p JOIN team t ON t.ref = p.team_ref LEFT JOIN panel_item i ON i.panel_ref = p.ref`;

type Row = Omit<PanelItem, 'advice'> & Readonly<{ facts: readonly Fact[] }>;

/** Advice on file as it stands, corrections honoured, in the order it came; what went back to its adviser is not. */
function adviceGiven(facts: readonly Fact[]): { adviser: string; on: IsoDate }[] {
  const { openAdvisers } = progressOf(facts);
  return storyOf(facts).facts.flatMap((fact) => ((fact.type === 'advice-received' || fact.type === 'advice-reused') && !openAdvisers.includes(fact.adviser) ? [{ adviser: fact.adviser, on: fact.on }] : []));
}

/** A restricted record's child is named to those named on it only. */
const SEEN = `(NOT r.restricted OR EXISTS (SELECT 1 FROM record_access ra WHERE ra.record_ref = r.ref AND ra.staff_ref = $2))`;

const ITEMS = `SELECT i.number, i.record_ref AS "caseRef", i.question, i.decision, CASE WHEN ${SEEN} THEN n.text END AS reason, i.decided_at AS "decidedAt", s.name AS "decidedBy",
    CASE WHEN ${SEEN} THEN c.given_name || ' ' || c.family_name END AS child, c.born_on AS "bornOn", st.name AS setting, r.stage, r.received_on AS "receivedOn", o.name AS owner, r.owner_ref AS "ownerRef", r.team_ref AS "teamRef",
    d.due_on AS "dueOn", d.law,
    ${factsOf('i.record_ref')} AS facts,
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', vs.name, 'vote', v.vote) ORDER BY vs.name)
      FROM panel_vote v JOIN staff vs ON vs.ref = v.staff_ref WHERE v.panel_ref = i.panel_ref AND v.number = i.number), '[]') AS votes
  FROM panel_item i
  JOIN case_record r ON r.ref = i.record_ref JOIN child c ON c.ref = r.child_ref
  LEFT JOIN setting st ON st.ref = c.setting_ref LEFT JOIN staff o ON o.ref = r.owner_ref LEFT JOIN staff s ON s.ref = i.decided_by LEFT JOIN note n ON n.ref = i.reason
  LEFT JOIN LATERAL (SELECT d.due_on, d.law FROM duty d WHERE d.record_ref = i.record_ref AND d.recorded_to IS NULL AND ${WAITS}
    AND d.code = CASE i.question WHEN 'assess' THEN 'decide-to-assess' WHEN 'issue' THEN 'decide-to-issue' END ORDER BY d.due_on LIMIT 1) d ON true
  WHERE i.panel_ref = $1 ORDER BY i.number`;

async function lockedDay(tx: Transaction, panel: string): Promise<IsoDate | null> {
  const { rows } = await tx.query<{ on: IsoDate }>(`SELECT meets_on AS "on" FROM panel WHERE ref = $1 FOR UPDATE`, [panel]);
  return rows[0]?.on ?? null;
}

/** Numbers count through the day, whichever panel: two that meet on one day share them. */
async function nextNumber(tx: Transaction, on: IsoDate): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('panel ' || $1::text))`, [on]);
  const { rows } = await tx.query<{ next: number }>('SELECT coalesce(max(number), 0) + 1 AS next FROM panel_item WHERE meets_on = $1', [on]);
  return rows[0]?.next ?? 1;
}
