import type { AdviceRequestRow } from '../../../api/read-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { longDay, shortDay } from '../../dates.js';
import type { Typed } from '../../forms/field.js';
import { paths } from '../../paths.js';
import {
  isOverdue,
  reasonWords,
  standingWords,
  whenWords,
  type ReasonWords,
  type WhenWords,
} from '../../presenting/duty.js';
import { roleBeside } from '../../presenting/person.js';

export type ShownRequest = Readonly<{
  href: string;
  ref: string;
  child: string;
  born: string | null;
  setting: string | null;
  adviser: string;
  asked: string;
  when: WhenWords;
  late: boolean;
  reason: ReasonWords;
  answered: string | null;
}>;

export const shownRequests = (rows: readonly AdviceRequestRow[], today: IsoDate): readonly ShownRequest[] =>
  rows.map((row) => requestWords(row, today));

/** One request as its adviser reads it: which child, asked when, due by when and why. */
export function requestWords(row: AdviceRequestRow, today: IsoDate): ShownRequest {
  const duty = {
    ...row,
    code: 'give-advice',
    kind: row.adviser.role === 'health' || row.adviser.role === 'youth-justice' ? 'statutory' : 'guidance',
    subject: null,
    doneOn: row.answeredOn,
  } as const;
  return {
    href: paths.adviceAnswer(row.caseRef, row.adviser.ref),
    ref: row.caseRef,
    child: row.child.name,
    born: row.child.bornOn === null ? null : shortDay(row.child.bornOn),
    setting: row.child.setting?.name ?? null,
    adviser: adviserWords(row.adviser),
    asked: longDay(row.requestedOn),
    when: whenWords(duty, today),
    late: isOverdue(duty),
    reason: reasonWords(duty),
    answered: row.answeredOn === null ? null : standingWords(duty, today),
  };
}

function adviserWords({ name, role }: AdviceRequestRow['adviser']): string {
  const beside = roleBeside(name, role);
  return beside === null ? name : `${name} (${beside.toLowerCase()})`;
}

/** Today in the date's three boxes: advice is mostly answered on the day it is sent. */
export const todayTyped = (today: IsoDate): Typed => ({
  'on-day': String(Number(today.slice(8))),
  'on-month': String(Number(today.slice(5, 7))),
  'on-year': today.slice(0, 4),
});
