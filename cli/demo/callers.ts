import type { Caller } from '../../api/permissions.js';
import type { DemoCouncil, DemoStaff } from './council.js';

/** Somebody of the demonstration as signed in: all its teams are of one service. */
export function callerOf({ ref, name, account, roles }: DemoStaff, { teams }: DemoCouncil): Caller {
  return {
    ref, name, account, active: true, demo: true,
    roles: roles.map(({ role }) => role),
    team: roles.find(({ teamRef }) => teamRef !== null)?.teamRef ?? null,
    service: roles.find(({ service }) => service !== null)?.service ?? null,
    teamsOfService: teams.map((team) => team.ref),
    covers: [],
  };
}
