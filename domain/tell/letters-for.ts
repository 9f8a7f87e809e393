import type { AdviserRole, Fact, FactType } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';
import { progressOf, type Progress } from '../progress.js';
import type { Wanted } from './letter-codes.js';
import { isOfOwnReview, lettersOfOwnReview } from './own-review.js';
import { isOfDispute, lettersOfDispute } from './letters-of-dispute.js';
import { isOfPlan, lettersOfPlan } from './letters-of-plan.js';
import { to, unlessAfter } from './wanted.js';

/**
 * Which letters a fact causes, and for whom. A fact that is the council's word to somebody is said by its letter; a correction,
 * a fact that a correction has taken out, and anything after the record ended say nothing. A step already overtaken by what
 * stands beside it is not announced.
 *
 * `considering-notified` announces that an assessment is considered, and the request itself does not: by then those with
 * parental responsibility and the addresses to keep apart are on the record, which on the day of a request they are not.
 *
 * @param facts the record's, this one included
 * @source SEND Regulations 2014 regs 3 to 6, 10, 13, 14; of disputes and of a plan's life see there
 */
export function lettersFor(fact: Fact, facts: readonly Fact[]): readonly Wanted[] {
  const story = storyOf(facts);
  if (!story.facts.some(({ id }) => id === fact.id)) return [];
  if (story.facts.some((other) => ENDINGS.includes(other.type) && other.id !== fact.id && !isOfMove(fact, other))) return [];
  if (isOfOwnReview(fact, story)) return lettersOfOwnReview(fact, story);
  if (isOfPlan(fact)) return lettersOfPlan(fact, story);
  return isOfDispute(fact) ? lettersOfDispute(fact, story) : caused(fact, story, progressOf(facts));
}

/** Whether a letter is still right to send: its fact stands, and nothing since has overtaken it. Asked again before it goes. */
export const isStillWanted = (wanted: Wanted, cause: Fact, facts: readonly Fact[]): boolean =>
  lettersFor(cause, facts).some(({ letter, audience, ref }) => letter === wanted.letter && audience === wanted.audience && ref === wanted.ref);

/** Withdrawal, moving away, death: from here on the machine writes nothing to the family, but that its plan has gone where it moved. */
export const ENDINGS: readonly FactType[] = ['request-withdrawn', 'moved-away', 'died'];
const isOfMove = (fact: Fact, ending: Fact): boolean => fact.type === 'plan-transferred' && ending.type === 'moved-away';

function caused(fact: Fact, story: Story, progress: Progress): readonly Wanted[] {
  switch (fact.type) {
    case 'considering-notified':
      return progress.decision === null ? [to('considering-family', 'family'), ...partners('considering-partners')] : [];
    case 'assessment-agreed':
      return progress.decision === 'agreed' ? [to('agreed-family', 'family'), ...partners('agreed-partners')] : [];
    case 'assessment-refused':
      return progress.decision === 'refused' ? [to('refused-to-assess', 'family'), ...partners('refused-partners')] : [];
    case 'advice-requested':
    case 'advice-received':
    case 'advice-returned':
    case 'advice-not-needed':
      return toAdviser(fact, story, progress);
    case 'issue-refused':
      return progress.issue === 'refused' ? [to('refused-to-issue', 'family'), to('refused-to-issue-partners', 'icb'), to('refused-to-issue-partners', 'setting-attended')] : [];
    case 'draft-plan-sent':
      if (progress.process === 'plan') return unlessAfter(fact, story, ['reassessed-plan-issued', 'plan-left-unchanged', 'plan-ceased', 'plan-transferred'], to('reassessment-draft', 'family'));
      return progress.finalOn === null ? [to('draft-plan', 'family')] : [];
    case 'setting-consulted':
      return progress.openSettings.includes(fact.setting) ? [to('consultation', 'setting', fact.setting)] : [];
    case 'final-plan-issued':
      return [to('final-plan', 'family'), to('final-plan-partners', 'icb'), to('final-plan-partners', 'setting', namedIn(fact))];
    case 'exception-recorded':
      return fact.familyToldOn === undefined && progress.finalOn === null ? [to('delay-notice', 'family')] : [];
    case 'request-withdrawn':
    case 'moved-away':
    case 'died':
      return progress.openAdvisers.filter((adviser) => roleOf(adviser, story) !== 'parent').map((adviser) => to('advice-stopped', 'adviser', adviser));
    default:
      return [];
  }
}

/** The persons of regulation 4(2). */
const partners = (letter: Wanted['letter']): Wanted[] => [to(letter, 'icb'), to(letter, 'social-care'), to(letter, 'setting-attended')];

type OfAdviser = Fact<'advice-requested' | 'advice-received' | 'advice-returned' | 'advice-not-needed'>;

/** A parent asked under regulation 6(1)(a) is family: their addresses and wishes decide where it goes. */
function toAdviser({ type, adviser }: OfAdviser, story: Story, { openAdvisers }: Progress): Wanted[] {
  const isOpen = openAdvisers.includes(adviser);
  const isParent = roleOf(adviser, story) === 'parent';
  switch (type) {
    case 'advice-requested':
      if (!isOpen) return [];
      return [isParent ? to('views-request', 'family') : to('advice-request', 'adviser', adviser)];
    case 'advice-received':
      return [isParent ? to('views-received', 'family') : to('advice-thanks', 'adviser', adviser)];
    case 'advice-returned':
      return isOpen && !isParent ? [to('advice-returned', 'adviser', adviser)] : [];
    case 'advice-not-needed':
      return !isOpen && !isParent && roleOf(adviser, story) !== null ? [to('advice-stopped', 'adviser', adviser)] : [];
  }
}

/** As what an adviser was last asked; null where never. */
export const roleOf = (adviser: string, { of }: Story): AdviserRole | null => of('advice-requested').findLast((asked) => asked.adviser === adviser)?.role ?? null;

/**
 * The setting the plan names, where the fact says it. None is guessed: a plan sent to a school it does not name is a breach.
 * @source SEND Regulations 2014 reg 13(2)(b)
 */
const namedIn = ({ setting }: Fact<'final-plan-issued'>): string | null => setting ?? null;
