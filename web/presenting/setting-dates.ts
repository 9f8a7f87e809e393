import { daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { closuresOf, type SettingCalendar } from '../../domain/setting-calendar.js';
import { longDay } from '../dates.js';
import { termWords } from '../words/terms.js';
import { SETTING_WORDS as t } from '../words/settings.js';

/** The term that runs or comes next, and the next closure: what a setting's dates say to whoever plans for a child. */
export function datesAhead(calendar: SettingCalendar, today: IsoDate): readonly string[] {
  const term = calendar.terms.find(({ to }) => to >= today);
  const closure = closuresOf(calendar).find(({ to }) => to >= today);
  return [
    ...(term === undefined ? [] : [`${termWords(term.name)}: ${t.span(longDay(term.from), longDay(term.to))}`]),
    ...(closure === undefined
      ? []
      : [t.closed(longDay(closure.from), longDay(closure.to), daysBetween(closure.from, closure.to) + 1)]),
  ];
}
