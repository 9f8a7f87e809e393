/** What families and settings are asked after a plan was issued. A code is permanent: a question that means something else gets a new one. */

export const PARTIES = ['family', 'setting'] as const;
export type Party = (typeof PARTIES)[number];

/** From the best answer to the worst. */
export const STEPS = ['strongly-agree', 'agree', 'neither', 'disagree', 'strongly-disagree'] as const;
export type Step = (typeof STEPS)[number];

export const MARKS = [...STEPS, 'does-not-apply'] as const;
export type Mark = (typeof MARKS)[number];

/** `own`: as a young person is asked who answers for themself. */
export type Question = Readonly<{ code: string; words: string; own?: string }>;

/** By which a group is compared with others: one question to each party. */
export const OVERALL = 'overall';

/** Each is a sentence to agree with or not. @source needs.md 37, 38 and section 6; the words are this project's own */
export const QUESTIONS: Readonly<Record<Party, readonly Question[]>> = {
  family: [
    { code: 'listened', words: 'We were listened to', own: 'I was listened to' },
    { code: 'about-child', words: 'The plan is about our child, and says what matters to them', own: 'The plan is about me, and says what matters to me' },
    { code: 'knew-who', words: 'We knew who to talk to at the council', own: 'I knew who to talk to at the council' },
    { code: 'on-time', words: 'Things happened when we were told they would', own: 'Things happened when I was told they would' },
    { code: 'understand-support', words: 'We understand what support the plan gives', own: 'I understand what support the plan gives' },
    { code: OVERALL, words: 'All in all, this was done well', own: 'All in all, this was done well' },
  ],
  setting: [
    { code: 'specific', words: 'The provision in the plan is specific enough for us to deliver' },
    { code: 'consulted-in-time', words: 'We were consulted in time to think it through' },
    { code: 'heard', words: 'What we told the council was taken into account' },
    { code: 'resourced', words: 'We have, or will be given, what we need to put the provision in place' },
    { code: OVERALL, words: 'All in all, this was done well' },
  ],
};

/** Words of one's own, to everybody alike. */
export const FREE = ['wentWell', 'better'] as const;
export type Free = (typeof FREE)[number];
