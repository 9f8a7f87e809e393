import type { PostItem, PostRow } from '../../../api/post-models.js';
import { isUnrecorded, type PostProposal, type ProposedPost } from '../../../api/use-cases/post.js';
import { daysBetween, type IsoDate } from '../../../domain/dates/iso-date.js';
import { londonTime } from '../../../domain/dates/london.js';
import type { WorkingDays } from '../../../domain/dates/working-days.js';
import { countsFrom, layOn } from '../../../domain/post/came.js';
import { clockTime, days, longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { matchWords, meantWords, POST_WORDS as t } from '../../words/post.js';
import { sizeWords } from '../../presenting/size.js';

/** Items of the post as the page tells them. */

export const subjectWords = ({ subject }: Pick<PostRow, 'subject'>): string => (subject === '' ? t.noSubject : subject);

export function fromWords({ fromName, fromAddress }: Pick<PostRow, 'fromName' | 'fromAddress'>): string {
  if (fromName === null && fromAddress === null) return t.unknownSender;
  return fromName === null || fromAddress === null ? (fromName ?? fromAddress ?? '') : `${fromName} (${fromAddress})`;
}

/** How and when it came: `Email, Saturday 6 September 2025, 10am`. */
export function cameWords({ channel, receivedAt, cameOn, postedOn }: PostRow): string {
  if (cameOn === null) return t.came(t.channels[channel], t.postmark(postedOn === null ? '' : longDay(postedOn)));
  const time = receivedAt === null ? '' : `, ${clockTime(londonTime(receivedAt).time.slice(0, 5))}`;
  return t.came(t.channels[channel], `${longDay(cameOn)}${time}`);
}

function ageWords(row: PostRow, today: IsoDate): string {
  const age = daysBetween(layOn(row), today);
  return age <= 0 ? 'today' : `${days(age)} ago`;
}

export const postRow = ({ item, proposals }: ProposedPost, today: IsoDate): object => {
  const [best, ...others] = proposals;
  return {
    href: paths.postItem(item.ref),
    subject: subjectWords(item),
    from: fromWords(item),
    came: cameWords(item),
    age: ageWords(item, today),
    isOld: daysBetween(layOn(item), today) > 1,
    papers: t.papers(item.files.length),
    best: best === undefined ? null : `${childOf(best)}, ${best.candidate.ref}`,
    why: best === undefined ? null : best.reasons.map(matchWords).join('. '),
    others: others.length,
  };
};

const childOf = ({ candidate: { child } }: PostProposal): string => `${child.givenName} ${child.familyName}`;

export const settledRow = (row: PostRow): object => ({
  href: paths.postItem(row.ref),
  subject: subjectWords(row),
  from: fromWords(row),
  came: cameWords(row),
  what: settledWords(row),
  toRecord: toRecordWords(row),
});

export function settledWords({ settled }: PostRow): string | null {
  if (settled === null) return null;
  const when = longTime(settled.at);
  if (settled.status === 'aside') return `${t.asideBy(settled.by, when)}: ${settled.asideFor === null ? '' : t.aside[settled.asideFor].toLowerCase()}`;
  return `${t.filedBy(settled.by, when)}, to ${settled.recordRef ?? ''}: ${settled.meant === null ? '' : meantWords(settled.meant).toLowerCase()}`;
}

const toRecordWords = (row: PostRow): string | null => (isUnrecorded(row) && row.settled?.meant ? t.toRecordText(meantWords(row.settled.meant)) : null);

/** One item whole, whoever it may belong to left aside. */
export function itemShown(item: PostItem, today: IsoDate, working: WorkingDays): object {
  const { on, isMoved } = countsFrom(item, working);
  return {
    ref: item.ref,
    subject: subjectWords(item),
    from: fromWords(item),
    came: `${cameWords(item)} (${ageWords(item, today)})`,
    counts: t.counts(longDay(on), isMoved),
    putIn: `${item.putInBy ?? t.mailbox}, ${longTime(item.putInAt)}`,
    text: item.text,
    files: item.files.map(({ ref, name, bytes }) => ({ name, size: sizeWords(bytes), href: paths.postFile(item.ref, ref) })),
    leftOut: item.leftOut.map(({ name, why }) => `${name}: ${t.leftOut[why]}`),
    settled: settledWords(item),
    toRecord: toRecordWords(item),
    recorded: item.recorded.map(({ entry, type }) => t.recorded(meantWords(type as Parameters<typeof meantWords>[0]), entry)),
  };
}

export const proposalShown = (proposal: PostProposal, item: string): object => ({
  ref: proposal.candidate.ref,
  child: childOf(proposal),
  born: shortDay(proposal.candidate.child.bornOn),
  owner: proposal.candidate.owner,
  ended: !proposal.candidate.isOpen,
  reasons: proposal.reasons.map(matchWords),
  href: `${paths.postItem(item)}?record=${proposal.candidate.ref}#file`,
});
