import { mayAtAll, scopeFor, type Caller } from '../../../api/permissions.js';
import { mayWrite, type OpenedPriority, type WhatMay } from '../../../api/use-cases/improvement.js';
import type { Entry } from '../../../domain/improvement/entries.js';
import { WHOLE_COUNCIL } from '../../../domain/improvement/entries.js';
import { measured } from '../../../domain/improvement/measures.js';
import type { MeasureNow, Plan } from '../../../domain/improvement/plan.js';
import { longTime } from '../../dates.js';
import { paths } from '../../paths.js';
import { planShown, priorityShown } from '../../presenting/improvement/plan.js';
import { casesOf } from '../../presenting/report/names.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import type { FormKind } from './forms.js';

type Link = Readonly<{ href: string; text: string }>;

/** A priority as its reader may act on it. */
export function openedShown(caller: Caller, opened: OpenedPriority) {
  const { priority, entries, may, names, on } = opened;
  const shown = priorityShown(priority, on, names);
  const { ref } = priority;
  const link = (form: FormKind | 'evidence', number: number | null = null): Link | null =>
    mayWrite(may, form, number) ? { href: number === null ? paths.priorityForm(ref, form) : paths.priorityFormOf(ref, form, number), text: t.forms[form].link } : null;
  const links = (...all: readonly (Link | null)[]): readonly Link[] => all.flatMap((one) => one ?? []);
  return {
    asKnown: planShown({ ...opened, priorities: [] }).asKnown,
    priority: {
      ...shown,
      measures: shown.measures.map((measure, i) => ({ ...measure, opens: figureLink(caller, priority.measures[i]), links: measure.endedOn !== null ? [] : links(link('measure-revised', measure.number), link('measure-ended', measure.number)) })),
      milestones: shown.milestones.map((milestone) => ({
        ...milestone, links: milestone.isOpen ? links(link('milestone-done', milestone.number), ...(may.edit ? [link('milestone-revised', milestone.number), link('milestone-dropped', milestone.number)] : [])) : [],
      })),
    },
    links: {
      about: links(link('changed')), status: links(link('claimed')), measures: links(link('measure-added')), milestones: links(link('milestone-added')),
      highlights: links(link('highlights')), evidence: links(link('evidence')), signOff: signs(may, caller, opened) ? links(link('signed-off')) : [],
    },
    history: entries.map((entry) => entryShown(entry, names)),
  };
}

const signs = (may: WhatMay, caller: Caller, { priority }: OpenedPriority): boolean => may.sign && priority.signedOff.every(({ by }) => by !== caller.ref);

/**
 * Where the latest figure opens: to its cases for whoever answers for all of them, else to the report that has it. A percentage opens to
 * what it is a share of. Null for whoever reads no reports.
 */
function figureLink(caller: Caller, measure: MeasureNow | undefined): Link | null {
  const latest = measure?.standing.latest ?? null;
  if (measure === undefined || latest === null || !mayAtAll(caller, 'report.read')) return null;
  const { of, opens } = measured(measure.figure);
  const { teams } = scopeFor(caller, 'report.read');
  const seesAll = teams === 'all' || teams.includes(measure.of);
  const counts = of === null ? latest.value : latest.of;
  if (!seesAll || opens === null || counts === null || counts === 0) return { href: paths.report(latest.week), text: t.measure.openReport };
  return { href: casesOf(latest.week, { ...opens, ...(measure.of === WHOLE_COUNCIL ? {} : { team: measure.of }) }), text: of === null ? t.measure.open : t.measure.openPart };
}

const entryShown = ({ number, by, at, content }: Entry, names: Plan['names']) => ({ number, what: t.kinds[content.kind], by: t.history.by(names[by] ?? by, longTime(at)), words: wordsIn(content) });

/** What somebody wrote with it, if anything. */
function wordsIn(content: Entry['content']): string | null {
  if ('reason' in content) return content.reason;
  if ('words' in content) return content.words;
  if ('what' in content) return content.what;
  return 'about' in content ? content.about : null;
}
