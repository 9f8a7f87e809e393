import { daysFrom, plusDays } from './days.js';
import { oracle } from './oracle.js';
import { withCorrections } from './story-corrections.js';
import { tellAssessment } from './story-assessment.js';
import { planDay, tellPlan } from './story-plan.js';
import { anyDay, diceOf, lastDayNamed, newScript, type Dice, type Entry, type Script } from './story-script.js';
import type { Day, OracleInput } from './story.js';

export type StoryKind = 'assessment' | 'plan' | 'whole-life';

/**
 * The story of a seed: a valid clock input without contradictions (docs/vocabulary.md section 2), its facts in no order.
 * The same seed always tells the same story.
 */
export function storyOf(seed: number): OracleInput & Readonly<{ kind: StoryKind; seed: number }> {
  const dice = diceOf(seed);
  const script = newScript(dice);
  const kind = dice.pick(['assessment', 'assessment', 'assessment', 'plan', 'plan', 'plan', 'whole-life']);
  tellKind(script, kind);
  cutShort(script);
  withCorrections(script);
  const facts = dice.shuffled(script.entries.map(({ fact }) => fact));
  const calendar = script.terms.length === 0 ? {} : { calendar: { terms: script.terms } };
  return { kind, seed, today: chooseToday(dice, script, { facts, ...calendar }), facts, ...calendar };
}

/** The clock's JSON alone of a story. */
export function inputOf({ today, facts, calendar }: OracleInput): OracleInput {
  return calendar === undefined ? { today, facts } : { today, facts, calendar };
}

function tellKind(script: Script, kind: StoryKind): void {
  if (kind === 'plan') {
    tellPlan(script, planDay(script));
    return;
  }
  const finalOn = tellAssessment(script, anyDay(script.dice, 2014, kind === 'assessment' ? 2029 : 2025));
  if (kind === 'whole-life' && finalOn !== null) {
    script.entries = script.entries.filter(({ day, fact }) => day <= finalOn || fact.type === 'provision-confirmed');
    tellPlan(script, finalOn);
  } else if (script.dice.chance(0.12)) endAssessment(script);
}

const BEFORE_PLAN = ['final-plan-issued', 'assessment-refused', 'issue-refused'];

/** An assessment that ended early: withdrawn, moved away or died before anything was finally decided. */
function endAssessment(script: Script): void {
  const { dice } = script;
  const first = startDay(script);
  const decided = script.entries.filter(({ fact }) => BEFORE_PLAN.includes(fact.type)).map(({ day }) => day);
  const until = decided.sort()[0] ?? plusDays(first, 150);
  const span = daysFrom(first, until);
  if (span < 2) return;
  const endOn = plusDays(first, dice.int(1, span - 1));
  script.entries = script.entries.filter((entry) => lastDayNamed(entry) < endOn);
  const type = dice.pick(['request-withdrawn', 'moved-away', 'died']);
  const to = type === 'moved-away' ? { to: '882' } : {};
  script.entries.push({ day: endOn, fact: { id: script.nextId(), type, on: endOn, ...to } });
}

function startDay(script: Script): Day {
  return script.entries.map(({ day }) => day).sort()[0] ?? script.entries[0]?.day ?? '';
}

/** Half the stories are still under way: everything after some day has not happened yet. */
function cutShort(script: Script): void {
  const { dice } = script;
  const days = script.entries.map(({ day }) => day);
  if (!dice.chance(0.5)) return;
  const last = days[dice.int(0, days.length - 1)] ?? '';
  script.entries = script.entries.filter((entry) => entry.day <= last);
  // A child may die at any point of any story that has no other ending.
  const ended = script.entries.some(({ fact }) => ENDINGS.includes(fact.type));
  if (ended || script.entries.some(appealsCeasing) || !dice.chance(0.06)) return;
  const on = plusDays(lastNamed(script), dice.int(1, 40));
  script.entries.push({ day: on, fact: { id: script.nextId(), type: 'died', on } });
}

const ENDINGS = ['request-withdrawn', 'moved-away', 'died', 'plan-ceased', 'plan-transferred'];

function appealsCeasing({ fact }: Entry): boolean {
  return fact.against === 'ceasing';
}

function lastNamed(script: Script): Day {
  return script.entries.map(lastDayNamed).sort().at(-1) ?? '';
}

/** From the last day told to two years after, often on a due date or the day after one. */
function chooseToday(dice: Dice, script: Script, told: Omit<OracleInput, 'today'>): Day {
  const last = lastNamed(script);
  if (dice.chance(0.15)) return last;
  const latest = plusDays(last, 730);
  const dues = oracle({ ...told, today: last })
    .duties.map((duty) => duty.dueOn)
    .filter((dueOn) => dueOn >= last && dueOn < latest);
  const due = dues[dice.int(0, Math.max(0, dues.length - 1))];
  if (due !== undefined && dice.chance(0.4)) return plusDays(due, dice.int(0, 1));
  return plusDays(last, dice.int(0, 730));
}
