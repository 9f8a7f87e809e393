import { isoMonth, type IsoMonth } from '../../../domain/dates/iso-month.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { Auditor } from '../../../domain/audit/allocation.js';
import { samplingSchema, type Sampling } from '../../../domain/audit/sampling.js';
import type { Audited, Candidate, MonthDraw, Stock } from '../../../domain/audit/sample.js';

/** Stock to draw from, by hand: nobody's. */

export const SEED = 'seed-of-tests';
export const NOVEMBER = isoMonth('2026-11');

export const settingsWith = (given: Readonly<Record<string, unknown>> = {}): Sampling => samplingSchema.parse({ kind: 'plan', seed: SEED, ...given });

export const candidate = (ref: string, given: Partial<Candidate> = {}): Candidate => ({ ref, owner: 'cw-1', team: 'team-1', writers: [], traits: { 'primary-need': 'ASD', 'first-or-amended': 'first' }, lastAuditedOn: null, restrictedTo: null, ...given });

export const auditor = (ref: string, given: Partial<Auditor> = {}): Auditor => ({ ref, team: null, open: 0, away: [], ...given });

export const AUDITORS: readonly Auditor[] = ['a-1', 'a-2', 'a-3', 'a-4'].map((ref) => auditor(ref));

export const stockOf = (population: readonly Candidate[], given: Partial<Stock> = {}): Stock => ({ population, history: [], reAudits: [], auditors: AUDITORS, working: workingDays(), drawnOn: null, ...given });

/** So many of each need, none audited yet: `{ ASD: 3 }` is ASD-1 to ASD-3. */
export const ofNeeds = (needs: Readonly<Record<string, number>>, given: Partial<Candidate> = {}): readonly Candidate[] =>
  Object.entries(needs).flatMap(([need, number]) => Array.from({ length: number }, (_, i) => candidate(`${need}-${i + 1}`, { traits: { 'primary-need': need }, ...given })));

/** The n months from one on. */
export const monthsFrom = (year: number, number: number): readonly IsoMonth[] =>
  Array.from({ length: number }, (_, i) => isoMonth(`${year + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`));

/** What a draw leaves behind it: each audited on the day it began, by whom it was given to. */
export const auditsOf = ({ kind, month, draws }: MonthDraw): readonly Audited[] =>
  draws.map(({ subject, beginsOn, given, place }) => ({ audit: `${month}-${place}`, kind, subject, on: beginsOn, by: given.flatMap((one) => one.auditor ?? []), drawnFor: month }));

export const subjectsOf = ({ draws }: MonthDraw): readonly string[] => draws.map(({ subject }) => subject);
