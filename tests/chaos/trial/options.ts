// What `npm run chaos` is asked.
export type Options = Readonly<{ seed: string; cases: number; /** Seconds of killing. */ seconds: number }>;

export const USAGE = `npm run chaos -- [--seed <text>] [--cases <number>] [--seconds <number>]

Lives 200 cases on a Duly of its own while worker, API, PostgreSQL and Temporal are killed at random, then checks that nothing
was lost or doubled. The same seed makes the same cases and kills; without one a new seed is drawn and printed.
`;

const DEFAULTS = { cases: 200, seconds: 110 };
const BOUNDS: Readonly<Record<'cases' | 'seconds', readonly [least: number, most: number]>> = { cases: [1, 1_000], seconds: [5, 150] };

/** @returns what is wrong, as words, where it cannot be read */
export function readOptions(argv: readonly string[], draw: () => string): Options | string {
  const given = new Map<string, string>();
  for (let at = 0; at < argv.length; at += 2) {
    const [name = '', value] = [argv[at], argv[at + 1]];
    if (!['--seed', '--cases', '--seconds'].includes(name)) return `${name} is no option`;
    if (value === undefined || value === '') return `${name} needs a value`;
    given.set(name.slice(2), value);
  }
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value = given.get(name);
    if (value !== undefined && !(/^\d+$/.test(value) && Number(value) >= least && Number(value) <= most)) return `--${name} must be a whole number from ${least} to ${most}`;
  }
  const numberOf = (name: keyof typeof DEFAULTS): number => Number(given.get(name) ?? DEFAULTS[name]);
  return { seed: given.get('seed') ?? draw(), cases: numberOf('cases'), seconds: numberOf('seconds') };
}
