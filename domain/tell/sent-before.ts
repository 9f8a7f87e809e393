import type { IsoDate } from '../dates/iso-date.js';
import type { Fact, FactType } from '../facts/fact.js';

/** Facts that are the sending of a notice: their day is the day it went. */
const IS_A_SENDING: ReadonlySet<FactType> = new Set<FactType>([
  'considering-notified', 'assessment-agreed', 'assessment-refused', 'issue-refused', 'draft-plan-sent', 'final-plan-issued', 'setting-consulted',
  'health-told-of-mediation', 'appeal-answered', 'reconsidered', 'recommendation-answered', 'family-told-of-transfer', 'review-decision-sent', 'amendment-notice-sent',
  'amendment-dropped', 'amended-plan-issued', 'early-review-answered', 'reassessment-agreed', 'reassessment-refused', 'reassessed-plan-issued', 'plan-left-unchanged', 'cease-proposed', 'cease-decided', 'plan-ceased', 'plan-transferred',
]);

/** Whether recording this fact on its own day sends a notice, and on a later day says that one went then. */
export const isSending = (type: FactType): boolean => IS_A_SENDING.has(type);

/**
 * Whether the fact says of a notice that it went on an earlier day. A second one would carry another day, and with it another
 * time limit for an appeal: nothing is sent. An adviser told twice is harmed by nothing: requests for advice always go.
 *
 * A meeting whose day is over is history too: nobody is asked to prepare it; nor is a move foretold that is over.
 *
 * @param today civil day of recording
 */
export const wasSentBefore = (fact: Pick<Fact, 'type' | 'on'> & { meetingOn?: IsoDate | undefined; movesOn?: IsoDate | undefined }, today: IsoDate): boolean => {
  const ahead = fact.type === 'review-date-set' ? fact.meetingOn : fact.type === 'move-known' ? fact.movesOn : undefined;
  return (isSending(fact.type) && fact.on < today) || (ahead !== undefined && ahead < today);
};
