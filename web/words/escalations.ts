import type { EscalationFilter } from '../../api/escalation-models.js';

const filters: Readonly<Record<EscalationFilter, string>> = {
  waiting: 'Waiting for an answer',
  promised: 'Acknowledged, with a promise',
  broken: 'Promise passed',
  all: 'All open',
};

const empty: Readonly<Record<EscalationFilter, string>> = {
  waiting: 'No escalation waits for an answer.',
  promised: 'No escalation is acknowledged with a promise whose day is still to come.',
  broken: 'No promise has passed with the step still undone.',
  all: 'No escalation is open.',
};

/** Words about escalations: what is late, who answers for it, and by when it will be done. */
export const ESCALATION_WORDS = {
  title: 'Escalations',
  intro: 'What is late and has climbed. Say what you will do and by which day; what nobody acknowledges, and what is promised and not done, climbs to the next role.',
  whose: { mine: 'That went to me', all: 'Of every case I answer for' },
  filters,
  empty,
  more: 'Later escalations',
  filterLabel: 'How they stand',
  whoseLabel: 'Whose escalations',
  tags: {
    waiting: { text: 'Waiting', colour: 'yellow' },
    overdue: { text: 'Not acknowledged in time', colour: 'red' },
    promised: { text: 'Promised', colour: 'green' },
    broken: { text: 'Promise passed', colour: 'red' },
  },
  went: (to: string, on: string) => `Went to the ${to} on ${on}`,
  acknowledgeBy: (on: string, distance: string) => `To be acknowledged by ${on} (${distance})`,
  promised: (name: string, on: string, distance: string) => `${name} promised it by ${on} (${distance})`,
  climbs: (to: string, on: string) => `Climbs to the ${to} on ${on}, unless it is done or promised`,
  climbsAfterPromise: (to: string, on: string) => `Climbs to the ${to} on ${on}, unless it is done by then`,
  top: 'Nobody stands above: it stays with them until it is done.',
  heldBy: (name: string | null) => (name === null ? 'Nobody holds the case' : `${name} holds the case`),
  one: {
    title: 'Escalation',
    late: 'Why it is late',
    wasDue: (on: string, distance: string) => `It was due by ${on}: ${distance}.`,
    ladder: 'Its ladder',
    told: (on: string, to: string) => `Went to the ${to} on ${on}`,
    toldTo: (names: string) => `Written to: ${names}`,
    skipped: (to: string) => `Passed over for the ${to}: its day was before the case came here`,
    ahead: (on: string, to: string) => `Goes to the ${to} on ${on}, should it still be undone and nothing more be promised`,
    unanswered: 'Not acknowledged',
    by: (on: string) => `To be acknowledged by ${on}`,
    said: (name: string, on: string) => `Acknowledged by ${name} on ${on}`,
    promisedBy: (on: string) => `Promised by ${on}`,
    noWords: 'The words are no longer on file',
    correct: 'Correct this acknowledgement',
    answer: 'Acknowledge it',
    answerIntro: (to: string) => `It went to the ${to}. Say what will be done and by which day.`,
    notYours: (to: string) => `It is for the ${to}, or a role above, to acknowledge.`,
    stands: 'It is acknowledged: what was promised is awaited.',
    record: 'Record what was done on the case',
    back: 'Escalations',
    button: 'Acknowledge',
  },
  action: { label: 'What will you do?', hint: 'Only the council’s own record keeps these words.', missing: 'Say what you will do' },
  promisedOn: {
    label: 'By which day will it be done?',
    asked: 'the day by which it will be done',
    hint: (last: string) => `Today, or a later day, to ${last} at the latest`,
    past: 'The day by which it will be done must be today or later',
    far: (last: string) => `The day by which it will be done must be ${last} or sooner`,
  },
  onCase: { heading: 'Escalations', open: 'See the escalation and its ladder' },
} as const;
