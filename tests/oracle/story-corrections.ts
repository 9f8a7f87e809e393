import { plusDays } from './days.js';
import { lastDayNamed, RULES_BEGAN, type Entry, type Script } from './story-script.js';
import type { Day, OracleFact } from './story.js';

/** Facts whose day can be mistaken by a little without contradicting anything, whichever version stands. */
const CORRECTABLE = [
  'request-received',
  'came-to-attention',
  'partners-told',
  'advice-received',
  'setting-answered',
  'provision-confirmed',
  'review-report-sent',
  'review-invitations-sent',
  'plan-made',
  'exception-recorded',
  'appointment-missed',
  'family-told-of-transfer',
];

/** Has some stories tell a fact wrongly first and correct it, once or twice, or take back something that never happened. */
export function withCorrections(script: Script): void {
  if (!script.dice.chance(0.2)) return;
  switch (script.dice.int(0, 3)) {
    case 0:
      replaceOne(script, false);
      return;
    case 1:
      replaceOne(script, true);
      return;
    case 2:
      takeBack(script);
      return;
    default:
      takeBackWrongly(script);
      return;
  }
}

function lastNamed(script: Script): Day {
  return script.entries.map(lastDayNamed).sort().at(-1) ?? RULES_BEGAN;
}

function correct(script: Script, corrects: string, replacement: OracleFact | null): string {
  const known = lastNamed(script);
  const on = plusDays(
    replacement?.on !== undefined && replacement.on > known ? replacement.on : known,
    script.dice.int(0, 20),
  );
  const fact: OracleFact = { id: script.nextId(), type: 'correction', on, corrects, replacement, reason: 'N-2' };
  script.entries.push({ day: on, fact });
  return fact.id;
}

function correctable(script: Script): Entry | undefined {
  const known = script.entries.filter(({ fact }) => CORRECTABLE.includes(fact.type) && fact.on !== undefined);
  return known[script.dice.int(0, Math.max(0, known.length - 1))];
}

const BEGINNINGS = ['request-received', 'came-to-attention', 'plan-made'];

/** The fact was first told with a day a little out; `twice`: and once more wrongly in between. */
function replaceOne(script: Script, twice: boolean): void {
  const right = correctable(script);
  if (right?.fact.on === undefined) return;
  const wrongBy = (days: number): OracleFact => {
    // Too early for what begins the story, too late for what answers something: neither contradicts the rest.
    const on = plusDays(right.day, BEGINNINGS.includes(right.fact.type) ? -days : days);
    return { ...right.fact, id: script.nextId(), on: on < RULES_BEGAN ? right.day : on };
  };
  const first = wrongBy(script.dice.int(1, 6));
  script.entries = script.entries.map((entry) =>
    entry === right ? { day: first.on ?? entry.day, fact: first } : entry,
  );
  if (!twice) {
    correct(script, first.id, right.fact);
    return;
  }
  const second = wrongBy(script.dice.int(1, 6));
  const correctionId = correct(script, first.id, second);
  // Either may be named; naming the correction brings the first back beside the right one, and two starts contradict.
  const named = script.dice.chance(0.5) || BEGINNINGS.includes(right.fact.type) ? second.id : correctionId;
  correct(script, named, right.fact);
}

/** Something recorded that never happened is taken out. */
function takeBack(script: Script): void {
  const { dice } = script;
  const on = lastNamed(script);
  const type = dice.pick(['partners-told', 'provision-confirmed', 'contact-made']);
  const fact: OracleFact = { id: script.nextId(), type, on };
  script.entries.push({ day: on, fact });
  correct(script, fact.id, null);
}

/** Something that did happen is taken out by mistake and put back by correcting the correction. */
function takeBackWrongly(script: Script): void {
  const right = correctable(script);
  if (right === undefined) return;
  correct(script, correct(script, right.fact.id, null), null);
}
