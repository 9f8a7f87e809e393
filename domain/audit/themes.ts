import type { AuditKind } from './framework.js';

/** What findings have in common: learning points are made of themes, not of single plans. The project's own list. */
export const THEMES = [
  'childs-voice', 'familys-voice', 'needs', 'outcomes', 'provision', 'golden-thread', 'health', 'social-care', 'placement', 'adulthood',
  'advice', 'language', 'timeliness', 'review', 'other',
] as const;
export type Theme = (typeof THEMES)[number];

/** Whose practice a finding is about: the council's own casework, or who advises. */
export const AUDITED_SERVICES = ['casework', 'educational-psychology', 'health', 'social-care', 'education', 'other'] as const;
export type AuditedService = (typeof AUDITED_SERVICES)[number];

const OF_SECTION: Readonly<Record<string, Theme>> = {
  A: 'childs-voice', B: 'needs', C: 'health', D: 'social-care', E: 'outcomes', F: 'provision', G: 'health', H: 'social-care', H1: 'social-care', H2: 'social-care',
  I: 'placement', J: 'placement', K: 'advice',
};
const OF_KIND: Readonly<Record<AuditKind, Theme>> = { plan: 'other', draft: 'other', advice: 'advice', 'review-report': 'review', case: 'timeliness' };
const OF_CRITERION: Readonly<Record<string, Theme>> = { 'a-family-views': 'familys-voice', 'w-thread': 'golden-thread', 'w-adulthood': 'adulthood', 'w-language': 'language' };

/** The theme that a finding under a criterion most likely has: whoever agrees it may choose another. */
export const themeOf = (kind: AuditKind, criterion: Readonly<{ id: string; section: string }>): Theme =>
  OF_CRITERION[criterion.id] ?? (kind === 'plan' || kind === 'draft' ? (OF_SECTION[criterion.section] ?? OF_KIND[kind]) : OF_KIND[kind]);

const SERVICE_OF_ROLE: Readonly<Record<string, AuditedService>> = {
  'educational-psychology': 'educational-psychology', health: 'health', 'social-care': 'social-care', 'head-teacher': 'education', 'early-years-lead': 'education',
  'college-principal': 'education', 'sensory-teacher': 'education',
};

/** Whose practice it is: of advice, its adviser's; of all else the council's casework. @param role the adviser's */
export const serviceOf = (role: string | null): AuditedService => (role === null ? 'casework' : (SERVICE_OF_ROLE[role] ?? 'other'));
