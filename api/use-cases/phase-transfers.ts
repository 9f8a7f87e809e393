import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import type { TransferKind } from '../../domain/facts/fact.js';
import { TRANSFER_KINDS } from '../../domain/facts/schema.js';
import { lastSafeMeeting, transferLine } from '../../domain/law/life-of-plan.js';
import { expectedTransfer, nextTransferOn, type ExpectedTransfer } from '../../domain/review-year/phase-cohort.js';
import { AppError } from '../errors.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { TransferRow, WithoutTransfer } from '../review-models.js';
import { todayOf } from '../now.js';
import { overEach, recordOnEach, type CaseResult, type Chosen } from './over-cases.js';
import { logged } from './read-case.js';

/** Children who move to another phase of education next September: one board for each phase. */

/** A child who would be expected to move, with no such fact on its plan yet. */
export type Unrecorded = Omit<WithoutTransfer, 'attends'> & Readonly<{ expected: ExpectedTransfer }>;

export type PhaseBoard = Readonly<{
  kind: TransferKind;
  transferOn: IsoDate;
  /** Last day to amend the plan, the day from which the law is broken, and the last meeting from which the first is safe. */
  amendBy: IsoDate;
  breachOn: IsoDate;
  lastMeetingOn: IsoDate;
  recorded: readonly TransferRow[];
  unrecorded: readonly Unrecorded[];
}>;

/** Every phase with a child in it, the line that comes first first. @throws AppError `forbidden` */
export async function phaseBoards(deps: UseCaseDeps, caller: Caller): Promise<Readonly<{ today: IsoDate; boards: readonly PhaseBoard[] }>> {
  if (!mayAtAll(caller, 'record.see')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const transferOn = nextTransferOn(today);
  const [recorded, without] = await Promise.all([deps.reviews.transfers(scopeFor(caller), today, transferOn), deps.reviews.withoutTransfer(scopeFor(caller), transferOn)]);
  const unrecorded = without.flatMap(({ attends, ...plan }): Unrecorded[] => {
    const expected = expectedTransfer(plan.bornOn, attends, transferOn);
    return expected === null ? [] : [{ ...plan, expected }];
  });
  const boards = TRANSFER_KINDS.map((kind): PhaseBoard => {
    const { line } = transferLine({ kind, transferOn });
    const amendBy = addDays(line, -1);
    return {
      kind, transferOn, amendBy,
      breachOn: line,
      lastMeetingOn: lastSafeMeeting(amendBy),
      recorded: recorded.filter(({ transfer }) => transfer.kind === kind),
      unrecorded: unrecorded.filter(({ expected }) => expected.kind === kind),
    };
  });
  return { today, boards: boards.filter((board) => board.recorded.length + board.unrecorded.length > 0) };
}

/** One of them, with the names on it. @throws AppError `forbidden`; null for a phase nobody is in */
export async function phaseBoard(deps: UseCaseDeps, caller: Caller, kind: TransferKind): Promise<Readonly<{ today: IsoDate; board: PhaseBoard | null }>> {
  const { today, boards } = await phaseBoards(deps, caller);
  const board = boards.find((one) => one.kind === kind) ?? null;
  if (board !== null) await logged(deps, caller, [...board.recorded, ...board.unrecorded].map(({ ref }) => ref), 'phase-board');
  return { today, board };
}

/**
 * Records on each of several plans that its child is expected to move, as its birth date, year group and setting say.
 *
 * @param key of the step as a whole: sent again under it, nothing is recorded twice
 * @throws AppError `forbidden`, `invalid`
 */
export async function expectTransfers(deps: UseCaseDeps, caller: Caller, { key, plans }: Readonly<{ key: string; plans: readonly Chosen[] }>): Promise<readonly CaseResult[]> {
  if (!mayAtAll(caller, 'record.facts')) throw new AppError('forbidden');
  const today = todayOf(deps);
  const transferOn = nextTransferOn(today);
  const [without, recorded] = await Promise.all([deps.reviews.withoutTransfer(scopeFor(caller), transferOn), deps.reviews.transfers(scopeFor(caller), today, transferOn)]);
  const known = [
    ...without.map(({ ref, child, bornOn, attends }) => ({ ref, child: child.name, expected: expectedTransfer(bornOn, attends, transferOn) })),
    ...recorded.map(({ ref, child }) => ({ ref, child: child.name, expected: null })),
  ];
  return overEach(plans, (refs) => Promise.resolve(known.filter(({ ref }) => refs.includes(ref))), ({ expected }, chosen) =>
    expected === null
      ? Promise.resolve({ kind: 'nothing' as const, why: 'transfer-known' as const })
      : recordOnEach(deps, caller, key, chosen, [{ type: 'phase-transfer-expected', on: today, kind: expected.kind, transferOn }]),
  );
}
