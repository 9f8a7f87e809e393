import type { Placements } from '../../api/ports.js';
import type { PlacementRow } from '../../api/decision-models.js';
import type { Fact } from '../../domain/facts/fact.js';
import { consultationsOf, type Consultation } from '../../domain/placement.js';
import { inTransaction, type Database } from '../database.js';
import { saidBeside } from './consultations.js';
import { factsOf } from './facts-of.js';
import { calendarOf } from './setting-dates.js';
import { noteWithin } from './journal-notes.js';

/** Settings consulted for a child: their answers, and what is weighed of each. */
export const createPlacements = ({ pool }: Database): Placements => ({
  of: async (caseRef) => {
    const { rows: told } = await pool.query<{ facts: Fact[] }>(`SELECT ${factsOf('$1')} AS facts`, [caseRef]);
    const consulted = consultationsOf(told[0]?.facts ?? []);
    const said = await saidBeside(pool, caseRef, consulted);
    const { rows } = await pool.query<Weighed>(WEIGHED, [caseRef, consulted.map(({ setting }) => setting)]);
    return rows.flatMap((row) =>
      consulted.filter(({ setting }) => setting === row.ref).map(({ setting, answerId: _answer, ...asked }) => ({ ...row, ...asked, said: said.get(setting) ?? null })),
    );
  },
  weigh: ({ caseRef, setting, costBand, transport, reason, by, at }) =>
    inTransaction(pool, async (tx) => {
      if (reason !== null) await tx.query(`INSERT INTO note (ref, record_ref, author, field, text, written_at) VALUES ($1, $2, $3, 'placement', $4, $5)`, [reason.ref, caseRef, by, reason.text, at]);
      await tx.query(
        `INSERT INTO placement_option (record_ref, setting_ref, cost_band, transport, reason, set_by, set_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (record_ref, setting_ref) DO UPDATE SET cost_band = EXCLUDED.cost_band, transport = EXCLUDED.transport, reason = EXCLUDED.reason, set_by = EXCLUDED.set_by, set_at = EXCLUDED.set_at`,
        [caseRef, setting, costBand, transport, reason?.ref ?? null, by, at],
      );
      await noteWithin(tx, [{ recordRef: caseRef, type: 'placement-weighed', payload: { setting, costBand, transport, ...(reason === null ? {} : { note: reason.ref }) }, actor: by }], at);
    }),
});

type Weighed = Omit<PlacementRow, keyof Consultation | 'said'>;

const WEIGHED = `
  SELECT s.ref, s.name, s.establishment_type AS "establishmentType", s.section_41 AS "section41", s.closed_on AS "closedOn", s.capacity, s.pupils, ${calendarOf('s.ref')} AS calendar,
    d.due_on AS "dueOn", o.cost_band AS "costBand", o.transport, n.text AS reason
  FROM setting s
  LEFT JOIN LATERAL (SELECT due_on FROM duty WHERE record_ref = $1 AND recorded_to IS NULL AND code = 'answer-consultation' AND subject = s.ref ORDER BY due_on DESC LIMIT 1) d ON true
  LEFT JOIN placement_option o ON o.record_ref = $1 AND o.setting_ref = s.ref LEFT JOIN note n ON n.ref = o.reason
  WHERE s.ref = ANY($2::text[]) ORDER BY s.name, s.ref`;
