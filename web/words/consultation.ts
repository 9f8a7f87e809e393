import type { AnswerOfSetting, RefusalGround } from '../../domain/consultation.js';

/** Grounds in the law's words, said plainly. @source Children and Families Act 2014 s 39(4) */
export const GROUND_WORDS: Readonly<Record<RefusalGround, string>> = {
  'unsuitable-age': 'We are unsuitable for the age of the child or young person',
  'unsuitable-ability': 'We are unsuitable for their ability or aptitude',
  'unsuitable-needs': 'We are unsuitable for their special educational needs',
  'education-of-others': 'It would be incompatible with the efficient education of others',
  'use-of-resources': 'It would be incompatible with the efficient use of resources',
};

const answers: Readonly<Record<AnswerOfSetting, string>> = {
  yes: 'Yes, we can meet the needs in the plan',
  no: 'No, we think that we cannot',
  other: 'Something else',
};

/** Words of the page on which a setting answers. */
export const CONSULTATION_WORDS = {
  title: 'A place for a child or young person',
  intro: (setting: string) => `The council consults you about naming ${setting} in an EHC plan (Children and Families Act 2014 sections 38 to 40).`,
  papers: 'Papers',
  papersNone: 'The council has put no papers here. They come to you in a separate secure email: ask for them if they have not.',
  answer: 'Can you meet the needs in the plan?',
  answerMissing: 'Choose your answer',
  answers,
  grounds: 'If no: on which grounds?',
  groundsHint: 'The Act knows no others. Being full is none by itself: say under the last two what a place would do.',
  words: 'Why, what you would need, and what could change it',
  wordsHint: 'Needed unless you say yes. The council weighs this; a family that appeals may read it.',
  places: 'Places free in the year group',
  placesHint: 'For example, 0 or 2',
  cost: 'What the place would cost the council in a year, in pounds',
  costHint: 'Whole pounds. Leave empty if you cannot say yet',
  starts: 'From which day could a place begin?',
  startsAsked: 'the day a place could begin',
  countOdd: 'must be a whole number',
  send: 'Send the answer',
  answered: 'What you answered',
  noDetail: 'Your answer is recorded.',
  became: 'What became of it',
  waits: 'The council has not issued the final plan yet. This page says when it has.',
  named: (day: string) => `The final plan of ${day} names you. Where section 43 of the Act covers you, you must admit the child or young person.`,
  notNamed: (day: string) => `The final plan of ${day} does not name you. Nothing more is asked of you.`,
  sentTitle: 'Sent',
  sent: 'Your answer has been sent, and the caseworker sees it.',
  saved: 'Your answer is kept and will be recorded as soon as the service is back. You need not send it again.',
  law: 'If you do not answer, the council decides without your answer.',
} as const;
