import { daysBetween, type IsoDate } from '../dates/iso-date.js';
import { londonDay, type Instant } from '../dates/london.js';
import { workingDays } from '../dates/working-days.js';
import { asPerformed } from '../agenda.js';
import { derive } from '../derive.js';
import { answerBy, escalationsOf, isAsked } from '../escalation.js';
import { PACKS } from '../law/packs.js';
import { progressOf } from '../progress.js';
import type { Stage } from '../stages.js';
import { hasLeft } from './absences.js';
import { SILENCES, knownUntil, type NormedSilence, type Silence, type Silent } from './items.js';
import type { ReportedRecord, ReportTerms } from './items-of-record.js';

/** A letter that did not arrive, from the instant that was known until somebody has seen to it. */
export type Unreached = Readonly<{ openedAt: Instant; endedAt: Instant | null; /** The day by which somebody was to see to it. */ actBy: IsoDate }>;

/** How a record stood at the end of a day, by what was known then. `isInHand`: an open assessment, or a plan in force. */
export type Stood = Readonly<{ known: ReportedRecord['facts']; owner: string | null; stage: Stage; isInHand: boolean }>;

/** Every reason for which a record was silent at the end of a day, the first to see to first. */
export function silencesOf(record: ReportedRecord, stood: Stood, day: IsoDate, terms: ReportTerms): Silent[] {
  const lasted: Readonly<Partial<Record<Silence, number>>> = {
    ...(stood.isInHand ? ofHolding(stood, day, terms) : {}),
    ...overNorm('dead-address', unreachedSince(record, stood, day), day, terms),
    ...overNorm('not-acknowledged', unansweredSince(record, stood, day, terms), day, terms),
    ...overNorm('not-finalised', finalisingSince(stood, terms), day, terms),
  };
  const found = SILENCES.flatMap((reason) => (lasted[reason] === undefined ? [] : [{ reason, days: lasted[reason] }]));
  return found.map(({ reason, days }, index) => ({ block: 'silent', reason, stage: stood.stage, days, first: index === 0 }));
}

type Lasted = Readonly<Partial<Record<Silence, number>>>;

/** Nobody holds it, or whoever does has left or is away; or nothing was written down for longer than its stage should take. */
function ofHolding({ known, owner, stage }: Stood, day: IsoDate, terms: ReportTerms): Lasted {
  const last = known.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), known[0]?.recordedAt ?? knownUntil(day));
  const days = daysBetween(londonDay(last), day);
  const norm = terms.norms[stage];
  const isQuiet = norm !== undefined && days > norm;
  if (owner === null) return { 'no-owner': days };
  if (hasLeft(terms.leftOn(owner), day)) return { 'owner-left': days };
  const away = terms.uncoveredSince(owner, day);
  const allowed = terms.norms['owner-away'];
  const awayFor = away === null ? 0 : daysBetween(away, day) + 1; // its first day counts
  return { ...(allowed !== undefined && awayFor > allowed ? { 'owner-away': awayFor } : {}), ...(isQuiet ? { 'no-fact': days } : {}) };
}

function overNorm(reason: NormedSilence, since: IsoDate | null, day: IsoDate, { norms }: ReportTerms): Lasted {
  const norm = norms[reason];
  const days = since === null ? 0 : daysBetween(since, day);
  return since !== null && norm !== undefined && days > norm ? { [reason]: days } : {};
}

/** The first day by which somebody was to see to a letter that had not arrived; whoever the record has ended for is written to no more. */
function unreachedSince({ unreached }: ReportedRecord, { stage }: Stood, day: IsoDate): IsoDate | null {
  if (stage === 'ended' || stage === 'ceased') return null;
  const open = unreached.filter(({ openedAt, endedAt }) => openedAt < knownUntil(day) && (endedAt === null || endedAt >= knownUntil(day)));
  return open.map(({ actBy }) => actBy).sort()[0] ?? null;
}

/** The first day by which an escalation that is open was to be answered, as its ladder climbed. */
function unansweredSince({ escalated }: ReportedRecord, { known }: Stood, day: IsoDate, { settingsOn, calendar }: ReportTerms): IsoDate | null {
  const told = escalated.filter(({ recordedAt }) => recordedAt < knownUntil(day)).map((one) => ({ ...one, skipped: false }));
  if (told.length === 0) return null;
  const { climbs } = derive(known, day, settingsOn(day), calendar, PACKS, asPerformed(told, settingsOn));
  return escalationsOf(climbs, day).filter(isAsked).flatMap((one) => answerBy(one) ?? []).sort()[0] ?? null;
}

/** The day from which a sent draft could be made final. */
const finalisingSince = ({ known, stage }: Stood, { calendar }: ReportTerms): IsoDate | null =>
  stage === 'finalising' ? (progressOf(known, workingDays(calendar.bankHolidays)).draft?.finalFrom ?? null) : null;
