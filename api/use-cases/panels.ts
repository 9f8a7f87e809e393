import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { isDecidedBy, type PanelDecision, type PanelQuestion, type PanelVote } from '../../domain/panel.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { mayAtAll, PANEL_EVIDENCE, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { PanelRow, PanelSheet } from '../decision-models.js';
import type { Named } from '../read-models.js';
import { newRef } from '../refs.js';
import { nowOf, todayOf } from '../now.js';

/** Decision panels: called for a day, given a list, and what they decided written down with reasons and votes. */

const PANELS = 100;
const FURTHEST_DAYS = 366;
const MOST_LETTERS = 4000;

/** Panels the person may see, the latest first. @throws AppError `forbidden` */
export async function panels(deps: UseCaseDeps, caller: Caller): Promise<readonly PanelRow[]> {
  if (!mayAtAll(caller, 'panel.see')) throw new AppError('forbidden');
  return deps.panels.list(scopeFor(caller, 'panel.see').teams, { limit: PANELS });
}

/** A panel's list with its papers. @throws AppError `not-found` */
export async function panelSheet(deps: UseCaseDeps, caller: Caller, ref: string): Promise<PanelSheet> {
  const sheet = await deps.panels.sheet(ref, caller.ref);
  if (sheet === null || !reaches(caller, 'panel.see', sheet.teamRef)) throw notFound();
  await deps.views.log({ staff: caller.ref, caseRefs: sheet.items.map(({ caseRef }) => caseRef), seen: 'panel', at: nowOf(deps) });
  return sheet;
}

/** Whether the person may do this for a panel of the team. */
export function reaches(caller: Caller, action: 'panel.see' | 'panel.put' | 'panel.decide', team: string): boolean {
  const { teams } = scopeFor(caller, action);
  return mayAtAll(caller, action) && (teams === 'all' || teams.includes(team));
}

/** Calls a panel of one's own team. @param meetsOn today or later, within a year. @throws AppError `forbidden`, `invalid` */
export async function callPanel(deps: UseCaseDeps, caller: Caller, sent: Readonly<{ meetsOn: IsoDate; name: string }>): Promise<{ ref: string }> {
  if (!mayAtAll(caller, 'panel.put') || caller.team === null) throw new AppError('forbidden');
  const at = nowOf(deps);
  const today = londonDay(at);
  const last = addDays(today, FURTHEST_DAYS);
  const name = sent.name.trim();
  const problems: FieldProblem[] = [
    ...(sent.meetsOn < today || sent.meetsOn > last ? [{ path: 'meetsOn', message: `must be today or later, and no later than ${last}` }] : []),
    ...(name === '' || name.length > 100 ? [{ path: 'name', message: 'must be 1 to 100 letters, as Assessment panel' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const ref = newRef('W');
  await deps.panels.make({ ref, team: caller.team, meetsOn: sent.meetsOn, name, by: caller.ref, at });
  return { ref };
}

/** Puts a question about a record on a panel's list; the same question twice stands once. @throws AppError `not-found`, `invalid` */
export async function putToPanel(deps: UseCaseDeps, caller: Caller, sent: Readonly<{ panel: string; caseRef: string; question: PanelQuestion }>): Promise<{ number: number }> {
  const sheet = await deps.panels.sheet(sent.panel, caller.ref);
  if (sheet === null || !reaches(caller, 'panel.put', sheet.teamRef)) throw notFound();
  const record = await deps.cases.access(scopeFor(caller), sent.caseRef);
  if (record === null) throw invalid([{ path: 'caseRef', message: 'is no case that you may see; enter its reference, as A-7K3M9QZX' }]);
  if (sheet.meetsOn < todayOf(deps)) throw invalid([{ path: 'panel', message: 'has met already; put it to a later panel' }]);
  const put = await deps.panels.put({ panel: sent.panel, record: record.ref, question: sent.question, by: caller.ref, at: nowOf(deps) });
  if (put.kind === 'no-such-panel') throw notFound();
  return { number: put.number };
}

export type Decided = Readonly<{
  panel: string;
  number: number;
  decision: PanelDecision;
  reason: string;
  votes: readonly Readonly<{ staff: string; vote: PanelVote }>[];
}>;

/**
 * Writes down what a panel decided on one item: once, on or after the day it met. The fact itself is recorded on the record by
 * its caseworker or a manager, and names the item.
 *
 * @throws AppError `not-found`, `invalid`, `already-settled`
 */
export async function decideItem(deps: UseCaseDeps, caller: Caller, sent: Decided): Promise<void> {
  const sheet = await deps.panels.sheet(sent.panel, caller.ref);
  const item = sheet?.items.find(({ number }) => number === sent.number);
  if (!sheet || !item || !reaches(caller, 'panel.decide', sheet.teamRef)) throw notFound();
  const at = nowOf(deps);
  const members = new Set((await deps.panels.members(sheet.teamRef)).map(({ ref }) => ref));
  const voters = sent.votes.map(({ staff }) => staff);
  const reason = sent.reason.trim();
  const problems: FieldProblem[] = [
    ...(sheet.meetsOn > londonDay(at) ? [{ path: 'decision', message: `cannot be written down before the panel meets on ${sheet.meetsOn}` }] : []),
    ...(reason === '' || reason.length > MOST_LETTERS ? [{ path: 'reason', message: `must say why, in at most ${MOST_LETTERS} letters` }] : []),
    ...(voters.length === 0 ? [{ path: 'votes', message: 'must name at least one person who voted' }] : []),
    ...(voters.some((staff) => !members.has(staff)) ? [{ path: 'votes', message: 'must be members of the panel' }] : []),
    ...(new Set(voters).size < voters.length ? [{ path: 'votes', message: 'must name each person once' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const done = await deps.panels.decide({ panel: sent.panel, number: sent.number, decision: sent.decision, note: { ref: newRef('N'), text: reason }, votes: sent.votes, by: caller.ref, at });
  if (!done) throw new AppError('already-settled', { detail: 'The panel\'s decision on this item has been written down. Put it to another panel to have it decided again.' });
}

/** Who may have voted on a panel of this team. */
export const panelMembers = (deps: UseCaseDeps, team: string): Promise<readonly Named[]> => deps.panels.members(team);

/** What is wrong with naming a panel's decision as evidence of a fact: there must be one, on this record, that says so. */
export async function panelProblems(deps: UseCaseDeps, fact: ToldFact, at: string, caseRef: string): Promise<FieldProblem[]> {
  if (fact.type === 'correction') return fact.replacement === null ? [] : panelProblems(deps, fact.replacement, `${at}.replacement`, caseRef);
  const named = [fact.evidence ?? []].flat().filter((evidence) => PANEL_EVIDENCE.test(evidence));
  const found = await Promise.all(named.map((evidence) => deps.panels.decided(evidence.slice(6, 16) as IsoDate, Number(evidence.slice(17)))));
  return found.flatMap((item) => {
    if (item?.caseRef !== caseRef) return [{ path: `${at}.evidence`, message: 'names no item of a panel about this record; look up its day and number on the panel\'s list' }];
    if (!isDecidedBy(item, fact)) return [{ path: `${at}.evidence`, message: item.decision === null ? 'names an item the panel has not decided yet' : 'names an item on which the panel decided otherwise' }];
    return [];
  });
}
