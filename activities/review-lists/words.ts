import type { ListAudience } from '../../api/review-list-models.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { longDay, termInWords } from '../../domain/dates/said.js';
import type { Term } from '../../domain/settings.js';
import { compose } from '../../domain/tell/compose.js';
import type { Composed, Template } from '../../domain/tell/template.js';
import { councilValues, type CouncilDetails } from '../../domain/tell/values.js';

export type ListOccasion = Readonly<{ ref: string; pupils: number; isAddition: boolean; term: Term; reviewBy: IsoDate; audience: ListAudience; today: IsoDate }>;
export type WriteList = (occasion: ListOccasion) => Composed;

/** The email that leads to a list: how many are on it, and nobody by name. */
export const createListWriter = ({ template, council }: Readonly<{ template: Template; council: CouncilDetails }>): WriteList => ({ ref, pupils, isAddition, term, reviewBy, audience, today }) =>
  compose('review-list', template, {
    ...councilValues(council),
    channel: 'email', links: true, greeting: 'Hello', today: longDay(today), reference: ref, caseworker: 'The SEND team',
    term: termInWords(term.term), termStarts: longDay(term.startsOn), firstReviewBy: longDay(reviewBy), listed: listed(pupils, isAddition, audience),
  });

function listed(pupils: number, isAddition: boolean, audience: ListAudience): string {
  const plans = `${pupils} ${pupils === 1 ? 'EHC plan is' : 'EHC plans are'}`;
  const whose = audience === 'setting' ? 'of your pupils or students' : 'of children and young people of our area';
  return isAddition ? `${plans} added to the list we sent you before, ${whose}, for annual review this term` : `${plans} due for annual review this term, ${whose}`;
}
