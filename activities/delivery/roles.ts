import { roleAbove } from '../../domain/role-order.js';
import type { Role } from '../../domain/settings.js';
import type { Roster, RosterEntry, TellSubject } from '../../prisma/repositories/tell-reads.js';

/** Who is told when a role is: the people who hold it for this record, those who cover for them, else the role above. */

export type Reached = Readonly<{
  people: readonly RosterEntry[];
  /** The role they hold; the one asked for, unless nobody held that. */
  role: Role;
  /** Roles that were passed on the way up, because nobody who holds them is at work. */
  empty: readonly Role[];
}>;

/** A record as far as it says who holds a role for it. */
export type HeldRecord = Pick<TellSubject, 'owner'> & Readonly<{ team: Pick<TellSubject['team'], 'ref' | 'service'> }>;

/** @param service of the adviser it is about, for a partner's manager */
export function whoHolds(role: Role, subject: HeldRecord, roster: Roster, service: string | null): Reached {
  const empty: Role[] = [];
  for (let asked: Role | undefined = role; asked !== undefined; asked = roleAbove(asked)) {
    const people = atWork(holders(asked, subject, roster, service), roster);
    if (people.length > 0) return { people, role: asked, empty };
    empty.push(asked);
  }
  return { people: [], role, empty };
}

function holders(role: Role, { owner, team }: HeldRecord, { entries }: Roster, service: string | null): readonly RosterEntry[] {
  const of = entries.filter((entry) => entry.role === role);
  switch (role) {
    case 'auditor': // whom an audit, or an action of one, was given to
    case 'caseworker':
      return entries.filter(({ ref }) => ref === owner).slice(0, 1); // whoever owns it, a team manager too
    case 'team-manager':
      return of.filter((entry) => entry.team === team.ref);
    case 'service-manager':
      return of.filter((entry) => entry.service === null || entry.service === team.service);
    case 'professional':
    case 'partner-manager':
      return of.filter((entry) => service !== null && entry.service === service);
    default:
      return of;
  }
}

/** Who looks after somebody's work today: themselves, or their cover; null where nobody does. */
export const whoStandsIn = (ref: string, roster: Roster): string | null => atWork(roster.entries.filter((entry) => entry.ref === ref), roster)[0]?.ref ?? null;

/** Each once; somebody away is stood in for by their cover. */
function atWork(people: readonly RosterEntry[], { entries }: Roster): readonly RosterEntry[] {
  const here = people.flatMap((person) => {
    if (!person.isAway) return [person];
    const cover = entries.find(({ ref, isAway }) => ref === person.cover && !isAway);
    return cover === undefined ? [] : [cover];
  });
  return here.filter(({ ref }, at) => here.findIndex((other) => other.ref === ref) === at);
}
