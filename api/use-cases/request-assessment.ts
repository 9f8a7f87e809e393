import { addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import { londonDay } from '../../domain/dates/london.js';
import { derive } from '../../domain/derive.js';
import type { ToldFact } from '../../domain/facts/fact.js';
import { LawGap } from '../../domain/law/packs.js';
import { AppError, invalid, type FieldProblem } from '../errors.js';
import { mayAtAll, mayOn, scopeFor, type Caller } from '../permissions.js';
import type { DatedFact, NewCommand, Opening, Saving, UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { prepareFacts } from './prepare-facts.js';
import { earlierAnswer, fingerprint, saveAndSend, type Outcome } from './send-command.js';
import { nowOf } from '../now.js';

export type RequestSent = Readonly<{
  commandId: string;
  child: Readonly<{
    givenName: string;
    familyName: string;
    bornOn: IsoDate;
    upn?: string;
    councilReference?: string;
    setting?: string;
    person?: Readonly<{ name: string; relation: string }>;
  }>;
  request: Extract<ToldFact, { type: 'request-received' | 'came-to-attention' }>;
  /** Whose record it becomes; the person recording, if a caseworker, when left out. */
  owner?: string;
}>;

/**
 * Opens a record for a request, or for a child who came to the council's attention, and starts its clock.
 *
 * @throws AppError `forbidden`, `invalid`, `already-open` (naming the record only to somebody who may see it), `key-reused`
 */
export async function requestAssessment(deps: UseCaseDeps, caller: Caller, sent: RequestSent): Promise<Outcome> {
  if (!mayAtAll(caller, 'record.start') || caller.team === null) throw new AppError('forbidden');
  const { commandId, ...body } = sent;
  const bodyHash = fingerprint(deps.secret, body);
  const earlier = await earlierAnswer(deps, caller, commandId, bodyHash);
  if (earlier !== null) return earlier;

  const now = nowOf(deps);
  const today = londonDay(now);
  const ref = newRef('A');
  const owner = await ownerOf(deps, caller, caller.team, sent.owner);
  const about = [...childProblems(sent.child, today), ...(await settingProblems(deps, sent.child.setting))];
  if (about.length > 0) throw invalid(about);
  const { facts, notes } = await prepareFacts(deps, [sent.request], () => 'request', now, { caseRef: ref, staff: caller.ref });
  coveredByLaw(facts, today, deps);

  const owned: DatedFact[] = owner === null ? [] : [{ type: 'owner-set', on: today, owner }];
  const command: NewCommand = { command: { commandId, actor: caller.ref, facts: [...facts, ...owned] }, caseRef: ref, bodyHash, sentAt: now, notes, state: 'pending' };
  const { person, ...child } = sent.child;
  const open = () =>
    deps.commands.open(
      {
        ref,
        kind: 'assessment',
        team: caller.team ?? '',
        owner,
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
  return saveAndSend(deps, caller, command, async () => opened(deps, caller, await open()));
}

/** Its caseworker: somebody of the team. A manager may leave the record without an owner; a caseworker takes it. */
async function ownerOf(deps: UseCaseDeps, caller: Caller, team: string, asked: string | undefined): Promise<string | null> {
  if (asked === undefined) return mayOn(caller, 'record.facts', { owner: caller.ref, team: '' }) ? caller.ref : null;
  if (asked === caller.ref) return asked;
  const owners = await deps.staff.owners(team);
  if (!owners.some((person) => person.ref === asked)) throw invalid([{ path: 'owner', message: 'must be a caseworker of your team; choose one from its list' }]);
  return asked;
}

/** An EHC plan is for somebody under 25. @source Children and Families Act 2014 s 20, s 83(2) */
function childProblems(child: RequestSent['child'], today: IsoDate): FieldProblem[] {
  if (child.bornOn > today) return [{ path: 'child.bornOn', message: `must not be after today, ${today}` }];
  return addMonths(child.bornOn, 25 * 12) <= today ? [{ path: 'child.bornOn', message: 'makes this person 25 or older: an assessment is for somebody under 25' }] : [];
}

async function settingProblems(deps: UseCaseDeps, setting: string | undefined): Promise<FieldProblem[]> {
  if (setting === undefined) return [];
  return (await deps.people.unknown([setting])).length > 0 ? [{ path: 'child.setting', message: 'is no setting of this council\'s; choose one from its list' }] : [];
}

function coveredByLaw(facts: readonly DatedFact[], today: IsoDate, { council }: UseCaseDeps): void {
  try {
    derive(facts.map((fact, i) => ({ ...fact, id: `j${i + 1}` })), today, council.settings, council.calendar);
  } catch (error) {
    if (!(error instanceof LawGap)) throw error;
    throw invalid([{ path: 'request.on', message: 'is a day no rules cover: they began on 1 September 2014' }]);
  }
}

/** @throws AppError `already-open`, with the reference only if the caller may see that record */
async function opened(deps: UseCaseDeps, caller: Caller, opening: Opening): Promise<Saving> {
  if (opening.kind !== 'already-open') return opening;
  const visible = await deps.cases.access(scopeFor(caller), opening.caseRef);
  const errors = [{ path: opening.field, message: 'is that of a child whose assessment is open already' }];
  throw new AppError('already-open', { errors, ...(visible === null ? {} : { caseRef: opening.caseRef }) });
}
