import type { AskedWhy } from '../../domain/advice/who.js';
import type { AdviceForm, PlanSection } from '../../domain/advice/form.js';
import type { QualityCode } from '../../domain/advice/quality.js';

/** What the check says of a part, to whoever wrote it and to the caseworker alike. */
const quality: Readonly<Record<QualityCode, (at: string, found: string | null) => string>> = {
  'needs-missing': () => 'The needs are not described',
  'provision-missing': () => 'No provision is set out',
  'outcomes-missing': () => 'No outcome is set out',
  'views-missing': () => 'Nothing is written yet',
  'what-missing': (at) => `${at}: what is to be provided is missing`,
  'who-missing': (at) => `${at}: who provides it is missing`,
  'how-often-missing': (at) => `${at}: how often is missing`,
  'how-long-missing': (at) => `${at}: how long is missing`,
  'how-often-vague': (at, found) => `${at}: “${found ?? ''}” does not say how often, as 3 times a week`,
  'how-long-vague': (at, found) => `${at}: “${found ?? ''}” does not say how long, as 30 minutes`,
  'provision-vague': (at, found) => `${at}: “${found ?? ''}” leaves it open; say what is given`,
  'outcome-missing': (at) => `${at}: the outcome itself is missing`,
  'measure-missing': (at) => `${at}: how one will know is missing`,
  'by-when-missing': (at) => `${at}: by when is missing`,
  'outcome-vague': (at, found) => `${at}: “${found ?? ''}” says a direction; say how far`,
  'measure-vague': (at, found) => `${at}: “${found ?? ''}” cannot be counted or seen`,
  'by-when-vague': (at, found) => `${at}: “${found ?? ''}” names no time, as July 2027 or end of Year 6`,
};

const parts: Readonly<Record<keyof AdviceForm, string>> = {
  involvement: 'Your involvement',
  views: 'What the child says',
  needs: 'Needs',
  provision: 'Provision',
  outcomes: 'Outcomes',
  sections: 'Sections of the plan',
};

const planSections: Readonly<Record<PlanSection, string>> = {
  A: 'A: views and aspirations',
  B: 'B: special educational needs',
  C: 'C: health needs',
  D: 'D: social care needs',
  E: 'E: outcomes',
  F: 'F: special educational provision',
  G: 'G: health provision',
  H: 'H: social care provision',
};

const why: Readonly<Record<AskedWhy, string>> = {
  always: 'Always asked',
  'attends-school': 'The child goes to school',
  'attends-early-years': 'The child goes to an early years setting',
  'attends-college': 'The young person goes to college',
  'attends-nothing': 'The child goes to no school: choose whoever is responsible for their education, or a teacher who knows about provision',
  hearing: 'Hearing is impaired',
  vision: 'Sight is impaired',
  'hearing-and-vision': 'Hearing and sight are impaired',
  'year-9-or-later': 'In or beyond Year 9',
  'forces-family': 'A parent serves in the forces',
  'family-asked': 'The family reasonably asks for it',
};

/** Words of a professional's pages, and of the caseworker's about advice. */
export const ADVICE_WORDS = {
  open: 'To answer',
  answered: 'Answered',
  views: { all: 'To answer', mine: 'Mine', unassigned: 'Taken by nobody', late: 'Late', answered: 'Answered' },
  nobody: 'Taken by nobody',
  take: 'Take it',
  handOver: 'Hand over',
  layBack: 'Lay back in the inbox',
  held: 'Saved: who has this request.',
  expectedSaved: 'Saved. The caseworker sees the day and the reason; the due date stays as it is.',
  heading: 'Advice for an EHC needs assessment',
  sentTitle: 'Sent',
  sent: 'Your advice has been sent, and the caseworker sees it.',
  saved: 'Your advice is kept and will be recorded as soon as the service is back. You need not send it again.',
  declinedTitle: 'Declined',
  draftTitle: 'Saved',
  draftSaved: 'Your draft is saved. You can come back to it.',
  attached: 'Your file is attached.',
  parts,
  planSections,
  quality,
  why,
  provisionRow: (row: number) => `Provision ${row}`,
  outcomeRow: (row: number) => `Outcome ${row}`,
  changed: (who: string, when: string, what: string) =>
    `${who} saved this request at ${when}, while you were writing: ${what}. Your words are below and are not saved. Compare, then save again to keep yours.`,
  decline: 'Decline to give advice',
  declineIntro:
    'Only where giving it would be incompatible with your own duties, or would harm how you do them (Children and Families Act 2014 s 31). The law asks for the reason in writing.',
  reason: 'Reason for declining',
  reasonMissing: 'Give the reason for declining: the law asks for it in writing',
  expected: 'Say that it cannot come in time',
  expectedIntro: 'The due date stays as it is. The caseworker sees when to expect your advice, and why.',
  expectedOn: 'When do you expect to send it?',
  expectedOnAsked: 'the day you expect to send it',
  because: 'Why can it not come in time?',
  becauseMissing: 'Say why it cannot come in time',
  fate: {
    asked: 'Asked, not answered yet',
    returned: (on: string) => `Returned on ${on}: it waits again. The due date has not moved`,
    received: (on: string) => `Received on ${on}`,
    accepted: (on: string) => `Received, read and accepted on ${on}`,
    declined: (on: string) => `Declined on ${on}`,
    reused: (on: string) => `Earlier advice is used instead, since ${on}`,
    notNeeded: (on: string) => `No longer needed, since ${on}`,
    used: (on: string) => `Used in the draft plan sent on ${on}`,
  },
  ask: {
    title: 'Ask for advice',
    intro: 'Everybody ticked is asked together, today. Whom the law has asked about this child is ticked already.',
    askedAlready: 'Asked already',
    reused: 'Earlier advice is used again, with all three consents',
    others: 'Anybody else',
    othersHint: 'Whom the family reasonably asks for (regulation 6(1)(h)), or you think appropriate (6(1)(f)).',
    who: (role: string) => `Who: ${role.toLowerCase()}`,
    chooseWho: (role: string) => `Choose whom to ask: ${role.toLowerCase()}`,
    nobody: 'Choose whom to ask',
    many: 'Ask at most 20 at once: ask the rest after',
  },
  ofCase: {
    title: 'Advice',
    returned: 'Returned. The clock has not restarted.',
    accepted: 'Accepted.',
    revoked: (count: number) => (count === 1 ? 'Their link is ended.' : `Their ${count} links are ended.`),
    reason: 'What does it lack?',
    reasonMissing: 'Say what the advice lacks',
    returnIntro: 'The adviser reads this. The due date does not move, and both sides see that.',
  },
} as const;
