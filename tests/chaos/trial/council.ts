// The council of the trial: people at work, advisers, settings, and children with their families, all plainly invented.
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import type { Database } from '../../../prisma/database.js';
import { createBulkImport } from '../../../prisma/repositories/bulk-import.js';

export const TEAM = 'TEAM-TRIAL';

export const ADVISERS = [
  { ref: 'V-TRIAL001', role: 'educational-psychology', email: 'psychology@advice.example' },
  { ref: 'V-TRIAL002', role: 'health', email: 'health@advice.example' },
  { ref: 'V-TRIAL003', role: 'social-care', email: 'care@advice.example' },
  { ref: 'V-TRIAL004', role: 'other', email: null }, // nobody can be written to: a task each
] as const;

export const SETTINGS = [
  { ref: 'T-TRIAL001', email: 'head@one.example' },
  { ref: 'T-TRIAL002', email: 'head@two.example' },
] as const;

export const MANAGER = 'manager@demo.example';

export const caseworkerOf = (number: number): string => `caseworker-${number}@demo.example`;

/** @param number from 1 */
export const caseworkerRef = (number: number): string => `S-TRIAL${String(number).padStart(3, '0')}`;

/** @param references of the children, one each @param caseworkers how many there are */
export async function fillCouncil(database: Database, references: readonly string[], caseworkers: number): Promise<void> {
  const bulk = createBulkImport(database);
  await bulk.teams([{ ref: TEAM, name: 'Trial' }]);
  await bulk.staff([
    ...Array.from({ length: caseworkers }, (_, index) => ({ ref: caseworkerRef(index + 1), name: `Caseworker Invented ${index + 1}`, account: caseworkerOf(index + 1), demo: true, roles: [{ role: 'caseworker', teamRef: TEAM, service: null }] })),
    { ref: 'S-TRIALMAN', name: 'Manager Invented', account: MANAGER, demo: true, roles: [{ role: 'team-manager', teamRef: TEAM, service: null }] },
  ]);
  await bulk.advisers(ADVISERS.map(({ ref, role, email }) => ({ ref, role, email, name: `Adviser Invented ${role}`, service: null, organisation: null, staffRef: null })));
  await bulk.settings(SETTINGS.map(({ ref, email }) => ({ ref, email, name: `Invented School ${ref}`, kind: 'mainstream', urn: null })));
  await bulk.children(references.map((reference, index) => ({
    ref: `C-TRL${String(index).padStart(5, '0')}`, givenName: 'Testine', familyName: `Trialforth ${index + 1}`, bornOn: '2017-03-09' as IsoDate, upn: null, councilReference: reference,
    sex: null, primaryNeed: null, placement: null, settingRef: SETTINGS[index % SETTINGS.length]?.ref ?? null, people: familyOf(index),
  })));
}

/** One parent by email and one by post; of every tenth child nobody's address is known. */
function familyOf(index: number) {
  const number = String(index).padStart(5, '0');
  const parent = { relation: 'parent', parentalResponsibility: true, contact: 'contactable' as const, phone: null, hasCare: true };
  if (index % 10 === 9) return [{ ...parent, ref: `S-TM${number}`, name: 'Morag Trialforth', email: null, emailConsent: false }];
  return [
    { ...parent, ref: `S-TM${number}`, name: 'Morag Trialforth', email: `morag-${index + 1}@family.example`, emailConsent: true, prefers: 'email' as const },
    { ...parent, ref: `S-TF${number}`, name: 'Fergus Trialforth', email: null, emailConsent: false, prefers: 'post' as const, address: `${index + 1} Invented Row\nSampleton`, postcode: 'ZZ1 1AA' },
  ];
}
