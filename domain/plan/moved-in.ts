import type { IsoDate } from '../dates/iso-date.js';
import type { ToldFact } from '../facts/fact.js';

/** What the papers of a plan say that another council made and transferred. */
export type MovedIn = Readonly<{
  /** The authority it comes from, by the number the Department for Education gives it. */
  from: string;
  transferredOn: IsoDate;
  /** The day it was first made: there it stays, whoever keeps it. */
  madeOn: IsoDate;
  /** The last review of the old council; null: none was held. */
  review: Readonly<{
    meetingOn: IsoDate;
    decidedOn: IsoDate;
    decision: 'keep' | 'amend';
    /** After a decision to amend: the notice, and the amended plan; null: not sent yet, so that it is owed here. */
    noticeOn: IsoDate | null;
    amendedOn: IsoDate | null;
  }> | null;
}>;

/**
 * The story of such a plan up to its transfer: it counts as made by the new council on its original day.
 * @source SEND Regulations 2014 reg 15(3)
 */
export const movedInFacts = ({ from, transferredOn, madeOn, review }: MovedIn): readonly ToldFact[] => [
  { type: 'plan-made', on: madeOn },
  ...(review === null ? [] : reviewFacts(review)),
  { type: 'plan-transferred', on: transferredOn, from },
];

/** The family's days were the old council's to keep: its notice counts as served on its day. */
const reviewFacts = ({ meetingOn, decidedOn, decision, noticeOn, amendedOn }: NonNullable<MovedIn['review']>): readonly ToldFact[] => [
  { type: 'review-meeting-held', on: meetingOn },
  { type: 'review-decision-sent', on: decidedOn, decision },
  ...(noticeOn === null ? [] : [{ type: 'amendment-notice-sent' as const, on: noticeOn, servedOn: noticeOn }]),
  ...(amendedOn === null ? [] : [{ type: 'amended-plan-issued' as const, on: amendedOn }]),
];

/** A day that does not follow the one before it: the field, and the day it must not be before. */
export type DayOutOfOrder = Readonly<{ field: 'transferredOn' | 'meetingOn' | 'decidedOn' | 'noticeOn' | 'amendedOn'; notBefore: IsoDate }>;

/** Days out of order, each at the later of its two. */
export function daysOutOfOrder({ madeOn, transferredOn, review }: MovedIn): readonly DayOutOfOrder[] {
  const { noticeOn = null, amendedOn = null } = review ?? {};
  const days: readonly (readonly [DayOutOfOrder['field'], IsoDate])[] = [
    ...(review === null ? [] : [['meetingOn', review.meetingOn] as const, ['decidedOn', review.decidedOn] as const]),
    ...(noticeOn === null ? [] : [['noticeOn', noticeOn] as const]),
    ...(amendedOn === null ? [] : [['amendedOn', amendedOn] as const]),
    ['transferredOn', transferredOn],
  ];
  return days.flatMap(([field, on], i) => {
    const before = days[i - 1]?.[1] ?? madeOn;
    return on < before ? [{ field, notBefore: before }] : [];
  });
}
