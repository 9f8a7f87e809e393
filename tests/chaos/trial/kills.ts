// What is killed, in which order and for how long: chosen by the seed before anything runs.
import { randomFrom } from '../../../domain/chance.js';

export const PARTS = ['worker 1', 'worker 2', 'API', 'PostgreSQL', 'Temporal'] as const;
export type Part = (typeof PARTS)[number];

/** `after`: milliseconds since the kill before; one that is not back from its last death is waited for. */
export type Kill = Readonly<{ after: number; part: Part; /** Until it is started again. */ downFor: number; /** Of PostgreSQL: its children with it, as where power fails. */ whole: boolean }>;

const AFTER = [1_500, 6_500] as const;
const DOWN = [200, 4_000] as const;
const MOST = 1_000;

/** Each part has its turn in every round, in an order of its own; two may well be gone at once. */
export function killsOf(seed: string): readonly Kill[] {
  const random = randomFrom(`${seed}/kills`);
  const kills: Kill[] = [];
  for (let round: Part[] = []; kills.length < MOST; ) {
    if (round.length === 0) round = [...PARTS];
    const [part] = round.splice(random.whole(0, round.length - 1), 1);
    if (part !== undefined) kills.push({ after: random.whole(...AFTER), part, downFor: random.whole(...DOWN), whole: random.chance(0.5) });
  }
  return kills;
}
