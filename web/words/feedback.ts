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
  weDid: { title: 'You said, we did', intro: 'What we have changed because of what families and settings told us.', did: (on: string) => `Done on ${on}` },
  nothing: { title: 'Nothing is asked of you', text: 'There are no questions for you now. You can always ring or write to us.' },
} as const;

const PLURAL = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** For those who read what was said. */
export const FEEDBACK_WORDS = {
  title: 'How it was for families and settings',
  intro: 'After each plan the family and the setting it names are asked how it was, once, and reminded once. Counted by the day on which they were asked.',
  period: 'Asked in',
  year: 'The last twelve months',
  team: 'Team',
  allTeams: 'All teams you answer for',
  show: 'Show',
  learning: 'Learning report of the audits',
  readWords: 'Read their own words',
  csv: 'Figures (CSV)',
  answered: 'Plans answered about',
  nobodyAsked: 'Nobody was asked in this time. Asking begins by itself, two weeks after a plan is sent.',
  asked: (asked: number, answered: string) => `${asked === 1 ? 'One plan was asked about' : `${asked} plans were asked about`}: ${answered} were answered.`,
  contact: ({ contactable, sent, failed, waiting }: Readonly<{ contactable: number; sent: number; failed: number; waiting: number }>) =>
    `Of ${PLURAL(contactable, 'person', 'people')} who could be written to, ${sent} ${sent === 1 ? 'was' : 'were'} reached${failed === 0 ? '' : `, ${failed} could not be`}${waiting === 0 ? '' : `, and for ${waiting} it is not known yet`}.`,
  nobodyToAsk: (count: number) => `For ${count === 1 ? 'one of the plans' : `${count} of the plans`} there was nobody who could be written to.`,
  few: 'Fewer than five have answered. What they said is not counted out, so that nobody can be known by it.',
  questions: (party: Party) => `What ${party === 'family' ? 'families' : 'settings'} said`,
  question: 'Question',
  said: 'Agreed, of those to whom it applied',
  of: (part: number, of: number, percent: string) => `${part} of ${of} said so${percent}`,
  percent: (value: string, from: string, to: string) => `, ${value}% (${from} to ${to})`,
  outOf: (part: number, of: number) => `${part} of ${of}`,
  ranges: 'A percentage is given from 20 answers on, with the range in which it would fall 95 times in 100.',
  broken: 'By quarter, team, need and setting',
  groups: { quarter: 'Quarter', team: 'Team', need: 'Primary need', setting: 'Setting' },
  by: (party: string, group: string) => `${party}, by ${group.toLowerCase()}`,
  plans: 'Plans asked about',
  overall: 'Done well, all in all',
  unknown: 'Not known',
  nothing: 'Nobody answered',
  notAsked: 'Nobody asked',
  fewHere: 'Fewer than five answers',
  withheld: 'Left out, as it would tell what a smaller group said',
  themes: {
    title: 'You said, we did',
    intro: 'What their own words were about, and what was done because of it.',
    theme: 'You said',
    answers: 'Answers',
    few: 'Fewer than five',
    did: 'We did',
    nothing: 'Nothing written yet',
    add: 'Write what we did',
    about: (theme: string) => `about: ${theme}`,
    retired: 'not given any more',
    edit: 'Change the list of themes',
    done: (what: string, on: string, by: string) => `${what} (${on}, ${by})`,
  },
  words: {
    title: 'In their own words',
    caption: 'How it was',
    intro: 'Words about records that you may see, the newest first. They may tell of a child: copy them nowhere.',
    party: 'From',
    all: 'Families and settings',
    theme: 'Theme',
    anyTheme: 'Any theme',
    noTheme: 'Without a theme',
    nothing: 'Nobody has written anything that fits.',
    total: (total: number) => PLURAL(total, 'answer with words', 'answers with words'),
    from: { family: 'A family', setting: (name: string) => name },
    on: (day: string) => `answered on ${day}`,
    taken: (name: string) => `written down by ${name} on the telephone`,
    give: 'Give it themes',
    change: 'Change its themes',
    later: 'Older answers',
    newer: 'Newer answers',
  },
  word: {
    title: 'Themes of an answer',
    themes: 'What is it about?',
    hint: 'Choose all that fit, or none.',
    save: 'Save the themes',
    changed: 'Somebody has given these words other themes since you opened them. They stand below: choose again if yours still hold',
    invalid: 'Choose themes of the list',
    savedTitle: 'Saved',
    saved: 'The themes are saved.',
    plan: 'The record',
    nobody: 'No theme yet.',
  },
  onCase: {
    title: 'How it was',
    link: 'What they said',
    family: 'The family', setting: 'The setting',
    row: (who: string, sent: string, asked: string, reminded: string | null, answers: number) =>
      `${who}: asked on ${asked} about the plan of ${sent}${reminded === null ? '' : `, reminded on ${reminded}`}. ${answers === 0 ? 'No answer yet' : PLURAL(answers, 'answer', 'answers')}.`,
    heading: (who: string, sent: string) => `${who}, about the plan of ${sent}`,
    page: 'How it was for the family and the setting', back: 'The case',
    intro: 'What they said may tell of a child: copy it nowhere. It changes nothing in the plan.',
    nobody: 'Nobody was asked yet. Asking begins by itself, two weeks after a plan is sent.',
    take: 'Write down an answer given by telephone',
    takeTitle: 'An answer given by telephone',
    takeIntro: 'Read each question out, and tick what they say. They may pass over any. An answer is given once, and your name is kept with it.',
    who: 'Who is answering?', whoMissing: 'Choose who is answering',
    save: 'Keep the answer', savedTitle: 'Done', saved: 'The answer is kept.',
    twice: 'They have answered already, perhaps by their link while you were on the telephone. What was said then stands',
  },
  list: {
    title: 'Themes',
    intro: 'What words can be about. A theme that is not needed any more is retired: it stays on what it was given to, and is given to nothing new.',
    words: (number: number) => `Theme ${number}`,
    new: 'Another theme',
    retired: (number: number) => `Theme ${number} is retired`,
    retire: 'Retired: not given any more',
    save: 'Save the themes',
    changed: 'Somebody has changed the list since you opened it. It stands below: change it again if yours still holds',
    problem: (message: string) => `This theme ${message}`,
    whole: (message: string) => `The list ${message}`,
    savedTitle: 'Saved',
    saved: 'The list of themes is saved.',
  },
  done: {
    title: (theme: string) => `What we did about: ${theme}`,
    intro: 'Families and settings read this on their own pages, and everybody who reads these figures. Name no child and no family.',
    what: 'What was done?',
    whatMissing: 'Say what was done',
    on: 'On which day?',
    onAsked: 'the day it was done',
    save: 'Save',
    savedTitle: 'Saved',
    saved: 'It stands under the theme below.',
    soFar: 'Written so far',
  },
  back: 'How it was',
} as const;
