import { later, type IsoDate } from '../dates/iso-date.js';
import { londonTime, type LondonTime } from '../dates/london.js';
import { addWorkingDays, workingDayOnOrAfter, type WorkingDays } from '../dates/working-days.js';
import type { Fact, ToldFact } from './fact.js';

/** A told fact whose day cannot be found: the field that is missing, and what mends it. */
export class MissingDay extends Error {
  constructor(readonly field: 'on' | 'receivedAt' | 'postedOn') {
    super(`no day can be derived: ${field} is missing`);
  }
}

type Told = ToldFact & Readonly<{ channel?: string; receivedAt?: string; postedOn?: IsoDate; strictOn?: IsoDate; sentAt?: string; servedOn?: IsoDate; emailConsent?: boolean }>;
type Receipt = Readonly<{ on: IsoDate; strictOn?: IsoDate; estimated?: boolean }>;
type Service = Readonly<{ servedOn?: IsoDate }>;

const CLOSE_OF_DAY = '17:00:00';
const AFTER_CLOSE = (at: LondonTime): boolean => at.time > CLOSE_OF_DAY;

/** The day of something handed in or sent electronically: that day, or the next working day if after 5 pm or not a working day. */
function dayOfBusiness(at: LondonTime, working: WorkingDays): IsoDate {
  return AFTER_CLOSE(at) ? addWorkingDays(at.on, 1, working) : workingDayOnOrAfter(at.on, working);
}

/**
 * The day an incoming document counts as received. A recorded `on` is the actual day and is never moved.
 * By hand, by email or online: the day, or the next working day if after 5 pm or on a non-working day. Signed for, or said by
 * phone: the day itself. First-class post: the next working day after posting. `strictOn` keeps the earlier, stricter day.
 *
 * @throws MissingDay if neither `on` nor what its channel needs is there
 * @source IPSEA template letter 9 (law.md section 5); the Regulations have no rule of receipt
 */
function received(told: Told, working: WorkingDays): Receipt {
  if (told.on) return told.strictOn ? { on: told.on, strictOn: told.strictOn } : { on: told.on };
  if (told.receivedAt && told.channel !== 'first-class-post') {
    const at = londonTime(told.receivedAt);
    const countsAsTold = told.channel === 'signed-for' || told.channel === 'phone' || told.channel === undefined;
    const on = countsAsTold ? at.on : dayOfBusiness(at, working);
    return on === at.on ? { on } : { on, strictOn: at.on, estimated: true };
  }
  if (told.receivedAt) return { on: londonTime(told.receivedAt).on };
  if (told.postedOn) return { on: addWorkingDays(told.postedOn, 1, working), estimated: true };
  throw new MissingDay(told.channel === 'first-class-post' ? 'postedOn' : told.channel ? 'receivedAt' : 'on');
}

/**
 * The day a document we send counts as served on the family, from which its days run; sending itself is measured by `on`.
 * By first-class or signed-for post the second working day after posting; by email or online only with written consent on
 * file, that day if before 5 pm on a working day, else the next; by hand that day. With no channel recorded: the day sent.
 *
 * @returns no day where an email went without consent: nothing was served
 * @source Education Act 1996 s 572(2); law.md section 5 (second working day, the family's side of the doubt)
 */
function served(told: Told, on: IsoDate, working: WorkingDays): Service {
  const isElectronic = told.channel === 'email' || told.channel === 'online';
  if (isElectronic && told.emailConsent !== true) return { servedOn: undefined };
  if (told.servedOn) return { servedOn: told.servedOn };
  switch (told.channel) {
    case 'first-class-post':
    case 'signed-for':
      return { servedOn: secondDayService(on, working) };
    case 'email':
    case 'online':
      return { servedOn: told.sentAt ? later(on, dayOfBusiness(londonTime(told.sentAt), working)) : workingDayOnOrAfter(on, working) };
    default:
      return { servedOn: on };
  }
}

/** The day posted documents count as served: the second working day after. */
export const secondDayService = (on: IsoDate, working: WorkingDays): IsoDate => addWorkingDays(on, 2, working);

/** The day posted documents would count as served by the next-working-day rule some use. @source law.md D12 */
export const nextDayService = (on: IsoDate, working: WorkingDays): IsoDate => addWorkingDays(on, 1, working);

/** Whether the document went by post, where the two rules of service differ. */
export const wentByPost = (fact: { channel?: string }): boolean => fact.channel === 'first-class-post' || fact.channel === 'signed-for';

/** The kinds of document whose day of service starts or protects the family's own days. */
const SERVED: ReadonlySet<string> = new Set(['draft-plan-sent', 'amendment-notice-sent']);

const INCOMING: ReadonlySet<string> = new Set([
  'request-received', 'came-to-attention', 'request-withdrawn', 'advice-received', 'advice-declined', 'representations-received',
  'representations-closed', 'setting-answered', 'mediation-requested', 'agreement-reported', 'early-review-requested',
  'reassessment-requested',
]);

/** Whether the fact is something that reached the council, rather than something it sent or did. */
export const isIncoming = (type: string): boolean => INCOMING.has(type);

/** The day an incoming document was there, which may lie before the day it counts from; of anything else, the day it happened. */
export function cameOn(fact: Fact): IsoDate {
  const { estimated, strictOn, on }: { estimated?: boolean; strictOn?: IsoDate; on: IsoDate } = fact;
  return estimated === true ? (strictOn ?? on) : on;
}

/** Id and type first, then the days, then the rest: as people read it. */
const placed = (told: ToldFact, id: string, days: Receipt & Service): Fact => ({ ...{ id: told.id ?? id, type: told.type, on: days.on }, ...told, ...days, id: told.id ?? id });

/** The field a told fact's day comes from, where a wrong day is mended. */
export function dayFieldOf(told: ToldFact): 'on' | 'receivedAt' | 'postedOn' | 'sentAt' | 'servedOn' {
  const known: Told = told;
  if (known.on) return 'on';
  return DAY_FIELDS.find((field) => known[field] !== undefined) ?? 'on';
}

const DAY_FIELDS = ['receivedAt', 'postedOn', 'sentAt', 'servedOn'] as const;

/**
 * The told fact with its id and the days that count in law: `on`, `servedOn`, `strictOn`.
 *
 * @param id used where the fact has none
 * @throws MissingDay naming the field that would give a day
 * @source law.md section 5
 */
export function dated(told: ToldFact, id: string, working: WorkingDays): Fact {
  const known: Told = told;
  if (isIncoming(told.type)) return placed(told, id, received(known, working));
  const on = told.on ?? (known.sentAt ? londonTime(known.sentAt).on : known.servedOn && !SERVED.has(told.type) ? known.servedOn : undefined);
  if (!on) throw new MissingDay('on');
  const service = SERVED.has(told.type) ? served(known, on, working) : {};
  return placed(told, id, { on, ...service });
}

