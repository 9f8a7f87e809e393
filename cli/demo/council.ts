import type { AdviserRole } from '../../domain/facts/fact.js';
import type { Role } from '../../domain/settings.js';
import type { RefKind } from '../../api/refs.js';
import type { AdviceService } from '../../api/read-models.js';
import { givenName, placeName, surname } from './names.js';
import type { SettingSort } from './placements.js';
import type { Random } from '../../domain/chance.js';
import { apportion } from './apportion.js';
import { mainstreamPhases, OTHER_PHASES } from './schools.js';

export type DemoTeam = Readonly<{ ref: string; name: string; group: AgeGroup }>;
export type DemoRole = Readonly<{ role: Role; teamRef: string | null; service: string | null }>;
export type DemoStaff = Readonly<{ ref: string; name: string; account: string; roles: readonly DemoRole[] }>;
export type DemoAdviser = Readonly<{
  ref: string;
  name: string;
  role: AdviserRole;
  service: AdviceService | null;
  organisation: string | null;
  email: string | null;
  staffRef: string | null;
}>;
export type DemoSetting = Readonly<{
  ref: string;
  name: string;
  kind: string;
  sort: SettingSort;
  urn: string;
  /** As the national register has it. */
  phase: string;
  lowAge: number;
  highAge: number;
  email: string;
  head: DemoAdviser;
}>;

/** People and places of the demonstration council. */
export type DemoCouncil = Readonly<{
  teams: readonly DemoTeam[];
  staff: readonly DemoStaff[];
  advisers: readonly DemoAdviser[];
  settings: readonly DemoSetting[];
  /** Caseworkers of a team, in the order of their accounts. */
  caseworkersOf: (team: DemoTeam) => readonly DemoStaff[];
  teamsOf: (group: AgeGroup) => readonly DemoTeam[];
  settingsOf: (sort: SettingSort) => readonly DemoSetting[];
  advisersOf: (role: AdviserRole) => readonly DemoAdviser[];
}>;

/** The phases that teams are made for. */
export type AgeGroup = 'primary' | 'secondary' | 'post-16';
export const groupOf = (age: number): AgeGroup => (age <= 10 ? 'primary' : age <= 15 ? 'secondary' : 'post-16');
const GROUPS: readonly { group: AgeGroup; name: string }[] = [
  { group: 'primary', name: 'Early years and primary' },
  { group: 'secondary', name: 'Secondary' },
  { group: 'post-16', name: 'Preparing for adulthood' },
];

/** A caseworker holds 170 to 250 plans in England (needs.md section 1); the demonstration's hold the middle of it. */
const PLANS_A_CASEWORKER = 210;
const CASEWORKERS_A_TEAM = 6;
/** Besides the first. */
const MORE_AUDITORS = 2;
/** Reserved for examples: mail to it goes nowhere. @source RFC 2606 */
const DOMAIN = 'demo.example';

export type CouncilSize = Readonly<{
  plansByGroup: Readonly<Record<AgeGroup, number>>;
  childrenBySort: Readonly<Record<SettingSort, number>>;
  /** Of mainstream schools: up to the age of eleven, and older. */
  mainstreamPupils: readonly [younger: number, older: number];
}>;

/** Makes the people and places: as many caseworkers, teams and settings as so many plans need. */
export function demoCouncil(size: CouncilSize, mint: (kind: RefKind) => string, random: Random): DemoCouncil {
  const name = (): string => `${givenName(random)} ${surname(random)}`;
  const person = (account: string, ...roles: DemoRole[]): DemoStaff => ({
    ref: mint('S'),
    name: name(),
    account: `${account}@${DOMAIN}`,
    roles,
  });
  const { teams, caseworkers } = teamsAndCaseworkers(size, person);
  const managers = teams.map((team, at) => person(numbered('team-manager', at), held('team-manager', team.ref)));
  const leaders = leadersOf(person, teams[0]?.ref ?? null);
  const professionals = professionalsOf(person, size);
  const staff = [
    ...caseworkers.map(({ staff: one }) => one),
    ...managers,
    ...leaders,
    ...Object.values(professionals).flat(),
  ];
  const settings = settingsOf(size, mint, professionals.head);
  const advisers = [...advisersOf(professionals, mint), ...settings.map(({ head }) => head)];
  const auditors = Array.from({ length: MORE_AUDITORS }, (_, at) => person(numbered('auditor', at + 1), held('auditor'))); // last: who came before keeps their name
  return {
    teams,
    staff: [...staff, ...auditors],
    advisers,
    settings,
    caseworkersOf: (team) => caseworkers.filter((one) => one.team === team).map((one) => one.staff),
    teamsOf: (group) => teams.filter((team) => team.group === group),
    settingsOf: (sort) => settings.filter((setting) => setting.sort === sort),
    advisersOf: (role) => advisers.filter((adviser) => adviser.role === role),
  };
}

const held = (role: Role, teamRef: string | null = null, service: string | null = null): DemoRole => ({
  role,
  teamRef,
  service,
});
const numbered = (account: string, at: number): string => (at === 0 ? account : `${account}-${at + 1}`);

type NewPerson = (account: string, ...roles: DemoRole[]) => DemoStaff;

function teamsAndCaseworkers({ plansByGroup }: CouncilSize, person: NewPerson) {
  const weights = GROUPS.map(({ group }) => plansByGroup[group]);
  const wanted = Math.max(GROUPS.length, Math.ceil(weights.reduce((a, b) => a + b, 0) / PLANS_A_CASEWORKER));
  const shares = apportion(wanted, weights).map((share) => Math.max(1, share));
  const teams: DemoTeam[] = [];
  const caseworkers: { staff: DemoStaff; team: DemoTeam }[] = [];
  GROUPS.forEach(({ group, name }, at) => {
    const count = shares[at] ?? 1;
    const teamCount = Math.ceil(count / CASEWORKERS_A_TEAM);
    for (let nth = 0; nth < teamCount; nth += 1)
      teams.push({ ref: `TEAM-${group}-${nth + 1}`, name: teamCount === 1 ? name : `${name} ${nth + 1}`, group });
    const ofGroup = teams.filter((team) => team.group === group);
    for (let nth = 0; nth < count; nth += 1) {
      const team = ofGroup[nth % ofGroup.length];
      if (team)
        caseworkers.push({
          team,
          staff: person(numbered('caseworker', caseworkers.length), held('caseworker', team.ref)),
        });
    }
  });
  return { teams, caseworkers };
}

function leadersOf(person: NewPerson, firstTeam: string | null): DemoStaff[] {
  return [
    person('service-manager', held('service-manager', firstTeam)),
    person('senior-manager', held('senior-manager')),
    person('director', held('director')),
    person('qa-lead', held('qa-lead')),
    person('auditor', held('auditor')),
    person('panel-member', held('panel-member')),
    person('data-officer', held('data-officer')),
    person('administrator', held('administrator')),
    person('family', held('family')),
  ];
}

type Professionals = Readonly<
  Record<'psychologists' | 'health' | 'socialCare' | 'head' | 'managers', readonly DemoStaff[]>
>;

function professionalsOf(person: NewPerson, { plansByGroup }: CouncilSize): Professionals {
  const plans = Object.values(plansByGroup).reduce((a, b) => a + b, 0);
  const psychologists = Math.max(3, Math.round(plans / 500));
  const of = (account: string, count: number, service: AdviceService): DemoStaff[] =>
    Array.from({ length: count }, (_, at) => person(numbered(account, at), held('professional', null, service)));
  return {
    psychologists: of('psychologist', psychologists, 'educational-psychology'),
    health: of('health', 2, 'health'),
    socialCare: of('social-care', 1, 'social-care'),
    head: [person('head-teacher', held('professional', null, 'education'), held('setting', null, 'education'))],
    managers: [
      person('principal-psychologist', held('partner-manager', null, 'educational-psychology')),
      person('clinical-officer', held('partner-manager', null, 'health')),
      person('social-care-officer', held('partner-manager', null, 'social-care')),
    ],
  };
}

const TRUST = 'Inventon Community Health (demonstration)';

function advisersOf(professionals: Professionals, mint: (kind: RefKind) => string): DemoAdviser[] {
  const adviser = (
    name: string,
    role: AdviserRole,
    service: AdviceService | null,
    organisation: string | null,
    staffRef: string | null = null,
  ): DemoAdviser => ({
    ref: mint('V'),
    name,
    role,
    service,
    organisation,
    email: service === null ? null : `${service}@${DOMAIN}`,
    staffRef,
  });
  const named = (
    staff: readonly DemoStaff[],
    title: string,
    role: AdviserRole,
    service: AdviceService,
    organisation: string | null,
  ): DemoAdviser[] => staff.map((one) => adviser(`${one.name}, ${title}`, role, service, organisation, one.ref));
  return [
    adviser("Child's parent, or the young person", 'parent', null, null),
    ...named(
      professionals.psychologists,
      'educational psychologist',
      'educational-psychology',
      'educational-psychology',
      null,
    ),
    adviser('Educational psychology service', 'educational-psychology', 'educational-psychology', null),
    ...named(professionals.health, 'community paediatrician', 'health', 'health', TRUST),
    adviser('Speech and language therapy', 'health', 'health', TRUST),
    adviser('Occupational therapy', 'health', 'health', TRUST),
    ...named(professionals.socialCare, 'social worker', 'social-care', 'social-care', null),
    adviser('Social care duty desk', 'social-care', 'social-care', null),
    adviser('Sensory teaching service', 'sensory-teacher', 'other', null),
    adviser('Preparing for adulthood service', 'adulthood', 'other', null),
  ];
}

const SORTS: readonly {
  sort: SettingSort;
  kind: string;
  suffix: string;
  childrenEach: number;
  head: AdviserRole;
  title: string;
}[] = [
  {
    sort: 'mainstream',
    kind: 'mainstream-school',
    suffix: 'School',
    childrenEach: 22,
    head: 'head-teacher',
    title: 'Head teacher',
  },
  {
    sort: 'special',
    kind: 'special-school',
    suffix: 'Special School',
    childrenEach: 90,
    head: 'head-teacher',
    title: 'Head teacher',
  },
  {
    sort: 'alternative',
    kind: 'alternative-provision',
    suffix: 'Academy of Alternative Provision',
    childrenEach: 20,
    head: 'head-teacher',
    title: 'Head teacher',
  },
  {
    sort: 'college',
    kind: 'college',
    suffix: 'College',
    childrenEach: 90,
    head: 'college-principal',
    title: 'Principal',
  },
  {
    sort: 'early-years',
    kind: 'early-years',
    suffix: 'Nursery',
    childrenEach: 8,
    head: 'early-years-lead',
    title: 'SEN lead',
  },
];

/** The head with an account is of the first mainstream school; the others are asked by their post and have no inbox of ours. */
function settingsOf(
  { childrenBySort, mainstreamPupils }: CouncilSize,
  mint: (kind: RefKind) => string,
  heads: readonly DemoStaff[],
): DemoSetting[] {
  const settings: DemoSetting[] = [];
  for (const { sort, kind, suffix, childrenEach, head, title } of SORTS) {
    const count = Math.max(2, Math.ceil(childrenBySort[sort] / childrenEach));
    const phases = sort === 'mainstream' ? mainstreamPhases(count, mainstreamPupils) : [];
    for (let nth = 0; nth < (phases.length === 0 ? count : phases.length); nth += 1) {
      const at = settings.length;
      const teaches = sort === 'mainstream' ? phases[nth] : { name: suffix, ...OTHER_PHASES[sort] };
      if (teaches === undefined) continue;
      const { phase, lowAge, highAge } = teaches;
      const name = `${placeName(at)} ${teaches.name}`;
      const account = at === 0 ? heads[0] : undefined;
      const email = `office-${at + 1}@schools.${DOMAIN}`;
      const post: DemoAdviser = {
        ref: mint('V'),
        name: account ? `${account.name}, ${title.toLowerCase()} of ${name}` : `${title}, ${name}`,
        role: head,
        service: account ? 'education' : null,
        organisation: name,
        email,
        staffRef: account?.ref ?? null,
      };
      settings.push({ ref: mint('T'), name, kind, sort, urn: String(990_000 + at), phase, lowAge, highAge, email, head: post });
    }
  }
  return settings;
}
