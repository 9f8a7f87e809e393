import type { TransferRow } from '../../../api/review-models.js';
import { REVIEW_STEPS } from '../../../domain/review/next-step.js';
import { MOST_CASES } from '../../../api/use-cases/over-cases.js';
import type { PhaseBoard } from '../../../api/use-cases/phase-transfers.js';
import { daysBetween, type IsoDate } from '../../../domain/dates/iso-date.js';
import { days, longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { yearGroupWords } from '../../presenting/child.js';
import { REVIEW_WORDS as t } from '../../words/reviews.js';

/** A phase in short: its line, its last safe meeting, the days left to each, and how many there are. */
export function lineShown({ kind, amendBy, breachOn, lastMeetingOn, recorded, unrecorded }: PhaseBoard, today: IsoDate) {
  const done = recorded.filter(({ doneOn }) => doneOn !== null).length;
  return {
    name: t.transfers[kind],
    amendBy: longDay(amendBy),
    amendLeft: leftWords(amendBy, today),
    breach: t.phases.breach(longDay(breachOn)),
    lastMeeting: longDay(lastMeetingOn),
    meetingLeft: leftWords(lastMeetingOn, today),
    expected: recorded.length,
    done,
    unrecorded: unrecorded.length,
  };
}

function leftWords(on: IsoDate, today: IsoDate): string {
  const left = daysBetween(today, on);
  if (left === 0) return t.phases.today;
  return left > 0 ? t.phases.left(days(left)) : t.phases.passed(days(-left));
}

/** One board: a column for each step, those amended or kept last; and who is not recorded yet. */
export function boardShown(board: PhaseBoard, today: IsoDate) {
  const open = board.recorded.filter(({ doneOn }) => doneOn === null);
  const columns = [
    ...REVIEW_STEPS.map((step) => ({ name: t.short[step], rows: open.filter((row) => row.step === step) })),
    { name: t.phases.done, rows: board.recorded.filter(({ doneOn }) => doneOn !== null) },
  ].filter(({ rows }) => rows.length > 0);
  const offered = board.unrecorded.slice(0, MOST_CASES);
  return {
    ...lineShown(board, today),
    columns: columns.map(({ name, rows }) => ({ name, count: rows.length, rows: rows.map((row) => cardOf(row, today)) })),
    offered: offered.map(({ ref, child, setting, owner, entry, expected }) => ({
      ref,
      child: child.name,
      href: paths.case(ref),
      about: [setting?.name ?? t.noSetting, yearGroupWords(expected.yearGroup), owner?.name ?? t.nobody].filter((one) => one !== null).join(' · '),
      mayStay: expected.mayStay,
      value: `${ref}@${entry}`,
    })),
    offeredMore: board.unrecorded.length > MOST_CASES ? t.year.shown(board.unrecorded.length, MOST_CASES) : null,
    everything: offered.map(({ ref, entry }) => `${ref}@${entry}`).join(' '),
  };
}

function cardOf({ ref, child, setting, owner, meetingOn, stepBy, doneOn, transfer, step }: TransferRow, today: IsoDate) {
  const late = doneOn === null && stepBy !== null && stepBy < today;
  return {
    ref,
    child: child.name,
    href: paths.case(ref),
    setting: setting?.name ?? t.noSetting,
    owner: owner?.name ?? t.nobody,
    notes: [
      ...(doneOn === null ? [] : [shortDay(doneOn)]),
      ...(doneOn === null && meetingOn !== null ? [t.meetingOn(shortDay(meetingOn)) + (meetingOn > transfer.lastMeetingOn ? `, ${t.phases.after}` : '')] : []),
      ...(doneOn === null && stepBy !== null && step !== 'meeting' ? [`${step === null ? '' : t.steps[step]} by ${shortDay(stepBy)}`] : []),
    ],
    late: late ? t.daysLate(days(daysBetween(stepBy, today))) : null,
  };
}
