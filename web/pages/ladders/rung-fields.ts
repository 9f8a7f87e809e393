import { TOLD_ROLES, inOrder, type LadderProblem } from '../../../domain/ladder.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { RUNG_CHANNELS, type Role, type Rung } from '../../../domain/settings.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields } from '../../forms/read.js';
import { texts } from '../../texts.js';
import { LADDER_WORDS as t } from '../../words/ladders.js';

/** The rungs of a ladder as a form: six inputs each, numbered from 1, and the name each has had. */

export const MOST_RUNGS = 20;

const ACTS = ['remind', 'tell', 'escalate', 'ask-for-confirmation'] as const satisfies readonly Rung['act'][];
const PLACES = ['before', 'after', 'start'] as const;
const choices = <T extends string>(values: readonly T[], words: Readonly<Record<T, string>>) => values.map((value) => ({ value, text: words[value] }));

const inputOf = (at: number, name: string): string => `step-${at + 1}-${name}`;
/** A number that no rung of the form has yet keeps its name here. */
const nameInput = (at: number): string => inputOf(at, 'name');

export const rungFields = (at: number): readonly Field[] => [
  { kind: 'line', name: inputOf(at, 'days'), ...t.days, most: 20, width: 'short' },
  { kind: 'select', name: inputOf(at, 'place'), label: t.place.label, missing: t.place.missing, choices: choices(PLACES, t.place.choices) },
  { kind: 'select', name: inputOf(at, 'act'), ...t.does, choices: choices(ACTS, t.acts) },
  { kind: 'select', name: inputOf(at, 'to'), ...t.whom, choices: TOLD_ROLES.map((role) => ({ value: role, text: texts.roles[role] })) },
  { kind: 'select', name: inputOf(at, 'channel'), ...t.how, optional: true, choices: choices(RUNG_CHANNELS, t.channels) },
  { kind: 'line', name: inputOf(at, 'within'), ...t.within, most: 20, width: 'short', optional: true },
];

/** One rung as it was typed. */
export type TypedRung = Typed;

const PARTS = ['days', 'place', 'act', 'to', 'channel', 'within', 'name'] as const;

/** The rungs a browser sent, in their order; of anything else nothing. */
export function typedRungs(body: unknown): readonly TypedRung[] {
  const sent: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => (typeof sent[name] === 'string' ? sent[name].replaceAll('\0', '') : '');
  const all = Array.from({ length: MOST_RUNGS }, (_, at) => ({ at, isSent: PARTS.some((part) => inputOf(at, part) in sent) })).filter(({ isSent }) => isSent);
  return all.map(({ at }) => Object.fromEntries(PARTS.map((part) => [part, text(inputOf(at, part))])));
}

/** What a form shows of rungs that are kept. */
export const typedOf = (rungs: readonly Rung[]): readonly TypedRung[] =>
  rungs.map(({ rung, days, from, act, to, channel, acknowledgeWithin }) => ({
    name: rung, days: String(Math.abs(days)), place: from === 'start' ? 'start' : days < 0 ? 'before' : 'after', act, to, channel: channel ?? '', within: acknowledgeWithin === undefined ? '' : String(acknowledgeWithin),
  }));

export const EMPTY_RUNG: TypedRung = { name: '', days: '', place: '', act: '', to: '', channel: '', within: '' };

/** Under the names their inputs have. */
export const inputsOfRungs = (rungs: readonly TypedRung[]): Typed =>
  Object.fromEntries(rungs.flatMap((rung, at) => PARTS.map((part) => [part === 'name' ? nameInput(at) : inputOf(at, part), rung[part] ?? ''])));

export type ReadRungs = Readonly<{ rungs: readonly Rung[]; errors: readonly FieldError[] }>;

/**
 * The rungs typed, in the order of their days. One that goes to another role, or does another thing, than it did gets a name of its
 * own: whoever had the old one has not had this.
 */
export function readRungs(typed: readonly TypedRung[], known: readonly Rung[], today: IsoDate): ReadRungs {
  const inputs = inputsOfRungs(typed);
  const errors: FieldError[] = [];
  const rungs = typed.flatMap((_, at): Rung[] => {
    const fields = rungFields(at);
    const read = readFields(fields, inputs, today);
    const whole = (part: string): number | null => (/^\d{1,3}$/.test(String(read.values[inputOf(at, part)] ?? '')) ? Number(read.values[inputOf(at, part)]) : null);
    const [days, within] = [whole('days'), whole('within')];
    const wrong = [
      ...read.errors,
      ...(inputOf(at, 'days') in read.values && (days === null || days > 400) ? [errorOf(at, 'days', t.days.missing)] : []),
      ...(inputOf(at, 'within') in read.values && (within === null || within < 1 || within > 30) ? [errorOf(at, 'within', t.within.missing)] : []),
    ];
    errors.push(...wrong.map((error) => ({ ...error, text: `${t.rung(at + 1)}: ${lowered(error.text)}` })));
    if (wrong.length > 0 || days === null) return [];
    const place = read.values[inputOf(at, 'place')];
    const channel = RUNG_CHANNELS.find((one) => one === read.values[inputOf(at, 'channel')]);
    const rung = { rung: '', days: place === 'before' ? -days : days, from: place === 'start' ? ('start' as const) : ('due' as const), act: read.values[inputOf(at, 'act')] as Rung['act'], to: read.values[inputOf(at, 'to')] as Role };
    return [{ ...rung, rung: keptName(String(typed[at]?.['name'] ?? ''), rung, known), ...(channel === undefined ? {} : { channel }), ...(within === null ? {} : { acknowledgeWithin: within }) }];
  });
  return { rungs: errors.length > 0 ? [] : inOrder(named(rungs)), errors };
}

const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const errorOf = (at: number, part: string, text: string): FieldError => ({ name: inputOf(at, part), href: `#${inputOf(at, part)}`, text });

const keptName = (name: string, { act, to }: Rung, known: readonly Rung[]): string => (known.some((one) => one.rung === name && one.act === act && one.to === to) ? name : '');

/** A name for each that has none: where it stands and whom it goes to. */
function named(rungs: readonly Rung[]): readonly Rung[] {
  const taken = new Set(rungs.map(({ rung }) => rung));
  return rungs.map((rung) => {
    if (rung.rung !== '') return rung;
    const place = rung.from === 'start' ? `start-${rung.days}` : rung.days <= 0 ? `before-${-rung.days}` : `late-${rung.days}`;
    const base = `${place}-${rung.to}`;
    const free = [base, ...Array.from({ length: MOST_RUNGS }, (_, n) => `${base}-${n + 2}`)].find((name) => !taken.has(name)) ?? base;
    taken.add(free);
    return { ...rung, rung: free };
  });
}

const PART_OF = { to: 'to', days: 'days', act: 'act', channel: 'channel', acknowledgeWithin: 'within' } as const;

/** The domain's findings beside the inputs they are about. */
export const errorsOfProblems = (problems: readonly LadderProblem[]): readonly FieldError[] =>
  problems.map(({ rung, field, message }) => {
    if (rung === null) return { name: '', href: '#form', text: `The ladder ${message}.` };
    return errorOf(rung, field === null ? 'days' : PART_OF[field], `${t.rung(rung + 1)} ${message}.`);
  });
