import type { CountBasis, DutyHolder, DutyKind } from '../domain/duty.js';
import type { Ground } from '../domain/facts/fact.js';
import { FORM_WORDS } from './words/forms.js';
import { ADVICE_WORDS } from './words/advice.js';
import { CLOCK_WORDS } from './words/clock.js';
import { DAY_WORDS } from './words/day.js';
import { DUTY_WORDS } from './words/duties.js';
import { errorTexts } from './words/errors.js';
import { FAMILY_WORDS } from './words/family.js';
import { LINK_WORDS } from './words/link.js';
import { FACT_WORDS } from './words/facts.js';
import { HISTORY_WORDS } from './words/history.js';
import { ADVISER_WORDS, REGULATION_SIX, ROLE_WORDS } from './words/people.js';
import { LETTER_WORDS } from './words/letters.js';
import { NEW_CASE_WORDS } from './words/new-case.js';
import { PROBLEM_WORDS } from './words/problems.js';
import { STAGE_WORDS } from './words/stages.js';

/** Every word a page says that is not the case's own, in one registry: pages and tests read it. */

const kinds: Readonly<Record<DutyKind, string>> = {
  statutory: 'Required by law',
  guidance: 'Expected by guidance',
  local: 'The council’s own target',
};

const counted: Readonly<Record<CountBasis, string>> = {
  ombudsman: 'The Ombudsman counts from the day the council agreed',
  'strict-receipt': 'Counted from the day it actually arrived',
  'next-day-service': 'With service on the next working day',
  'lenient-notice': 'With the meeting day counted in the notice',
  'breach-line': 'The law is broken from',
  'notice-8-weeks': '8 weeks from the amendment notice',
  'meeting-12-weeks': '12 weeks from the meeting',
  'order-sent-out': 'Counted from the day the order was sent out',
};

const grounds: Readonly<Record<Ground | 'appointment-missed', string>> = {
  'school-closed': 'School closed for 4 weeks or more',
  'early-years-closed': 'Early years setting closed for 4 weeks or more',
  'personal-circumstances': 'Exceptional personal circumstances of the child or family',
  absent: 'Child or family away from the area for 4 weeks or more',
  'appointment-missed': 'Child missed an appointment with the adviser',
};

const holders: Readonly<Record<DutyHolder, string>> = {
  authority: 'The council',
  adviser: 'The adviser',
  setting: 'The school or setting',
  icb: 'The integrated care board (health)',
};

export const texts = {
  roles: ROLE_WORDS,
  advisers: ADVISER_WORDS,
  regulationSix: REGULATION_SIX,
  holders,
  sections: {
    audits: 'Audits',
    cases: 'Cases',
    'new-case': 'New request',
    advice: 'Advice asked of me',
    reviews: 'Reviews',
    panels: 'Panels',
    post: 'Post',
    tasks: 'Tasks',
    escalations: 'Escalations',
    outbox: 'Outbox',
    team: 'Team',
    reports: 'Report',
    improvement: 'Improvement',
    figures: 'Figures',
    forecast: 'Forecast',
    settings: 'Settings',
    import: 'Import and export',
    clock: 'Work out dates',
  },
  case: {
    recorded: 'Recorded',
    doNotContact: 'do not contact',
    awaitsSecond: 'This correction waits for a second person to agree.',
    awaitsService: 'Saved, and recorded as soon as the service is back.',
    heldToday: 'since today',
    held: (length: string) => `for ${length}`,
    lawfulFrom: (day: string) => `lawful from ${day}`,
    needsPanel: 'a manager’s or the panel’s decision',
    age: (years: number) => `${years} ${years === 1 ? 'year' : 'years'} old`,
  },
  front: {
    title: 'Every date the law gives a child',
    byLink: 'Families need no account: you follow your child, or your own plan, by the link in our letters and emails. It shows where things are, what is next and by when, the plan and what changed in it, and takes what you wish to say.',
    users: {
      caseworkers: 'Caseworkers',
      professionals: 'Professionals who give advice',
      managers: 'Managers',
      others: 'Everybody else',
    },
    tries: [
      {
        as: 'A caseworker',
        text: 'open the first late case, read why its date is that date, and record what happened next.',
      },
      { as: 'A professional', text: 'see every request for advice in one list, soonest due first, and answer one.' },
      { as: 'Anybody', text: 'work out the dates of any case on the page “Work out dates”, and print its timeline.' },
    ],
  },
  signIn: { title: 'Sign in', refused: 'Choose one of the accounts: there is no such account, or it has been closed' },
  saved: {
    pending: {
      title: 'Saved, not recorded yet',
      heading: 'Saved: it will be recorded as soon as the service is back',
      text: ['What you sent is kept. You need not send it again, and you may leave this page.'],
      again: 'Check now',
    },
    changedSince: { sentence: PROBLEM_WORDS['changed-since'].title, law: null },
    refused: {
      title: 'Not recorded',
      heading: 'The rule did not allow this',
      text: ['Nothing was recorded. Open the case to see what can be recorded now.'],
    },
    'awaiting-second-person': {
      title: 'Waiting for a second person',
      heading: 'Your correction waits for a second person',
      text: [
        'A correction changes what the council holds to have happened, so somebody else, a team manager or above, agrees to it first.',
        'They find it on the case page. Until then the case stands as it was.',
      ],
    },
    declined: {
      title: 'Correction not agreed',
      heading: 'The second person did not agree to this correction',
      text: ['Nothing was recorded.'],
    },
  },
  channels: {
    email: 'By email',
    online: 'By online form',
    'first-class-post': 'By first-class post',
    'signed-for': 'By signed-for post',
    'by-hand': 'By hand',
    phone: 'By telephone',
  },
  history: HISTORY_WORDS,
  correct: {
    title: 'Correct an entry',
    what: 'What was wrong?',
    whatMissing: 'Choose what was wrong',
    details: 'It happened, but a detail is wrong',
    detailsHint: 'For example the day. Give the right details below.',
    never: 'It did not happen, or belongs to another case',
    neverHint: 'It is taken out and nothing is put in its place.',
    why: 'Why is it being corrected?',
    whyHint: 'For the second person. Only the council’s own record keeps these words.',
    whyMissing: 'Say why it is being corrected',
  },
  newCase: NEW_CASE_WORDS,
  letters: LETTER_WORDS,
  advice: ADVICE_WORDS,
  link: LINK_WORDS,
  family: FAMILY_WORDS,
  statements: { accessibility: 'Accessibility', cookies: 'Cookies' },
  clock: CLOCK_WORDS,
  figures: { all: 'All stages', open: 'Open', late: 'Late' },
  picture: { received: 'Request received', begins: 'Begins' },
  duties: DUTY_WORDS,
  facts: FACT_WORDS,
  errors: errorTexts,
  problems: PROBLEM_WORDS,
  kinds,
  counted,
  grounds,
  stages: STAGE_WORDS,
  day: DAY_WORDS,
  workList: {
    views: { mine: 'Your cases', all: 'All cases you may see', late: 'Late', ended: 'Ended' },
    anyStage: 'Any stage',
    empty: {
      narrowed: 'No case matches. Check the spelling, or choose another stage.',
      late: 'No case here is late.',
      ended: 'No case here has ended.',
      all: 'You have no open cases.',
      showAll: 'Show your cases',
    },
    bands: { late: 'Overdue', today: 'Today', week: 'In the next 7 days', later: 'Later', nothing: 'Nothing due' },
    nobody: 'Nobody holds this case',
    coveringFor: (name: string) => `Covering for ${name}`,
    waits: {
      sinceRequest: (length: string) => `family waiting ${length}`,
      statutory: (length: string) => `by law ${length}`,
      withOwner: (length: string) => `held ${length}`,
    },
    lateDuties: (count: number) => `${count} duties late`,
  },
  form: FORM_WORDS,
  duty: {
    calendar: 'Calendar',
    lastWorkingDay: (due: string) => `the last working day before it falls due, ${due}`,
    weekend: (actBy: string) => `The due day is not a working day and the law does not move it: act by ${actBy}.`,
    notBefore: (day: string) => `Not lawful before ${day}, so that the family has its full time.`,
    notBeforeLate: (day: string) =>
      `Not lawful before ${day}: the family’s time ends after the due day. In time only if the family writes that it has no more to say.`,
    pastTarget: (length: string) => `${length} past the council’s own target`,
    exception: (ground: string, qualifies: boolean, why: string) =>
      `Exception claimed: ${ground}. ${qualifies ? 'It counts' : 'It does not count'}: ${why}.`,
  },
} as const;
