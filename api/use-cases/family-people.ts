import type { PersonInLife } from '../../domain/tell/people.js';
import { AppError, invalid, notFound, type FieldProblem } from '../errors.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { CaseAccess } from '../read-models.js';
import { newRef } from '../refs.js';
import { nowOf } from '../now.js';

/** The people in a child's life: who has parental responsibility, who may be written to, where and how. */

export type FamilyPerson = PersonInLife & Readonly<{ phone: string | null }>;
export type PersonSent = Omit<FamilyPerson, 'ref'>;

const MOST_LETTERS = 200;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/;

/** @throws AppError `not-found`, `not-yours-to-record` */
async function own(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<CaseAccess> {
  const access = await deps.cases.access(scopeFor(caller), caseRef);
  if (access === null) throw notFound();
  if (!mayOn(caller, 'record.facts', access)) throw new AppError('not-yours-to-record');
  return access;
}

/** Everybody in the child's life, addresses included: for whoever may record on the record. @throws AppError `not-found`, `not-yours-to-record` */
export async function familyPeople(deps: UseCaseDeps, caller: Caller, caseRef: string): Promise<readonly FamilyPerson[]> {
  const access = await own(deps, caller, caseRef);
  await deps.views.log({ staff: caller.ref, caseRefs: [access.ref], seen: 'people', at: nowOf(deps) });
  return deps.family.of(access.ref);
}

/**
 * Adds somebody to the child's life, or changes how they stand in it. The journal notes that it changed and by whom, never a value.
 *
 * @param ref the person; null for somebody new
 * @throws AppError `not-found`, `not-yours-to-record`, `invalid`
 */
export async function savePerson(deps: UseCaseDeps, caller: Caller, caseRef: string, ref: string | null, sent: PersonSent): Promise<string> {
  const access = await own(deps, caller, caseRef);
  const people = await deps.family.of(access.ref);
  if (ref !== null && !people.some((person) => person.ref === ref)) throw notFound();
  const person = tidy(sent);
  const problems = [...problemsOf(person), ...problemsOfSelf(person, people.filter((one) => one.ref !== ref))];
  if (problems.length > 0) throw invalid(problems);
  const saved = ref ?? newRef('S');
  await deps.family.save({ caseRef: access.ref, person: { ...person, ref: saved }, isNew: ref === null, by: caller.ref, at: nowOf(deps) });
  return saved;
}

const filled = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text.trim());

/** Lines of an address one below the other; a postcode as the Royal Mail writes it. */
function tidy(sent: PersonSent): PersonSent {
  const lines = (sent.address ?? '').split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
  const letters = (sent.postcode ?? '').toUpperCase().replaceAll(/[^A-Z\d]/g, '');
  return {
    ...sent,
    name: sent.name.trim(),
    relation: sent.relation.trim().toLowerCase(),
    address: lines.length === 0 ? null : lines.join('\n'),
    postcode: letters === '' ? null : `${letters.slice(0, -3)} ${letters.slice(-3)}`,
    email: filled(sent.email),
    phone: filled(sent.phone),
    language: filled(sent.language),
  };
}

/** The young person's own entry: one, and no parent's. */
function problemsOfSelf(person: PersonSent, others: readonly FamilyPerson[]): FieldProblem[] {
  if (person.relation !== 'self') return [];
  return [
    ...(others.some(({ relation }) => relation === 'self') ? [{ path: 'relation', message: 'cannot be the young person themself: they have their entry; change that one' }] : []),
    ...(person.parentalResponsibility || person.hasCare ? [{ path: 'holds', message: 'must be left open: nobody has parental responsibility for themself' }] : []),
    ...(person.speaksFor === 'nobody' ? [] : [{ path: 'speaksFor', message: 'must be No: the young person speaks for themself' }]),
  ];
}

function problemsOf(person: PersonSent): FieldProblem[] {
  const texts = ['name', 'relation', 'email', 'phone', 'address', 'language'] as const;
  return [
    ...texts.filter((name) => (person[name] ?? '').length > MOST_LETTERS).map((name) => ({ path: name, message: `must be at most ${MOST_LETTERS} letters` })),
    ...(person.name === '' ? [{ path: 'name', message: 'is missing' }] : []),
    ...(person.relation === '' ? [{ path: 'relation', message: 'is missing' }] : []),
    ...(person.email !== null && !EMAIL.test(person.email) ? [{ path: 'email', message: 'must be an address of email, as name@example.org' }] : []),
    ...(person.postcode !== null && !POSTCODE.test(person.postcode) ? [{ path: 'postcode', message: 'must be a postcode, as SS2 6ER' }] : []),
    ...(person.postcode !== null && person.address === null ? [{ path: 'address', message: 'must be given with the postcode' }] : []),
    ...(person.emailConsent && person.email === null ? [{ path: 'email', message: 'must be given where the person agreed to be served by email' }] : []),
    ...(person.prefers === 'email' && person.email === null ? [{ path: 'email', message: 'must be given where email is preferred' }] : []),
    ...(person.prefers === 'phone' && person.phone === null ? [{ path: 'phone', message: 'must be given where a call is preferred' }] : []),
  ];
}
