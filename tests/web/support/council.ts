import { createBulkImport } from '../../../prisma/repositories/bulk-import.js';
import type { Database } from '../../../prisma/database.js';

/** A small made-up council: two teams, seven advisers, three settings. Accounts are named for what they do. */
export const ACCOUNTS = {
  caseworker: 'casey@demo.example',
  otherCaseworker: 'olu@demo.example',
  elsewhere: 'erin@demo.example',
  manager: 'mara@demo.example',
  psychologist: 'pia@demo.example',
  health: 'hal@demo.example',
  director: 'dara@demo.example',
  administrator: 'ada@demo.example',
  qualityLead: 'quinn@demo.example',
  auditor: 'avis@demo.example',
  otherAuditor: 'orla@demo.example',
} as const;
export type Account = keyof typeof ACCOUNTS;

export const STAFF = {
  caseworker: 'S-CASEY000',
  otherCaseworker: 'S-0BA00000',
  elsewhere: 'S-ER1N0000',
  manager: 'S-MARA0000',
  psychologist: 'S-P1A00000',
  health: 'S-HA100000',
  director: 'S-DARA0000',
  administrator: 'S-ADA00000',
  qualityLead: 'S-QU1NN000',
  auditor: 'S-AV1S0000',
  otherAuditor: 'S-0R1A0000',
} as const;

const NAMES: Readonly<Record<Account, string>> = {
  caseworker: 'Casey Marlow',
  otherCaseworker: 'Olu Adeyemi-Test',
  elsewhere: 'Erin Farrow',
  manager: 'Mara Quill',
  psychologist: 'Pia Lindqvist',
  health: 'Hal Winters',
  director: 'Dara Stone',
  administrator: 'Ada Pell',
  qualityLead: 'Quinn Ashdown-Test',
  auditor: 'Avis Tern',
  otherAuditor: 'Orla Finch-Test',
};

const EAST = 'east';
const WEST = 'west';

const ROLES: Readonly<Record<Account, { role: string; teamRef: string | null; service: string | null }>> = {
  caseworker: { role: 'caseworker', teamRef: EAST, service: null },
  otherCaseworker: { role: 'caseworker', teamRef: EAST, service: null },
  elsewhere: { role: 'caseworker', teamRef: WEST, service: null },
  manager: { role: 'team-manager', teamRef: EAST, service: null },
  psychologist: { role: 'professional', teamRef: null, service: 'educational-psychology' },
  health: { role: 'professional', teamRef: null, service: 'health' },
  director: { role: 'director', teamRef: null, service: null },
  administrator: { role: 'administrator', teamRef: null, service: null },
  qualityLead: { role: 'qa-lead', teamRef: null, service: null },
  auditor: { role: 'auditor', teamRef: null, service: null },
  otherAuditor: { role: 'auditor', teamRef: null, service: null },
};

/** Seven advisers, as a usual assessment asks. */
export const ADVISERS = [
  { ref: 'V-PARENT00', name: 'The child’s parents', role: 'parent', service: 'other', staffRef: null },
  { ref: 'V-HEAD0000', name: 'Ms Rowan, Quayside Primary', role: 'head-teacher', service: 'education', staffRef: null },
  { ref: 'V-HEA1TH00', name: 'Community paediatrics', role: 'health', service: 'health', staffRef: STAFF.health },
  {
    ref: 'V-PSYCH000',
    name: 'Pia Lindqvist',
    role: 'educational-psychology',
    service: 'educational-psychology',
    staffRef: STAFF.psychologist,
  },
  { ref: 'V-S0C1A100', name: 'Children’s social care', role: 'social-care', service: 'social-care', staffRef: null },
  { ref: 'V-SENS0RY0', name: 'Sensory support', role: 'sensory-teacher', service: 'education', staffRef: null },
  { ref: 'V-THERAPY0', name: 'Speech and language therapy', role: 'other', service: 'health', staffRef: null },
] as const;

export const SETTINGS = [
  { ref: 'T-QUAYS1DE', name: 'Quayside Primary', kind: 'school' },
  { ref: 'T-H1110P00', name: 'Hilltop Academy', kind: 'school' },
] as const;

/** Puts the council into an empty database. */
export async function foundCouncil(database: Database): Promise<void> {
  const bring = createBulkImport(database);
  await bring.teams([
    { ref: EAST, name: 'East team', service: 'send' },
    { ref: WEST, name: 'West team', service: 'send' },
  ]);
  const accounts = Object.keys(ACCOUNTS) as Account[];
  await bring.staff(
    accounts.map((who) => ({
      ref: STAFF[who],
      name: NAMES[who],
      account: ACCOUNTS[who],
      demo: true,
      roles: [ROLES[who]],
    })),
  );
  await bring.settings(SETTINGS.map((setting) => ({ ...setting, urn: null, email: null })));
  await bring.advisers(ADVISERS.map((adviser) => ({ ...adviser, organisation: null, email: null })));
}
