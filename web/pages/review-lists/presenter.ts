import type { SentList, WholeList } from '../../../api/review-list-models.js';
import type { ReaderStands, TermLists } from '../../../api/use-cases/review-lists.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { fromToday, longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { statusWords } from '../../presenting/message.js';
import { LIST_WORDS as t } from '../../words/review-lists.js';
import { termWords } from '../../words/terms.js';

/** One term's lists: its last day, and each reader with what went and what did not. */
export function termShown({ terms, term, until, sendBy, actBy, readers, inNone, restricted, maySend }: TermLists, today: IsoDate): object {
  const settings = readers.filter(({ reader }) => reader.audience === 'setting');
  const services = readers.filter(({ reader }) => reader.audience !== 'setting');
  const left = settings.reduce((sum, one) => sum + one.left, 0);
  return {
    code: term.term,
    title: t.termTitle(termWords(term.term), longDay(term.startsOn)),
    terms: terms.map((one) => ({ text: termWords(one.term), href: `${paths.reviewLists}?term=${one.term}`, current: one.term === term.term })),
    sendBy: longDay(sendBy),
    distance: sendBy === actBy ? fromToday(sendBy, today) : `${t.actBy(longDay(actBy))}, ${fromToday(actBy, today)}`,
    late: left > 0 && sendBy < today,
    until: longDay(until),
    due: t.plans(settings.reduce((sum, { reader }) => sum + reader.plans.length, 0) + inNone),
    left: t.plans(left),
    nobody: readers.every(({ reader, lists }) => reader.plans.length === 0 && lists.length === 0),
    allSent: readers.every((one) => one.left === 0),
    send: maySend && readers.some((one) => one.left > 0) ? { action: paths.reviewListsSend, text: t.send(Math.max(left, ...services.map((one) => one.left))) } : null,
    settings: settings.map((one) => readerShown(one, maySend)),
    services: services.map((one) => readerShown(one, false)),
    problems: readers.flatMap(problemOf),
    notes: [...(inNone > 0 ? [t.inNone(inNone)] : []), ...(restricted > 0 ? [t.restricted(restricted)] : [])],
  };
}

const readerShown = ({ reader: { audience, to, email, plans }, left, lists }: ReaderStands, maySend: boolean) => ({
  ref: to?.ref ?? '',
  name: audience === 'setting' ? (to?.name ?? '') : [t.audience[audience], ...(to === null || to.name === t.audience[audience] ? [] : [to.name])].join(': '),
  due: plans.length,
  left,
  lists: lists.map((list) => ({ href: paths.reviewList(list.ref), text: t.sentOn(longTime(list.madeAt), list.pupils, statusWords(list.status).text) })),
  sends: maySend && left > 0 && email !== null,
});

/** Why a list cannot be sent, and what mends it. */
function problemOf({ reader: { audience, to, email, plans }, left }: ReaderStands): string[] {
  if (plans.length === 0 || left === 0 || email !== null) return [];
  if (audience === 'setting') return [t.noEmail(to?.name ?? '')];
  return [to === null ? t.noPost[audience] : t.noServiceEmail(to.name, audience)];
}

/** A list as it was sent. */
export const listShown = (list: WholeList, fileAt: (kind: string) => string, drawsPdf: boolean): object => ({
  heading: t.listOf(termWords(list.term), list.to.name),
  about: t.about(longTime(list.madeAt), list.pupils),
  hidden: list.pupils > list.plans.length ? t.hidden(list.pupils - list.plans.length) : null,
  plans: list.plans.map(({ ref, child, bornOn, setting, reviewBy, caseworker }) => ({ ref, child, born: shortDay(bornOn), setting: setting ?? t.noSetting, reviewBy: shortDay(reviewBy), caseworker: caseworker ?? '' })),
  csv: fileAt('csv'),
  pdf: drawsPdf ? fileAt('pdf') : null,
});

export const receivedShown = (lists: readonly SentList[]): readonly object[] =>
  lists.map((list) => ({ href: paths.receivedList(list.ref), title: termWords(list.term), about: t.about(longTime(list.madeAt), list.pupils) }));
