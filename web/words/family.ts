import type { Stage } from '../../domain/next-steps.js';

/** Whom the page speaks to: a parent of the child, or the young person themself. */
export type FamilyReader = 'parent' | 'young-person';

const WHOSE: Readonly<Record<FamilyReader, Readonly<{ needs: string; has: string; like: string; hope: string }>>> = {
  parent: { needs: 'your child’s needs', has: 'Your child has', like: 'What your child is like', hope: 'what you and they hope for' },
  'young-person': { needs: 'your needs', has: 'You have', like: 'What you like and are good at', hope: 'what you hope for' },
};

const whereFor = ({ needs, has }: (typeof WHOSE)[FamilyReader]): Readonly<Record<Stage, string>> => ({
  considering: `We are deciding whether to assess ${needs}.`,
  assessing: `We are assessing ${needs}: we have asked people who know about them for advice.`,
  'deciding-to-issue': 'We are deciding whether an education, health and care plan is needed.',
  drafting: 'We are writing the draft plan.',
  'hearing-representations': 'You have the draft plan. We are waiting for what you say about it.',
  finalising: 'We are finishing the plan and settling the school or college.',
  finished: 'The plan is final.',
  refused: 'We have decided not to go on. Our letter says why, and how you can disagree.',
  reopened: 'Our refusal no longer stands. We are doing what was ordered or agreed.',
  ended: 'This has come to an end.',
  maintaining: `${has} a plan, and it is in force.`,
  reviewing: 'We are reviewing the plan.',
  amending: 'We are changing the plan.',
  reassessing: `We are assessing ${needs} again.`,
  ceasing: 'The plan is coming to an end.',
  ceased: 'The plan has ended.',
});

/** Plain words for a family: no code, no regulation. */
const wordsFor = (whose: (typeof WHOSE)[FamilyReader]) => ({
  title: 'How things stand',
  where: whereFor(whose),
  undone: {
    assess: `Our decision not to assess no longer stands: ${whose.needs} will be assessed.`,
    issue: 'Our decision not to make a plan no longer stands.',
  },
  unknown: 'We have your request and are looking at it.',
  whoHolds: (name: string, team: string) => `${name}, of ${team}.`,
  nobody: (team: string) => `${team}. A caseworker will be named soon.`,
  next: {
    'decide-to-assess': `We tell you whether we will assess ${whose.needs}`,
    'decide-to-issue': 'We tell you whether there will be a plan',
    'send-draft': 'We mean to send you the draft plan',
    'issue-final-plan': 'We send you the final plan',
    'secure-provision': 'We see that everything in the plan is in place',
    'hear-representations': 'You tell us what you think of the draft plan',
    'arrange-mediation': 'We arrange the mediation meeting you asked for',
    'carry-out-agreement': 'We carry out what was agreed at mediation',
    'respond-to-appeal': 'We answer your appeal to the Tribunal',
    'order-notify-assess': `We confirm to you that we will assess ${whose.needs}`,
    'order-refuse-plan': 'We tell you, if there is to be no plan',
    'order-issue-final': 'We send you the final plan',
    'order-send-draft': 'We send you the draft plan',
    'order-amend': 'We send you the amended plan',
    'order-name-setting': 'We send you the plan with the school or college it names',
    'order-reconsider': 'We decide again, and tell you',
    other: 'We take the next step',
  },
  by: (day: string) => `by ${day}`,
  wasDue: (day: string) => `This was due by ${day}, and is late. We are sorry.`,
  nothingNext: 'Nothing is due from us now.',
  disagree: {
    title: 'If you disagree',
    talk: 'You can talk to the caseworker at any time. It changes no date below.',
    mediation: (day: string) =>
      `If you wish to appeal, contact the mediation adviser by ${day}. You can ask them for mediation, or for a certificate without it.`,
    mediationOver: 'The two months for contacting the mediation adviser are over. Ask the adviser or the Tribunal what you can still do.',
    appeal: (day: string) => `The Tribunal must have your appeal by ${day}. A later mediation certificate may give you longer.`,
    letter: 'Our decision letter says how to reach them, and who can help you free of charge.',
  },
  say: {
    views: 'Your views',
    viewsHint: `${whose.like}, what helps, what is hard, ${whose.hope}. Write as you like.`,
    viewsUntil: (day: string) => `So that we can use it, send it by ${day}.`,
    draft: 'What you think of the draft plan',
    draftHint: 'Anything to change, the school or college you would like, or that you wish to meet us.',
    draftUntil: (day: string) => `You have until the end of ${day}.`,
    send: 'Send to the council',
    missing: 'Write something before you send it',
    nothing: 'There is nothing to send now. You can always write to or ring the caseworker.',
    sentTitle: 'Sent',
    sent: 'Thank you. The caseworker has it, and it is kept with everything else.',
    saved: 'Thank you. It is kept and will be recorded as soon as the service is back.',
  },
  letters: 'Letters we have sent you',
  noLetters: 'None yet.',
});

export type FamilyWords = ReturnType<typeof wordsFor>;

export const FAMILY_WORDS: FamilyWords = wordsFor(WHOSE.parent);
/** The same page, read by the young person themself. */
export const YOUNG_PERSON_WORDS: FamilyWords = wordsFor(WHOSE['young-person']);
