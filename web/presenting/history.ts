import type { ActDone, HistoryEntry } from '../../api/read-models.js';
import { authorityWords } from '../../domain/authorities.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { DelayCause } from '../../domain/settings.js';
import type { Fact, FactType } from '../../domain/facts/fact.js';
import { versionNamed } from '../../domain/plan/versions.js';
import { longDay, longTime } from '../dates.js';
import { paths } from '../paths.js';
import { texts } from '../texts.js';
import { FIELD_CHOICES, FIELD_LABELS } from '../words/choices.js';
import { ESCALATION_WORDS } from '../words/escalations.js';
import { PLAN_WORDS } from '../words/plan.js';
import { notedDetails, notedTitle } from '../words/noted.js';

export type ShownEntry = Readonly<{
  title: string;
  /** The day it happened; for what the engine did, the day it did it. */
  day: string;
  details: readonly string[];
  recorded: string;
  struck: string | null;
  byEngine: boolean;
  correct: string | null;
}>;

/** Journal entries as people read them. @param mayCorrect whether to offer a correction of each fact @param causes the council's own, of lateness */
export const historyWords = (
  entries: readonly HistoryEntry[],
  ref: string,
  mayCorrect: boolean,
  causes: readonly DelayCause[],
): readonly ShownEntry[] => entries.map((entry) => shownEntry(entry, ref, mayCorrect, causes));

function shownEntry(entry: HistoryEntry, ref: string, mayCorrect: boolean, causes: readonly DelayCause[]): ShownEntry {
  const { fact, act, noted, recordedAt, recordedBy, correctedBy, subjectName } = entry;
  const at = longTime(recordedAt);
  return {
    title:
      fact !== null
        ? factTitle(fact, subjectName)
        : noted !== null
          ? besides(notedTitle(noted), subjectName)
          : actTitle(act, subjectName),
    day: longDay(fact !== null ? fact.on : londonDay(recordedAt)),
    details:
      fact === null
        ? [...notedDetails(noted, causes), ...entry.notes.map(({ field, text }) => `${noteWords(field)}: ${text}`)]
        : [...factDetails(fact), ...entry.notes.map(({ field, text }) => `${noteWords(field)}: ${text}`)],
    recorded:
      recordedBy === null ? texts.history.byDuly(entry.entry, at) : texts.history.by(entry.entry, recordedBy.name, at),
    struck: correctedBy === null ? null : texts.history.corrected(correctedBy),
    byEngine: recordedBy === null,
    correct: mayCorrect && fact !== null && correctedBy === null ? paths.correct(ref, `j${entry.entry}`) : null,
  };
}

const besides = (title: string, name: string | null): string => (name === null ? title : `${title}: ${name}`);

function factTitle(fact: Fact, subjectName: string | null): string {
  const { told } = texts.facts[fact.type];
  if (fact.type === 'correction' && 'corrects' in fact) return `${told}: ${fact.corrects.replace(/^j/, 'entry ')}`;
  return besides(told, subjectName);
}

/** What the engine did, and about which duty. */
function actTitle(act: ActDone | null, subjectName: string | null): string {
  if (act === null) return texts.history.unknownAct;
  const duty = `${texts.duties[act.duty].act}${subjectName === null ? '' : `: ${subjectName}`}`;
  const to = act.to === null ? null : texts.roles[act.to].toLowerCase();
  return texts.history.acts[act.act](duty, to);
}

/** Fields that a reader of the record wants besides the day, in words. */
function factDetails(fact: Fact): readonly string[] {
  const fields: Readonly<Record<string, unknown>> = fact;
  const text = (name: string): string | null => (typeof fields[name] === 'string' ? fields[name] : null);
  const day = (name: string, words: string): readonly string[] => {
    const found = text(name);
    return found === null ? [] : [`${words} ${longDay(found as IsoDate)}`];
  };
  const replacement = fact.type === 'correction' && 'replacement' in fact ? fact.replacement : null;
  return [
    ...choiceWords(fact.type, text),
    ...(text('receivedAt') === null ? [] : [`${texts.history.arrived} ${longTime(text('receivedAt') ?? '')}`]),
    ...day('postedOn', texts.history.posted),
    ...(fields['estimated'] === true ? [texts.history.estimated] : []),
    ...day('servedOn', texts.history.served),
    ...(fact.type === 'exception-recorded' ? day('from', texts.history.from) : otherCouncil(text)),
    ...(fact.type === 'exception-recorded' ? day('to', texts.history.to) : []),
    ...day('closedFrom', texts.history.closedFrom),
    ...day('reopensOn', texts.history.reopensOn),
    ...day('familyToldOn', texts.history.familyTold),
    ...(fact.type === 'escalation-acknowledged' && fact.duty !== undefined ? [texts.duties[fact.duty].act] : []),
    ...day('promisedOn', texts.history.promised),
    ...day('meetingOn', texts.history.meeting),
    ...sentVersion(fact),
    ...(fact.type === 'correction' ? [replacement === null ? texts.history.takenOut : replacedBy(replacement)] : []),
  ];
}

/** Where a plan or a family came from or went to. */
function otherCouncil(text: (name: string) => string | null): readonly string[] {
  const [from, to] = [text('from'), text('to')];
  return [...(from === null ? [] : [texts.history.cameFrom(authorityWords(from))]), ...(to === null ? [] : [texts.history.wentTo(authorityWords(to))])];
}

const sentVersion = (fact: Fact): readonly string[] => {
  const named = versionNamed(fact);
  return named === null ? [] : [PLAN_WORDS.goesWith(named.number)];
};

const CHOSEN = [
  'channel',
  'by',
  'role',
  'under',
  'order',
  'against',
  'what',
  'decision',
  'answer',
  'ground',
  'kind',
] as const;

function choiceWords(type: FactType, text: (name: string) => string | null): readonly string[] {
  return CHOSEN.flatMap((name) => {
    const value = text(name);
    if (value === null) return [];
    if (name === 'role') return value in texts.advisers ? [texts.advisers[value as keyof typeof texts.advisers]] : [];
    if (name === 'channel')
      return value in texts.channels ? [texts.channels[value as keyof typeof texts.channels]] : [];
    const chosen = (FIELD_CHOICES[`${type}.${name}`] ?? FIELD_CHOICES[name] ?? []).find(
      (choice) => choice.value === value,
    );
    return chosen === undefined ? [] : [`${(FIELD_LABELS[`${type}.${name}`] ?? texts.form.fields[name]).label} ${chosen.text}`];
  });
}

const replacedBy = (fact: Readonly<{ type: FactType; on?: IsoDate }>): string =>
  texts.history.replaced(texts.facts[fact.type].told, fact.on === undefined ? '' : `, ${longDay(fact.on)}`);

const noteWords = (field: string): string =>
  field === 'impracticalBecause'
    ? texts.form.fields.impracticalBecause.label
    : field === 'place'
      ? texts.form.fields.place.label
      : field === 'action'
        ? ESCALATION_WORDS.action.label
        : field === 'despite'
          ? texts.form.fields.despite.label
          : texts.form.fields.reason.label;
