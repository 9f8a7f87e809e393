import type { Role } from '../../domain/settings.js';
import type { Contact } from '../../domain/tell/addressees.js';
import type { Wanted } from '../../domain/tell/letter-codes.js';
import type { Roster, TellAdviser, TellSetting, TellSubject } from '../../prisma/repositories/tell-reads.js';
import { postOf } from '../../domain/tell/posts.js';
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
      return found(icb(roster));
    case 'social-care':
      return found(socialCare(subject, roster));
    case 'setting-attended':
      return found(settingContact(subject.attends));
    case 'setting':
      return found(settingContact(subject.settings.find((setting) => setting.ref === ref) ?? null));
    case 'adviser':
    case 'professional':
      return found(adviserContact(subject.advisers.find((adviser) => adviser.ref === ref) ?? null, 'adviser'));
    case 'auditor':
      return inRole(audience, { ...subject, owner: ref ?? subject.owner }, roster, null);
    default:
      return inRole(audience, subject, roster, subject.advisers.find((adviser) => adviser.ref === ref)?.service ?? null);
  }
}

/** The post of children's social care: where the record has asked a social worker, that one. */
export const socialCare = ({ advisers }: TellSubject, roster: Roster): Contact | null =>
  adviserContact(advisers.find((one) => one.role === 'social-care' && (one.email ?? one.account) !== null) ?? postOf('social-care', roster.inboxes), 'service');

/** The post of the integrated care board: never whoever of health was asked for advice. */
const icb = (roster: Roster): Contact | null => adviserContact(postOf('icb', roster.inboxes), 'service');

function inRole(role: Role, subject: TellSubject, roster: Roster, service: string | null): Found {
  const reached = whoHolds(role, subject, roster, service);
  return { contacts: reached.people.map(({ ref, name, email }) => ({ kind: 'staff', ref, name, email, address: null })), empty: reached.empty, role: reached.role };
}

const adviserContact = (adviser: TellAdviser | null, kind: 'adviser' | 'service'): Contact | null =>
  adviser && { kind, ref: adviser.ref, name: adviser.name, email: adviser.email ?? adviser.account, address: null };

const settingContact = (setting: TellSetting | null): Contact | null => setting && { kind: 'setting', ref: setting.ref, name: setting.name, email: setting.email, address: null };
