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
