import { addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay, type Instant } from '../../domain/dates/london.js';
import { derive } from '../../domain/derive.js';
import { LawGap } from '../../domain/law/packs.js';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { DatedFact, NewCommand, NewNote, Opening, Saving, UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { saveAndSend, type Outcome } from './send-command.js';

/** Opening a record of a child: of a request for an assessment, or of a plan that moved in. */

export type ChildSent = Readonly<{
  givenName: string;
  familyName: string;
  bornOn: IsoDate;
  upn?: string;
  councilReference?: string;
  setting?: string;
  person?: Readonly<{ name: string; relation: string }>;
}>;

/**
 * What is wrong with the child and its setting. An assessment is for somebody under 25; a plan may be kept until 26.
 * @source Children and Families Act 2014 ss 20, 46, 83(2); SEND Regulations 2014 reg 46
 */
export async function childProblems(deps: UseCaseDeps, child: ChildSent, today: IsoDate, kind: NewRecord['kind']): Promise<readonly FieldProblem[]> {
  return [...ageProblems(child, today, kind), ...(await settingProblems(deps, child.setting))];
}

const MONTHS_A_YEAR = 12;
const TOO_OLD = {
  assessment: { age: 25, message: 'makes this person 25 or older: an assessment is for somebody under 25' },
  plan: { age: 26, message: 'makes this person 26 or older: no plan is kept until then' },
} as const;

function ageProblems({ bornOn }: ChildSent, today: IsoDate, kind: NewRecord['kind']): FieldProblem[] {
  if (bornOn > today) return [{ path: 'child.bornOn', message: `must not be after today, ${today}` }];
  const { age, message } = TOO_OLD[kind];
  return addMonths(bornOn, MONTHS_A_YEAR * age) <= today ? [{ path: 'child.bornOn', message }] : [];
}

async function settingProblems(deps: UseCaseDeps, setting: string | undefined): Promise<FieldProblem[]> {
  if (setting === undefined) return [];
  return (await deps.people.unknown([setting])).length > 0 ? [{ path: 'child.setting', message: 'is no setting of this council\'s; choose one from its list' }] : [];
}

/** Its caseworker: somebody of the team. A manager may leave the record without an owner; a caseworker takes it. @throws AppError `invalid` */
export async function ownerOf(deps: UseCaseDeps, caller: Caller, team: string, asked: string | undefined): Promise<string | null> {
  if (asked === undefined) return mayOn(caller, 'record.facts', { owner: caller.ref, team: '' }) ? caller.ref : null;
  if (asked === caller.ref) return asked;
  const owners = await deps.staff.owners(team);
  if (!owners.some((person) => person.ref === asked)) throw invalid([{ path: 'owner', message: 'must be a caseworker of your team; choose one from its list' }]);
  return asked;
}

/** @param path of the field that gives the day @throws AppError `invalid` for a day before the rules began */
export function coveredByLaw({ council }: UseCaseDeps, facts: readonly DatedFact[], today: IsoDate, path: string): void {
  try {
    derive(facts.map((fact, i) => ({ ...fact, id: `j${i + 1}` })), today, council.settings, council.calendar);
  } catch (error) {
    if (!(error instanceof LawGap)) throw error;
    throw invalid([{ path, message: 'is a day no rules cover: they began on 1 September 2014' }]);
  }
}

export type NewRecord = Readonly<{
  ref: string;
  kind: 'assessment' | 'plan';
  team: string;
  owner: string | null;
  child: ChildSent;
  commandId: string;
  bodyHash: string;
  facts: readonly DatedFact[];
  notes: readonly NewNote[];
  now: Instant;
}>;

/** Opens it with its first facts, the owner's taking it among them. @throws AppError `already-open`, and as `saveAndSend` */
export async function openRecord(deps: UseCaseDeps, caller: Caller, { ref, kind, team, owner, child: sent, commandId, bodyHash, facts, notes, now }: NewRecord): Promise<Outcome> {
  const owned: DatedFact[] = owner === null ? [] : [{ type: 'owner-set', on: londonDay(now), owner }];
  const command: NewCommand = { command: { commandId, actor: caller.ref, facts: [...facts, ...owned] }, caseRef: ref, bodyHash, sentAt: now, notes, state: 'pending' };
  const { person, ...child } = sent;
  const open = () =>
    deps.commands.open(
      {
        ref, kind, team, owner,
        child: {
          ref: newRef('C'),
          ...child,
          upn: child.upn ?? null,
          councilReference: child.councilReference ?? null,
          setting: child.setting ?? null,
          person: person === undefined ? null : { ref: newRef('S'), ...person },
        },
      },
      command,
    );
  return saveAndSend(deps, caller, command, async () => opened(deps, caller, kind, await open()));
}

const OPEN_ALREADY = { assessment: 'is that of a child whose assessment is open already', plan: 'is that of a child whose plan is kept here already' } as const;

/** @throws AppError `already-open`, with the reference only if the caller may see that record */
async function opened(deps: UseCaseDeps, caller: Caller, kind: NewRecord['kind'], opening: Opening): Promise<Saving> {
  if (opening.kind !== 'already-open') return opening;
  const visible = await deps.cases.access(scopeFor(caller), opening.caseRef);
  const errors = [{ path: opening.field, message: OPEN_ALREADY[kind] }];
  throw new AppError('already-open', { errors, ...(visible === null ? {} : { caseRef: opening.caseRef }) });
}
