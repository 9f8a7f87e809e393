import type { SentMessage, WaitingNotice, WholeMessage } from '../../api/letter-models.js';
import { longTime } from '../dates.js';
import { paths } from '../paths.js';
import { texts } from '../texts.js';
import { DUTY_WORDS } from '../words/duties.js';
import { LADDER_WORDS } from '../words/ladders.js';
import { letterWords, problemWords } from '../words/letters.js';

export const statusWords = (status: SentMessage['status']): ShownMessage['status'] => texts.letters.statuses[status];

/** A message as a list shows it. */
export type ShownMessage = Readonly<{
  ref: string;
  letter: string;
  subject: string;
  to: string;
  toKind: string;
  channel: string;
  /** An address, its lines apart. */
  address: readonly string[];
  status: Readonly<{ text: string; colour: string }>;
  problem: string | null;
  /** What became of it, by when, in order. */
  steps: readonly string[];
  /** The last of them, for beside the status: its moment alone where the status says the word. */
  lately: string;
  again: string | null;
}>;

export function shownMessage(message: SentMessage): ShownMessage {
  const { ref, letter, subject, toName, toKind, channel, address, status, problem, replacedBy } = message;
  const steps = stepsOf(message);
  const last = steps.at(-1);
  const shown = statusWords(status);
  return {
    ref,
    letter: letterWords(letter),
    subject,
    to: toName,
    toKind: texts.letters.to[toKind],
    channel: texts.letters.channels[channel],
    address: address === null ? [] : address.split('\n'),
    status: shown,
    problem: problem === null || status === 'queued' ? null : problemWords(problem),
    steps: steps.map(({ word, at }) => `${word} ${at}`),
    lately: last === undefined ? '' : last.word === shown.text ? last.at : `${last.word} ${last.at}`,
    again: replacedBy,
  };
}

function stepsOf({ status, queuedAt, sentAt, settledAt, openedAt }: SentMessage): Readonly<{ word: string; at: string }>[] {
  const step = (word: string, at: string | null) => (at === null ? [] : [{ word, at: longTime(at) }]);
  const gone = status === 'accepted' || status === 'delivered' || status === 'bounced';
  return [
    ...step('Written', queuedAt),
    ...(gone ? step('Sent', sentAt) : []),
    ...(status === 'delivered' || status === 'bounced' ? step(texts.letters.statuses[status].text, settledAt) : []),
    ...step('Opened', openedAt),
  ];
}

/** Something that leaves later, as a list shows it. */
export const shownWaiting = ({ caseRef, duty, act, to, channel, leavesAt }: WaitingNotice) => ({
  about: caseRef,
  href: paths.case(caseRef),
  act: `${LADDER_WORDS.acts[act].toLowerCase()}: ${DUTY_WORDS[duty].act.toLowerCase()}`,
  to: texts.letters.waiting.to(texts.roles[to].toLowerCase()),
  leaves: texts.letters.waiting.leaves[channel](longTime(leavesAt)),
});

/** Its words, and where its link leads where that is known. */
export const wholeWords = (message: WholeMessage, link: string | null) => ({ ...shownMessage(message), body: message.body, link, largePrint: message.largePrint });
