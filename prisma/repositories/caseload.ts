/** Days ahead that count as near: a working week and its weekend. */
const NEAR = 7;

const COUNTS = `count(r.ref)::int AS open, count(r.ref) FILTER (WHERE r.first_due_on < $2::date)::int AS late,
  count(r.ref) FILTER (WHERE r.next_act_by BETWEEN $2::date AND $2::date + ${NEAR})::int AS "dueSoon", min(r.received_on) AS "waitingSince"`;
const OPEN = `r.outcome IS NULL AND r.position > 0 AND r.kind IN ('assessment', 'reassessment')`;

/** A team (`$1`) on a day (`$2`): a row for each person, and one for what nobody holds. Restricted records are counted, not shown. */
export const WORK_NEAR = `
  SELECT * FROM (
  SELECT jsonb_build_object('ref', s.ref, 'name', s.name) AS staff, s.left_on AS "leftOn", ${COUNTS},
    (SELECT max(a.to_on) FROM absence a WHERE a.staff_ref = s.ref AND $2::date BETWEEN a.from_on AND a.to_on) AS "awayUntil",
    (SELECT jsonb_build_object('ref', c.ref, 'name', c.name) FROM absence a JOIN staff c ON c.ref = a.cover_ref
      WHERE a.staff_ref = s.ref AND $2::date BETWEEN a.from_on AND a.to_on LIMIT 1) AS cover
  FROM staff s LEFT JOIN case_record r ON r.owner_ref = s.ref AND ${OPEN}
  WHERE EXISTS (SELECT FROM staff_role h WHERE h.staff_ref = s.ref AND h.team_ref = $1 AND h.role IN ('caseworker', 'team-manager'))
  GROUP BY s.ref, s.name, s.left_on
  HAVING s.left_on IS NULL OR count(r.ref) > 0
  UNION ALL
  SELECT NULL, NULL, ${COUNTS}, NULL, NULL FROM case_record r WHERE r.owner_ref IS NULL AND r.team_ref = $1 AND ${OPEN}) AS held
  ORDER BY staff IS NULL, "leftOn" IS NULL, staff->>'name'`;
