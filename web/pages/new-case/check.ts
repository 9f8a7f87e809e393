import type { Council } from '../../../api/ports.js';
import type { Named, SettingOption } from '../../../api/read-models.js';
import type { RequestSent } from '../../../api/use-cases/request-assessment.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { derive } from '../../../domain/derive.js';
import { dated } from '../../../domain/facts/receipt.js';
import { LawGap } from '../../../domain/law/packs.js';
import { longDay, longTime, shortDay } from '../../dates.js';
import { actWords, reasonWords, type ReasonWords } from '../../presenting/duty.js';
import { texts } from '../../texts.js';
import { BROUGHT_BY, REQUESTED_BY } from '../../words/choices.js';

type Sent = Omit<RequestSent, 'commandId'>;
export type Answer = Readonly<{ key: string; value: string }>;
export type FirstDate = Readonly<{ act: string; due: string; reason: ReasonWords }>;

/** What was typed, as it will be recorded. */
/** @param taker who has the case if nobody was chosen */
export function answersOf(
  { child, request, owner }: Sent,
  settings: readonly SettingOption[],
  owners: readonly Named[],
  taker: string,
): readonly Answer[] {
  const t = texts.newCase;
  const nameOf = (list: readonly (Named | SettingOption)[], ref: string | undefined): string =>
    list.find((one) => one.ref === ref)?.name ?? t.none;
  const who = [...REQUESTED_BY, ...BROUGHT_BY].find(({ value }) => value === request.by)?.text ?? t.none;
  return [
    { key: t.name, value: `${child.givenName} ${child.familyName}` },
    { key: t.bornOn, value: shortDay(child.bornOn) },
    { key: t.setting, value: nameOf(settings, child.setting) },
    { key: t.upn, value: child.upn ?? t.none },
    { key: t.councilReference, value: child.councilReference ?? t.none },
    { key: t.by, value: who },
    { key: texts.form.howCame, value: request.channel === undefined ? t.none : texts.channels[request.channel] },
    { key: t.arrived, value: arrivedWords(request) },
    {
      key: t.personName,
      value: child.person === undefined ? t.none : `${child.person.name}, ${child.person.relation}`,
    },
    ...(owners.length === 0 ? [] : [{ key: t.owner, value: owner === undefined ? taker : nameOf(owners, owner) }]),
  ];
}

function arrivedWords({ on, receivedAt, postedOn }: Sent['request']): string {
  if (receivedAt !== undefined) return longTime(receivedAt);
  if (on !== undefined) return longDay(on);
  return postedOn === undefined ? texts.newCase.none : `${texts.history.posted} ${longDay(postedOn)}`;
}

export type Counting = Readonly<{ counts: string; because: string; dates: readonly FirstDate[] }>;

/** The day that will count as received and why, and the dates the law then gives; null where no rules cover the day. */
export function countingOf({ request }: Sent, today: IsoDate, { settings, calendar }: Council): Counting | null {
  const fact = dated(request, 'request', workingDays(calendar.bankHolidays));
  try {
    const { duties } = derive([fact], today, settings, calendar);
    const dates = duties
      .filter(({ outcome }) => outcome !== 'not-owed')
      .map((duty) => ({ act: actWords(duty, null), due: longDay(duty.dueOn), reason: reasonWords(duty) }));
    const estimated = 'estimated' in fact && fact.estimated === true;
    return {
      counts: longDay(fact.on),
      because: estimated ? texts.newCase.becauseWorkedOut : texts.newCase.becauseThatDay,
      dates,
    };
  } catch (error) {
    if (error instanceof LawGap) return null;
    throw error;
  }
}
