import type { SaidBeside } from '../../../api/decision-models.js';
import { longDay } from '../../dates.js';
import { GROUND_WORDS } from '../../words/consultation.js';
import { PLACEMENT_WORDS } from '../../words/placements.js';

/** What a setting said beside yes or no, a line each; its own words stand apart. */
export function saidWords(said: SaidBeside | null): readonly string[] {
  if (said === null) return [];
  const { places, cost, starts } = PLACEMENT_WORDS.said;
  return [
    ...said.grounds.map((ground) => GROUND_WORDS[ground]),
    ...(said.places === null ? [] : [places(said.places)]),
    ...(said.yearlyCost === null ? [] : [cost(said.yearlyCost)]),
    ...(said.startsOn === null ? [] : [starts(longDay(said.startsOn))]),
  ];
}
