import type { MatchedRecord } from '../../api/post-models.js';
import type { Scope } from '../../api/read-models.js';
import type { Hints } from '../../domain/post/hints.js';
import type { Database } from '../database.js';
import { IS_CASE, Parameters, visibleTo } from './visibility.js';
import { WAITS } from './conditions.js';

/**
 * Records that any of these hints may mean: by number, by the sender's address, by a name with its surname or birth date. What
 * speaks for which is for domain/post to say; whether the scope sees it stands on each.
 */
export async function postCandidates({ pool }: Database, scope: Scope, hints: readonly Hints[]): Promise<MatchedRecord[]> {
  const all = <Value>(of: (one: Hints) => readonly Value[]): Value[] => [...new Set(hints.flatMap(of))];
  const codes = all(({ inSubject, inText }) => [...inSubject, ...inText]);
  const senders = all(({ sender }) => (sender === null ? [] : [sender]));
  const [days, words] = [all((one) => one.days), all((one) => one.words)];
  if (codes.length + senders.length + days.length + words.length === 0) return [];
  const parameters = new Parameters();
  const given = { codes: parameters.add(codes), senders: parameters.add(senders), days: parameters.add(days), words: parameters.add(words) };
  const visible = visibleTo(scope, parameters);
  const { rows } = await pool.query<MatchedRecord>(statement(given, visible), parameters.values);
  return rows;
}

type Given = Readonly<Record<'codes' | 'senders' | 'days' | 'words', string>>;

/** A name's words in small letters, without accents and apostrophes: as domain/post has them. */
const WORDS_OF = (name: string): string => `regexp_split_to_table(lower(regexp_replace(normalize(${name}, NFKD), '[\\u0300-\\u036f''’]', '', 'g')), '[^[:alpha:]]+')`;
/** A plain name is looked up as it is: few are not, and taking every name apart takes ten times as long. */
const IN_WORDS = (name: string): string => `CASE WHEN ${name} ~ '^[A-Za-z]+$' THEN lower(${name}) IN (SELECT word FROM words)
      ELSE (SELECT bool_and(w.word IN (SELECT word FROM words)) FROM ${WORDS_OF(name)} AS w(word) WHERE w.word <> '') END`;
/** Whose answer a record (`r`) waits for. */
const WAITING = `d.recorded_to IS NULL AND ${WAITS} AND d.code IN ('give-advice', 'answer-consultation')`;

const statement = ({ codes, senders, days, words }: Given, visible: string): string => `
  WITH words AS MATERIALIZED (SELECT DISTINCT word FROM unnest(${words}::text[]) AS u(word)),
  children AS (
    SELECT c.ref FROM child c WHERE upper(c.upn) = ANY(${codes}::text[]) OR upper(c.council_reference) = ANY(${codes}::text[])
    UNION SELECT p.child_ref FROM person p WHERE lower(trim(p.email)) = ANY(${senders}::text[])
    UNION SELECT c.ref FROM child c WHERE (${IN_WORDS('c.family_name')} AND (c.born_on = ANY(${days}::date[]) OR ${IN_WORDS('c.given_name')}))
    UNION SELECT c.ref FROM child c WHERE c.born_on = ANY(${days}::date[]) AND ${IN_WORDS('c.given_name')}
  ), records AS (
    SELECT r.ref FROM case_record r JOIN children c ON c.ref = r.child_ref AND ${IS_CASE}
    UNION SELECT r.ref FROM case_record r WHERE ${IS_CASE} AND r.ref = ANY(${codes}::text[])
    UNION SELECT d.record_ref FROM duty d LEFT JOIN adviser a ON a.ref = d.subject LEFT JOIN setting s ON s.ref = d.subject LEFT JOIN staff t ON t.ref = a.staff_ref
      WHERE ${WAITING} AND lower(trim(coalesce(a.email, t.account, s.email))) = ANY(${senders}::text[])
  )
  SELECT r.ref, r.outcome IS NULL AS "isOpen", r.restricted, ${visible} AS visible, o.name AS owner,
    jsonb_build_object('givenName', c.given_name, 'familyName', c.family_name, 'bornOn', c.born_on, 'upn', c.upn, 'councilReference', c.council_reference) AS child,
    coalesce((SELECT jsonb_agg(jsonb_build_object('name', p.name, 'relation', p.relation, 'email', p.email, 'withheld', p.contact = 'withheld') ORDER BY p.name)
      FROM person p WHERE p.child_ref = c.ref), '[]') AS people,
    coalesce((SELECT jsonb_agg(DISTINCT jsonb_build_object('name', coalesce(a.name, s.name), 'email', coalesce(a.email, t.account, s.email)))
      FROM duty d LEFT JOIN adviser a ON a.ref = d.subject LEFT JOIN setting s ON s.ref = d.subject LEFT JOIN staff t ON t.ref = a.staff_ref
      WHERE d.record_ref = r.ref AND ${WAITING} AND coalesce(a.ref, s.ref) IS NOT NULL), '[]') AS asked
  FROM case_record r JOIN records m ON m.ref = r.ref JOIN child c ON c.ref = r.child_ref LEFT JOIN staff o ON o.ref = r.owner_ref
  ORDER BY r.outcome IS NOT NULL, r.opened_at DESC, r.ref LIMIT 5000`;
