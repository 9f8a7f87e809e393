import { ERRORS } from '../../../api/errors.js';
import type { CaseResult, StepOutcome } from '../../../api/use-cases/over-cases.js';
import type { AdviserRole } from '../../../domain/facts/fact.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import type { Tag } from '../../presenting/duty.js';
import { listed } from '../../presenting/person.js';
import { breakWords } from '../../presenting/review.js';
import { texts } from '../../texts.js';

const t = texts.day.results;
type Step = keyof typeof texts.day.steps;
type Shown = Readonly<{ ref: string; name: string; href: string | null; tag: Tag; text: string; law: string | null }>;

const COLOURS = { done: 'green', pending: 'yellow', nothing: 'grey', refused: 'red' } as const satisfies Record<
  StepOutcome['kind'],
  Tag['colour']
>;

/** What became of each case in words, what was not done first, and how many of each. @param pageOf the page of a record */
export function resultsShown(
  step: Step,
  results: readonly CaseResult[],
  pageOf: (ref: string) => string = paths.case,
): { summary: string; results: readonly Shown[]; pending: boolean } {
  const count = (kind: StepOutcome['kind']): number => results.filter(({ outcome }) => outcome.kind === kind).length;
  const order: readonly StepOutcome['kind'][] = ['refused', 'pending', 'nothing', 'done'];
  const sorted = [...results].sort((a, b) => order.indexOf(a.outcome.kind) - order.indexOf(b.outcome.kind));
  return {
    summary: t.summary({
      done: count('done'),
      pending: count('pending'),
      nothing: count('nothing'),
      refused: count('refused'),
    }),
    results: sorted.map((result) => shown(step, result, pageOf)),
    pending: count('pending') > 0,
  };
}

function shown(step: Step, { ref, child, outcome }: CaseResult, pageOf: (ref: string) => string): Shown {
  return {
    ref,
    name: child ?? ref,
    href: child === null ? null : pageOf(ref),
    tag: { text: t.tags[outcome.kind], colour: COLOURS[outcome.kind] },
    text: wordsOf(step, outcome),
    law: outcome.kind === 'refused' ? (outcome.extra.law ?? null) : null,
  };
}

function wordsOf(step: Step, outcome: StepOutcome): string {
  switch (outcome.kind) {
    case 'done': {
      const { missing = [] } = outcome;
      return [
        texts.day.steps[step].done(outcome.count),
        ...(missing.length === 0 ? [] : [t.missing(roles(missing))]),
      ].join('. ');
    }
    case 'pending':
      return t.pending;
    case 'nothing':
      return t.nothing[outcome.why];
    case 'refused':
      return refusedWords(outcome);
  }
}

function refusedWords({ code, extra }: Extract<StepOutcome, { kind: 'refused' }>): string {
  const { changes = [], errors = [], breaks = [], detail, notBefore } = extra;
  if (breaks.length > 0) return breaks.map(breakWords).join('. ');
  if (code === 'not-found') return t.notSeen;
  if (code === 'changed-since')
    return t.changed(changes.map(({ type, on }) => `${factWords(type)}, ${longDay(on)}`).join('; '));
  const unchosen = errors.flatMap(({ path }) =>
    path.startsWith('advisers.') ? [path.slice('advisers.'.length) as AdviserRole] : [],
  );
  if (unchosen.length > 0) return t.chooseRoles(roles(unchosen));
  const from = notBefore === undefined ? '' : ` ${texts.form.firstLawfulDay(longDay(notBefore))}`;
  const words = code in texts.problems ? texts.problems[code].text : ERRORS[code].detail;
  return `${detail ?? words}${from}`;
}

const roles = (all: readonly AdviserRole[]): string => listed(all.map((role) => texts.advisers[role].toLowerCase()));
const factWords = (type: string): string =>
  type in texts.facts ? texts.facts[type as keyof typeof texts.facts].told : type;
