import { isAuthority } from '../../domain/authorities.js';
import { daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { CLOSURE_DAYS, isOfClosure } from '../../domain/law/exceptions.js';
import { CLOSURE_LAW } from '../../domain/setting-calendar.js';
import { londonDay, londonTime, type Instant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { VERSION_EVIDENCE, versionSentBy } from '../../domain/plan/versions.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { cameOn, dated, MissingDay } from '../../domain/facts/receipt.js';
import { invalid, type FieldProblem } from '../errors.js';
import { PANEL_EVIDENCE } from '../permissions.js';
import type { DatedFact, NewNote, UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { panelProblems } from './panels.js';
import { versionProblems } from './plan-evidence.js';

/** Where the facts stood in the request, so that a problem names the field as it was sent: `facts[1]`, `request`. */
export type PathOf = (index: number) => string;

export type Prepared = Readonly<{ facts: readonly DatedFact[]; notes: readonly NewNote[] }>;

type Loose = Record<string, unknown>;

/** Fields the journal gives; a caller who sends one believes something false. */
const GIVEN_BY_DULY = ['id', 'recordedBy', 'recordedAt', 'strictOn', 'estimated'] as const;
/** Days and moments of things that have happened. Others (a closure's end, a promised day) may lie ahead. */
const PAST_DAYS = ['on', 'decidedOn', 'postedOn', 'receivedOn', 'familyToldOn', 'lastAssessedOn', 'sentOutOn', 'sentToAuthorityOn'] as const;
const PAST_MOMENTS = ['receivedAt', 'sentAt'] as const;
/** Free text: it goes to the note table, and the fact carries the note's reference. */
const FREE_TEXT = ['reason', 'impracticalBecause', 'place', 'action', 'despite'] as const;
/** What somebody will do, which a fact names as its note. */
const NAMED_AS: Readonly<Partial<Record<(typeof FREE_TEXT)[number], string>>> = { action: 'note' };
/** References that must be ours, each by its field. */
const OUR_REFS = { adviser: /^V-/, setting: /^T-/, owner: /^S-/, note: /^N-/ } as const;
/** Other codes: a local authority's DfE number (or, of an exception, a day), a journal entry, a term. Anything freer could hold a name. */
const CODES = {
  to: { shape: /^\d{3}$|^\d{4}-\d{2}-\d{2}$/, says: 'must be the three-digit DfE number of a local authority' },
  from: { shape: /^\d{3}$|^\d{4}-\d{2}-\d{2}$/, says: 'must be the three-digit DfE number of a local authority' },
  corrects: { shape: /^j\d{1,9}(\.1)?$/, says: 'must be the id of an entry, as j12, or of what a correction put in its place, as j12.1' },
  term: { shape: /^(autumn|spring|summer)-\d{4}$/, says: 'must be a term, as spring-2027' },
} as const;

/**
 * Told facts made ready for the journal: days derived, free text moved to notes, every reference known to be one of ours.
 *
 * @param now the moment of recording: nothing that has happened is after it, by the day in England
 * @throws AppError `invalid` with every problem found; nothing has been written then
 */
export async function prepareFacts(deps: UseCaseDeps, told: readonly ToldFact[], path: PathOf, now: Instant, by: { caseRef: string; staff: string }): Promise<Prepared> {
  const today = londonDay(now);
  const shallow = told.flatMap((fact, i) => problemsOfFact(fact, path(i), today, now));
  const unknown = await problemsOfReferences(deps, told, path);
  const panels = shallow.length > 0 ? [] : (await Promise.all(told.map(async (fact, i) => [...(await panelProblems(deps, fact, path(i), by.caseRef)), ...(await paperProblems(deps, fact, path(i), by.caseRef)), ...(await versionProblems(deps, fact, path(i), by.caseRef))]))).flat();
  const days = datedFacts(deps, told, path, today, new Set(shallow.map((problem) => problem.path)));
  const problems = [...shallow, ...unknown, ...(await problemsOfKept(deps, told, path, by.caseRef)), ...panels, ...days.problems];
  if (problems.length > 0) throw invalid(problems);
  return withNotes(days.facts, by);
}

function problemsOfFact(fact: ToldFact, at: string, today: IsoDate, now: Instant): FieldProblem[] {
  const fields: Loose = fact;
  const given = GIVEN_BY_DULY.filter((name) => fields[name] !== undefined).map((name) => ({ path: `${at}.${name}`, message: 'is given by Duly; leave it out' }));
  const codes = Object.entries(CODES).flatMap(([name, { shape, says }]) => {
    const value = fields[name];
    return typeof value === 'string' && !shape.test(value) ? [{ path: `${at}.${name}`, message: says }] : [];
  });
  const inner = fact.type === 'correction' && fact.replacement !== null ? problemsOfFact(fact.replacement, `${at}.replacement`, today, now) : [];
  return [...given, ...codes, ...otherCouncil(fact, at), ...futureOf(fields, at, today, now), ...evidenceOf(fact, at, today), ...shortClosure(fact, at), ...inner];
}

/** A plan goes to, or comes from, an authority that there is. */
function otherCouncil(fact: ToldFact, at: string): FieldProblem[] {
  if (fact.type !== 'plan-transferred') return [];
  return (['to', 'from'] as const).flatMap((name) => {
    const code = fact[name];
    return code !== undefined && /^\d{3}$/.test(code) && !isAuthority(code) ? [{ path: `${at}.${name}`, message: 'is the number of no local authority in England, as the Department for Education lists them' }] : [];
  });
}

/** A closure that the regulation does not count is no ground: it would excuse nothing, and is recorded as a cause instead. */
function shortClosure(fact: ToldFact, at: string): FieldProblem[] {
  if (fact.type !== 'exception-recorded' || !isOfClosure(fact.ground)) return [];
  const { closedFrom, reopensOn } = fact;
  if (closedFrom === undefined || reopensOn === undefined || reopensOn <= closedFrom) return [];
  const days = daysBetween(closedFrom, reopensOn);
  return days >= CLOSURE_DAYS ? [] : [{ path: `${at}.reopensOn`, message: `makes ${days} days; the regulation needs a continuous closure of at least ${CLOSURE_DAYS} (${CLOSURE_LAW})` }];
}

function futureOf(fields: Loose, at: string, today: IsoDate, now: Instant): FieldProblem[] {
  const days = PAST_DAYS.filter((name) => typeof fields[name] === 'string' && fields[name] > today);
  const moments = PAST_MOMENTS.filter((name) => typeof fields[name] === 'string' && minuteOf(fields[name]) > minuteOf(now));
  return [
    ...days.map((name) => ({ path: `${at}.${name}`, message: `must not be after today, ${today}: it has not happened yet` })),
    ...moments.map((name) => ({ path: `${at}.${name}`, message: `must not be after this moment, ${minuteOf(now).slice(11)} on ${today}: it has not happened yet` })),
  ];
}

/** The minute in England, as 2026-03-02T09:05: what a form can say. */
function minuteOf(written: string): string {
  const { on, time } = londonTime(written);
  return `${on}T${time.slice(0, 5)}`;
}

function evidenceOf(fact: ToldFact, at: string, today: IsoDate): FieldProblem[] {
  return [fact.evidence ?? []].flat().flatMap((evidence) => {
    if (NOTE.test(evidence) || PAPER.test(evidence)) return [];
    if (VERSION_EVIDENCE.test(evidence)) return versionSentBy(fact.type) === null ? [{ path: `${at}.evidence`, message: 'names a version of the plan\'s text, which this fact does not send' }] : [];
    if (!PANEL_EVIDENCE.test(evidence)) return [{ path: `${at}.evidence`, message: 'must be the reference of a note or a document, or the panel\'s decision as panel:2026-05-12/3' }];
    return evidence.slice(6, 16) > today ? [{ path: `${at}.evidence`, message: `must not name a panel after today, ${today}` }] : [];
  });
}

const PAPER = /^D-[0-9A-Z]{8}$/;

/** A paper named as evidence is one of the record's, or came by post and is about to be filed to it. */
async function paperProblems(deps: UseCaseDeps, fact: ToldFact, at: string, caseRef: string): Promise<FieldProblem[]> {
  if (fact.type === 'correction') return fact.replacement === null ? [] : paperProblems(deps, fact.replacement, `${at}.replacement`, caseRef);
  const papers = await Promise.all([fact.evidence ?? []].flat().filter((evidence) => PAPER.test(evidence)).map((evidence) => deps.documents.byRef(evidence)));
  return papers.every((paper) => paper !== null && (paper.recordRef === null || paper.recordRef === caseRef)) ? [] : [{ path: `${at}.evidence`, message: 'names a document that is not on this record' }];
}

async function problemsOfReferences(deps: UseCaseDeps, told: readonly ToldFact[], path: PathOf): Promise<FieldProblem[]> {
  const named = told.flatMap((fact, i) => {
    const inner: [Loose, string][] = fact.type === 'correction' && fact.replacement !== null ? [[fact.replacement, `${path(i)}.replacement`]] : [];
    const both: [Loose, string][] = [[fact, path(i)], ...inner];
    return both.flatMap(([fields, at]) =>
      Object.entries(OUR_REFS).flatMap(([name, shape]) => {
        const ref = fields[name];
        return typeof ref === 'string' ? [{ ref, path: `${at}.${name}`, ours: shape.test(ref) }] : [];
      }),
    );
  });
  if (named.length === 0) return [];
  const asked = [...new Set(named.filter(({ ours }) => ours).map(({ ref }) => ref))];
  const unknown = new Set(asked.length === 0 ? [] : await deps.people.unknown(asked));
  return named.filter(({ ref, ours }) => !ours || unknown.has(ref)).map((one) => ({ path: one.path, message: 'is no reference of this council\'s; choose one from its list' }));
}

/** Words that a correction keeps it names by their note, which must be one of the record's. */
const NOTE = /^N-[0-9A-Z]{8}$/;

async function problemsOfKept(deps: UseCaseDeps, told: readonly ToldFact[], path: PathOf, caseRef: string): Promise<FieldProblem[]> {
  const kept = told.flatMap((fact, i) => {
    if (fact.type !== 'correction' || fact.replacement === null) return [];
    const fields: Loose = fact.replacement;
    return FREE_TEXT.flatMap((name) => {
      const ref = fields[name];
      return typeof ref === 'string' && NOTE.test(ref) ? [{ ref, path: `${path(i)}.replacement.${name}` }] : [];
    });
  });
  if (kept.length === 0) return [];
  const foreign = await deps.people.notNotesOf(caseRef, kept.map(({ ref }) => ref));
  return kept.filter(({ ref }) => foreign.includes(ref)).map((one) => ({ path: one.path, message: 'names no note of this record: write the words, or leave it out' }));
}

type Days = Readonly<{ facts: readonly DatedFact[]; problems: readonly FieldProblem[] }>;

/** @param named paths that have a problem already: not said twice */
function datedFacts(deps: UseCaseDeps, told: readonly ToldFact[], path: PathOf, today: IsoDate, named: ReadonlySet<string>): Days {
  const working = workingDays(deps.council.calendar.bankHolidays);
  const facts: DatedFact[] = [];
  const problems: FieldProblem[] = [];
  const day = (fact: ToldFact, at: string): DatedFact | null => {
    try {
      const fully = dated(fact, 'new', working);
      const { id: _given, ...made } = fully;
      if (cameOn(fully) > today && !['on', ...PAST_MOMENTS].some((name) => named.has(`${at}.${name}`))) problems.push(tooSoon(fact, at, made.on));
      return made;
    } catch (error) {
      if (!(error instanceof MissingDay)) throw error;
      problems.push({ path: `${at}.${error.field}`, message: MISSING[error.field] });
      return null;
    }
  };
  told.forEach((fact, i) => {
    const made = day(fact, path(i));
    if (made === null) return;
    if (made.type !== 'correction' || made.replacement === null) return void facts.push(made);
    const replacement = day(made.replacement, `${path(i)}.replacement`);
    if (replacement !== null) facts.push({ ...made, replacement } as DatedFact);
  });
  return { facts, problems };
}

const MISSING = {
  on: 'is missing: the day it happened, as 2025-09-02',
  receivedAt: 'is missing: the moment it came by that channel, or give the day in on',
  postedOn: 'is missing: the day it was posted, or give the day it came in on',
} as const;

function tooSoon(fact: ToldFact, at: string, on: IsoDate): FieldProblem {
  const fields: Loose = fact;
  const from = ['receivedAt', 'postedOn', 'sentAt', 'on'].find((name) => fields[name] !== undefined) ?? 'on';
  return { path: `${at}.${from}`, message: `counts as received on ${on}, the next working day: record it from that day` };
}

/** Why a plan ended, as the return counts it: a code, and no words. @source law.md 6.3, CeaseReason */
const CEASE_REASON = /^sen2-[1-9]$/;

function withNotes(facts: readonly DatedFact[], by: { caseRef: string; staff: string }): Prepared {
  const notes: NewNote[] = [];
  const moved = (fact: Loose, isReplacement: boolean): Loose => {
    let made = fact;
    for (const field of FREE_TEXT) {
      const { [field]: text, ...others } = made;
      if (typeof text !== 'string' || (made['type'] === 'plan-ceased' && CEASE_REASON.test(text))) continue;
      if (isReplacement && NOTE.test(text)) continue;
      const ref = newRef('N');
      if (text !== '') notes.push({ ref, caseRef: by.caseRef, field, text, by: by.staff });
      made = text === '' ? others : { ...others, [NAMED_AS[field] ?? field]: ref };
    }
    const inner = made['replacement'];
    return typeof inner === 'object' && inner !== null ? { ...made, replacement: moved(inner as Loose, true) } : made;
  };
  return { facts: facts.map((fact) => moved(fact, false) as DatedFact), notes };
}
