import { z } from 'zod';
import type { AdviserRole } from '../facts/fact.js';

/** The structured advice form: what the law asks advice to cover, in parts a plan's writer can use. @source SEND Regulations 2014 reg 6(1) */

export const MOST_ROWS = 20;
const LONGEST = 20_000;
const LONGEST_LINE = 500;

const words = z.string().max(LONGEST, { error: 'must be at most 20,000 characters' }).default('');
const line = z.string().max(LONGEST_LINE, { error: 'must be at most 500 characters' }).default('');

/** Sections of a plan that advice feeds: A views, B to D needs, E outcomes, F to H provision. */
export const PLAN_SECTIONS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;
export type PlanSection = (typeof PLAN_SECTIONS)[number];

export const adviceForm = z.strictObject({
  /** What the adviser has been doing with the child, since when. */
  involvement: words,
  /** What the child or young person says, or how their views were sought. */
  views: words,
  needs: words,
  provision: z.array(z.strictObject({ what: line, who: line, howOften: line, howLong: line })).max(MOST_ROWS).default([]),
  outcomes: z.array(z.strictObject({ outcome: line, measure: line, byWhen: line })).max(MOST_ROWS).default([]),
  sections: z.array(z.enum(PLAN_SECTIONS)).max(PLAN_SECTIONS.length).default([]),
});
export type AdviceForm = z.output<typeof adviceForm>;
export type ProvisionLine = AdviceForm['provision'][number];
export type OutcomeLine = AdviceForm['outcomes'][number];

export const EMPTY_PROVISION: ProvisionLine = { what: '', who: '', howOften: '', howLong: '' };
export const EMPTY_OUTCOME: OutcomeLine = { outcome: '', measure: '', byWhen: '' };

/** Sections an adviser of this role mostly feeds: ticked beforehand. */
const USUAL_SECTIONS: Readonly<Record<AdviserRole, readonly PlanSection[]>> = {
  parent: ['A'],
  'head-teacher': ['B', 'E', 'F'],
  'early-years-lead': ['B', 'E', 'F'],
  'college-principal': ['B', 'E', 'F'],
  health: ['C', 'E', 'G'],
  'educational-psychology': ['B', 'E', 'F'],
  'social-care': ['D', 'E', 'H'],
  'sensory-teacher': ['B', 'E', 'F'],
  adulthood: ['B', 'E', 'F'],
  'youth-justice': ['D', 'E', 'H'],
  'ministry-of-defence': ['B', 'E', 'F'],
  other: ['B', 'E', 'F'],
};

/** A form nobody has written in yet. */
export const emptyForm = (role: AdviserRole): AdviceForm => ({ involvement: '', views: '', needs: '', provision: [], outcomes: [], sections: [...USUAL_SECTIONS[role]] });

/** Without rows nobody wrote in, and without spaces around what they wrote. */
export function tidied({ provision, outcomes, involvement, views, needs, sections }: AdviceForm): AdviceForm {
  const isWritten = (row: Readonly<Record<string, string>>): boolean => Object.values(row).some((text) => text !== '');
  return {
    involvement: involvement.trim(),
    views: views.trim(),
    needs: needs.trim(),
    provision: provision.map(trimmed).filter(isWritten),
    outcomes: outcomes.map(trimmed).filter(isWritten),
    sections: [...new Set(sections)].sort(),
  };
}

function trimmed<Row extends Readonly<Record<string, string>>>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).map(([name, text]) => [name, text.trim()])) as Row;
}

/** Parts in which two versions of a form differ, in the form's order: what somebody else has changed meanwhile. */
export function changedParts(mine: AdviceForm, theirs: AdviceForm): readonly (keyof AdviceForm)[] {
  const parts = ['involvement', 'views', 'needs', 'provision', 'outcomes', 'sections'] as const;
  return parts.filter((part) => JSON.stringify(mine[part]) !== JSON.stringify(theirs[part]));
}
