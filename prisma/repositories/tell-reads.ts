import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { AdviserRole, Fact } from '../../domain/facts/fact.js';
import type { Role } from '../../domain/settings.js';
import type { ChildInTell, PersonInLife } from '../../domain/tell/people.js';
import type { Transaction } from '../database.js';
import { factsOf, referredTo } from './facts-of.js';
import { CHILD_IN_TELL, PERSON_IN_LIFE } from './people-of.js';

/** What writing a letter reads: the child's life, whom the record has asked, and who holds which role today. */

export type TellAdviser = Readonly<{ ref: string; name: string; role: AdviserRole; service: string | null; organisation: string | null; email: string | null; account: string | null; postOf: 'icb' | 'social-care' | null }>;
export type TellSetting = Readonly<{ ref: string; name: string; kind: string; email: string | null }>;

/** A record as letters see it. */
export type TellSubject = Readonly<{
  ref: string;
  kind: string;
  receivedOn: IsoDate | null;
  owner: string | null;
  ownerName: string | null;
  team: Readonly<{ ref: string; name: string; service: string }>;
  child: ChildInTell;
  /** Where the child is. */
  attends: TellSetting | null;
  people: readonly PersonInLife[];
  facts: readonly Fact[];
  advisers: readonly TellAdviser[];
  settings: readonly TellSetting[];
  /** Free text behind the facts' references: notes, reasons, places, and a panel's reasons under `panel:2026-05-12/3`. */
  notes: readonly Readonly<{ ref: string; text: string }>[];
}>;

/** Somebody at work, a role they hold and where; `cover`: who looks after their work today, when they are away. */
export type RosterEntry = Readonly<{ ref: string; name: string; email: string; role: Role; team: string | null; service: string | null; isAway: boolean; cover: string | null }>;
export type Roster = Readonly<{
  entries: readonly RosterEntry[];
  /** Posts of the services that are told of every assessment, beside those a record has asked. */
  inboxes: readonly TellAdviser[];
}>;

export async function tellSubjects(tx: Transaction, refs: readonly string[]): Promise<ReadonlyMap<string, TellSubject>> {
  const { rows } = await tx.query<TellSubject>({ name: 'tell-subjects', text: SUBJECTS, values: [refs] });
  return new Map(rows.map((row) => [row.ref, row]));
}

export async function rosterOn(tx: Transaction, today: IsoDate): Promise<Roster> {
  const { rows: entries } = await tx.query<RosterEntry>({ name: 'roster', text: ROSTER, values: [today] });
  return { entries, inboxes: await inboxesOf(tx) };
}

/** Who may be a service's post. */
export async function inboxesOf(tx: Transaction): Promise<readonly TellAdviser[]> {
  const { rows } = await tx.query<TellAdviser>({ name: 'inboxes', text: `SELECT ${ADVISER} FROM adviser a LEFT JOIN staff s ON s.ref = a.staff_ref AND s.left_on IS NULL WHERE a.role IN ('health', 'social-care') OR a.post_of IS NOT NULL ORDER BY (a.staff_ref IS NOT NULL), a.ref` });
  return rows;
}

/** People at work by the roles they hold. A post's address is the account its holder signs in with. */
const ROSTER = `
  SELECT p.ref, p.name, p.account AS email, h.role, h.team_ref AS team, coalesce(h.service, t.service) AS service,
    away.id IS NOT NULL AS "isAway", away.cover_ref AS cover
  FROM staff p
  JOIN staff_role h ON h.staff_ref = p.ref
  LEFT JOIN team t ON t.ref = h.team_ref
  LEFT JOIN LATERAL (SELECT a.id, a.cover_ref FROM absence a WHERE a.staff_ref = p.ref AND $1::date BETWEEN a.from_on AND a.to_on ORDER BY a.set_at DESC, a.id DESC LIMIT 1) away ON true
  WHERE p.left_on IS NULL ORDER BY p.ref, h.id`;

const ADVISER = `a.ref, a.name, a.role, a.service, a.organisation, a.email, s.account, a.post_of AS "postOf"`;
const SETTING_JSON = (table: string): string => `jsonb_build_object('ref', ${table}.ref, 'name', ${table}.name, 'kind', ${table}.kind, 'email', ${table}.email)`;

const SUBJECTS = `
  SELECT r.ref, r.kind, r.received_on AS "receivedOn", r.owner_ref AS owner, o.name AS "ownerName", jsonb_build_object('ref', t.ref, 'name', t.name, 'service', t.service) AS team,
    ${CHILD_IN_TELL} AS child,
    CASE WHEN at.ref IS NOT NULL THEN ${SETTING_JSON('at')} END AS attends,
    coalesce((SELECT jsonb_agg(${PERSON_IN_LIFE} ORDER BY p.ref)
      FROM person p WHERE p.child_ref = c.ref), '[]') AS people,
    ${factsOf('r.ref')} AS facts,
    coalesce((SELECT jsonb_agg(to_jsonb(v)) FROM (SELECT ${ADVISER} FROM adviser a LEFT JOIN staff s ON s.ref = a.staff_ref AND s.left_on IS NULL WHERE a.ref IN ${referredTo('adviser')}) v), '[]') AS advisers,
    coalesce((SELECT jsonb_agg(${SETTING_JSON('s')}) FROM setting s WHERE s.ref IN ${referredTo('setting')}), '[]') AS settings,
    coalesce((SELECT jsonb_agg(jsonb_build_object('ref', said.ref, 'text', said.text)) FROM (
      SELECT n.ref, n.text FROM note n WHERE n.record_ref = r.ref AND n.field IN ('note', 'reason', 'place')
      UNION ALL SELECT 'panel:' || i.meets_on || '/' || i.number, n.text FROM panel_item i JOIN note n ON n.ref = i.reason WHERE i.record_ref = r.ref
    ) said), '[]') AS notes
  FROM case_record r
  JOIN child c ON c.ref = r.child_ref
  JOIN team t ON t.ref = r.team_ref
  LEFT JOIN setting at ON at.ref = c.setting_ref
  LEFT JOIN staff o ON o.ref = r.owner_ref
  WHERE r.ref = ANY($1::text[])`;
