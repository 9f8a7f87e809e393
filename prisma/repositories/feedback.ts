import type { FeedbackStore, MyAsking, ThemeDone, ThemeList, WordsRow } from '../../api/feedback-models.js';
import type { Named } from '../../api/read-models.js';
import type { Asked } from '../../domain/feedback/count.js';
import { DEFAULT_THEMES } from '../../domain/feedback/themes.js';
import { inTransaction, type Statements, type Transaction } from '../database.js';
import { CHILD_IN_TELL, PERSON_IN_LIFE } from './people-of.js';
import { noteWithin } from './journal-notes.js';
import { Parameters as Values, visibleTo } from './visibility.js';

/** How it was: askings, answers, themes, and what was done about them. */
export const createFeedback = ({ pool }: Statements): FeedbackStore => ({
  asked: async ({ from, to, teams }) => (await pool.query<Asked>(ASKED, [from, to, teams])).rows,
  ofRecord: async (caseRef) => {
    const { rows } = await pool.query<Awaited<ReturnType<FeedbackStore['ofRecord']>>[number]>(
      `SELECT ${ASKING}, coalesce((SELECT jsonb_agg(${ANSWER} ORDER BY a.answered_at, a.ref) FROM feedback_answer a ${ANSWERER} WHERE a.request_ref = q.ref), '[]') AS answers
       FROM feedback_request q LEFT JOIN setting qs ON qs.ref = q.setting_ref WHERE q.record_ref = $1 ORDER BY q.asked_at DESC, q.party`,
      [caseRef],
    );
    return rows;
  },
  mine: async (caseRef, { kind, ref }) => (await pool.query<MyAsking>(MINE, [caseRef, kind === 'setting' ? ref : null, ref])).rows[0] ?? null,
  lifeOf: async (caseRef) => {
    const { rows } = await pool.query<NonNullable<Awaited<ReturnType<FeedbackStore['lifeOf']>>>>(
      `SELECT ${CHILD_IN_TELL} AS child, (SELECT coalesce(jsonb_agg(${PERSON_IN_LIFE} ORDER BY p.ref), '[]') FROM person p WHERE p.child_ref = c.ref) AS people
       FROM case_record r JOIN child c ON c.ref = r.child_ref WHERE r.ref = $1`,
      [caseRef],
    );
    return rows[0] ?? null;
  },
  settingsNamed: async (refs) => (await pool.query<Named>('SELECT ref, name FROM setting WHERE ref = ANY($1::text[])', [refs])).rows,
  answer: (given) => inTransaction(pool, (tx) => answer(tx, given)),
  words: async (scope, { from, to, teams, party, theme, limit, offset }) => {
    const parameters = new Values();
    const where = [
      visibleTo(scope, parameters), `q.asked_on BETWEEN ${parameters.add(from)} AND ${parameters.add(to)}`, `(a.went_well <> '' OR a.better <> '')`,
      ...(teams === null ? [] : [`q.team_ref = ANY(${parameters.add(teams)}::text[])`]), ...(party === null ? [] : [`q.party = ${parameters.add(party)}`]),
      ...(theme === null ? [] : theme === 'none' ? ['NOT EXISTS (SELECT FROM feedback_tag t WHERE t.answer_ref = a.ref)'] : [`EXISTS (SELECT FROM feedback_tag t WHERE t.answer_ref = a.ref AND t.theme = ${parameters.add(theme)})`]),
    ].join(' AND ');
    const { rows: [count] } = await pool.query<{ total: number }>(`SELECT count(*)::int AS total ${OF_WORDS} WHERE ${where}`, parameters.values);
    const page = `ORDER BY a.answered_at DESC, a.ref LIMIT ${parameters.add(limit)} OFFSET ${parameters.add(offset)}`;
    const { rows } = await pool.query<{ row: WordsRow }>(`SELECT ${WORDS_ROW} AS row ${OF_WORDS} ${ANSWERER} WHERE ${where} ${page}`, parameters.values);
    return { items: rows.map(({ row }) => row), total: count?.total ?? 0 };
  },
  wordsOf: async (scope, ref) => {
    const parameters = new Values();
    const where = `${visibleTo(scope, parameters)} AND a.ref = ${parameters.add(ref)}`;
    const { rows } = await pool.query<{ row: WordsRow }>(`SELECT ${WORDS_ROW} AS row ${OF_WORDS} ${ANSWERER} WHERE ${where}`, parameters.values);
    return rows[0]?.row ?? null;
  },
  tag: (tagged) => inTransaction(pool, (tx) => tag(tx, tagged)),
  themes: async () => (await pool.query<ThemeList>('SELECT number, themes FROM feedback_theme_list ORDER BY number DESC LIMIT 1')).rows[0] ?? { number: 0, themes: DEFAULT_THEMES },
  setThemes: async ({ themes, after, by, at }) => {
    const { rows } = await pool.query<{ number: number }>(
      `INSERT INTO feedback_theme_list (number, themes, made_by, made_at)
       SELECT $1::int + 1, $2::jsonb, $3, $4 WHERE coalesce((SELECT max(number) FROM feedback_theme_list), 0) = $1::int ON CONFLICT (number) DO NOTHING RETURNING number`,
      [after, JSON.stringify(themes), by, at],
    );
    return rows[0]?.number ?? null;
  },
  done: async () =>
    (await pool.query<ThemeDone>(`SELECT d.ref, d.theme, d.what, d.done_on AS "doneOn", jsonb_build_object('ref', s.ref, 'name', s.name) AS by FROM feedback_done d JOIN staff s ON s.ref = d.written_by ORDER BY d.done_on DESC, d.written_at DESC, d.ref`)).rows,
  addDone: async ({ ref, theme, what, doneOn, by, at }) => {
    await pool.query('INSERT INTO feedback_done (ref, theme, what, done_on, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6)', [ref, theme, what, doneOn, by, at]);
  },
});

/** Of an answer (`a`). */
const THEMES = `coalesce((SELECT jsonb_agg(t.theme ORDER BY t.theme) FROM feedback_tag t WHERE t.answer_ref = a.ref), '[]')`;

/** Nobody is known to be written to yet, as the letter is still to be addressed: one at least is waited for. */
const NOT_ADDRESSED = `CASE WHEN e.sent + e.failed + e.waiting = 0 AND EXISTS (SELECT FROM notification n WHERE n.id = q.ask_notice AND n.status = 'queued') THEN 1 ELSE 0 END`;

/**
 * Envelopes are counted by whom they are to: one whose reminder arrived was reached, though the first letter came back. What was held
 * back, because they may not be told or the record ended, was to nobody.
 */
const ASKED = `
  SELECT q.party, q.asked_on AS "askedOn", q.team_ref AS team, q.need, coalesce(q.setting_ref, q.at_setting_ref) AS setting,
    coalesce(e.sent, 0)::int AS sent, coalesce(e.failed, 0)::int AS failed, (coalesce(e.waiting, 0) + ${NOT_ADDRESSED})::int AS waiting,
    coalesce((SELECT jsonb_agg(jsonb_build_object('ref', a.ref, 'marks', a.marks, 'themes', ${THEMES}) ORDER BY a.ref) FROM feedback_answer a WHERE a.request_ref = q.ref), '[]') AS answers
  FROM feedback_request q
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE went) AS sent, count(*) FILTER (WHERE NOT went AND came_to_nothing) AS failed, count(*) FILTER (WHERE NOT went AND NOT came_to_nothing) AS waiting FROM (
      SELECT bool_or(m.status IN ('accepted', 'delivered')) AS went, bool_and(m.status IN ('bounced', 'failed')) AS came_to_nothing
      FROM message m WHERE m.notification_id IN (q.ask_notice, q.remind_notice) AND m.status <> 'withdrawn' GROUP BY m.to_kind, m.to_ref) people
  ) e ON true
  WHERE q.asked_on BETWEEN $1 AND $2 AND ($3::text[] IS NULL OR q.team_ref = ANY($3::text[]))
  ORDER BY q.ref`;

/** Of an asking (`q`) with its setting (`qs`). */
const ASKING_PARTS = [
  ['ref', 'q.ref'], ['caseRef', 'q.record_ref'], ['party', 'q.party'], ['setting', `CASE WHEN qs.ref IS NOT NULL THEN jsonb_build_object('ref', qs.ref, 'name', qs.name) END`],
  ['plan', 'q.plan'], ['sentOn', 'q.sent_on'], ['askedOn', 'q.asked_on'], ['remindedOn', 'q.reminded_on'],
] as const;
const ASKING = ASKING_PARTS.map(([name, sql]) => `${sql} AS "${name}"`).join(', ');
const ASKING_OBJECT = `jsonb_build_object(${ASKING_PARTS.map(([name, sql]) => `'${name}', ${sql}`).join(', ')})`;

/** Of an answer (`a`), who gave it and who wrote it down. */
const ANSWERER = `LEFT JOIN staff taker ON taker.ref = a.taken_by LEFT JOIN person ap ON a.by_kind = 'person' AND ap.ref = a.by_ref LEFT JOIN child ac ON a.by_kind = 'child' AND ac.ref = a.by_ref LEFT JOIN setting asg ON a.by_kind = 'setting' AND asg.ref = a.by_ref`;
const ANSWER = `jsonb_build_object('ref', a.ref, 'by', jsonb_build_object('kind', a.by_kind, 'ref', a.by_ref, 'name', coalesce(ap.name, ac.given_name || ' ' || ac.family_name, asg.name, a.by_ref)),
  'marks', a.marks, 'wentWell', a.went_well, 'better', a.better, 'answeredOn', a.answered_on, 'takenBy', CASE WHEN taker.ref IS NOT NULL THEN jsonb_build_object('ref', taker.ref, 'name', taker.name) END,
  'themes', ${THEMES}, 'tagged', a.tagged)`;

const OF_WORDS = `FROM feedback_answer a JOIN feedback_request q ON q.ref = a.request_ref JOIN case_record r ON r.ref = q.record_ref LEFT JOIN setting qs ON qs.ref = q.setting_ref`;
const WORDS_ROW = `${ANSWER} || jsonb_build_object('asking', ${ASKING_OBJECT})`;

const MINE = `
  SELECT ${ASKING}, c.given_name || CASE WHEN $2::text IS NOT NULL THEN ' ' || c.family_name ELSE '' END AS child, EXISTS (SELECT FROM feedback_answer a WHERE a.request_ref = q.ref AND a.by_ref = $3) AS answered
  FROM feedback_request q JOIN case_record r ON r.ref = q.record_ref JOIN child c ON c.ref = r.child_ref LEFT JOIN setting qs ON qs.ref = q.setting_ref
  WHERE q.record_ref = $1 AND q.setting_ref IS NOT DISTINCT FROM $2 ORDER BY q.asked_at DESC, q.ref LIMIT 1`;

async function answer(tx: Transaction, { ref, asking, by, marks, wentWell, better, takenBy, on, at }: Parameters<FeedbackStore['answer']>[0]): Promise<boolean> {
  const { rows } = await tx.query<{ recordRef: string }>(
    `WITH kept AS (
       INSERT INTO feedback_answer (ref, request_ref, by_kind, by_ref, marks, went_well, better, taken_by, answered_on, answered_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, $9, $10)
       ON CONFLICT (request_ref, by_ref) DO NOTHING RETURNING request_ref
     ) SELECT q.record_ref AS "recordRef" FROM kept JOIN feedback_request q ON q.ref = kept.request_ref`,
    [ref, asking, by.kind, by.ref, JSON.stringify(marks), wentWell, better, takenBy, on, at],
  );
  const [kept] = rows;
  if (kept === undefined) return false;
  await noteWithin(tx, [{ recordRef: kept.recordRef, type: 'feedback-given', payload: { asking, by: by.ref, how: takenBy === null ? 'online' : 'telephone' }, actor: takenBy ?? by.ref }], at);
  return true;
}

async function tag(tx: Transaction, { answer: ref, themes, after, by, at }: Parameters<FeedbackStore['tag']>[0]): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE feedback_answer SET tagged = tagged + 1 WHERE ref = $1 AND tagged = $2', [ref, after]);
  if (rowCount === 0) return false;
  await tx.query('DELETE FROM feedback_tag WHERE answer_ref = $1 AND theme <> ALL($2::text[])', [ref, themes]);
  await tx.query('INSERT INTO feedback_tag (answer_ref, theme, tagged_by, tagged_at) SELECT $1, theme, $3, $4 FROM unnest($2::text[]) AS theme ON CONFLICT DO NOTHING', [ref, themes, by, at]);
  return true;
}
