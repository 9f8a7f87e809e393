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

/** Whose advice the law asks for in every assessment, or in some. @source SEND Regulations 2014 reg 6(1), (2) */
export const REGULATION_SIX: Readonly<Partial<Record<AdviserRole, string>>> = {
  parent: 'Always asked: regulation 6(1)(a)',
  'head-teacher': 'Always asked where the child goes to school: regulation 6(1)(b)',
  'early-years-lead': 'Asked where the child goes to an early years setting: regulation 6(1)(b)',
  'college-principal': 'Asked where the young person goes to college: regulation 6(1)(b)',
  health: 'Always asked: regulation 6(1)(c)',
  'educational-psychology': 'Always asked: regulation 6(1)(d)',
  'social-care': 'Always asked: regulation 6(1)(e)',
  'sensory-teacher': 'Asked where hearing or sight is impaired: regulation 6(2)',
  adulthood: 'Asked in or beyond Year 9: regulation 6(1)(g)',
  'ministry-of-defence': 'Asked where a parent serves in the forces: regulation 6(1)(b)',
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
