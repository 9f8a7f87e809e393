import { addDays, type IsoDate } from '../dates/iso-date.js';
import type { Claim, ContentOf, Entry, EntryContent } from './entries.js';
import type { Course } from './standing.js';

/** A priority as its entries say it. Every earlier target and day stands beside the one in force: nothing is overwritten. */

/** Something that was agreed otherwise: from then on, who approved it, why. */
type Revised<Was> = Readonly<{ was: Was; approvedBy: string; reason: string; by: string; on: IsoDate }>;
type Aim = Pick<Course, 'target' | 'byOn'>;
type Settled = Readonly<{ approvedBy: string; reason: string; by: string; on: IsoDate }>;

export type Measure = Course & Readonly<{ number: number; /** `council`, or a team. */ of: string; revisions: readonly Revised<Aim>[]; ended: Settled | null }>;
export type Milestone = Readonly<{
  number: number;
  what: string;
  owner: string;
  /** As it was agreed last. */
  dueOn: IsoDate;
  /** The measure that should move by it; null: its effect can only be claimed. */
  measure: number | null;
  revisions: readonly Revised<IsoDate>[];
  done: Readonly<{ on: IsoDate; words: string; by: string }> | null;
  dropped: Settled | null;
}>;

export type Evidence = Omit<ContentOf<'evidence'>, 'kind'> & Readonly<{ by: string; on: IsoDate }>;
export type Said<T> = Readonly<T & { by: string; on: IsoDate }>;
type Told = Omit<ContentOf<'set-out'>, 'kind'>;

export type Priority = Told &
  Readonly<{
    /** The number of the last entry: whoever changes it says which one they had seen. */
    version: number;
    setOutOn: IsoDate;
    measures: readonly Measure[];
    milestones: readonly Milestone[];
    claim: Said<{ claim: Claim; words: string }> | null;
    /** Newest first. */
    highlights: readonly Said<Omit<ContentOf<'highlights'>, 'kind'>>[];
    evidence: readonly Evidence[];
    /** Of each lead, since the last change of what is signed for. */
    signedOff: readonly Said<{ words: string }>[];
  }>;

/** @param entries of one priority in their order, the first of which sets it out @throws RangeError otherwise */
export function priorityOf(entries: readonly Entry[]): Priority {
  const [first, ...rest] = entries;
  if (first?.content.kind !== 'set-out') throw new RangeError('a priority begins by being set out');
  const { kind: _kind, ...told } = first.content;
  return rest.reduce<Priority>(after, { ...told, version: first.number, setOutOn: first.on, measures: [], milestones: [], claim: null, highlights: [], evidence: [], signedOff: [] });
}

/** What a sign-off is about: whatever changes it, undoes the sign-off. */
const SIGNED_FOR: readonly EntryContent['kind'][] = ['changed', 'measure-added', 'measure-revised', 'measure-ended', 'milestone-added', 'milestone-revised', 'milestone-done', 'milestone-dropped'];

function after(before: Priority, { number, by, on, content }: Entry): Priority {
  const was: Priority = { ...before, version: number, ...(SIGNED_FOR.includes(content.kind) ? { signedOff: [] } : {}) };
  const measure = (of: number, change: (one: Measure) => Partial<Measure>): Priority => ({ ...was, measures: was.measures.map((one) => (one.number === of ? { ...one, ...change(one) } : one)) });
  const milestone = (of: number, change: (one: Milestone) => Partial<Milestone>): Priority => ({ ...was, milestones: was.milestones.map((one) => (one.number === of ? { ...one, ...change(one) } : one)) });
  switch (content.kind) {
    case 'set-out':
      return was;
    case 'changed': {
      const { title, aim, origin, source, leads } = content;
      return { ...was, title, aim, origin, source, leads };
    }
    case 'measure-added': {
      const { figure, of, target, byOn, baseline } = content;
      return { ...was, measures: [...was.measures, { number, figure, of, baseline, target, byOn, revisions: [], ended: null }] };
    }
    case 'measure-revised': {
      const { target, byOn, approvedBy, reason } = content;
      return measure(content.measure, (one) => ({ target, byOn, revisions: [...one.revisions, { was: { target: one.target, byOn: one.byOn }, approvedBy, reason, by, on }] }));
    }
    case 'measure-ended':
      return measure(content.measure, () => ({ ended: { approvedBy: content.approvedBy, reason: content.reason, by, on } }));
    case 'milestone-added': {
      const { what, owner, dueOn, measure: of } = content;
      return { ...was, milestones: [...was.milestones, { number, what, owner, dueOn, measure: of, revisions: [], done: null, dropped: null }] };
    }
    case 'milestone-revised': {
      const { dueOn, approvedBy, reason } = content;
      return milestone(content.milestone, (one) => ({ dueOn, revisions: [...one.revisions, { was: one.dueOn, approvedBy, reason, by, on }] }));
    }
    case 'milestone-done':
      return milestone(content.milestone, () => ({ done: { on: content.on, words: content.words, by } }));
    case 'milestone-dropped':
      return milestone(content.milestone, () => ({ dropped: { approvedBy: content.approvedBy, reason: content.reason, by, on } }));
    case 'claimed':
      return { ...was, claim: { claim: content.claim, words: content.words, by, on } };
    case 'highlights': {
      const { kind: _kind, ...told } = content;
      const said = [{ ...told, by, on }, ...was.highlights];
      return { ...was, highlights: said.sort((a, b) => (a.month > b.month ? -1 : a.month < b.month ? 1 : 0)) };
    }
    case 'evidence': {
      const { kind: _kind, ...told } = content;
      return { ...was, evidence: [...was.evidence, { ...told, by, on }] };
    }
    case 'signed-off':
      return { ...was, signedOff: [...was.signedOff.filter((one) => one.by !== by), { words: content.words, by, on }] };
  }
}

export const MILESTONE_STATES = ['overdue', 'to-do', 'done', 'dropped'] as const;
export type MilestoneState = (typeof MILESTONE_STATES)[number];

/** A milestone's own day is still in time. */
export function milestoneState({ dueOn, done, dropped }: Pick<Milestone, 'dueOn' | 'done' | 'dropped'>, today: IsoDate): MilestoneState {
  if (done !== null) return 'done';
  if (dropped !== null) return 'dropped';
  return dueOn < today ? 'overdue' : 'to-do';
}

export const overdueOf = ({ milestones }: Pick<Priority, 'milestones'>, today: IsoDate): readonly Milestone[] => milestones.filter((one) => milestoneState(one, today) === 'overdue');

/** Whether both leads have signed for it as it is. */
export const isSignedOff = ({ leads, signedOff }: Pick<Priority, 'leads' | 'signedOff'>): boolean => leads.every((lead) => signedOff.some(({ by }) => by === lead));

/** A day further off than this is no plan. */
export const furthest = (today: IsoDate): IsoDate => addDays(today, FIVE_YEARS);
const FIVE_YEARS = 5 * 365 + 1;
