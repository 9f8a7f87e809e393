import type { IsoDate } from './dates/iso-date.js';
import { workingDays, type WorkingDays } from './dates/working-days.js';
import type { Grade } from './audit/framework.js';
import type { Fact, FactType } from './facts/fact.js';
import { ADVICE_ANSWERS, firstFrom, story as storyOf, type Story } from './facts/story.js';
import { appealWindowOf } from './law/appeals.js';
import { windowsEnd } from './law/assessment.js';
import { sourcesOf, TO_AMEND } from './law/orders.js';
import { reviewsIn } from './review/cycle.js';

/** A record's standing in codes and dates only, small enough to travel in a workflow's history. */
export type Progress = Readonly<{
  process: 'assessment' | 'plan' | 'audit';
  latestOn: IsoDate | null;
  startedOn: IsoDate | null;
  ended: Readonly<{ by: FactType; on: IsoDate }> | null;
  decision: 'agreed' | 'refused' | null;
  issue: 'agreed' | 'refused' | null;
  decidedOn: IsoDate | null;
  /** The last order, unopposed appeal, concession, or agreement on something appealable, which undoes a refusal. */
  reopenedOn: IsoDate | null;
  openAdvisers: readonly string[];
  answeredAdvisers: readonly string[];
  openSettings: readonly string[];
  answeredSettings: readonly string[];
  draft: Readonly<{ servedOn: IsoDate | null; finalFrom: IsoDate | null }> | null;
  finalOn: IsoDate | null;
  mediationOn: IsoDate | null;
  appealOn: IsoDate | null;
  /** The last review meeting. */
  meetingOn: IsoDate | null;
  /** The day arranged for a meeting that is not held yet. */
  reviewOn: IsoDate | null;
  /** Whether the last meeting waits for its decision. */
  reviewing: boolean;
  notice: Readonly<{ amendFrom: IsoDate | null }> | null;
  /** The day an early review was asked for, which was neither answered nor held since. */
  earlyReviewOn: IsoDate | null;
  keepUntil: IsoDate | null;
  /** Whether an appeal against ceasing waits to be determined. */
  ceasingAppealed: boolean;
  ceasedOn: IsoDate | null;
  /** How the last request or decision stands; null where there was none, or its plan has been issued. */
  reassessment: 'requested' | 'agreed' | 'refused' | null;
  /** Of an audit. */
  audit: AuditProgress | null;
}>;

/**
 * `isSecond`: another marking of what a first audit asks about, which alone carries findings. `grade`: as marked, or as moderated since.
 * `actions`: those set; `open`: of them, those not done.
 */
export type AuditProgress = Readonly<{
  isSecond: boolean;
  grade: Grade | null;
  moderating: boolean;
  /** Marked, and its second marking is not in. */
  awaitsSecond: boolean;
  agreedOn: IsoDate | null;
  actions: readonly string[];
  open: readonly string[];
  /** By when it is to be audited again, while it has not been. */
  againBy: IsoDate | null;
}>;

const WORKING = workingDays();
const REASSESSMENT: Readonly<Record<string, Progress['reassessment']>> = { 'reassessment-requested': 'requested', 'reassessment-agreed': 'agreed', 'reassessment-refused': 'refused' };
const ENDINGS: readonly FactType[] = ['request-withdrawn', 'moved-away', 'died', 'audit-withdrawn'];
const ANSWERS: readonly FactType[] = ADVICE_ANSWERS;

/** How the record stands after these facts. */
export const progressOf = (facts: readonly Fact[], working: WorkingDays = WORKING): Progress => progressOfStory(storyOf(facts), working);

function progressOfStory(story: Story, working: WorkingDays): Progress {
  const lastOf = (...types: FactType[]): Fact | null => story.facts.findLast(({ type }) => types.includes(type)) ?? null;
  const decision = lastOf('assessment-agreed', 'assessment-refused');
  const issue = lastOf('issue-agreed', 'issue-refused');
  const ended = lastOf(...ENDINGS) ?? story.of('plan-transferred').findLast(({ to }) => to !== undefined) ?? null;
  const draft = story.of('draft-plan-sent').at(-1) ?? null;
  const start = story.facts.find(({ type }) => ['request-received', 'came-to-attention', 'plan-made', 'plan-transferred', 'audit-drawn'].includes(type));
  const reassessment = lastOf('reassessment-requested', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued', 'plan-left-unchanged');
  return {
    process: start === undefined ? 'assessment' : processOf(start.type),
    latestOn: story.facts.at(-1)?.on ?? null,
    startedOn: start?.on ?? null,
    ended: ended && { by: ended.type, on: ended.on },
    decision: decision && (decision.type === 'assessment-agreed' ? 'agreed' : 'refused'),
    issue: issue && (issue.type === 'issue-agreed' ? 'agreed' : 'refused'),
    decidedOn: [decision?.on, issue?.on].filter((on) => on !== undefined).sort().at(-1) ?? null,
    reopenedOn: story.facts.findLast(reopens)?.on ?? null,
    ...advisersOf(story),
    ...settingsOf(story),
    draft: draft && { servedOn: draft.servedOn ?? null, finalFrom: draft.servedOn ? windowsEnd(draft.servedOn, story) : null },
    finalOn: story.of('final-plan-issued')[0]?.on ?? null,
    mediationOn: lastOf('mediation-requested')?.on ?? null,
    appealOn: openAppeal(story),
    ...reviewOf(story),
    notice: openNotice(story),
    earlyReviewOn: earlyReviewAsked(story),
    keepUntil: keepUntil(story, working),
    ceasingAppealed: ceasingIsAppealed(story),
    ceasedOn: story.of('plan-ceased')[0]?.on ?? null,
    reassessment: REASSESSMENT[reassessment?.type ?? ''] ?? null,
    audit: start?.type === 'audit-drawn' ? auditOf(story) : null,
  };
}

function processOf(start: FactType): Progress['process'] {
  if (start === 'audit-drawn') return 'audit';
  return start === 'plan-made' || start === 'plan-transferred' ? 'plan' : 'assessment';
}

/** Marked to be compared with another: blind by somebody else, or again by the same person. */
export const isSecondMarking = ({ why }: Pick<Fact<'audit-drawn'>, 'why'>): boolean => why === 'double' || why === 're-mark';

/** Two markings differ, and nobody has brought them together yet. */
export function isModerating({ of }: Story): boolean {
  const [called, moderated] = [of('moderation-called').at(-1), of('audit-moderated').at(-1)];
  return called !== undefined && (moderated === undefined || moderated.on < called.on);
}

/** Marked while its second marking was open, and nothing came of that yet. */
export function awaitsSecond({ of }: Story): boolean {
  const second = of('audit-marked').at(-1)?.awaits;
  return second !== undefined && ![...of('moderation-called'), ...of('second-marking-settled')].some(({ other }) => other === second);
}

function auditOf(story: Story): AuditProgress {
  const [marked, moderated, agreed] = [story.of('audit-marked').at(-1), story.of('audit-moderated').at(-1), story.of('findings-agreed').at(-1)];
  const [drawn] = story.of('audit-drawn');
  const actions = story.of('audit-action-set').map(({ action }) => action);
  const done = new Set(story.of('audit-action-done').map(({ action }) => action));
  return {
    isSecond: drawn !== undefined && isSecondMarking(drawn),
    grade: moderated?.grade ?? marked?.grade ?? null,
    moderating: isModerating(story),
    awaitsSecond: awaitsSecond(story),
    agreedOn: agreed?.on ?? null,
    actions,
    open: actions.filter((action) => !done.has(action)),
    againBy: agreed?.auditAgainBy === undefined || story.of('audited-again').length > 0 ? null : agreed.auditAgainBy,
  };
}

function advisersOf(story: Story): Pick<Progress, 'openAdvisers' | 'answeredAdvisers'> {
  const open = new Set<string>();
  const answered = new Set<string>();
  for (const fact of story.facts) {
    if (!('adviser' in fact)) continue;
    if (fact.type === 'advice-requested' || fact.type === 'advice-returned') {
      open.add(fact.adviser);
      answered.delete(fact.adviser);
    } else if (ANSWERS.includes(fact.type)) {
      open.delete(fact.adviser);
      answered.add(fact.adviser);
    }
  }
  return { openAdvisers: [...open], answeredAdvisers: [...answered] };
}

function settingsOf(story: Story): Pick<Progress, 'openSettings' | 'answeredSettings'> {
  const consulted = story.of('setting-consulted');
  const isAnswered = ({ setting, on }: (typeof consulted)[number]): boolean => story.of('setting-answered').some((answer) => answer.setting === setting && answer.on >= on);
  const refs = (asked: typeof consulted): string[] => [...new Set(asked.map(({ setting }) => setting))];
  return { openSettings: refs(consulted.filter((asked) => !isAnswered(asked))), answeredSettings: refs(consulted.filter(isAnswered)) };
}

function reviewOf(story: Story): Pick<Progress, 'meetingOn' | 'reviewOn' | 'reviewing'> {
  const reviews = reviewsIn(story);
  const last = reviews.find(({ held }) => held !== null) ?? null;
  return { meetingOn: last?.held?.on ?? null, reviewOn: reviews.find(({ held }) => held === null)?.plannedOn ?? null, reviewing: last !== null && last.decision === null };
}

function openAppeal(story: Story): IsoDate | null {
  const appeal = story.of('appeal-lodged').at(-1);
  if (!appeal) return null;
  const closed = [...story.of('appeal-withdrawn'), ...story.of('tribunal-order'), ...story.of('appeal-not-opposed')].some(({ on }) => on >= appeal.on);
  return closed ? null : appeal.on;
}

/** An order, agreement or unopposed appeal to amend is carried out without notice; else the family's days on the notice come first. */
function openNotice(story: Story): Progress['notice'] {
  const amended = story.of('amended-plan-issued').at(-1);
  const ordered = sourcesOf(story, TO_AMEND).find(({ on }) => amended === undefined || on > amended.on);
  if (ordered) return { amendFrom: ordered.on };
  const notice = story.of('amendment-notice-sent').at(-1);
  if (!notice) return null;
  const ended = [...story.of('amended-plan-issued'), ...story.of('amendment-dropped')].some(({ on }) => on >= notice.on);
  return ended ? null : { amendFrom: notice.servedOn ? windowsEnd(notice.servedOn, story) : null };
}

/** A meeting that is held, or one whose date is set after the asking, answers it as a letter does. */
function earlyReviewAsked(story: Story): IsoDate | null {
  const asked = story.of('early-review-requested').at(-1);
  return asked !== undefined && firstFrom(story, ['early-review-answered', 'review-date-set', 'review-meeting-held'], asked.on) === null ? asked.on : null;
}

/** Whether an appeal against ceasing waits to be determined: the plan is kept until then. */
function ceasingIsAppealed(story: Story): boolean {
  const appeal = story.of('appeal-lodged').findLast(({ against }) => against === 'ceasing');
  return appeal !== undefined && firstFrom(story, ['tribunal-order', 'appeal-withdrawn'], appeal.on) === null;
}

function keepUntil(story: Story, working: WorkingDays): IsoDate | null {
  const decision = story.of('cease-decided').at(-1);
  return decision ? appealWindowOf(decision, story, working).dueOn : null;
}

const REOPENING: readonly FactType[] = ['tribunal-order', 'appeal-not-opposed', 'appeal-conceded'];
const reopens = (fact: Fact): boolean => REOPENING.includes(fact.type) || (fact.type === 'mediation-agreed' && fact.what !== 'other');

/** Whether this decision was undone: an order, agreement, unopposed appeal or concession came after it. */
export function isUndone(decision: string, { facts }: Story): boolean {
  const decided = facts.find(({ id }) => id === decision);
  return decided !== undefined && facts.some((fact) => reopens(fact) && fact.on >= decided.on);
}

/** Whether a refusal was undone: an order, agreement, unopposed appeal or concession came after it. */
export const isReopened = ({ decidedOn, reopenedOn }: Progress): boolean => reopenedOn !== null && (decidedOn === null || reopenedOn >= decidedOn);
