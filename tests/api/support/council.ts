import type { Pool } from 'pg';
import type { Role } from '../../../domain/settings.js';

/** A small council of plainly invented people: two teams of one service, one team of another, and those who advise them. */

type Person = Readonly<{ ref: string; account: string; name: string; roles: readonly { role: Role; team?: string; service?: string }[]; demo?: boolean; left?: boolean }>;

const person = (account: string, role: Role, where: { team?: string; service?: string } = {}): Person => ({
  ref: `S-${account.toUpperCase().replaceAll(/[^A-Z0-9]/g, '').slice(0, 24)}`,
  account,
  name: `Person ${account}`,
  roles: [{ role, ...where }],
});

export const PEOPLE = [
  person('caseworker', 'caseworker', { team: 'team-north' }),
  person('colleague', 'caseworker', { team: 'team-north' }),
  person('stranger', 'caseworker', { team: 'team-south' }),
  person('team-manager', 'team-manager', { team: 'team-north' }),
  person('south-manager', 'team-manager', { team: 'team-south' }),
  person('service-manager', 'service-manager', { service: 'send' }),
  person('other-service', 'service-manager', { service: 'early-years' }),
  person('senior-manager', 'senior-manager'),
  person('director', 'director'),
  person('qa-lead', 'qa-lead'),
  person('auditor', 'auditor'),
  person('other-auditor', 'auditor'),
  person('panel-member', 'panel-member'),
  person('professional', 'professional', { service: 'educational-psychology' }),
  person('doctor', 'professional', { service: 'health' }),
  person('partner-manager', 'partner-manager', { service: 'educational-psychology' }),
  person('setting', 'setting'),
  person('data-officer', 'data-officer'),
  person('administrator', 'administrator'),
  person('family', 'family'),
  { ...person('leaver', 'caseworker', { team: 'team-north' }), left: true },
  { ...person('real', 'caseworker', { team: 'team-north' }), demo: false },
] as const satisfies readonly Person[];

export type Account = (typeof PEOPLE)[number]['account'];

/** The reference of an account's person. */
export function refOf(account: string): string {
  const found = PEOPLE.find((one) => one.account === account);
  if (found === undefined) throw new Error(`no such person in the test council: ${account}`);
  return found.ref;
}

export const ADVISERS = {
  psychologist: { ref: 'V-PSYCH001', name: 'Invented Psychologist', role: 'educational-psychology', service: 'educational-psychology', staff: 'professional' },
  psychologyInbox: { ref: 'V-PSYCHBOX', name: 'Psychology inbox', role: 'educational-psychology', service: 'educational-psychology', staff: null },
  health: { ref: 'V-HEALTH01', name: 'Invented Health Inbox', role: 'health', service: 'health', staff: null },
  parent: { ref: 'V-PARENT01', name: 'Invented Parent', role: 'parent', service: null, staff: null },
} as const;

export const SETTINGS = { school: { ref: 'T-SCHOOL01', name: 'Invented Primary School', kind: 'mainstream' } } as const;

/** Fills an empty database with the council; no child and no record yet. */
export async function furnish(pool: Pool): Promise<void> {
  for (const [ref, name, service] of [['team-north', 'North', 'send'], ['team-south', 'South', 'send'], ['team-early', 'Early', 'early-years']]) {
    await pool.query('INSERT INTO team (ref, name, service) VALUES ($1, $2, $3)', [ref, name, service]);
  }
  for (const { ref, account, name, roles, ...more } of PEOPLE as readonly Person[]) {
    await pool.query('INSERT INTO staff (ref, account, name, demo, left_on) VALUES ($1, $2, $3, $4, $5)', [ref, account, name, more.demo ?? true, more.left ? '2025-01-01' : null]);
    for (const { role, team, service } of roles) {
      await pool.query('INSERT INTO staff_role (staff_ref, role, team_ref, service) VALUES ($1, $2, $3, $4)', [ref, role, team ?? null, service ?? null]);
    }
  }
  for (const { ref, name, role, service, staff } of Object.values(ADVISERS)) {
    await pool.query('INSERT INTO adviser (ref, name, role, service, staff_ref) VALUES ($1, $2, $3, $4, $5)', [ref, name, role, service, staff && refOf(staff)]);
  }
  await pool.query('INSERT INTO setting (ref, name, kind) VALUES ($1, $2, $3)', [SETTINGS.school.ref, SETTINGS.school.name, SETTINGS.school.kind]);
}
