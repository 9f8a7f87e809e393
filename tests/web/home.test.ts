import { expect, test } from 'vitest';
import type { Caller } from '../../api/permissions.js';
import type { Role } from '../../domain/settings.js';
import { paths } from '../../web/paths.js';
import { homeOf } from '../../web/site.js';

/** Where somebody's work begins once they have signed in. */

const who = (...roles: Role[]): Caller => ({ ref: 'S-1', account: 'who', name: 'Who', active: true, demo: true, roles, team: null, service: null, teamsOfService: [], covers: [] });

test.each<{ roles: Role[]; home: string }>([
  { roles: ['caseworker'], home: paths.cases },
  { roles: ['team-manager'], home: paths.cases },
  { roles: ['professional'], home: paths.advice },
  { roles: ['partner-manager'], home: paths.advice },
  { roles: ['service-manager'], home: paths.figures },
  { roles: ['senior-manager'], home: paths.figures },
  { roles: ['director'], home: paths.director },
  { roles: ['director', 'team-manager'], home: paths.cases },
  { roles: ['administrator'], home: paths.settings },
  { roles: ['family'], home: paths.front },
])('$roles begin at $home', ({ roles, home }) => {
  expect(homeOf(who(...roles))).toBe(home);
});
