import type { ToldFact } from '../domain/facts/fact.js';
import type { Role } from '../domain/settings.js';
import type { AnsweringScope } from './escalation-models.js';
import type { AdviceScope, CaseAccess, Scope, StaffMember } from './read-models.js';

/**
 * Who may do what: docs/vocabulary.md section 6, row by row. What is not here is refused. Rows for work that later releases
 * bring (settings' reviews, families, audits, returns) have no route yet, so nothing here grants them.
 */

/** Somebody signed in. */
export type Caller = StaffMember;

/**
 * How far a grant reaches: records one owns; those and one's team's; one's team's; one's service's teams'; everywhere.
 * For advice: asked of oneself or of one's service's inbox; all that is asked of one's service. Quality audits, of whatever record.
 */
type Reach = 'own' | 'own-and-team' | 'team' | 'service' | 'all' | 'asked' | 'asked-of-service' | 'audits';

const TEAM_MANAGER_UPWARDS = { 'team-manager': 'team', 'service-manager': 'service', 'senior-manager': 'all', director: 'all' } as const;
const ITS_CASEWORKER_OR_MANAGER = { caseworker: 'own', 'team-manager': 'team' } as const;

const GRANTS = {
  /** An auditor sees what they audit on the audit's own page. */
  'record.see': { caseworker: 'own-and-team', ...TEAM_MANAGER_UPWARDS, 'qa-lead': 'all', 'data-officer': 'all' },
  'record.start': { caseworker: 'team', 'team-manager': 'team' },
  'record.facts': ITS_CASEWORKER_OR_MANAGER,
  /** To refuse, to issue, to cease. A caseworker records the panel's decision: see `carriesPanelDecision`. */
  'record.decide': TEAM_MANAGER_UPWARDS,
  'record.correct': ITS_CASEWORKER_OR_MANAGER,
  /** To hand a record to somebody else: whoever holds it, not whoever covers for them. */
  'record.assign': ITS_CASEWORKER_OR_MANAGER,
  /** Who holds how much, and who is away. */
  'team.see': TEAM_MANAGER_UPWARDS,
  /** Absences and their cover, and those who leave. */
  'team.manage': { 'team-manager': 'team' },
  /** What a person must see to that is no duty of law: a letter that came back, a role nobody fills. */
  'task.see': { caseworker: 'own-and-team', ...TEAM_MANAGER_UPWARDS, administrator: 'asked' },
  /** The second person a correction needs. */
  'record.second': TEAM_MANAGER_UPWARDS,
  /** Advisers, settings and colleagues to choose from, for whoever records facts or decides. */
  'lists.see': { caseworker: 'all', 'team-manager': 'all', 'service-manager': 'all', 'senior-manager': 'all', director: 'all' },
  /** A setting's terms and closures. */
  'setting.see': { caseworker: 'all', 'team-manager': 'all', 'service-manager': 'all', 'senior-manager': 'all', director: 'all', administrator: 'all' },
  'setting.edit': { administrator: 'all' },
  /** Who is reminded and escalated to, and when. */
  'ladder.edit': { administrator: 'all' },
  /** Why steps are late, when a case is silent, when staff are written to. */
  'rules.see': { caseworker: 'all', 'team-manager': 'all', 'service-manager': 'all', 'senior-manager': 'all', director: 'all', administrator: 'all' },
  'rules.edit': { 'service-manager': 'all', 'senior-manager': 'all', director: 'all', administrator: 'all' },
  /** To bring a caseload in and to take everything out. Section 6 names the data officer; issue 5 the administrator besides. */
  'backlog.move': { 'data-officer': 'all', administrator: 'all' },
  /** A term's lists of reviews: of all settings' pupils, whoever holds their plans. */
  'lists.send': { caseworker: 'all', 'team-manager': 'all', 'service-manager': 'all' },
  'advice.answer': { professional: 'asked', 'partner-manager': 'asked-of-service' },
  /** Escalations that go to one's role, and those of the records one answers for; a partner's manager, those that wait for their service's advice; whoever leads quality, those of audits; which one may acknowledge, each says (`use-cases/escalations.ts`). */
  'escalation.see': { caseworker: 'own', ...TEAM_MANAGER_UPWARDS, 'partner-manager': 'asked-of-service', 'qa-lead': 'audits' },
  'report.read': TEAM_MANAGER_UPWARDS,
  /** To set the actions that a report calls for, and to say what became of anybody's. */
  'report.act': { 'service-manager': 'all', 'senior-manager': 'all', director: 'all' },
  /** What families and settings said, counted; their own words of the records one sees. */
  'feedback.see': { ...TEAM_MANAGER_UPWARDS, 'qa-lead': 'all' },
  /** To give words their themes, and to write down what was done about one. */
  'feedback.theme': { ...TEAM_MANAGER_UPWARDS, 'qa-lead': 'all' },
  /** The council's list of themes. */
  'feedback.themes.edit': { 'service-manager': 'all', 'senior-manager': 'all', director: 'all', 'qa-lead': 'all' },
  /** The improvement plan: figures and work, nothing of a child. Its leads, and owners of its milestones, say what became of their own. */
  'improvement.see': { 'team-manager': 'all', 'service-manager': 'all', 'senior-manager': 'all', director: 'all', 'qa-lead': 'all' },
  'improvement.edit': { 'service-manager': 'all', 'senior-manager': 'all', director: 'all' },
  /** To open the incoming post, put scans in it, and file it to a record one sees. */
  'post.handle': { caseworker: 'own-and-team', ...TEAM_MANAGER_UPWARDS },
  /** A panel's list with its papers. */
  'panel.see': { caseworker: 'team', ...TEAM_MANAGER_UPWARDS, 'panel-member': 'all' },
  /** To call a panel and put records to it. */
  'panel.put': { caseworker: 'team', 'team-manager': 'team' },
  /** Quality audits: one's own to mark (its auditor's alone, see `use-cases/audits.ts`), and, once their findings are agreed, those of the cases one answers for. */
  'audit.see': { caseworker: 'own', ...TEAM_MANAGER_UPWARDS, 'qa-lead': 'all', auditor: 'own' },
  'audit.mark': { auditor: 'own' },
  /** To draw, give, moderate and take back audits; to say what quality is. */
  'audit.lead': { 'qa-lead': 'all' },
  /** What audits taught: the whole council's, so not for whoever answers for one team. No officer's own grades are in it. */
  'audit.learn': { 'service-manager': 'all', 'senior-manager': 'all', director: 'all', 'qa-lead': 'all' },
  /** Good practice, made anonymous: for whoever writes plans, advice or reports, and whoever answers for them. */
  'practice.see': { caseworker: 'all', 'team-manager': 'all', 'service-manager': 'all', 'senior-manager': 'all', director: 'all', 'qa-lead': 'all', auditor: 'all', professional: 'all', 'partner-manager': 'all' },
  /** Officers' grades: that officer's own, and their manager's of the team; nobody else's, however high. */
  'audit.officers': ITS_CASEWORKER_OR_MANAGER,
  /** To write down what the panel decided. */
  'panel.decide': { ...TEAM_MANAGER_UPWARDS, 'panel-member': 'all' },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Action = keyof typeof GRANTS;

function reachesOf(caller: Caller, action: Action): Reach[] {
  const grants: Partial<Record<Role, Reach>> = GRANTS[action];
  return caller.roles.flatMap((role) => grants[role] ?? []);
}

/** Whether any role of the person grants the action anywhere. */
export const mayAtAll = (caller: Caller, action: Action): boolean => reachesOf(caller, action).length > 0;

/** What stays with whoever holds a record while somebody covers for them. */
const NOT_FOR_COVER: ReadonlySet<Action> = new Set<Action>(['record.assign', 'audit.officers']);

/** The records over which the person may do this, as a repository's scope. Without a grant it holds no record. */
export function scopeFor(caller: Caller, action: Action = 'record.see'): Scope {
  const reaches = reachesOf(caller, action);
  const owns = reaches.some((reach) => reach === 'own' || reach === 'own-and-team');
  const covers = owns && !NOT_FOR_COVER.has(action) ? caller.covers.map(({ ref }) => ref) : [];
  if (reaches.includes('all')) return { staff: caller.ref, owns, covers, teams: 'all' };
  const own = reaches.some((reach) => reach === 'team' || reach === 'own-and-team') && caller.team !== null ? [caller.team] : [];
  const ofService = reaches.includes('service') ? caller.teamsOfService : [];
  return { staff: caller.ref, owns, covers, teams: [...new Set([...own, ...ofService])] };
}

/** The same, and in whose place they answer for what went to a role: their own, and of colleagues they cover for; and the services they manage. */
export const answeringScope = (caller: Caller, action: Action = 'record.see'): AnsweringScope => ({
  ...scopeFor(caller, action),
  answersAs: [caller.ref, ...caller.covers.map(({ ref }) => ref)],
  manages: caller.service !== null && reachesOf(caller, 'escalation.see').includes('asked-of-service') ? [caller.service] : [],
  audits: reachesOf(caller, 'escalation.see').some((reach) => reach === 'audits' || reach === 'all'),
});

/** A record of which somebody was told through their service: as far as whoever may see all records may, restricted ones left out. */
export const scopeOfService = (caller: Caller): Scope => ({ staff: caller.ref, owns: false, teams: 'all' });

/** Whether the person may do this on a record they see. */
export function mayOn(caller: Caller, action: Action, record: Pick<CaseAccess, 'owner' | 'team'>): boolean {
  const { owns, covers = [], teams } = scopeFor(caller, action);
  const holds = owns && record.owner !== null && (record.owner === caller.ref || covers.includes(record.owner));
  return holds || teams === 'all' || teams.includes(record.team);
}

/** Whose advice requests the person may see and answer. */
export function adviceScopeFor(caller: Caller): AdviceScope {
  const reaches = reachesOf(caller, 'advice.answer');
  const service = caller.service === null ? [] : [caller.service];
  return {
    staff: caller.ref,
    inboxes: reaches.includes('asked') ? service : [],
    manages: reaches.includes('asked-of-service') ? service : [],
  };
}

const DECISIONS: ReadonlySet<string> = new Set([
  'assessment-refused', 'issue-agreed', 'issue-refused', 'reassessment-refused', 'plan-left-unchanged', 'cease-decided', 'plan-ceased',
]);

/** Whether the fact is a decision to refuse, to issue or to cease. To agree to assess is none of these: the caseworker's own. */
export const isDecision = (fact: Pick<ToldFact, 'type'> & { decision?: string }): boolean =>
  DECISIONS.has(fact.type) || (fact.type === 'review-decision-sent' && fact.decision === 'cease');

/** How a fact names the panel's decision it records: `panel:` the day the panel met, `/` the item on its list. */
export const PANEL_EVIDENCE = /^panel:\d{4}-\d{2}-\d{2}\/\d{1,3}$/;

export const carriesPanelDecision = (fact: ToldFact): boolean => [fact.evidence ?? []].flat().some((evidence) => PANEL_EVIDENCE.test(evidence));

/** Why a person may not record a fact on a record they see; null when they may. */
export type Refused = 'not-yours-to-record' | 'decision-needs-manager-or-panel' | null;

/** @param record the record as it is before the fact */
export function refusalToRecord(caller: Caller, record: Pick<CaseAccess, 'owner' | 'team'>, fact: ToldFact): Refused {
  if (fact.type === 'escalation-acknowledged') return null; // by whom it went to: `mayAnswerFor` of the use-case knows
  if (fact.type === 'correction') {
    if (!mayOn(caller, 'record.correct', record)) return 'not-yours-to-record';
    return fact.replacement === null ? null : refusalToRecord(caller, record, fact.replacement);
  }
  if (fact.type === 'owner-set' && !mayOn(caller, 'record.assign', record)) return 'not-yours-to-record';
  if (isDecision(fact) && mayOn(caller, 'record.decide', record)) return null;
  if (!mayOn(caller, 'record.facts', record)) return 'not-yours-to-record';
  return isDecision(fact) && !carriesPanelDecision(fact) ? 'decision-needs-manager-or-panel' : null;
}
