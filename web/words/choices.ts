import { AUTHORITIES, authorityWords } from '../../domain/authorities.js';
import type { Choice } from '../forms/field.js';

/** What the choices of a fact's fields are called. Values are the codes of docs/vocabulary.md section 2. */

const choices = (
  pairs: Readonly<Record<string, string>>,
  hints: Readonly<Record<string, string>> = {},
): readonly Choice[] =>
  Object.entries(pairs).map(([value, text]) => ({
    value,
    text,
    ...(hints[value] === undefined ? {} : { hint: hints[value] }),
  }));

export const YES_NO = choices({ yes: 'Yes', no: 'No' });

export const CHANNEL_CHOICES = choices({
  email: 'Email',
  online: 'Online form',
  'first-class-post': 'First-class post',
  'signed-for': 'Signed-for post',
  'by-hand': 'By hand',
  phone: 'Telephone',
});

export const SENT_BY_CHOICES = choices(
  { 'first-class-post': 'First-class post', 'signed-for': 'Signed-for post', 'by-hand': 'By hand', email: 'Email' },
  { email: 'Serves the family only if it agreed to email in writing' },
);

export const REQUESTED_BY = choices({
  parent: 'The child’s parent',
  'young-person': 'The young person',
  school: 'School',
  'post-16': 'College or other post-16 institution',
});

export const BROUGHT_BY = choices({ health: 'Health', 'social-care': 'Social care', other: 'Somebody else' });

const ORDER = {
  assess: 'To assess',
  reassess: 'To reassess',
  'make-plan': 'To make a plan',
  remit: 'To reconsider',
  'amend-contents': 'To amend what the plan says',
  'amend-placement': 'To amend the school named',
  'amend-both': 'To amend what the plan says and the school named',
  continue: 'To keep the plan',
  'continue-and-amend': 'To keep and amend the plan',
  'dismiss-cease': 'Appeal dismissed: the plan may end',
} as const;

const CEASE_GROUNDS = choices(
  {
    'no-longer-necessary': 'The special educational provision in the plan is no longer needed',
    'outcomes-achieved': 'The outcomes for education and training are achieved',
    'out-of-education': 'The young person has left education and training',
    'not-responsible': 'The council is no longer responsible for the child or young person',
  },
  {
    'outcomes-achieved': 'To be considered where the young person is over 18 (section 45(3))',
    'out-of-education':
      'Only from 18, and only after a review has found that they do not wish to return, or that it would not be right (regulation 30). Under 18 it is no ground (regulation 29)',
  },
);

const WHY_END = { label: 'Why is it to end?', missing: 'Choose why it is to end' };
/** What is asked, where a field of a fact asks something of its own. */
export const FIELD_LABELS: Readonly<Record<string, Readonly<{ label: string; missing: string }>>> = {
  'early-review-answered.answer': { label: 'What was answered?', missing: 'Choose what was answered' },
  'cease-proposed.ground': WHY_END,
  'cease-decided.ground': WHY_END,
  'plan-ceased.reason': { label: 'Why did it end?', missing: 'Choose why it ended' },
};

/** Choices by fact field; a field that means different things in different facts is under `type.field`. */
export const FIELD_CHOICES: Readonly<Record<string, readonly Choice[]>> = {
  'request-received.by': REQUESTED_BY,
  'came-to-attention.by': BROUGHT_BY,
  'reassessment-requested.by': choices({
    parent: 'The child’s parent',
    'young-person': 'The young person',
    setting: 'School or setting',
    icb: 'Integrated care board (health)',
  }),
  'early-review-requested.by': choices({
    parent: 'The child’s parent',
    'young-person': 'The young person',
    setting: 'School or setting',
  }),
  'early-review-answered.answer': choices({
    yes: 'Yes, the review will be held early',
    no: 'No, it will be held in its year',
  }),
  'cease-proposed.ground': CEASE_GROUNDS,
  'cease-decided.ground': CEASE_GROUNDS,
  'plan-ceased.reason': choices({
    'sen2-1': 'The greatest age was reached, or the academic year of the 25th birthday ended',
    'sen2-2': 'Needs are met without a plan',
    'sen2-3': 'Higher education',
    'sen2-4': 'Paid employment, other than an apprenticeship',
    'sen2-6': 'The young person no longer wishes to engage',
    'sen2-7': 'Left England',
    'sen2-8': 'Died',
    'sen2-9': 'Another reason',
  }),
  authority: Object.keys(AUTHORITIES)
    .map((value) => ({ value, text: authorityWords(value) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1)),
  under: choices(
    { 'reg-4': 'No plan can be necessary', 'reg-5': 'After considering whether to assess' },
    {
      'reg-4': 'Regulation 4: no exception excuses a late refusal',
      'reg-5': 'Regulation 5: exceptions may excuse a late refusal',
    },
  ),
  ground: choices(
    {
      'school-closed': 'School closed for 4 weeks or more',
      'early-years-closed': 'Early years setting closed for 4 weeks or more',
      'personal-circumstances': 'Exceptional personal circumstances of the child or family',
      absent: 'Child or family away from the area for 4 weeks or more',
    },
    {
      'school-closed':
        'Counts only if the head teacher was asked for advice while it was closed, or in the week before',
      'early-years-closed':
        'Counts only if the setting was asked for advice while it was closed, or in the week before',
    },
  ),
  steps: choices({
    'decide-to-assess': 'Deciding whether to assess (6 weeks)',
    'give-advice': 'Giving advice (6 weeks)',
    'decide-to-issue': 'Deciding whether to issue a plan (16 weeks)',
    'issue-final-plan': 'Sending the final plan (20 weeks)',
  }),
  consents: choices({ adviser: 'The adviser', authority: 'The council', family: 'The parent or young person' }),
  answer: choices({ yes: 'Yes, it can meet the needs', no: 'No, it cannot', other: 'Something else' }),
  health: YES_NO,
  reassess: YES_NO,
  what: choices({ ...ORDER, other: 'Something else' }),
  'appeal-not-opposed.what': choices(ORDER),
  'appeal-conceded.what': choices(ORDER),
  order: choices(ORDER),
  party: choices({ authority: 'The council', icb: 'Integrated care board (health)', both: 'Both' }),
  against: choices({
    'refusal-to-assess': 'Refusal to assess',
    'refusal-to-issue': 'Refusal to issue a plan',
    contents: 'What the plan says',
    placement: 'The school named',
    'contents-and-placement': 'What the plan says and the school named',
    ceasing: 'Ending the plan',
    'refusal-to-reassess': 'Refusal to reassess',
    'refusal-to-amend': 'Refusal to amend',
  }),
  decision: choices({ keep: 'Keep the plan as it is', amend: 'Amend the plan', cease: 'End the plan' }),
  kind: choices({
    'early-years': 'Early years to school',
    'infant-junior': 'Infant to junior',
    'primary-middle': 'Primary to middle',
    'primary-secondary': 'Primary to secondary',
    'middle-secondary': 'Middle to secondary',
    'secondary-post16': 'Secondary to post-16',
    'post16-post16': 'Between post-16 institutions',
  }),
};
