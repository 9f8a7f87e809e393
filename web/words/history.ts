import type { Act } from '../../domain/agenda.js';

type ActWords = (duty: string, to: string | null) => string;
const told =
  (verb: string): ActWords =>
  (duty, to) =>
    `${verb}${to === null ? '' : ` the ${to}`}: ${duty}`;

const acts: Readonly<Record<Act, ActWords>> = {
  remind: told('Reminded'),
  tell: told('Told'),
  escalate: told('Escalated to'),
  'note-breach': (duty) => `The last day in time passed: ${duty}`,
  'close-window': (duty) => `The period ended: ${duty}`,
  'ask-for-confirmation': told('Asked for confirmation from'),
  digest: told('Sent the digest to'),
};

/** How a record's history is told. */
export const HISTORY_WORDS = {
  acts,
  unknownAct: 'Duly did something',
  by: (entry: number, name: string, at: string) => `Entry ${entry}, recorded by ${name}, ${at}`,
  byDuly: (entry: number, at: string) => `Entry ${entry}, done by Duly, ${at}`,
  corrected: (entry: number) => `Corrected by entry ${entry}`,
  takenOut: 'Taken out: it did not happen',
  replaced: (what: string, on: string) => `In its place: ${what}${on}`,
  arrived: 'Arrived',
  posted: 'Posted',
  estimated: 'The day that counts is worked out from how it came',
  served: 'Counts as served on',
  from: 'From',
  to: 'To',
  closedFrom: 'Closed from',
  reopensOn: 'Opens again on',
  familyTold: 'Family told of the delay on',
  meeting: 'The meeting is on',
  promised: 'To be done by',
  cameFrom: (council: string) => `From ${council}`,
  wentTo: (council: string) => `To ${council}`,
} as const;
