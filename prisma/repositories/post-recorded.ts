/** SQL of the facts of its record that name a paper of an item (`i`), a fact that has been corrected away left out. */
export function recordedFrom(item: string): string {
  return `coalesce((SELECT jsonb_agg(jsonb_build_object('entry', j.position, 'type', j.type) ORDER BY j.position) FROM journal_entry j
      WHERE j.record_ref = ${item}.record_ref AND j.kind = 'fact' AND j.payload ? 'evidence'
        AND EXISTS (SELECT 1 FROM document x WHERE x.post_ref = ${item}.ref AND (j.payload->'evidence' @> to_jsonb(x.ref) OR j.payload->'evidence' = to_jsonb(x.ref)))
        AND NOT EXISTS (SELECT 1 FROM journal_entry k WHERE k.record_ref = j.record_ref AND k.type = 'correction' AND k.payload->>'corrects' = 'j' || j.position)), '[]')`;
}
