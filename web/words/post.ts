import type { LeftOut } from '../../api/post-models.js';
import type { MatchReason } from '../../domain/post/match.js';
import type { PostChannel } from '../../domain/post/came.js';
import type { AsideReason, Meant } from '../../domain/post/papers.js';
import { shortDay } from '../dates.js';
import { FACT_WORDS } from './facts.js';

const where = { subject: 'in its subject or the name of a file', text: 'in its text' } as const;

/** Why an item may belong to a case. */
export function matchWords(reason: MatchReason): string {
  switch (reason.kind) {
    case 'reference':
      return `Our reference ${reason.code} is ${where[reason.where]}`;
    case 'upn':
      return `The pupil number ${reason.code} is ${where[reason.where]}`;
    case 'council-reference':
      return `The council’s own reference ${reason.code} is ${where[reason.where]}`;
    case 'family-address':
      return `The sender’s address is that of ${reason.name}, ${reason.relation}${reason.withheld ? ', who may not be told anything: do not answer' : ''}`;
    case 'asked-address':
      return `The sender’s address is that of ${reason.name}, whose answer this case waits for`;
    case 'born':
      return `The birth date ${shortDay(reason.on)} is in it`;
    case 'name':
      return 'The child’s name is in it';
  }
}

const leftOut: Readonly<Record<LeftOut['why'], string>> = {
  empty: 'it is empty',
  'ending-unknown': 'it is no PDF, Word document, OpenDocument text, plain text, PNG or JPEG',
  'not-what-it-says': 'it is not what its name says',
  'holds-macros': 'it carries macros',
  'too-large': 'it is larger than 10 MB',
  'too-many': 'more than 20 came with one mail',
};

const channels: Readonly<Record<PostChannel, string>> = {
  email: 'Email', online: 'Online form', 'first-class-post': 'Post', 'signed-for': 'Signed-for post', 'by-hand': 'By hand',
};

const aside: Readonly<Record<AsideReason, string>> = {
  'not-ours': 'It is not for us',
  'other-council': 'It is for another council',
  spam: 'It is junk',
  'same-again': 'It says again what we have',
  'no-reply-needed': 'Nothing is to be done with it, and it belongs to no case',
};

/** What an item was filed as. */
export const meantWords = (meant: Meant): string => (meant === 'document' ? 'A paper alone' : FACT_WORDS[meant].told);

/** Words of the incoming post. */
export const POST_WORDS = {
  title: 'Post',
  intro: 'Mails and scans that came and are not filed yet, oldest first. Duly says which case each may belong to; a person files it.',
  views: { waiting: 'To file', filed: 'Filed', aside: 'Put aside' },
  empty: { waiting: 'There is no post to file.', filed: 'Nothing has been filed yet.', aside: 'Nothing has been put aside.' },
  putIn: 'Put a scan in the post',
  toRecord: 'Filed, and still to be recorded',
  channels,
  leftOut,
  aside,
  noSubject: 'Without a subject',
  unknownSender: 'Sender not known',
  came: (how: string, when: string) => `${how}, ${when}`,
  postmark: (day: string) => `posted on ${day}`,
  papers: (count: number) => `${count} ${count === 1 ? 'paper' : 'papers'}`,
  proposed: 'May belong to',
  noProposal: 'Nothing in it names a case you may see.',
  counts: (day: string, isMoved: boolean) => (isMoved ? `${day}: the next working day, by how and when it came` : `${day}, the day it came`),
  mailbox: 'The council’s mailbox',
  whose: 'Whose is it?',
  find: 'Look for a case',
  findHint: 'Part of a name, a birth date, or a whole reference or pupil number',
  findMissing: 'Enter part of a name, a birth date, or a reference',
  foundNothing: 'No case that you may see.',
  fileTo: 'File to this case',
  newRequest: 'It asks for an assessment of a child who has no case',
  newRequestText: 'The form opens with the day and the way it came filled in. The mail is filed to the new case.',
  meant: 'What is it?',
  meantHint: 'The papers go on the case at once. The form for what it brings about opens next, with the day filled in.',
  meantMissing: 'Choose what it is',
  document: 'A paper alone: nothing is to be recorded from it',
  notYours: 'Its caseworker or manager records it; you file the paper',
  file: 'File it',
  putAside: 'Put it aside',
  asideWhy: 'Why does it belong to no case?',
  asideMissing: 'Choose why it is put aside',
  filedBy: (who: string, when: string) => `Filed by ${who}, ${when}`,
  asideBy: (who: string, when: string) => `Put aside by ${who}, ${when}`,
  toRecordText: (what: string) => `Still to be recorded: ${what}.`,
  recorded: (what: string, entry: number) => `Recorded: ${what} (entry ${entry}).`,
  recordNow: 'Record it now',
  nothingMore: 'Nothing more is to be recorded',
  takeBack: 'Take it back off this case',
  takeBackText: 'If it was filed to the wrong case: its papers leave that case, both stand in its history, and it waits in the post again.',
  takeBackRecorded: (entries: string) => `What was recorded from it stays until it is corrected there: ${entries}.`,
  bringBack: 'Bring it back',
  done: {
    filed: 'It is filed. Its papers are on the case.',
    aside: 'It is put aside.',
    'taken-back': 'It waits in the post again, and its papers are off the case.',
    'brought-back': 'It waits in the post again.',
    'put-in': 'It is in the post. File it now, or leave it for a colleague.',
    'there-already': 'These scans are in the post already: nothing was put in a second time.',
    'nothing-more': 'Noted: nothing more is to be recorded from it.',
  },
  fromPost: (what: string) => `From the post: ${what}`,
  countsFrom: (day: string) => `It counts as received on ${day}.`,
  evidence: 'Its papers are named as evidence.',
  scan: {
    title: 'Put a scan in the post',
    how: 'How did it come?',
    howMissing: 'Choose how it came',
    when: 'When did it reach the council?',
    from: 'Whom does it seem to come from?',
    fromHint: 'As it stands on the paper. Leave empty if it does not say',
    about: 'What is it, in a few words?',
    aboutHint: 'Name the child and any reference on it: Duly looks for the case by them',
    aboutMissing: 'Say in a few words what it is',
    file: 'Scans',
    fileHint: 'PDF, Word, OpenDocument, text, PNG or JPEG; at most 10 MB each and 5 at once',
    fileMissing: 'Choose the scan',
    put: 'Put it in the post',
  },
} as const;
