import type { Role } from './settings.js';

/** Reached through the record, not as the council's own staff. */
export const OUTSIDE_ROLES: readonly Role[] = ['professional', 'partner-manager', 'setting', 'family'];

/** The role above each: who is told where nobody holds the one that was asked for, and where an escalation climbs. */
const ABOVE: Partial<Readonly<Record<Role, Role>>> = {
  professional: 'partner-manager',
  caseworker: 'team-manager',
  'partner-manager': 'service-manager',
  'team-manager': 'service-manager',
  'service-manager': 'senior-manager',
  auditor: 'qa-lead',
  'qa-lead': 'senior-manager',
  'senior-manager': 'director',
  director: 'administrator',
};

/** The role told where nobody holds this one; none above the last. */
export const roleAbove = (role: Role): Role | undefined => ABOVE[role];

/** This role and every one above it, lowest first. */
export function upwardsFrom(role: Role): Role[] {
  const above = roleAbove(role);
  return above === undefined ? [role] : [role, ...upwardsFrom(above)];
}
