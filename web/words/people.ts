import type { AdviserRole } from '../../domain/facts/fact.js';
import type { Role } from '../../domain/settings.js';

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  caseworker: 'Caseworker',
  'team-manager': 'Team manager',
  'service-manager': 'Service manager',
  'senior-manager': 'Senior manager',
  director: 'Director',
  'qa-lead': 'Quality lead',
  auditor: 'Auditor',
  'panel-member': 'Panel member',
  professional: 'Professional',
  'partner-manager': 'Manager of a partner service',
  setting: 'School or college',
  'data-officer': 'Data officer',
  administrator: 'Administrator',
  family: 'Family',
};

export const ADVISER_WORDS: Readonly<Record<AdviserRole, string>> = {
  parent: 'Child’s parent or the young person',
  'head-teacher': 'Head teacher',
  'early-years-lead': 'Early years lead',
  'college-principal': 'College principal',
  health: 'Health',
  'educational-psychology': 'Educational psychologist',
  'social-care': 'Social care',
  'sensory-teacher': 'Teacher of the deaf or vision-impaired',
  adulthood: 'Preparing for adulthood',
  'youth-justice': 'Youth justice',
  'ministry-of-defence': 'Ministry of Defence',
  other: 'Somebody else',
};
