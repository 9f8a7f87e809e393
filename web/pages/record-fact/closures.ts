import type { CaseView } from '../../../api/read-models.js';
import { CLOSURE_DAYS } from '../../../domain/law/exceptions.js';
import { CLOSURE_LAW, type ClosureFinding } from '../../../domain/setting-calendar.js';
import { addDays } from '../../../domain/dates/iso-date.js';
import { longDay } from '../../dates.js';
import type { Typed } from '../../forms/field.js';
import { typedDay } from '../../forms/read.js';
import { paths } from '../../paths.js';
import { SETTING_WORDS as t } from '../../words/settings.js';

/** Closures of the child's own setting, proposed on the exceptions form as evidence. */

export type ClosurePanel = Readonly<{
  heading: string;
  rows: readonly Readonly<{ text: string; verdict: string; use: string | null }>[];
  use: string;
}>;

/** What each is worth; only one that may excuse can be used. Null where none is known. */
export function closurePanel(
  { access, child, today }: CaseView,
  closures: readonly ClosureFinding[],
): ClosurePanel | null {
  const begun = closures.filter(({ closedFrom }) => closedFrom <= today);
  if (child.setting === null || begun.length === 0) return null;
  return {
    heading: t.evidence.heading(child.setting.name),
    use: t.evidence.use,
    rows: begun.map(({ closedFrom, reopensOn, days, verdict, window }) => ({
      text: t.closed(longDay(closedFrom), longDay(addDays(reopensOn, -1)), days),
      verdict: t.evidence.verdicts[verdict](
        CLOSURE_DAYS,
        CLOSURE_LAW,
        t.span(longDay(window.from), longDay(window.to)),
      ),
      use:
        verdict === 'asked-in-window'
          ? `${paths.record(access.ref, 'exception-recorded')}?closure=${closedFrom}`
          : null,
    })),
  };
}

/** The fields of the form as the chosen closure has them. @param from its first day, as the address names it */
export function closureTyped(closures: readonly ClosureFinding[], from: string): Typed {
  const chosen = closures.find(({ closedFrom }) => closedFrom === from);
  if (chosen === undefined || chosen.ground === null) return {};
  const { ground, closedFrom, reopensOn } = chosen;
  return { ground, ...typedDay('closedFrom', closedFrom), ...typedDay('reopensOn', reopensOn) };
}
