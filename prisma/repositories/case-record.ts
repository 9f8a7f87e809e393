import type { Council } from '../../api/ports.js';
import type { Adviser, CaseAccess, CaseDuty, CaseRecord, Child, CommandStatus, DocumentOfCase, Named, OtherRecord, PersonOfChild, SaidCause, Scope, SettingOption } from '../../api/read-models.js';
import { asPerformed, itemKey, type AgendaItem, type Claimed } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import { isOwed, type Duty } from '../../domain/duty.js';
import { yearGroup } from '../../domain/dates/school-year.js';
import type { Fact } from '../../domain/facts/fact.js';
import { PACKS } from '../../domain/law/packs.js';
import { recordedFrom } from '../../domain/post/papers.js';
import { familyToWrite, isSelf } from '../../domain/tell/family.js';
import type { ChildInTell, PersonInLife } from '../../domain/tell/people.js';
import { waitsOf } from '../../domain/waits.js';
import type { Database } from '../database.js';
import { adviceAsked, type Promised, type Reminded } from './advice-asked.js';
import { causesOf } from './delay-causes.js';
import { claimedOf, factsOf, referredTo } from './facts-of.js';
import { history } from './history.js';
import { CHILD_IN_TELL, PERSON_IN_LIFE } from './people-of.js';
import { NO_DRAFT_OF_REPORT } from './review-reports.js';
import { Parameters, visibleTo } from './visibility.js';
import { CHILD_NAME } from './work-list.js';
import { instantSaid } from './conditions.js';

type Row = Readonly<{
  access: CaseAccess;
  child: Omit<Child, 'yearGroup' | 'bornOn'> & { bornOn: IsoDate };
  owner: Named | null;
  team: Named;
  restricted: boolean;
  receivedOn: IsoDate | null;
  ownedSince: IsoDate | null;
  others: OtherRecord[];
  told: ChildInTell;
  people: PersonInLife[] | null;
  advisers: Adviser[] | null;
  settings: SettingOption[] | null;
  facts: Fact[];
  claimed: Claimed[] | null;
  promised: Promised[] | null;
  reminded: Reminded[] | null;
  documents: StoredDocument[] | null;
  pending: CommandStatus[] | null;
  causes: SaidCause[] | null;
}>;

/** A document with the papers it came with, where those were filed for a fact. */
type StoredDocument = Omit<DocumentOfCase, 'toRecord'> & Readonly<{ filedFor: (NonNullable<DocumentOfCase['toRecord']> & Readonly<{ papers: readonly string[] }>) | null }>;

const LATEST = 20;

/** A case in two round trips; its duties and agenda are the domain's, derived for the day asked. */
export async function caseRecord(database: Database, rules: Omit<Council, 'name'>, scope: Scope, ref: string, today: IsoDate): Promise<CaseRecord | null> {
  const parameters = new Parameters();
  const text = CASE.replace('$ref', parameters.add(ref)).replace('$visible', visibleTo(scope, parameters)).replace('$others', visibleTo(scope, parameters, 'x'));
  const { rows } = await database.pool.query<Row>(text, parameters.values);
  const row = rows[0];
  if (row === undefined) return null;
  const latest = await history(database, ref, { before: null, limit: LATEST });
  const { facts, told, claimed, people, advisers: asked, settings, promised, reminded, documents, pending, causes, child, ...rest } = row;
  const advisers = asked ?? [];
  const derived = derive(facts, today, rules.settings, rules.calendar, PACKS, asPerformed(claimed ?? [], rules.settingsOn ?? (() => rules.settings)));
  const names = new Map([...advisers, ...(settings ?? [])].map(({ ref: subject, name }) => [subject, name]));
  return {
    ...rest,
    child: { ...child, yearGroup: yearGroup(child.bornOn, today) },
    people: peopleOf(told, people ?? [], today),
    advisers,
    settings: settings ?? [],
    waits: waitsOf(facts, rest.owner === null ? null : rest.ownedSince, today),
    advice: adviceAsked(facts, derived.duties, advisers, promised ?? [], reminded ?? []),
    documents: (documents ?? []).map((stored) => documentOf(stored, facts)),
    duties: inOrder(derived.duties).map((duty): CaseDuty => ({ ...duty, subjectName: duty.subject === null ? null : (names.get(duty.subject) ?? null) })),
    causes: causes ?? [],
    agenda: ahead(derived.agenda, claimed ?? []),
    climbs: derived.climbs,
    permissions: derived.permissions,
    warnings: derived.warnings,
    pending: pending ?? [],
    latest: latest.items,
  };
}

function documentOf({ filedFor, ...document }: StoredDocument, facts: readonly Fact[]): DocumentOfCase {
  if (filedFor === null || recordedFrom(facts, filedFor.papers).length > 0) return { ...document, toRecord: null };
  return { ...document, toRecord: { post: filedFor.post, fact: filedFor.fact } };
}

/** How each may be written to, by the rule the letters themselves go by. Addresses stay behind. */
function peopleOf(child: ChildInTell, people: readonly PersonInLife[], today: IsoDate): PersonOfChild[] {
  const { write, unreached } = familyToWrite(child, people, today);
  return people.map((person) => {
    const { name, relation, hasCare, speaksFor, addressProtected, language, interpreter, largePrint } = person;
    const ref = isSelf(person) ? child.ref : person.ref;
    return {
      ref: person.ref, name, relation, hasCare, speaksFor, addressProtected, language, interpreter, largePrint,
      hasParentalResponsibility: person.parentalResponsibility,
      contactable: person.contact === 'contactable',
      writtenTo: write.find((one) => one.ref === ref)?.channel ?? null,
      notWrittenTo: unreached.find((one) => one.ref === ref)?.why ?? null,
    };
  });
}

/** By the day to act, the day due, the code; decided and not-owed ones last. */
function inOrder(duties: readonly Duty[]): Duty[] {
  const key = (duty: Duty): string => [isOwed(duty) ? 0 : 1, duty.actBy ?? duty.dueOn, duty.dueOn, duty.code, duty.subject ?? ''].join(' ');
  return [...duties].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function ahead(agenda: readonly AgendaItem[], claimed: readonly Claimed[]): AgendaItem[] {
  const done = new Set(claimed.map(itemKey));
  return agenda.filter((item) => !done.has(itemKey(item)));
}

const NAMED = (table: string): string => `CASE WHEN ${table}.ref IS NULL THEN NULL ELSE jsonb_build_object('ref', ${table}.ref, 'name', ${table}.name) END`;

const CASE = `
  SELECT jsonb_build_object('ref', r.ref, 'kind', r.kind, 'team', r.team_ref, 'owner', r.owner_ref, 'position', r.position, 'stage', r.stage,
      'progress', r.progress, 'outcome', r.outcome) AS access,
    jsonb_build_object('ref', c.ref, 'name', ${CHILD_NAME}, 'bornOn', c.born_on, 'upn', c.upn, 'councilReference', c.council_reference, 'setting', ${NAMED('at')}) AS child,
    ${NAMED('o')} AS owner, ${NAMED('t')} AS team, r.restricted, r.received_on AS "receivedOn", r.owned_since AS "ownedSince",
    ${CHILD_IN_TELL} AS told,
    (SELECT jsonb_agg(${PERSON_IN_LIFE} ORDER BY p.name) FROM person p WHERE p.child_ref = c.ref) AS people,
    (SELECT jsonb_agg(jsonb_build_object('ref', a.ref, 'name', a.name, 'role', a.role, 'service', a.service, 'staff', a.staff_ref) ORDER BY a.name)
      FROM adviser a WHERE a.ref IN ${referredTo('adviser')}) AS advisers,
    (SELECT jsonb_agg(jsonb_build_object('ref', s.ref, 'name', s.name, 'kind', s.kind) ORDER BY s.name) FROM setting s WHERE s.ref IN ${referredTo('setting')}) AS settings,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('ref', x.ref, 'kind', x.kind, 'stage', x.stage, 'isOpen', x.outcome IS NULL) ORDER BY x.opened_at, x.ref), '[]')
      FROM case_record x WHERE x.child_ref = r.child_ref AND x.ref <> r.ref AND x.position > 0 AND $others) AS others,
    ${factsOf('r.ref')} AS facts,
    ${causesOf('r.ref')} AS causes,
    ${claimedOf('r.ref')} AS claimed,
    (SELECT jsonb_agg(jsonb_build_object('adviser', w.adviser_ref, 'occurrence', w.occurrence, 'expectedOn', w.expected_on, 'heldBy', h.name))
      FROM advice w LEFT JOIN staff h ON h.ref = w.held_by WHERE w.record_ref = r.ref) AS promised,
    (SELECT jsonb_agg(jsonb_build_object('adviser', j.payload->>'subject', 'occurrence', j.payload->>'occurrence', 'on', j.happened_on))
      FROM journal_entry j WHERE j.record_ref = r.ref AND j.kind = 'act' AND j.type = 'remind' AND j.payload->>'duty' = 'give-advice') AS reminded,
    (SELECT jsonb_agg(jsonb_build_object('ref', d.ref, 'kind', d.kind, 'name', d.name, 'mediaType', d.media_type, 'bytes', d.bytes,
      'givenBy', coalesce(g.name, ga.name, gs.name, i.from_name, i.from_address, d.given_by), 'givenAt', ${instantSaid('d.given_at')},
      'filedFor', CASE WHEN i.meant <> 'document' THEN jsonb_build_object('post', i.ref, 'fact', i.meant, 'papers', (SELECT jsonb_agg(x.ref) FROM document x WHERE x.post_ref = i.ref)) END) ORDER BY d.given_at DESC, d.ref)
      FROM document d LEFT JOIN staff g ON g.ref = d.given_by LEFT JOIN adviser ga ON ga.ref = d.given_by LEFT JOIN setting gs ON gs.ref = d.given_by
      LEFT JOIN post_item i ON i.ref = d.post_ref WHERE d.record_ref = r.ref AND ${NO_DRAFT_OF_REPORT}) AS documents,
    (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'caseRef', m.record_ref, 'actor', m.actor, 'sentAt', ${instantSaid('m.sent_at')},
      'types', (SELECT jsonb_agg(f->>'type') FROM jsonb_array_elements(m.facts) f), 'state', m.state) ORDER BY m.sent_at)
      FROM command m WHERE m.record_ref = r.ref AND m.state IN ('pending', 'awaiting-second-person')) AS pending
  FROM case_record r
  JOIN child c ON c.ref = r.child_ref
  JOIN team t ON t.ref = r.team_ref
  LEFT JOIN setting at ON at.ref = c.setting_ref
  LEFT JOIN staff o ON o.ref = r.owner_ref
  WHERE r.ref = $ref AND $visible`;
