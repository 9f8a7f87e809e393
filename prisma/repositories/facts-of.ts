/**
 * SQL of a record's facts, in the order they were written down, each with its id; none: an empty list. Which of them are in force
 * is the domain's to say: a correction is one of them.
 *
 * @param ref SQL of the record's reference
 * @param known SQL that narrows them, as to those recorded by a day
 */
export const factsOf = (ref: string, known = 'true'): string =>
  `coalesce((SELECT jsonb_agg(payload || jsonb_build_object('id', 'j' || position) ORDER BY position) FROM journal_entry WHERE record_ref = ${ref} AND kind = 'fact' AND ${known}), '[]')`;

/** SQL of every reference that the facts of a record (`r`) hold in this field, in force or not, those a correction brings in included. */
export const referredTo = (field: 'adviser' | 'setting'): string => `(SELECT payload->>'${field}' FROM journal_entry WHERE record_ref = r.ref AND kind = 'fact'
  UNION SELECT payload->'replacement'->>'${field}' FROM journal_entry WHERE record_ref = r.ref AND type = 'correction')`;

/**
 * SQL of what a record's agenda has performed, or passed over, each with the day of its act; null where there is nothing.
 *
 * @param ref SQL of the record's reference
 */
export const claimedOf = (ref: string): string =>
  `(SELECT jsonb_agg(jsonb_build_object('duty', k.duty, 'subject', nullif(k.subject, ''), 'occurrence', k.occurrence, 'rung', k.rung, 'on', coalesce(acted.happened_on, k.item_on), 'skipped', k.skipped))
    FROM agenda_claim k LEFT JOIN journal_entry acted ON acted.record_ref = k.record_ref AND acted.position = k.position WHERE k.record_ref = ${ref})`;
