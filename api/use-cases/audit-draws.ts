import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AUDIT_KINDS, type AuditKind } from '../../domain/audit/framework.js';
import { drawMonth, type Candidate, type Draw, type MonthDraw } from '../../domain/audit/sample.js';
import { firstDayOf, isIsoMonth, isoMonth, type IsoMonth } from '../../domain/dates/iso-month.js';
import { workingDays } from '../../domain/dates/working-days.js';
import type { Calendar } from '../../domain/settings.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import type { Audits, DrawnAudit, NewAudit, OpenedAudit } from '../audit-models.js';
import { nowOf, todayOf } from '../now.js';
import type { Caller } from '../permissions.js';
import type { DatedFact, UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { mayLead } from './audit-frameworks.js';
import { auditCommand, auditsDrawn, onToday, readAudit, type AuditDeps } from './audits.js';
import { earlierAnswer, saveAndSend, send, type Outcome, type SendingDeps } from './send-command.js';

/** What is audited, and by whom: a month drawn by chance, or one thing asked for. */

/** Who draws when nobody presses. */
const ENGINE: Pick<Caller, 'ref'> = { ref: 'duly' };

/** Months drawn, the latest first. @throws AppError `forbidden` */
export async function auditDraws(deps: AuditDeps, caller: Caller): ReturnType<Audits['draws']> {
  mayLead(caller);
  return deps.audits.draws();
}

/** `audits`: what it opened and the reader may see, as it stands today. */
export type DrawRead = NonNullable<Awaited<ReturnType<Audits['drawn']>>> & Readonly<{ audits: readonly DrawnAudit[] }>;

/** A month as it was drawn, with what became of it. @throws AppError `forbidden`, `not-found` */
export async function auditDraw(deps: AuditDeps, caller: Caller, kind: string, month: string): Promise<DrawRead> {
  mayLead(caller);
  if (!isKind(kind) || !isIsoMonth(month)) throw notFound();
  const [drawn, audits] = await Promise.all([deps.audits.drawn(kind, month), auditsDrawn(deps, caller, kind, month)]);
  if (drawn === null) throw notFound();
  return { ...drawn, audits };
}

const isKind = (kind: string): kind is AuditKind => AUDIT_KINDS.some((one) => one === kind);

export const drawSchema = z.strictObject({
  kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }),
  month: z.string().refine(isIsoMonth, { error: 'must be a month, written as 2026-11' }),
});

/**
 * Draws a month, once: what is audited, on which day each begins and who marks it, with why.
 *
 * @throws AppError `forbidden`; `already-settled` for a month that is drawn; `invalid` for one that is over or further ahead than the next,
 *   where nothing says how audits are sampled, or nobody audits
 */
export async function drawAudits(deps: DrawDeps, caller: Caller, { kind, month: asked }: z.output<typeof drawSchema>): Promise<MonthDraw> {
  mayLead(caller);
  return drawn(deps, caller, kind, isoMonth(asked));
}

/** What drawing takes: a worker that draws of itself has no more. */
export type DrawDeps = SendingDeps & Pick<UseCaseDeps, 'audits' | 'auditFrameworks' | 'auditStock' | 'clock' | 'secret'> & Readonly<{ council: Readonly<{ calendar: Pick<Calendar, 'bankHolidays'> }> }>;

/**
 * Draws this month of every kind that is sampled and not drawn yet: what the engine does of itself. Safe to repeat: a month is drawn once.
 * While nobody audits it waits, as a month that was given to nobody could not be drawn again. A kind that cannot be drawn keeps no other from it.
 *
 * @returns how many audits were drawn
 * @throws AggregateError once all were tried: what failed, its message naming the kinds alone
 */
export async function drawWhatIsDue(deps: DrawDeps): Promise<number> {
  const today = todayOf(deps);
  const month = isoMonth(today.slice(0, 7));
  if ((await deps.audits.auditors(today)).length === 0) return 0;
  let opened = 0;
  const failed: Readonly<{ kind: AuditKind; error: unknown }>[] = [];
  for (const kind of AUDIT_KINDS) {
    try {
      opened += await drawnIfDue(deps, kind, month);
    } catch (error) {
      failed.push({ kind, error });
    }
  }
  if (failed.length > 0) throw new AggregateError(failed.map(({ error }) => error), `not drawn: ${failed.map(({ kind }) => kind).join(', ')}`);
  return opened;
}

async function drawnIfDue(deps: DrawDeps, kind: AuditKind, month: IsoMonth): Promise<number> {
  if ((await deps.auditStock.sampling(kind, month)) === null || (await deps.audits.drawn(kind, month)) !== null) return 0;
  return drawnOnce(deps, kind, month);
}

/** Somebody may have pressed meanwhile. */
async function drawnOnce(deps: DrawDeps, kind: AuditKind, month: IsoMonth): Promise<number> {
  try {
    return (await drawn(deps, ENGINE, kind, month)).draws.length;
  } catch (error) {
    if (error instanceof AppError && error.code === 'already-settled') return 0;
    throw error;
  }
}

/** Again where another month of the kind was drawn meanwhile: there is one other at most, the month before or the next. */
async function drawn(deps: DrawDeps, by: Pick<Caller, 'ref'>, kind: AuditKind, month: IsoMonth): Promise<MonthDraw> {
  for (;;) {
    const draw = await drawnUnlessAnotherWas(deps, by, kind, month);
    if (draw !== null) return draw;
  }
}

/** @returns null where another month of the kind was drawn since its stock was read: a plan of that month's may be among this one's */
async function drawnUnlessAnotherWas(deps: DrawDeps, by: Pick<Caller, 'ref'>, kind: AuditKind, month: IsoMonth): Promise<MonthDraw | null> {
  const today = todayOf(deps);
  const [first, after] = [firstDayOf(month), firstDayOf(month, 1)];
  if (after <= today || first >= firstDayOf(isoMonth(today.slice(0, 7)), 2)) throw invalid([{ path: 'month', message: 'must be this month or the next: what is past cannot begin, and what comes later is not known yet' }]);
  const settings = await deps.auditStock.sampling(kind, month);
  if (settings === null) throw invalid([{ path: 'kind', message: 'is not sampled yet: say first how many a month, and of what' }]);
  const before = (await deps.audits.draws()).filter((one) => one.kind === kind).length; // ahead of what it guards
  const [population, history, reAudits, auditors, { number }] = await Promise.all([
    deps.auditStock.candidates(kind, today), deps.audits.history(kind), deps.audits.reAudits(kind, after), deps.audits.auditors(today), deps.auditFrameworks.inForce(kind, today),
  ]);
  if (auditors.length === 0) throw invalid([{ path: 'kind', message: 'can be marked by nobody: give somebody the auditor’s role first, for a month is drawn once' }]);
  const draw = drawMonth(settings, month, { population, history, reAudits, auditors, working: workingDays(deps.council.calendar.bankHolidays), drawnOn: today });
  const candidates = new Map(population.map((one) => [one.ref, one]));
  const audits = draw.draws.flatMap((one) => auditsOf(one, candidates.get(one.subject), { kind, month, framework: number })).map((audit) => openedAs(deps, by, audit));
  const kept = await deps.audits.keepDraw({ draw, audits, by: by.ref, at: nowOf(deps), after: before });
  if (kept === 'another-since') return null;
  if (kept === 'drawn-before') throw new AppError('already-settled', { detail: 'This month has been drawn already. A month is drawn once, and kept as it was drawn.' });
  for (const { audit, command } of audits) await send(deps, audit.ref, command.command);
  return draw;
}

type Of = Readonly<{ kind: AuditKind; month: IsoMonth | null; framework: number }>;

/** The first marking, and the blind second one where it is marked twice; none where nobody may mark it. */
function auditsOf({ subject, why, beginsOn, given }: Draw, candidate: Candidate | undefined, { kind, month, framework }: Of): readonly NewAudit[] {
  const [first, second] = (['first', 'second'] as const).map((role) => given.find((one) => one.role === role)?.auditor ?? null);
  if (first === null || first === undefined || candidate === undefined) return [];
  const audit: NewAudit = {
    ref: newRef('U'), kind, subject, ...partsOf(subject), role: candidate.role ?? null, framework, why: why.kind, drawn: why, month, beginsOn,
    after: why.kind === 're-audit' ? (why.of[0] ?? null) : null, traits: candidate.traits, heldBy: candidate.owner, auditor: first,
  };
  return second === null || second === undefined ? [audit] : [audit, { ...audit, ref: newRef('U'), why: 'double', after: audit.ref, auditor: second }];
}

/** Advice is named by its record and its adviser, all else by its record. */
function partsOf(subject: string): Readonly<{ of: string; adviser: string | null }> {
  const [of = subject, adviser = null] = subject.split('/');
  return { of, adviser };
}

function openedAs(deps: Omit<DrawDeps, 'council'>, by: Pick<Caller, 'ref'>, audit: NewAudit, commandId: string = randomUUID()): OpenedAudit {
  const facts: DatedFact[] = [
    {
      type: 'audit-drawn', ...onToday(deps), audits: audit.kind, of: audit.of, framework: `${audit.kind}/${audit.framework}`, why: audit.why, beginOn: audit.beginsOn,
      ...(audit.adviser === null ? {} : { about: audit.adviser }), ...(audit.after === null ? {} : { after: audit.after }),
    },
    { type: 'owner-set', ...onToday(deps), owner: audit.auditor },
  ];
  return { audit, command: auditCommand(deps, by, audit.ref, { commandId, facts, said: [audit.subject, audit.why, audit.auditor] }) };
}

export const askSchema = z.strictObject({
  kind: z.enum(AUDIT_KINDS, { error: `must be one of ${AUDIT_KINDS.join(', ')}` }),
  /** A record; of advice, the record and the adviser, as A-7K3M9QZX/V-3F8K2M1A. */
  subject: z.string().max(40),
  auditor: z.string({ error: 'must be an auditor' }).min(1, { error: 'must be chosen: who marks it?' }).max(64),
  /** Who marks it too, blind; null: nobody. */
  second: z.string({ error: 'must be an auditor, or null' }).max(64).nullable().default(null),
});

/** Opens an audit of one thing, outside any draw. @throws AppError `forbidden`; `invalid` for what cannot be audited so, or whoever may not mark it */
export async function askForAudit(deps: AuditDeps, caller: Caller, { kind, subject, auditor, second, commandId }: z.output<typeof askSchema> & Readonly<{ commandId: string }>): Promise<Outcome> {
  mayLead(caller);
  const today = todayOf(deps);
  const [population, auditors, { number }] = await Promise.all([deps.auditStock.candidates(kind, today), deps.audits.auditors(today), deps.auditFrameworks.inForce(kind, today)]);
  const candidate = population.find(({ ref }) => ref === subject);
  const problems: FieldProblem[] = [
    ...(candidate === undefined ? [{ path: 'subject', message: 'is nothing that can be audited so: a plan in force, a draft out for views, advice, a review report, or a finished assessment' }] : []),
    ...([['auditor', auditor], ['second', second]] as const).flatMap(([path, ref]) => [
      ...(ref === null || auditors.some((one) => one.ref === ref) ? [] : [{ path, message: 'must be an auditor who has not left: choose one from the list' }]),
      ...(candidate !== undefined && ref !== null && candidate.owner === ref ? [{ path, message: 'holds this case: nobody audits their own work' }] : []),
      ...(ref !== null && candidate?.restrictedTo?.includes(ref) === false ? [{ path, message: 'may not see this record, which is restricted to named people' }] : []),
    ]),
    ...(second === auditor ? [{ path: 'second', message: 'must be somebody else: a second opinion is another’s' }] : []),
  ];
  if (problems.length > 0 || candidate === undefined) throw invalid(problems);
  const audit: NewAudit = { ref: newRef('U'), kind, subject, ...partsOf(subject), role: candidate.role ?? null, framework: number, why: 'asked', drawn: null, month: null, beginsOn: today, after: null, traits: candidate.traits, heldBy: candidate.owner, auditor };
  return openOne(deps, caller, audit, commandId, second === null ? null : { ...audit, ref: newRef('U'), why: 'double', after: audit.ref, auditor: second });
}

/** Has the same auditor mark again what they marked before, without seeing what they answered. @throws AppError `forbidden`, `not-found`, `already-settled` where its findings are not agreed */
export async function askForReMark(deps: AuditDeps, caller: Caller, { ref, commandId }: Readonly<{ ref: string; commandId: string }>): Promise<Outcome> {
  mayLead(caller);
  const { audit } = await readAudit(deps, caller, ref);
  if (audit.stage !== 'improving' && audit.stage !== 'audited') throw new AppError('already-settled', { detail: 'Only what was marked, and whose findings are agreed, can be marked again: meanwhile its auditor reads nothing of it.' });
  const { auditor } = audit;
  const barred = auditor === null ? 'restricted' : await deps.audits.barred(ref, auditor.ref);
  if (auditor === null || barred !== null) throw new AppError('already-settled', { detail: barred === 'owner' ? 'Whoever marked it holds this case by now: nobody audits their own work.' : 'Whoever marked it may not see it any more.' });
  if (audit.later.some(({ why, stage }) => why === 're-mark' && stage === 'marking')) throw new AppError('already-settled', { detail: 'It is to be marked again already.' });
  const { kind, subject, role, framework, heldBy } = audit;
  const again: NewAudit = { ref: newRef('U'), kind, subject, ...partsOf(subject), role, framework, why: 're-mark', drawn: null, month: null, beginsOn: todayOf(deps), after: ref, traits: {}, heldBy: heldBy?.ref ?? null, auditor: auditor.ref };
  return openOne(deps, caller, again, commandId);
}

async function openOne(deps: AuditDeps, caller: Caller, audit: NewAudit, commandId: string, second: NewAudit | null = null): Promise<Outcome> {
  const opened = openedAs(deps, caller, audit, commandId);
  const other = second === null ? null : openedAs(deps, caller, second);
  const earlier = await earlierAnswer(deps, caller, commandId, opened.command.bodyHash);
  if (earlier !== null) return earlier;
  const outcome = await saveAndSend(deps, caller, opened.command, () => deps.audits.open(opened, other));
  if (other !== null) await send(deps, other.audit.ref, other.command.command);
  return outcome;
}
