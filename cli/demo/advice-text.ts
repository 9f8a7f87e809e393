import type { AdviceForm } from '../../domain/advice/form.js';
import { emptyForm } from '../../domain/advice/form.js';
import type { AdviserRole } from '../../domain/facts/fact.js';
import type { Need } from './placements.js';
import { wordsOf } from './plan-words.js';

/** Advice as professionals of the demonstration send it, by what they are. `{}` stands for the child's first name. Nobody's real words. */

type Said = Readonly<{ involvement: string; views: string; needs: string }>;

const SAID: Readonly<Partial<Record<AdviserRole, Said>>> = {
  'educational-psychology': {
    involvement: 'Two mornings in school with {}, a talk with the class teacher and one at home with the family. The school’s record of the last year was read.',
    views: '{} chose from cards what helps: “the quiet corner, and being told before things change”.',
    needs: 'Holding several things in mind at once is hard for {}: of three spoken steps one is kept. With pictures all three are. Effort drops within ten minutes of a task that has no visible end.',
  },
  health: {
    involvement: 'Seen in clinic once for this assessment, with the parent; known to the service for two years.',
    views: '{} drew the two places at home that are liked best. Asked about the clinic: “It is loud.”',
    needs: 'Sleep is short and broken, and tiredness is plain by eleven in the morning. Fine movements are slow for {}’s age: a line of writing takes four minutes.',
  },
  'social-care': {
    involvement: 'One visit at home with the whole family; the family was not known to the service before.',
    views: '{} showed the garden and said that Saturdays are best, “when everybody is there”.',
    needs: 'The family has had no evening to itself for a year. {} cannot be left with other children without an adult near.',
  },
  'head-teacher': {
    involvement: '{} has been at the school since the first year; three rounds of assess, plan, do and review are on record.',
    views: '{} says that mornings go well and that afternoons are too long.',
    needs: 'Reading is two years behind what peers do, number is near it. Attendance was 91 per cent last year. A small group of four helped; a group of eight did not.',
  },
};
const OF_OTHERS: Said = {
  involvement: 'Met twice with {} and once with those who teach them; older reports were read.',
  views: '{} would like to travel alone one day, and to be asked before being helped.',
  needs: '{} manages the known way and the known task, and stops at either when something is new.',
};

/** What is sent; `isSpecific`: with amounts that can go into a plan as they stand, and else as advice too often is. */
export function adviceText(role: AdviserRole, { name, need, isSpecific }: Readonly<{ name: string; need: Need | null; isSpecific: boolean }>): AdviceForm {
  const fill = (text: string): string => text.replaceAll('{}', name);
  const { involvement, views, needs } = SAID[role] ?? OF_OTHERS;
  const { provision, outcomes, vague } = wordsOf(need);
  return {
    ...emptyForm(role),
    involvement: fill(involvement), views: fill(views), needs: fill(needs),
    provision: isSpecific ? provision.slice(0, 2).map(({ what, who, howOften, howLong }) => ({ what: fill(what), who, howOften, howLong })) : vague.map((what) => ({ what: fill(what), who: '', howOften: '', howLong: '' })),
    outcomes: outcomes.slice(0, 1).map(({ outcome, measure }) => ({ outcome: fill(outcome), measure: isSpecific ? fill(measure) : '', byWhen: 'By the end of the school year' })),
  };
}
