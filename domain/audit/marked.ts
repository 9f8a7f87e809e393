import type { IsoDate } from '../dates/iso-date.js';
import { grouped } from '../grouped.js';
import type { AuditKind, Criterion, Framework, FrameworkVersion, Grade } from './framework.js';
import type { Trait } from './sampling.js';
import type { Answers } from './score.js';

/** Audits as they were marked, their findings and actions: what moderation and learning reckon from. References and codes only. */

/** Why it was marked: drawn by chance, audited again after actions, a second blind marking, the same auditor's blind re-mark, asked for. */
export const MARKED_WHY = ['sample', 're-audit', 'double', 're-mark', 'asked'] as const;
export type MarkedWhy = (typeof MARKED_WHY)[number];

/**
 * One marking. `role`: the professional group, where advice is audited. `of`: the audit this is the blind second marking of, the
 * re-mark of, or the re-audit of. `service`: whose work was audited; null: nobody's alone. `writtenOn`: the day what was
 * audited went out; null: not known, and `markedOn` stands for it.
 */
export type Marked = Readonly<{
  audit: string;
  kind: AuditKind;
  subject: string;
  framework: Readonly<{ kind: AuditKind; number: number }>;
  role: string | null;
  auditor: string;
  why: MarkedWhy;
  of: string | null;
  markedOn: IsoDate;
  writtenOn: IsoDate | null;
  answers: Answers;
  grade: Grade;
  /** 0 to 100, to a tenth. */
  score: number;
  traits: Readonly<Record<Trait, string | null>>;
  service: string | null;
  team: string | null;
}>;

/** A finding as it was agreed. `service`: the one it is for; null: for nobody's in particular. */
export type Finding = Readonly<{ audit: string; criterion: string; section: string; theme: string | null; service: string | null; agreedOn: IsoDate }>;

/**
 * An action an audit led to. It is on those of the audit's findings that have its `criterion`, its `theme` and its `service`, as far as they
 * are given; on all of them where none is.
 */
export type AuditAction = Readonly<{
  audit: string;
  action: string;
  owner: string;
  criterion: string | null;
  theme: string | null;
  service: string | null;
  setOn: IsoDate;
  dueOn: IsoDate;
  doneOn: IsoDate | null;
}>;

/** The answers a moderation meeting agreed on, with the grade that follows from them. `audit`: the first marking. */
export type ModeratedAnswers = Readonly<{ audit: string; agreedOn: IsoDate; answers: Answers; grade: Grade; score: number }>;

/** Markings as the moderation meetings left them: what grades and learning are reckoned from. Agreement is reckoned from the markings themselves. */
export function asModerated(marked: readonly Marked[], moderated: readonly ModeratedAnswers[]): readonly Marked[] {
  const by = new Map(moderated.map((one) => [one.audit, one]));
  return marked.map((one) => {
    const agreed = by.get(one.audit);
    return agreed === undefined ? one : { ...one, answers: agreed.answers, grade: agreed.grade, score: agreed.score };
  });
}

/** The day of what was audited, as near as it is known: an action can only mend what was written after it. */
export const dayOf = ({ writtenOn, markedOn }: Pick<Marked, 'writtenOn' | 'markedOn'>): IsoDate => writtenOn ?? markedOn;

/** What may be compared and put together: one version of one framework and, of advice, one professional group. */
export type Alike = Readonly<{ kind: AuditKind; number: number; role: string | null; marked: readonly Marked[] }>;

/** Like with like: by framework version and professional group, in that order; none is left out. */
export function likeWithLike(marked: readonly Marked[]): readonly Alike[] {
  return [...grouped(marked, ({ framework, role }) => `${framework.kind}/${String(framework.number).padStart(9, '0')}/${role ?? ''}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, alike]) => alike.slice(0, 1).map(({ framework, role }) => ({ kind: framework.kind, number: framework.number, role, marked: alike })));
}

/** The framework a marking was made by; null: it was not handed over. */
export const frameworkOf = (versions: readonly FrameworkVersion[], { framework: { kind, number } }: Pick<Marked, 'framework'>): Framework | null =>
  versions.find((version) => version.number === number && version.framework.kind === kind)?.framework ?? null;

/** A criterion as its newest version among some markings asks it, and the versions that asked it in the same words. */
export type Question = Readonly<{ criterion: Criterion; numbers: ReadonlySet<number> }>;

/**
 * What markings of one kind were asked, by criterion, as the newest version among them has it. Answers to older words for it are for
 * the caller to leave out and to count. In the newest framework's order, those it no longer asks last.
 */
export function questionsOf(versions: readonly FrameworkVersion[], kind: AuditKind): ReadonlyMap<string, Question> {
  const newestFirst = versions.filter(({ framework }) => framework.kind === kind).sort((a, b) => b.number - a.number);
  const all = newestFirst.flatMap(({ number, framework }) => framework.criteria.map((criterion) => ({ number, criterion })));
  return new Map(
    [...grouped(all, ({ criterion }) => criterion.id)].flatMap(([id, asked]) =>
      asked.slice(0, 1).map(({ criterion }): [string, Question] => [id, { criterion, numbers: new Set(asked.filter((one) => isSameQuestion(one.criterion, criterion)).map(({ number }) => number)) }]),
    ),
  );
}

/** Word for word: what is asked, what good looks like, and whether it may be said not to arise. What it weighs changes no answer. */
export const isSameQuestion = (one: Criterion, other: Criterion): boolean => one.asks === other.asks && one.good === other.good && one.mayNotApply === other.mayNotApply && one.section === other.section;

/** The versions that some markings were made by: nothing newer, under which nobody has marked yet, has a say in what is compared. */
export function versionsUsed(versions: readonly FrameworkVersion[], marked: readonly Pick<Marked, 'framework'>[]): readonly FrameworkVersion[] {
  const used = new Set(marked.map(({ framework }) => `${framework.kind}/${framework.number}`));
  return versions.filter(({ number, framework }) => used.has(`${framework.kind}/${number}`));
}
