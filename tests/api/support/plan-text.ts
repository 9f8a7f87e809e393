import type { Pool } from 'pg';
import { planContent, type PlanContent } from '../../../domain/plan/content.js';

/** A plan's text that was sent as final, put straight into the database: writing one has tests of its own. */

const item = (id: string, words: Readonly<Record<string, string>>, more: object = {}) => ({ id, words, ...more });

/** Short and whole: one need with its outcome; two lines of provision, the second of which says “access to” and no amount. */
export const SHORT_PLAN: PlanContent = planContent.parse({
  A: { words: { child: 'I like trains.', family: 'We hope that she finds friends.', aspirations: 'To travel by herself.' } },
  B: { items: [item('B1', { need: 'Reading single words is hard for her.' })], last: 1 },
  C: { none: true }, D: { none: true }, G: { none: true }, H1: { none: true }, H2: { none: true },
  E: { items: [item('E1', { outcome: 'By July 2027 she reads 100 common words.', byWhen: 'July 2027' }, { needs: ['B1'] })], last: 1 },
  F: {
    items: [
      item('F1', { what: 'A specialist teacher reads with her for 30 minutes, three times a week.' }, { needs: ['B1'], outcomes: ['E1'] }),
      item('F2', { what: 'She will have access to a quiet room.' }, { needs: ['B1'], outcomes: ['E1'] }),
    ],
    last: 2,
  },
});

export async function sentPlanText(pool: Pool, recordRef: string, { content = SHORT_PLAN, kind = 'final', number = 1, on = '2026-09-01', by = 'S-CASEWORKER' } = {}): Promise<void> {
  await pool.query(
    `INSERT INTO plan_version (record_ref, number, kind, content, started_by, started_at, saved_by, saved_at, sent_on, sent_at, sent_by) VALUES ($1, $2, $3, $4::jsonb, $6, $5::date, $6, $5::date, $5::date, $5::date, $6)`,
    [recordRef, number, kind, JSON.stringify(content), on, by],
  );
}
