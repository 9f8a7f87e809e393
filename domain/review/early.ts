import { addDays, type IsoDate } from '../dates/iso-date.js';

const DAYS_TO_ANSWER = 15;

/**
 * By when the council means to answer a request for an early review: as long as the law gives it to answer one for a reassessment.
 * A target of its own: the law leaves an early review to the council and sets no limit.
 * @source Children and Families Act 2014 s 44(1); SEND Regulations 2014 reg 25(1) by analogy
 */
export const answerEarlyBy = (askedOn: IsoDate): IsoDate => addDays(askedOn, DAYS_TO_ANSWER);
