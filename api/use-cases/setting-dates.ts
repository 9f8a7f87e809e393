import { isIsoDate, type IsoDate } from '../../domain/dates/iso-date.js';
import { closureFindings, problemsOfDates, type ClosureFinding, type DateKind, type SettingCalendar } from '../../domain/setting-calendar.js';
import { AppError, invalid, notFound } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseView, SettingOption } from '../read-models.js';
import { nowOf } from '../now.js';

/** When settings are open: kept by an administrator, read as evidence of exceptions and beside the settings consulted. */

export type SettingView = Readonly<{ setting: SettingOption; calendar: SettingCalendar; mayEdit: boolean }>;

/** Settings to choose one from, by part of the name. @throws AppError `forbidden` */
export function settingsToEdit(deps: UseCaseDeps, caller: Caller, search: string): Promise<readonly SettingOption[]> {
  if (!mayAtAll(caller, 'setting.see')) throw new AppError('forbidden');
  return deps.people.settings({ ...(search === '' ? {} : { search }), limit: MOST_SHOWN });
}

export const MOST_SHOWN = 100;

/** @throws AppError `not-found` */
export async function viewSetting(deps: UseCaseDeps, caller: Caller, ref: string): Promise<SettingView> {
  const found = mayAtAll(caller, 'setting.see') ? await deps.settingDates.of(ref) : null;
  if (found === null) throw notFound();
  return { ...found, mayEdit: mayAtAll(caller, 'setting.edit') };
}

export type DatesSent = Readonly<{ setting: string; kind: DateKind; name: string | null; from: string; to: string }>;

/** Keeps a term or a closure; a term of the same name, or a closure from the same day, gives way. @throws AppError `not-found`, `forbidden`, `invalid` */
export async function keepDates(deps: UseCaseDeps, caller: Caller, sent: DatesSent): Promise<void> {
  const { calendar } = await own(deps, caller, sent.setting);
  const name = sent.kind === 'term' ? sent.name : null;
  const problems = problemsOfDates(calendar, { ...sent, name });
  if (problems.length > 0) throw invalid(problems);
  await deps.settingDates.keep({ ...sent, name, from: sent.from as IsoDate, to: sent.to as IsoDate, by: caller.ref, at: nowOf(deps) });
}

/** @throws AppError `not-found`, `forbidden` */
export async function removeDates(deps: UseCaseDeps, caller: Caller, { setting, kind, from }: Pick<DatesSent, 'setting' | 'kind' | 'from'>): Promise<void> {
  await own(deps, caller, setting);
  if (!isIsoDate(from) || !(await deps.settingDates.remove({ setting, kind, from }))) throw notFound();
}

async function own(deps: UseCaseDeps, caller: Caller, ref: string): Promise<SettingView> {
  const view = await viewSetting(deps, caller, ref);
  if (!view.mayEdit) throw new AppError('forbidden');
  return view;
}

/** Closures of the setting a child is at, each with what it is worth as evidence: its head asked in time, or not; long enough, or not. */
export async function closuresAt(deps: UseCaseDeps, { child, advice }: Pick<CaseView, 'child' | 'advice'>): Promise<readonly ClosureFinding[]> {
  const found = child.setting === null ? null : await deps.settingDates.of(child.setting.ref);
  return found === null ? [] : closureFindings(found.calendar, advice.map(({ adviser: { role }, askedOn }) => ({ role, on: askedOn })));
}
