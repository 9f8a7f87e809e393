import { SECTION_CODES } from '../plan/sections.js';
import { ADULT_LIFE, INVITED, type AdultLife, type Invited, type OutcomeProgress, type ReviewForm } from './form.js';

/** What a report lacks of what the council needs for its decision; `path` is the part, as `attendance.parent` or `outcomes[0].progress`. */
export type ReportProblem = Readonly<{ path: string; code: ReportLack }>;

export type ReportLack =
  | 'recommendation-missing' | 'reasons-missing' | 'amend-without-change' | 'change-without-amend'
  | 'attendance-missing' | 'family-not-invited'
  | 'outcomes-missing' | 'outcome-missing' | 'progress-missing' | 'evidence-missing'
  | 'child-views-missing' | 'parent-views-missing' | 'disagreements-missing' | 'adulthood-missing';

/**
 * What is missing from a report. Nothing here judges sense: it looks for what is not there. Without a recommendation a report cannot
 * be sent at all; whatever else it lacks its writer may send it with, for the two weeks are the law's.
 *
 * @param adulthood whether the review must look at preparation for adulthood
 * @source SEND Regulations 2014 reg 20(2), (5), (6), (8); Code of Practice 9.166 to 9.176
 */
export function reportProblems(form: ReviewForm, adulthood: boolean): readonly ReportProblem[] {
  return [
    ...INVITED.flatMap((who) => attendance(form, who)),
    ...(form.outcomes.length === 0 ? [lack('outcomes', 'outcomes-missing')] : form.outcomes.flatMap(outcome)),
    ...(form.childViews === '' ? [lack('childViews', 'child-views-missing')] : []),
    ...(form.parentViews === '' ? [lack('parentViews', 'parent-views-missing')] : []),
    ...(adulthood ? ADULT_LIFE.flatMap((about) => adultLife(form, about)) : []),
    ...changes(form),
    ...(form.disagreements === '' ? [lack('disagreements', 'disagreements-missing')] : []),
    ...(form.recommendation === '' ? [lack('recommendation', 'recommendation-missing')] : []),
    ...(form.recommendation === 'cease' && form.reasons === '' ? [lack('reasons', 'reasons-missing')] : []),
  ];
}

const lack = (path: string, code: ReportLack): ReportProblem => ({ path, code });

function attendance({ attendance: said }: ReviewForm, who: Invited): readonly ReportProblem[] {
  if (said[who] === '') return [lack(`attendance.${who}`, 'attendance-missing')];
  return who === 'parent' && said.parent === 'not-invited' && said.child === 'not-invited' ? [lack('attendance.parent', 'family-not-invited')] : [];
}

function outcome({ outcome: text, progress, evidence }: OutcomeProgress, i: number): readonly ReportProblem[] {
  return [
    ...(text === '' ? [lack(`outcomes[${i}].outcome`, 'outcome-missing')] : []),
    ...(progress === '' ? [lack(`outcomes[${i}].progress`, 'progress-missing')] : []),
    ...(evidence === '' ? [lack(`outcomes[${i}].evidence`, 'evidence-missing')] : []),
  ];
}

const adultLife = (form: ReviewForm, about: AdultLife): readonly ReportProblem[] => (form.adulthood[about] === '' ? [lack(`adulthood.${about}`, 'adulthood-missing')] : []);

/** To amend is to say what; and a change asked for is no plan kept as it is. */
function changes({ changes: asked, recommendation }: ReviewForm): readonly ReportProblem[] {
  const first = SECTION_CODES.find((section) => asked[section] !== '');
  if (recommendation === 'amend' && first === undefined) return [lack('changes.B', 'amend-without-change')];
  return recommendation === 'keep' && first !== undefined ? [lack(`changes.${first}`, 'change-without-amend')] : [];
}
