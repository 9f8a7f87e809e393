import type { SentMessage, WholeMessage } from '../../api/letter-models.js';
import { longTime } from '../dates.js';
import { texts } from '../texts.js';
import { letterWords, problemWords } from '../words/letters.js';

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
  again: string | null;
}>;

export function shownMessage(message: SentMessage): ShownMessage {
  const { ref, letter, subject, toName, toKind, channel, address, status, problem, replacedBy } = message;
  return {
    ref,
    letter: letterWords(letter),
    subject,
    to: toName,
    toKind: texts.letters.to[toKind],
    channel: texts.letters.channels[channel],
    address: address === null ? [] : address.split('\n'),
    status: texts.letters.statuses[status],
    problem: problem === null || status === 'queued' ? null : problemWords(problem),
    steps: stepsOf(message),
    again: replacedBy,
  };
}

function stepsOf({ status, queuedAt, sentAt, settledAt, openedAt }: SentMessage): string[] {
  const step = (words: string, at: string | null): string[] => (at === null ? [] : [`${words} ${longTime(at)}`]);
  const gone = status === 'accepted' || status === 'delivered' || status === 'bounced';
  return [
    ...step('Written', queuedAt),
    ...(gone ? step('Sent', sentAt) : []),
    ...(status === 'delivered' || status === 'bounced' ? step(texts.letters.statuses[status].text, settledAt) : []),
    ...step('Opened', openedAt),
  ];
}

/** Its words, and where its link leads where that is known. */
export const wholeWords = (message: WholeMessage, link: string | null) => ({ ...shownMessage(message), body: message.body, link, largePrint: message.largePrint });
