import { isoDate, type IsoDate } from '../dates/iso-date.js';
import type { Limit } from '../dates/limits.js';
import type { WorkingDays } from '../dates/working-days.js';
import type { AlsoCounted, CountBasis, DutyHolder, DutyKind, Reason } from '../duty.js';
import type { DutyCode } from '../duty-codes.js';
import type { Fact, FactType } from '../facts/fact.js';
import { firstFrom, type Story } from '../facts/story.js';
import type { Calendar, Settings } from '../settings.js';
import type { Excuses } from './exceptions.js';

/** All that a rule may look at. `today` decides how a duty stands, never when it is due. */
export type Context = Readonly<{ story: Story; today: IsoDate; settings: Settings; calendar: Calendar; working: WorkingDays }>;

/** One occasion on which a duty arises: the fact, the day its clock starts, and whom it concerns. */
export type Start = Readonly<{ fact: Fact | null; occurrence: string; on: IsoDate; subject: string | null }>;

/** A due date with its derivation and the other ways it is counted. */
export type Due = Readonly<{ dueOn: IsoDate; because: readonly Reason[]; alsoCounted: readonly AlsoCounted[] }>;

/** Which day a duty was done on, if it was. */
type Done = Readonly<{ on: IsoDate }> | null;

/** How a window stood: closed on a day by right, or cut short. */
export type WindowStanding = Readonly<{ outcome: 'open' | 'respected' | 'breached'; doneOn: IsoDate | null }>;

type Declared = Readonly<{
  code: DutyCode;
  /** Rows of law.md that this rule carries. */
  rows: readonly string[];
  law: string | ((start: Start) => string);
  kind: DutyKind | ((start: Start) => DutyKind);
  by: DutyHolder | ((start: Start) => DutyHolder);
  /** First day of facts it governs; it governs them until an enactment gives the last. */
  effectiveFrom: IsoDate;
  effectiveTo: IsoDate | null;
  /** The kinds of fact that start it, for the coverage page. */
  startedBy: readonly (FactType | 'calendar')[];
  starts: (context: Context) => readonly Start[];
  due: (start: Start, context: Context) => Due;
  /** Whether, undone, it is no longer owed. */
  notOwed?: (start: Start, context: Context, dueOn: IsoDate) => boolean;
  /** Endings of the story that leave it owed. */
  outlives?: readonly FactType[];
}>;

export type DeadlineRule = Declared &
  Readonly<{
    shape: 'deadline';
    doneBy: readonly FactType[];
    done: (start: Start, context: Context) => Done;
    /** Exceptions the regulation lists for this step; none where it lists none. */
    excuses?: (start: Start, context: Context) => Excuses;
    /** Earliest lawful day, where a window protects the family; `doneOn` where it was done. */
    notBefore?: (start: Start, context: Context, doneOn: IsoDate | null) => IsoDate | null;
  }>;

export type WindowRule = Declared & Readonly<{ shape: 'window'; stands: (start: Start, context: Context, dueOn: IsoDate) => WindowStanding }>;

export type Rule = DeadlineRule | WindowRule;

/** The fact that started a duty, where the rule knows its type. @throws TypeError if the rule was given another */
export function factOf<T extends FactType>({ fact }: Start, ...types: readonly T[]): Fact<T> {
  if (fact === null || !isOf(fact, types)) throw new TypeError('a rule was asked about a fact that does not start it');
  return fact;
}

const isOf = <T extends FactType>(fact: Fact, types: readonly T[]): fact is Fact<T> => types.some((type) => type === fact.type);

/** The duty arises on each fact of these types, on its day. */
export const onEach =
  (...types: readonly FactType[]) =>
  ({ story }: Context): Start[] =>
    types.flatMap((type) => story.of(type).map((fact) => startOf(fact)));

/** A start at a fact; the clock runs from its day unless another is given. */
export const startOf = (fact: Fact, on: IsoDate = fact.on, subject: string | null = null): Start => ({ fact, occurrence: fact.id, on, subject });

/** Due by a fixed limit from the start. */
export const within =
  (limit: Limit, ...also: readonly { basis: CountBasis; limit: Limit }[]) =>
  (start: Start, { working }: Context): Due => {
    const dueOn = limit.lastDay(start.on, working);
    return {
      dueOn,
      because: [reason(start, limit.words, dueOn)],
      alsoCounted: also.map(({ basis, limit: other }) => ({ basis, dueOn: other.lastDay(start.on, working) })),
    };
  };

/** Due by a limit from receipt; the stricter view of receipt, when it reached the council's system, stands beside it. @source law.md section 5 */
export const withinOfReceipt =
  (limit: Limit) =>
  (start: Start, context: Context): Due => {
    const strictOn = start.fact && 'strictOn' in start.fact ? start.fact.strictOn : undefined;
    const strict: AlsoCounted[] = strictOn ? [{ basis: 'strict-receipt', dueOn: limit.lastDay(strictOn, context.working) }] : [];
    return { ...within(limit)(start, context), alsoCounted: strict };
  };

export const reason = (start: Start, rule: string, gives: IsoDate): Reason => ({ fact: start.fact?.type ?? 'calendar', on: start.on, rule, gives });

/** Done by the first of these facts on or after the start. */
export const firstOf =
  (...types: readonly FactType[]) =>
  (start: Start, { story }: Context): Done =>
    firstFrom(story, types, start.on);

/** The whole of the law of 2014 starts here. @source SI 2014/1530 reg 1 */
export const SINCE_2014 = { effectiveFrom: isoDate('2014-09-01'), effectiveTo: null } as const;
