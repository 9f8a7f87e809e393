import type { AuditLearning, PointRow } from '../../api/learning-models.js';
import type { LearningPoint } from '../../domain/audit/learning/points.js';
import type { Statements } from '../database.js';
import { dayInEngland, instantSaid, midnightAfter } from './conditions.js';

/** Learning points: versions are added, never changed. */
export const createLearningPoints = ({ pool }: Statements): Pick<AuditLearning, 'learningPoints' | 'learningPoint' | 'keepPoint'> => ({
  learningPoints: async (on) => (await pool.query<LearningPoint>(LATEST, [on])).rows,
  learningPoint: async (ref) => (await pool.query<PointRow>(VERSIONS, [ref])).rows,
  keepPoint: async ({ ref, theme, service, words, trainingOn, isWithdrawn, by, at, after }) => {
    const { rowCount } = await pool.query(KEEP, [ref, after, theme, service, words, trainingOn, isWithdrawn, by, at]);
    return rowCount === 1;
  },
});

const POINT = `p.ref, p.theme, p.service, p.words, p.training_on AS "trainingOn", (SELECT ${dayInEngland('f.made_at')} FROM learning_point f WHERE f.ref = p.ref AND f.number = 1) AS "saidOn"`;
const LATEST = `
  SELECT ${POINT} FROM learning_point p
  WHERE NOT p.withdrawn AND p.number = (SELECT max(l.number) FROM learning_point l WHERE l.ref = p.ref AND l.made_at < ${midnightAfter('$1::date')}) ORDER BY "saidOn", p.ref`;
const VERSIONS = `
  SELECT ${POINT}, p.number, p.withdrawn AS "isWithdrawn", jsonb_build_object('ref', s.ref, 'name', s.name) AS by, ${instantSaid('p.made_at')} AS at
  FROM learning_point p JOIN staff s ON s.ref = p.made_by WHERE p.ref = $1 ORDER BY p.number DESC`;
/** Only on top of the version its author had seen: of two at once, the key refuses one. */
const KEEP = `
  INSERT INTO learning_point (ref, number, theme, service, words, training_on, withdrawn, made_by, made_at)
  SELECT $1, l.last + 1, $3, $4, $5, $6::date, $7, $8, $9 FROM (SELECT coalesce(max(number), 0) AS last FROM learning_point WHERE ref = $1) l WHERE l.last = $2::bigint ON CONFLICT DO NOTHING`;
