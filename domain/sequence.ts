import { addDays, type IsoDate } from './dates/iso-date.js';
import type { Fact, FactType } from './facts/fact.js';
import { firstFrom, isCorrection, story as storyOf, type Story } from './facts/story.js';
import { APPEALS_AND_CORRECTIONS, contradictionsOf, type ContradictionCode } from './contradictions.js';
import { appealWindowOf } from './law/appeals.js';
import { windowsEnd } from './law/assessment.js';
import { sourcesOf, TO_AMEND } from './law/orders.js';
import type { WorkingDays } from './dates/working-days.js';
import { workingDays } from './dates/working-days.js';

/**
 * What a record's facts allow next. The workflow's validator, the transaction that records and the forms of the case page all
 * ask here. A contradiction can never be true; what is forbidden may have happened, and the clock takes it as history, but the
 * live process refuses to do it.
 */
export type ForbiddenCode =
  | 'not-started' | 'not-agreed' | 'already-decided' | 'already-refused' | 'already-asked' | 'already-answered' | 'no-draft'
  | 'draft-not-served' | 'inside-the-familys-days' | 'already-final' | 'record-ended' | 'other-process' | 'nothing-to-dispute'
  | 'not-lodged' | 'no-meeting' | 'no-notice' | 'plan-must-be-kept' | 'not-asked-for';
export type RefusalCode = ContradictionCode | ForbiddenCode;
export type Refusal = Readonly<{ code: RefusalCode; kind: 'contradiction' | 'forbidden'; notBefore?: IsoDate }>;

/** A record's standing in codes and dates only, small enough to travel in a workflow's history. */
export type Progress = Readonly<{
  process: 'assessment' | 'plan';
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
  meetingOn: IsoDate | null;
  notice: Readonly<{ amendFrom: IsoDate | null }> | null;
  keepUntil: IsoDate | null;
  /** Whether an appeal against ceasing waits to be determined. */
  ceasingAppealed: boolean;
  ceasedOn: IsoDate | null;
  reassessment: 'requested' | 'agreed' | null;
}>;

const WORKING = workingDays();
const ENDINGS: readonly FactType[] = ['request-withdrawn', 'moved-away', 'died'];
const ANSWERS: readonly FactType[] = ['advice-received', 'advice-declined', 'advice-reused', 'advice-not-needed'];

/** How the record stands after these facts. */
export const progressOf = (facts: readonly Fact[], working: WorkingDays = WORKING): Progress => progressOfStory(storyOf(facts), working);

function progressOfStory(story: Story, working: WorkingDays): Progress {
  const lastOf = (...types: FactType[]): Fact | null => story.facts.findLast(({ type }) => types.includes(type)) ?? null;
  const decision = lastOf('assessment-agreed', 'assessment-refused');
  const issue = lastOf('issue-agreed', 'issue-refused');
  const ended = lastOf(...ENDINGS);
  const draft = story.of('draft-plan-sent').at(-1) ?? null;
  const start = story.facts.find(({ type }) => ['request-received', 'came-to-attention', 'plan-made', 'plan-transferred'].includes(type));
  const reassessment = lastOf('reassessment-requested', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued');
  return {
    process: start?.type === 'plan-made' || start?.type === 'plan-transferred' ? 'plan' : 'assessment',
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
    meetingOn: lastOf('review-meeting-held')?.on ?? null,
    notice: openNotice(story),
    keepUntil: keepUntil(story, working),
    ceasingAppealed: ceasingIsAppealed(story),
    ceasedOn: story.of('plan-ceased')[0]?.on ?? null,
    reassessment: reassessment?.type === 'reassessment-requested' ? 'requested' : reassessment?.type === 'reassessment-agreed' ? 'agreed' : null,
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

/** Whether an appeal against ceasing waits to be determined: the plan is kept until then. */
function ceasingIsAppealed(story: Story): boolean {
  const appeal = story.of('appeal-lodged').findLast(({ against }) => against === 'ceasing');
  return appeal !== undefined && firstFrom(story, ['tribunal-order', 'appeal-withdrawn'], appeal.on) === null;
}

function keepUntil(story: Story, working: WorkingDays): IsoDate | null {
  const decision = story.of('cease-decided').at(-1);
  return decision ? appealWindowOf(decision, story, working).dueOn : null;
}

/**
 * Why this fact may not follow, judged by the record's standing alone; null where it may. Meant for a fact no earlier than the
 * latest one: an earlier one is for `judge`, which sees the whole story.
 */
export function refusalOf(progress: Progress, fact: Fact): Refusal | null {
  const code = contradictionIn(progress, fact) ?? null;
  if (code) return { code, kind: 'contradiction' };
  return forbiddenIn(progress, fact);
}

function contradictionIn(progress: Progress, fact: Fact): ContradictionCode | null {
  const asked = (adviser: string): boolean => progress.openAdvisers.includes(adviser) || progress.answeredAdvisers.includes(adviser);
  if (progress.ceasedOn !== null && fact.on > progress.ceasedOn && !APPEALS_AND_CORRECTIONS.includes(fact.type)) return 'after-plan-ceased';
  switch (fact.type) {
    case 'request-received':
    case 'came-to-attention':
      return progress.startedOn !== null && progress.process === 'assessment' ? 'two-starts' : null;
    case 'advice-received':
    case 'advice-declined':
    case 'advice-returned':
    case 'appointment-missed':
      return asked(fact.adviser) ? null : 'answer-without-asking';
    case 'setting-answered':
      return progress.openSettings.includes(fact.setting) || progress.answeredSettings.includes(fact.setting) ? null : 'answer-without-asking';
    case 'final-plan-issued':
      return progress.finalOn === null ? null : 'second-final-plan';
    default:
      return null;
  }
}

const forbidden = (code: ForbiddenCode): Refusal => ({ code, kind: 'forbidden' });

const STARTS: readonly FactType[] = ['request-received', 'came-to-attention', 'plan-made'];
const ALWAYS: readonly FactType[] = ['correction', 'owner-set', 'contact-made', 'escalation-acknowledged', 'exception-recorded'];
const AFTER_THE_END: readonly FactType[] = ['plan-transferred', 'mediation-certificate', 'appeal-lodged', 'appeal-answered', 'appeal-withdrawn', 'tribunal-order', 'died', 'appeal-not-opposed', 'appeal-conceded'];

/** Types of fact that belong to one process only. */
const OF_ASSESSMENT: readonly FactType[] = [
  'request-withdrawn', 'considering-notified', 'assessment-agreed', 'assessment-refused', 'partners-told', 'issue-agreed', 'issue-refused',
  'final-plan-issued', 'appointment-missed',
];
const OF_PLAN: readonly FactType[] = [
  'review-date-set', 'review-list-sent', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent',
  'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued', 'amendment-dropped', 'early-review-requested',
  'phase-transfer-expected', 'reassessment-requested', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued',
  'cease-proposed', 'cease-decided', 'plan-ceased', 'plan-transferred', 'family-told-of-transfer',
];

function forbiddenIn(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (ALWAYS.includes(type)) return null;
  if (STARTS.includes(type)) return progress.startedOn === null || (progress.process === 'plan') === (type === 'plan-made') ? null : forbidden('other-process');
  if (progress.startedOn === null && type !== 'plan-transferred') return forbidden('not-started');
  if ((progress.process === 'plan' ? OF_ASSESSMENT : OF_PLAN).includes(type)) return forbidden('other-process');
  if (progress.ended && !AFTER_THE_END.includes(type)) return forbidden('record-ended');
  return progress.process === 'plan' ? forbiddenOnPlan(progress, fact) : forbiddenOnAssessment(progress, fact);
}

const REOPENING: readonly FactType[] = ['tribunal-order', 'appeal-not-opposed', 'appeal-conceded'];
const reopens = (fact: Fact): boolean => REOPENING.includes(fact.type) || (fact.type === 'mediation-agreed' && fact.what !== 'other');

/** Whether a refusal was undone: an order, agreement, unopposed appeal or concession came after it. */
export const isReopened = ({ decidedOn, reopenedOn }: Progress): boolean => reopenedOn !== null && (decidedOn === null || reopenedOn >= decidedOn);
/** A decision may be made anew once it is undone, or while an appeal against it is open. */
const mayDecideAgain = (progress: Progress): boolean => isReopened(progress) || (progress.appealOn !== null && (progress.decidedOn === null || progress.appealOn >= progress.decidedOn));
const wasRefused = (progress: Progress): boolean => (progress.decision === 'refused' || progress.issue === 'refused') && !isReopened(progress);

function forbiddenOnAssessment(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (DISPUTES.includes(type)) return forbiddenDispute(progress, type);
  switch (type) {
    case 'assessment-agreed':
    case 'assessment-refused':
      return progress.decision === null || mayDecideAgain(progress) ? null : forbidden('already-decided');
    case 'provision-confirmed':
      return progress.finalOn === null ? forbidden('not-asked-for') : null;
    case 'partners-told':
    case 'considering-notified':
    case 'representations-received':
    case 'moved-away':
    case 'move-known':
    case 'died':
      return null;
    default:
      break;
  }
  if (progress.finalOn !== null) return forbidden('already-final');
  if (type === 'request-withdrawn') return null;
  if (wasRefused(progress)) return forbidden('already-refused');
  if (progress.decision !== 'agreed' && progress.reopenedOn === null) return forbidden('not-agreed');
  return forbiddenWhileAssessing(progress, fact);
}

function forbiddenWhileAssessing(progress: Progress, fact: Fact): Refusal | null {
  const isOpen = (adviser: string): boolean => progress.openAdvisers.includes(adviser);
  switch (fact.type) {
    case 'advice-requested':
    case 'advice-reused':
      return isOpen(fact.adviser) && fact.type === 'advice-requested' ? forbidden('already-asked') : null;
    case 'advice-received':
    case 'advice-declined':
    case 'appointment-missed':
      return isOpen(fact.adviser) ? null : forbidden('already-answered');
    case 'issue-agreed':
    case 'issue-refused':
      return progress.issue === null || mayDecideAgain(progress) ? null : forbidden('already-decided');
    case 'setting-consulted':
      return progress.openSettings.includes(fact.setting) ? forbidden('already-asked') : null;
    case 'setting-answered':
      return progress.openSettings.includes(fact.setting) ? null : forbidden('already-answered');
    case 'representations-closed':
      return progress.draft === null ? forbidden('no-draft') : null;
    case 'final-plan-issued':
      return forbiddenFinalPlan(progress, fact.on);
    default:
      return null;
  }
}

/** @source SEND Regulations 2014 reg 13(1)(a): the family must be given fifteen days beginning with the day of service */
function forbiddenFinalPlan({ draft }: Progress, on: IsoDate): Refusal | null {
  if (draft === null) return forbidden('no-draft');
  if (draft.finalFrom === null) return forbidden('draft-not-served');
  return on < draft.finalFrom ? { ...forbidden('inside-the-familys-days'), notBefore: draft.finalFrom } : null;
}

const DISPUTES: readonly FactType[] = [
  'mediation-requested', 'health-told-of-mediation', 'mediation-arranged', 'mediation-certificate', 'mediation-agreed', 'agreement-reported',
  'agreement-carried-out', 'appeal-lodged', 'appeal-answered', 'appeal-not-opposed', 'appeal-conceded', 'appeal-withdrawn', 'tribunal-order',
  'recommendation-made', 'recommendation-answered', 'reconsidered',
];

function forbiddenDispute(progress: Progress, type: FactType): Refusal | null {
  const decided = progress.decision === 'refused' || progress.issue === 'refused' || progress.finalOn !== null || progress.process === 'plan';
  if (!decided) return forbidden('nothing-to-dispute');
  switch (type) {
    case 'appeal-answered':
    case 'appeal-not-opposed':
    case 'appeal-conceded':
    case 'appeal-withdrawn':
      return progress.appealOn === null ? forbidden('not-lodged') : null;
    case 'health-told-of-mediation':
    case 'mediation-arranged':
    case 'mediation-agreed':
      return progress.mediationOn === null ? forbidden('not-asked-for') : null;
    default:
      return null;
  }
}

function forbiddenOnPlan(progress: Progress, fact: Fact): Refusal | null {
  const { type } = fact;
  if (DISPUTES.includes(type)) return forbiddenDispute(progress, type);
  switch (type) {
    case 'review-report-sent':
    case 'review-decision-sent':
      return progress.meetingOn === null ? forbidden('no-meeting') : null;
    case 'amendment-dropped':
      return progress.notice === null ? forbidden('no-notice') : null;
    case 'amended-plan-issued':
      if (progress.notice === null) return forbidden('no-notice');
      if (progress.notice.amendFrom === null) return forbidden('draft-not-served');
      return fact.on < progress.notice.amendFrom ? { ...forbidden('inside-the-familys-days'), notBefore: progress.notice.amendFrom } : null;
    case 'plan-ceased':
      if (progress.ceasingAppealed) return forbidden('plan-must-be-kept');
      return progress.keepUntil !== null && fact.on <= progress.keepUntil ? { ...forbidden('plan-must-be-kept'), notBefore: addDays(progress.keepUntil, 1) } : null;
    case 'reassessment-agreed':
      return null;
    case 'reassessment-refused':
      return progress.reassessment === 'requested' ? null : forbidden('not-asked-for');
    case 'reassessed-plan-issued':
      return progress.reassessment === 'agreed' ? null : forbidden('not-agreed');
    default:
      return null;
  }
}

/**
 * Whether these new facts may be recorded beside the record's own: the full rule, asked under the row lock. Corrections are
 * judged by the story they leave; each other fact by the record's standing on its day.
 *
 * @param today no fact may be dated after it
 */
export function judge(facts: readonly Fact[], added: readonly Fact[], today: IsoDate, working: WorkingDays = WORKING): Refusal | null {
  const before = new Set(contradictionsOf(facts, today).map(({ code, id }) => `${code} ${id}`));
  const fresh = contradictionsOf([...facts, ...added], today).find(({ code, id }) => !before.has(`${code} ${id}`));
  if (fresh) return { code: fresh.code, kind: 'contradiction' };
  let known: readonly Fact[] = facts;
  for (const fact of storyOf(added.filter((told) => !isCorrection(told))).facts) {
    const refusal = forbiddenIn(progressOf(known.filter(({ on, type }) => on <= fact.on || type === 'correction'), working), fact);
    if (refusal) return refusal;
    known = [...known, fact];
  }
  return null;
}
