import type { CaseDuty, CaseView, Child, OfferedStep, SaidCause } from '../../../api/read-models.js';
import { daysBetween, type IsoDate } from '../../../domain/dates/iso-date.js';
import { isOfDuty } from '../../../domain/delay-cause.js';
import type { FactType } from '../../../domain/facts/fact.js';
import type { DelayCause } from '../../../domain/settings.js';
import { longDay, shortDay, span, weekOf } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import {
  actWords,
  isLate,
  isOverdue,
  notBeforeWords,
  reasonWords,
  standingWords,
  tagOf,
  whenWords,
  type ReasonWords,
  type Tag,
  type WhenWords,
} from '../../presenting/duty.js';
import { caseTimeline } from '../../presenting/picture.js';
import { waitWords } from '../../presenting/waits.js';
import { timelinePicture } from '../../timeline/timeline.js';
import { texts } from '../../texts.js';
import { causeWords, CAUSE_WORDS } from '../../words/causes.js';
import { keyOf } from '../causes/cause-form.js';
import { STEP_GROUPS, stepsThatMeet } from './steps.js';

export type ShownStep = Readonly<{ text: string; href: string; note: string | null }>;
export type StepGroup = Readonly<{ heading: string; steps: readonly ShownStep[] }>;
export type ShownDuty = Readonly<{
  act: string;
  by: string;
  due: string;
  actBy: string | null;
  /** From when it is lawful, while the family's time still runs. */
  notBefore: string | null;
  standing: string;
  tag: Tag | null;
  late: boolean;
  reason: ReasonWords;
  /** Why it is late, as was said. */
  causes: readonly string[];
  /** Where to say why; null where it is not late, or the reader may not. */
  sayWhy: string | null;
}>;
/** What has been said of why duties are late, and where it is said. */
export type Whys = Readonly<{ causes: readonly SaidCause[]; council: readonly DelayCause[]; sayAt: string | null }>;
const NO_WHYS: Whys = { causes: [], council: [], sayAt: null };
export type NextWords = Readonly<{
  act: string;
  when: WhenWords;
  notBefore: string | null;
  late: boolean;
  reason: ReasonWords;
  steps: readonly ShownStep[];
}>;

/** Where is it, who holds it, what is next and when: the top of the page. */
export function answers(view: CaseView): object {
  const { access, owner, team, waits, today, duties } = view;
  const next = nextDuty(duties);
  return {
    stage: access.stage === null ? texts.stages.unknown : texts.stages[access.stage],
    received: view.receivedOn === null ? null : longDay(view.receivedOn),
    waits: waits === null ? [] : waitWords(waits),
    week: waits === null ? null : weekOf(waits.sinceRequest),
    owner: owner?.name ?? texts.workList.nobody,
    team: team.name,
    held: waits?.withOwner === null || waits === null ? null : heldWords(waits.withOwner),
    next: next === null ? null : nextWords(next, view, today),
    alsoLate: duties.filter((duty) => duty !== next && isLate(duty)).length,
  };
}

const heldWords = (held: number): string => (held === 0 ? texts.case.heldToday : texts.case.held(span(held)));

/** The first duty still to be done, as the record orders them; a window is nobody's to do. */
export const nextDuty = (duties: readonly CaseDuty[]): CaseDuty | null =>
  duties.find((duty) => duty.shape === 'deadline' && duty.doneOn === null && duty.outcome !== 'not-owed') ?? null;

function nextWords(duty: CaseDuty, view: CaseView, today: IsoDate): NextWords {
  const meets = stepsThatMeet(duty.code);
  const steps = view.nextSteps.filter((step) => step.may && meets.includes(step.type));
  return {
    act: actWords(duty, duty.subjectName),
    when: whenWords(duty, today),
    notBefore: duty.notBefore !== null && duty.notBefore > today ? notBeforeWords(duty, duty.notBefore) : null,
    late: isLate(duty),
    reason: reasonWords(duty),
    steps: steps.map((step) => shownStep(step, view)),
  };
}

/** What may be recorded besides, in groups a caseworker looks in. */
export function otherSteps(view: CaseView): readonly StepGroup[] {
  const offered = view.nextSteps.filter(({ may }) => may);
  return STEP_GROUPS.map(({ heading, types }) => ({
    heading,
    steps: offered
      .filter(({ type }) => (types as readonly FactType[]).includes(type))
      .map((step) => shownStep(step, view)),
  })).filter(({ steps }) => steps.length > 0);
}

/** Where a step is taken: most have the form of their fact. */
function pageOf(type: FactType, ref: string): string {
  if (type === 'owner-set') return paths.assign(ref);
  return type === 'advice-requested' ? paths.askAdvice(ref) : paths.record(ref, type);
}

function shownStep(step: OfferedStep, { access, today }: CaseView): ShownStep {
  const notes = [
    ...(step.notBefore !== undefined && step.notBefore > today ? [texts.case.lawfulFrom(longDay(step.notBefore))] : []),
    ...(step.needsPanelOrManager ? [texts.case.needsPanel] : []),
  ];
  return {
    text: texts.facts[step.type].act,
    href: pageOf(step.type, access.ref),
    note: notes.length === 0 ? null : notes.join('; '),
  };
}

/** Every duty with its date, how it stands and why; those not owed come apart, at the end. */
export function dutyRows(
  duties: readonly CaseDuty[],
  today: IsoDate,
  { causes, council, sayAt }: Whys = NO_WHYS,
): { owed: readonly ShownDuty[]; notOwed: readonly ShownDuty[] } {
  const shown = (duty: CaseDuty): ShownDuty => ({
    act: actWords(duty, duty.subjectName),
    by: texts.holders[duty.by],
    due: longDay(duty.dueOn),
    actBy: duty.actBy === null || duty.actBy === duty.dueOn ? null : longDay(duty.actBy),
    notBefore:
      duty.notBefore !== null && duty.doneOn === null && duty.notBefore > today
        ? notBeforeWords(duty, duty.notBefore)
        : null,
    standing: standingWords(duty, today),
    tag: tagOf(duty, today),
    late: isLate(duty),
    reason: reasonWords(duty),
    causes: causes
      .filter((said) => isOfDuty(said, duty))
      .map(({ cause, text }) =>
        CAUSE_WORDS.onDuty(text === null ? causeWords(council, cause) : `${causeWords(council, cause)} (${text})`),
      ),
    sayWhy:
      sayAt === null || !isOverdue(duty)
        ? null
        : `${sayAt}?step=${encodeURIComponent(keyOf({ duty: duty.code, subject: duty.subject, occurrence: duty.occurrence }))}`,
  });
  return {
    owed: duties.filter(({ outcome }) => outcome !== 'not-owed').map(shown),
    notOwed: duties.filter(({ outcome }) => outcome === 'not-owed').map(shown),
  };
}

/** The picture of the record's duties, or null while there is nothing to draw. */
export function picture({ duties, today, receivedOn, access }: CaseView): string | null {
  const timeline = caseTimeline({ id: 'case-timeline', about: access.ref, duties, today, startsOn: receivedOn });
  return timeline === null ? null : timelinePicture(timeline);
}

/** Who the child is, in few words. */
export function childWords(child: Child, today: IsoDate): readonly { label: string; text: string }[] {
  const facts: readonly { label: string; text: string | null }[] = [
    {
      label: 'Born',
      text: child.bornOn === null ? null : `${shortDay(child.bornOn)} (${texts.case.age(ageOn(child.bornOn, today))})`,
    },
    { label: 'Year group', text: yearGroupWords(child.yearGroup) },
    { label: 'School or setting', text: child.setting?.name ?? null },
    { label: 'UPN', text: child.upn },
    { label: 'Council reference', text: child.councilReference },
  ];
  return facts.flatMap(({ label, text }) => (text === null ? [] : [{ label, text }]));
}

/** Whole years lived. */
function ageOn(bornOn: IsoDate, today: IsoDate): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) && daysBetween(bornOn, today) >= 0 ? years - 1 : years;
}
