import { createHash } from 'node:crypto';
import type { FrozenReport, KeptReport, RecordedSince, ReportedCase, ReportName, Reports } from '../../api/report-models.js';
import type { Named, Scope } from '../../api/read-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Counted, Item } from '../../domain/weekly-report/items.js';
import type { Table } from '../../domain/weekly-report/cells.js';
import type { Statements } from '../database.js';
import { createReportItems } from './report-items.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';
import { dayInEngland, instantSaid, midnightAfter } from './conditions.js';

/** The weekly backlog reports: frozen ones, and what they count. */
export function createReports(database: Statements): Reports {
  const { pool } = database;
  const one: Reports['one'] = async (week) => (await pool.query<FrozenReport>(`SELECT ${NAME}, norms, counted, figures, content_hash AS "contentHash" FROM backlog_report WHERE week = $1`, [week])).rows[0] ?? null;
  return {
    ...createReportItems(database),
    one,
    kept: async (week) => (await pool.query<KeptReport>(`SELECT ${NAME}, norms FROM backlog_report WHERE week = $1`, [week])).rows[0] ?? null,
    lateCounted: async (week) => {
      const { rows } = await pool.query<{ counted: readonly Counted[] }>(
        `SELECT coalesce(jsonb_agg(c), '[]') AS counted FROM backlog_report, jsonb_array_elements(counted) c WHERE week = $1 AND c->>'block' IN ('open', 'owed') AND (c->>'days')::int > 0`,
        [week],
      );
      return rows[0]?.counted ?? [];
    },
    countedUntil: async (week, most, teams) => {
      const { rows } = await pool.query<ReportName & Pick<FrozenReport, 'counted' | 'norms'>>(
        `SELECT ${NAME}, norms, (SELECT coalesce(jsonb_agg(c), '[]') FROM jsonb_array_elements(counted) c WHERE c->>'team' = ANY($3::text[])) AS counted
         FROM backlog_report WHERE week <= $1 ORDER BY as_on DESC LIMIT $2`,
        [week, most, teams],
      );
      return rows.reverse();
    },
    list: async () => (await pool.query<ReportName>(`SELECT ${NAME} FROM backlog_report ORDER BY as_on DESC`)).rows,
    figuresUntil: async (week, most) => {
      const { rows } = await pool.query<ReportName & { figures: readonly Table[] }>(`SELECT ${NAME}, figures FROM backlog_report WHERE week <= $1 ORDER BY as_on DESC LIMIT $2`, [week, most]);
      return rows.reverse();
    },
    keep: async (report) => {
      const { week, on, norms, counted, figures, madeAt } = report;
      const { rowCount } = await pool.query(
        `INSERT INTO backlog_report (week, as_on, norms, counted, figures, content_hash, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (week) DO NOTHING`,
        [week, on, JSON.stringify(norms), JSON.stringify(counted), JSON.stringify(figures), contentHashOf(report), madeAt],
      );
      const kept = await one(week);
      if (kept === null) throw new Error('a report was kept and is not there');
      return { report: kept, isNew: rowCount === 1 };
    },
    named: (scope, items) => named(database, scope, items),
    recordedSince: (scope, report, limit) => recordedSince(database, scope, report.on, limit),
    beganOn: async () => (await pool.query<{ on: IsoDate | null }>(`SELECT ${dayInEngland('min(recorded_at)')} AS "on" FROM journal_entry`)).rows[0]?.on ?? null,
  };
}

const NAME = `week, number, as_on AS "on", ${instantSaid('made_at')} AS "madeAt"`;

/** Of all that a report says: one changed figure changes it. */
export function contentHashOf({ week, on, norms, counted, figures }: Pick<FrozenReport, 'week' | 'on' | 'norms' | 'counted' | 'figures'>): string {
  return createHash('sha256').update(JSON.stringify([week, on, Object.entries(norms).sort(), counted.map((one) => Object.entries(one).sort()), figures.map(plain)])).digest('hex');
}

/** PostgreSQL keeps the fields of an object in an order of its own. */
const plain = ({ id, columns, rows }: Table): unknown => [id, columns, rows.map((row) => [row.id, row.cells.map(({ value, unit }) => [value, unit])])];

async function named({ pool }: Statements, scope: Scope, items: readonly Item[]): Promise<ReportedCase[]> {
  const parameters = new Parameters();
  const refs = parameters.add([...new Set(items.map(({ ref }) => ref))]);
  const { rows } = await pool.query<{ ref: string; child: Named; owner: Named | null }>(
    `SELECT r.ref, jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME}) AS child, CASE WHEN o.ref IS NOT NULL THEN jsonb_build_object('ref', o.ref, 'name', o.name) END AS owner
     FROM case_record r JOIN child c ON c.ref = r.child_ref LEFT JOIN staff o ON o.ref = r.owner_ref WHERE r.ref = ANY(${refs}::text[]) AND ${visibleTo(scope, parameters)}`,
    parameters.values,
  );
  const about = await pool.query<Named>(`SELECT ref, name FROM adviser WHERE ref = ANY($1::text[]) UNION SELECT ref, name FROM setting WHERE ref = ANY($1::text[])`, [items.flatMap(({ subject }) => subject ?? [])]);
  const [records, names] = [new Map(rows.map((row) => [row.ref, row])), new Map(about.rows.map((row) => [row.ref, row]))];
  return items.map((item) => {
    const seen = records.get(item.ref);
    return { item, child: seen?.child ?? null, owner: seen?.owner ?? null, subject: item.subject === null ? null : (names.get(item.subject) ?? null) };
  });
}

async function recordedSince({ pool }: Statements, scope: Scope, on: IsoDate, limit: number): Promise<RecordedSince[]> {
  const parameters = new Parameters();
  const day = parameters.add(on);
  const { rows } = await pool.query<RecordedSince>(
    `SELECT j.record_ref AS "caseRef", j.position AS entry, j.type, j.happened_on AS "on", ${instantSaid('j.recorded_at')} AS "recordedAt", j.type = 'correction' AS "isCorrection"
     FROM journal_entry j JOIN case_record r ON r.ref = j.record_ref
     WHERE j.kind = 'fact' AND j.recorded_at >= ${midnightAfter(`${day}::date`)} AND (j.happened_on <= ${day}::date OR j.type = 'correction') AND ${visibleTo(scope, parameters)}
     ORDER BY j.recorded_at DESC LIMIT ${parameters.add(limit)}`,
    parameters.values,
  );
  return rows;
}
