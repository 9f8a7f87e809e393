import type { IsoDate } from '../../domain/dates/iso-date.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { mayAtAll, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { AbsenceRow, CaseloadRow, Named } from '../read-models.js';
import { managed } from './assign.js';
import { nowOf, todayOf } from '../now.js';

export type TeamView = Readonly<{ team: Named; others: readonly Named[]; caseload: readonly CaseloadRow[]; absences: readonly AbsenceRow[]; mayManage: boolean }>;

/**
 * Who of a team holds how much and who is away: the person's own team, or another they answer for.
 *
 * @throws AppError `forbidden`, `not-found`
 */
export async function viewTeam(deps: UseCaseDeps, caller: Caller, asked?: string): Promise<TeamView> {
  if (!mayAtAll(caller, 'team.see')) throw new AppError('forbidden');
  const { teams } = scopeFor(caller, 'team.see');
  const seen = await deps.teams.named(teams);
  const team = seen.find(({ ref }) => ref === (asked ?? caller.team)) ?? (asked === undefined ? seen[0] : undefined);
  if (team === undefined) throw notFound();
  const today = todayOf(deps);
  const [caseload, absences] = await Promise.all([deps.teams.caseload(team.ref, today), deps.teams.absences(team.ref, today)]);
  return { team, others: seen.filter(({ ref }) => ref !== team.ref), caseload, absences, mayManage: mayAtAll(caller, 'team.manage') && caller.team === team.ref };
}

export type AbsenceSent = Readonly<{ staff: string; fromOn: IsoDate; toOn: IsoDate; cover: string | null }>;

/**
 * Says that somebody is away, and who looks after their records meanwhile. Nothing changes hands: it ends by itself.
 *
 * @throws AppError `forbidden`, `not-found` for nobody of the team, `invalid`
 */
export async function setAbsence(deps: UseCaseDeps, caller: Caller, { staff, fromOn, toOn, cover }: AbsenceSent): Promise<void> {
  const team = managed(caller);
  const today = todayOf(deps);
  const people = (await deps.teams.caseload(team, today)).flatMap(({ staff: one, leftOn }) => (one === null || leftOn !== null ? [] : [one.ref]));
  if (!people.includes(staff)) throw notFound();
  const problems: FieldProblem[] = [
    ...(toOn < fromOn ? [{ path: 'toOn', message: 'must not be before the first day away' }] : []),
    ...(toOn < today ? [{ path: 'toOn', message: `must not be before today, ${today}` }] : []),
    ...(cover === null || people.includes(cover) ? [] : [{ path: 'cover', message: 'must be somebody of your team' }]),
    ...(cover !== null && cover === staff ? [{ path: 'cover', message: 'must be somebody else' }] : []),
  ];
  if (problems.length > 0) throw invalid(problems);
  const answer = await deps.teams.setAbsence({ staff, fromOn, toOn, cover, by: caller.ref, at: nowOf(deps) });
  if (answer === 'already-away') throw invalid([{ path: 'fromOn', message: 'must not meet another absence of the same person: end that one first' }]);
  if (answer === 'cover-away') throw invalid([{ path: 'cover', message: 'must be there: they are away on some of these days' }]);
}

/** Ends an absence early: today they are back. @throws AppError `forbidden`, `not-found` */
export async function endAbsence(deps: UseCaseDeps, caller: Caller, id: number): Promise<void> {
  if (!(await deps.teams.endAbsence(id, managed(caller), todayOf(deps)))) throw notFound();
}
