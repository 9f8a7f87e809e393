import type { Mark, Party } from '../../domain/feedback/questions.js';

/** Words on how it was: for those who are asked, and for those who read what was said. */

/** Whom the questions speak to: a parent of the child, the young person themself, a setting. */
export type FeedbackReader = 'parent' | 'young-person' | 'setting';

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  'strongly-agree': 'Strongly agree',
  agree: 'Agree',
  neither: 'Neither agree nor disagree',
  disagree: 'Disagree',
  'strongly-disagree': 'Strongly disagree',
  'does-not-apply': 'Does not apply',
};

export const PARTY_WORDS: Readonly<Record<Party, string>> = { family: 'Families', setting: 'Settings' };

const FREELY = 'You do not have to answer. You can pass over any question. What you say changes nothing in the plan.';
const FAMILY_END = 'If you want something in the plan changed, or want to complain or appeal, please tell us that by itself: our last letter says how.';
const FAMILY_READ = 'Those who work on the plan may read what you write. We count all answers together, and name nobody in what we publish.';

export const GIVE_WORDS = {
  title: 'How was it for you?',
  about: {
    parent: (child: string, day: string) => `We sent you the EHC plan of ${child} on ${day}.`,
    'young-person': (_child: string, day: string) => `We sent you your EHC plan on ${day}.`,
    setting: (child: string, day: string) => `We sent you the EHC plan of ${child} on ${day}. It names you.`,
  } satisfies Record<FeedbackReader, (child: string, day: string) => string>,
  before: {
    parent: [FREELY, FAMILY_END, FAMILY_READ],
    'young-person': [FREELY, FAMILY_END, FAMILY_READ],
    setting: [FREELY, 'If there is anything in the plan that you cannot provide, please tell us that at once and by itself.', 'Those who work on the plan may read what you write. We count all answers together.'],
  } satisfies Record<FeedbackReader, readonly string[]>,
  wentWell: 'What went well?',
  better: 'What could have been better?',
  wordsHint: 'In your own words. You need not write anything.',
  send: 'Send my answers',
  empty: 'Answer one question at least, or write something',
  again: 'Send it once more: something in it had been changed',
  thanks: { title: 'Thank you', text: 'We have your answers. Your answers are counted with those of others, and we say what we have changed because of them.' },
  answered: 'You have answered. An answer is given once: what you said stands. To add to it, ring or write to us.',
  nothing: { title: 'Nothing is asked of you', text: 'There are no questions for you now. You can always ring or write to us.' },
} as const;
