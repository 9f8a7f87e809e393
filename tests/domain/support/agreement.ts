import { clock, type ClockAnswer } from '../../../domain/clock.js';
import { oracle, type OracleDuty, type OracleInput } from '../../oracle/oracle.js';
import { smallest } from '../../oracle/story-shrink.js';

/** One duty as both sides must have it. Only deadlines say when they were done: what closes a window is told differently. */
type Compared = Readonly<Record<string, unknown>>;

/** What the engine and the oracle say differently about one input; empty where they agree. */
export function disagreements(input: OracleInput): string[] {
  const result = clock(input);
  if (!result.ok) return result.problems.map(({ path, code, message }) => `refused by the clock: ${path} ${code}: ${message}`);
  const said = oracle(input);
  const ours = byKey(result.answer.duties.map(compared));
  const theirs = byKey(said.duties.map(compared));
  const keys = [...new Set([...ours.keys(), ...theirs.keys()])].sort();
  return [...keys.flatMap((key) => differing(key, ours.get(key), theirs.get(key))), ...permissionsDiffer(result.answer.permissions, said.permissions)];
}

function compared(duty: OracleDuty | ClockAnswer['duties'][number]): Compared {
  const { code, subject, occurrence, dueOn, actBy, notBefore, outcome, doneOn, daysLate, alsoCounted } = duty;
  const others = alsoCounted.map((other) => `${other.basis} ${other.dueOn}`).sort();
  const isWindow = actBy === null;
  return { code, subject, occurrence, dueOn, actBy, notBefore, outcome, doneOn: isWindow ? null : doneOn, daysLate, alsoCounted: others.join(', ') };
}

function byKey(duties: readonly Compared[]): Map<string, Compared> {
  const found = new Map<string, Compared>();
  for (const duty of duties) {
    const key = `${String(duty.code)} ${String(duty.occurrence)} ${String(duty.subject)}`;
    found.set(found.has(key) ? `${key} again` : key, duty);
  }
  return found;
}

function differing(key: string, ours: Compared | undefined, theirs: Compared | undefined): string[] {
  if (!ours || !theirs) return [`${key}: ${ours ? 'only the engine has it' : 'only the oracle has it'}`];
  return Object.keys(ours)
    .filter((field) => ours[field] !== theirs[field])
    .map((field) => `${key}: ${field}: engine ${String(ours[field])}, oracle ${String(theirs[field])}`);
}

type Permissions = readonly Readonly<{ code: string; until: string }>[];

function permissionsDiffer(ours: Permissions, theirs: Permissions): string[] {
  const listed = (permissions: Permissions): string => permissions.map(({ code, until }) => `${code} ${until}`).sort().join(', ');
  return listed(ours) === listed(theirs) ? [] : [`permissions: engine ${listed(ours)}, oracle ${listed(theirs)}`];
}

const SETTLED: readonly (readonly [RegExp, string])[] = [
  [/ (?:f\d+|[a-z]+-\d{4})(?= )/, ''],
  [/\d{4}-\d{2}-\d{2}/g, 'DAY'],
  [/(engine|oracle) \d+/g, '$1 N'],
  [/ V-[a-z-]+| T-\d| [a-z]+-\d{4}(?=:)/g, ' SUBJECT'],
  [/facts\[\d+\]/, 'facts[]'],
];

/** A disagreement without its ids, days and numbers, so that those of one cause are one kind. */
export const kindOf = (difference: string): string => SETTLED.reduce((text, [what, instead]) => text.replace(what, instead), difference);

/** The smallest part of a story that still shows this disagreement, with what is said of it: for whoever reads a failure. */
export function minimalStory(input: OracleInput): string {
  const [first] = disagreements(input);
  const isSame = (difference: string): boolean => kindOf(difference) === kindOf(first ?? '');
  const small = smallest(input, (smaller) => disagreements(smaller).some(isSame));
  return `${disagreements(small).filter(isSame).join('\n')}\n${JSON.stringify(small, null, 1)}`;
}
