import type { MaySay } from '../../api/use-cases/family.js';
import type { CaseStage } from '../../domain/stages.js';
import type { FamilyReview } from '../../domain/review/family.js';

/** Whom the page speaks to: a parent of the child, or the young person themself. */
export type FamilyReader = 'parent' | 'young-person';

const WHOSE: Readonly<Record<FamilyReader, Readonly<{ needs: string; has: string; like: string; hope: string; their: string; you: string }>>> = {
  parent: { needs: 'your child’s needs', has: 'Your child has', like: 'What your child is like', hope: 'what you and they hope for', their: 'your child’s', you: 'you and your child' },
  'young-person': { needs: 'your needs', has: 'You have', like: 'What you like and are good at', hope: 'what you hope for', their: 'your', you: 'you' },
};

const whereFor = ({ needs, has }: (typeof WHOSE)[FamilyReader]): Readonly<Record<CaseStage, string>> => ({
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
    'decide-after-review': 'We tell you what we decide after the review meeting',
    'issue-amended-plan': 'We send you the amended plan',
    'complete-review': 'The plan is reviewed',
    'review-after-transfer': 'The plan is reviewed',
    amendment: 'You tell us what you think of the changes we propose',
    other: 'We take the next step',
  },
  by: (day: string) => `by ${day}`,
  wasDue: (day: string) => `This was due by ${day}, and is late. We are sorry.`,
  nothingNext: 'Nothing is due from us now.',
  review: {
    title: 'The review of the plan',
    takePartTitle: 'How to take part',
    stands: {
      'no-date': () => 'No day is set yet for the review meeting. You are told when it is.',
      'date-set': (day: string) => `The review meeting is on ${day}.`,
      passed: (day: string) => `The review meeting was to be on ${day}. We have not heard yet that it was held.`,
      held: (day: string) => `The review meeting was held on ${day}.`,
    } satisfies Record<Exclude<FamilyReview['stands'], 'decided'>, (day: string) => string>,
    bySetting: 'The school, college or other setting arranges it, and invites you.',
    byCouncil: 'We hold it ourselves, and invite you.',
    noticeBy: (day: string) => `Your invitation and the papers should reach you at least two weeks before: they are due to go by ${day}.`,
    decideBy: (day: string) => `We tell you by ${day} whether we keep the plan as it is, change it or end it.`,
    decided: {
      keep: (day: string) => `On ${day} we decided to keep the plan as it is. Our letter says why.`,
      amend: (day: string) => `On ${day} we decided to change the plan.`,
      cease: (day: string) => `On ${day} we decided that the plan should end. Our letter says why, and how you can disagree.`,
    },
    noticeOn: (day: string) => `On ${day} we sent you the changes we propose.`,
    commentUntil: (day: string) => `You have until the end of ${day} to say what you think of them: you can do so on this page.`,
    finalBy: (day: string) => `We send you the amended plan by ${day}.`,
    ended: {
      'amended-plan-issued': (day: string) => `On ${day} we sent you the amended plan.`,
      'amendment-dropped': (day: string) => `On ${day} we told you that we do not change the plan after all.`,
    },
    wholeBy: (day: string) => `The whole of the next review, with our decision, is due by ${day}.`,
    takePart: [
      `Before the meeting, send ${whose.their} own views on this page once its day is set, or by letter or telephone.`,
      `At the meeting, what ${whose.you} say is heard first-hand: on what went well, on what should change, and on what comes next. You can bring somebody.`,
      'Ask the caseworker for whatever helps you take part: an interpreter, another time or place, papers in another form, or the free information, advice and support service named in our letters.',
      'After the meeting you are sent its report. Tell us if it leaves out what you said.',
    ],
  },
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
    about: {
      views: { title: 'Your views', hint: `${whose.like}, what helps, what is hard, ${whose.hope}. Write as you like.` },
      draft: { title: 'What you think of the draft plan', hint: 'Anything to change, the school or college you would like, or that you wish to meet us.' },
      amendment: { title: 'What you think of the changes we propose', hint: 'Anything to change, the school or college you would like, or that you wish to meet us.' },
      review: { title: 'Your views for the review meeting', hint: `What goes well, what does not, what should change in the plan, ${whose.hope}. Whoever holds the meeting reads it, and so do we.` },
    } satisfies Record<MaySay['about'], Readonly<{ title: string; hint: string }>>,
    reviewUntil: (day: string) => `The meeting is on ${day}. Papers go round two weeks before it: what you send earlier can go with them.`,
    viewsUntil: (day: string) => `So that we can use it, send it by ${day}.`,
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
