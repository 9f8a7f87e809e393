import type { Role } from '../../domain/settings.js';
import type { Contact } from '../../domain/tell/addressees.js';
import type { Wanted } from '../../domain/tell/letter-codes.js';
import type { Roster, TellAdviser, TellSetting, TellSubject } from '../../prisma/repositories/tell-reads.js';
import { whoHolds } from './roles.js';

/** Who stands behind an audience, with the address they are written to at work. */

export type Found = Readonly<{
  contacts: readonly Contact[];
  /** Roles that nobody at work holds, on the way to the one that was reached. */
  empty: readonly Role[];
  /** The role that was reached; null where the audience is none. */
  role: Role | null;
}>;

export function contactsFor({ audience, ref }: Wanted, subject: TellSubject, roster: Roster): Found {
  const found = (...contacts: (Contact | null)[]): Found => ({ contacts: contacts.filter((one) => one !== null), empty: [], role: null });
  switch (audience) {
    case 'family':
      return found();
    case 'icb':
      return found(postOf('health', subject, roster));
    case 'social-care':
      return found(socialCare(subject, roster));
    case 'setting-attended':
      return found(settingContact(subject.attends));
    case 'setting':
      return found(settingContact(subject.settings.find((setting) => setting.ref === ref) ?? null));
    case 'adviser':
    case 'professional':
      return found(adviserContact(subject.advisers.find((adviser) => adviser.ref === ref) ?? null, 'adviser'));
    default:
      return inRole(audience, subject, roster, subject.advisers.find((adviser) => adviser.ref === ref)?.service ?? null);
  }
}

/** The post of children's social care: where the record has asked one, that one. */
export const socialCare = (subject: TellSubject, roster: Roster): Contact | null => postOf('social-care', subject, roster);

function inRole(role: Role, subject: TellSubject, roster: Roster, service: string | null): Found {
  const reached = whoHolds(role, subject, roster, service);
  return { contacts: reached.people.map(({ ref, name, email }) => ({ kind: 'staff', ref, name, email, address: null })), empty: reached.empty, role: reached.role };
}

function postOf(role: 'health' | 'social-care', { advisers }: TellSubject, { inboxes }: Roster): Contact | null {
  const adviser = [...advisers, ...inboxes].find((one) => one.role === role && (one.email ?? one.account) !== null) ?? null;
  return adviserContact(adviser, 'service');
}

const adviserContact = (adviser: TellAdviser | null, kind: 'adviser' | 'service'): Contact | null =>
  adviser && { kind, ref: adviser.ref, name: adviser.name, email: adviser.email ?? adviser.account, address: null };

const settingContact = (setting: TellSetting | null): Contact | null => setting && { kind: 'setting', ref: setting.ref, name: setting.name, email: setting.email, address: null };
