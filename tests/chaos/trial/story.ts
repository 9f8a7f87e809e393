// What becomes of each child in the trial: chosen by the seed alone, so that a run's work can be had again.
import { addDays, later, type IsoDate } from '../../../domain/dates/iso-date.js';
import { randomFrom, type Random } from '../../../domain/chance.js';
import { ADVISERS, SETTINGS } from './council.js';

/** A fact as a client tells it. */
export type Told = Readonly<{ type: string; on: IsoDate } & Record<string, unknown>>;

export type Step = Readonly<
  | { kind: 'facts'; by: 'caseworker' | 'manager'; facts: readonly [Told, ...Told[]]; /** The same command sent twice at once, as by a double click. */ twice: boolean }
  /** The first fact of an earlier step is corrected to a day later, or struck out; the manager agrees. */
  | { kind: 'correction'; ofStep: number; replacement: Told | null }
>;

export type Story = Readonly<{ reference: string; request: Told; steps: readonly Step[] }>;

type Kind = 'today' | 'late' | 'to-final' | 'refused' | 'withdrawn' | 'settings';

const KINDS: readonly [Kind, ...Kind[]] = ['today', 'today', 'today', 'late', 'late', 'late', 'to-final', 'refused', 'withdrawn', 'settings'];

/** How many days ago the request came, by how far the record gets today. */
const AGE: Readonly<Record<Kind, readonly [number, number]>> = { 'today': [0, 4], 'late': [50, 120], 'to-final': [120, 160], 'refused': [10, 40], 'withdrawn': [5, 60], 'settings': [90, 110] };

export const referenceOf = (index: number): string => `TRIAL-${String(index + 1).padStart(4, '0')}`;

/** @param index of the child, from 0 */
export function storyOf(seed: string, index: number, today: IsoDate): Story {
  const random = randomFrom(`${seed}/child/${index}`);
  const kind = random.pick(KINDS);
  const received = addDays(today, -random.whole(...AGE[kind]));
  const steps = withCorrection(stepsOf(kind, received, today, random), today, random);
  return { reference: referenceOf(index), request: told('request-received', received, { by: random.pick(['parent', 'school']) }), steps };
}

const told = (type: string, on: IsoDate, more: object = {}): Told => ({ type, on, ...more });

function stepsOf(kind: Kind, received: IsoDate, today: IsoDate, random: Random): Step[] {
  const by = (who: 'caseworker' | 'manager', ...facts: readonly [Told, ...Told[]]): Step => ({ kind: 'facts', by: who, facts, twice: random.chance(0.15) });
  const did = (...facts: readonly [Told, ...Told[]]): Step => by('caseworker', ...facts);
  const after = (days: number): IsoDate => (addDays(received, days) < today ? addDays(received, days) : today);
  const contact = did(told('contact-made', later(received, addDays(today, -2))));
  const considering = did(told('considering-notified', kind === 'today' ? today : after(3)));
  if (kind === 'refused') return [considering, contact, by('manager', told('assessment-refused', today, { under: 'reg-4' })), did(told('partners-told', today)), did(told('contact-made', today))];
  if (kind === 'withdrawn') return [considering, did(told('request-withdrawn', today)), did(told('contact-made', today)), did(told('contact-made', today))];

  const agreedOn = kind === 'today' || kind === 'late' ? today : after(40);
  const asked = ADVISERS.slice(0, random.whole(2, 4));
  const agreed = [
    considering,
    did(told('assessment-agreed', agreedOn), told('partners-told', agreedOn)),
    did(...(asked.map(({ ref, role }) => told('advice-requested', agreedOn, { adviser: ref, role })) as [Told, ...Told[]])),
    contact,
  ];
  const answers = asked.map(({ ref }) => did(told('advice-received', kind === 'today' || kind === 'late' ? today : after(80), { adviser: ref })));
  if (kind === 'today') return [...agreed, ...answers.slice(0, random.whole(0, 2))];
  if (kind === 'late') return [...agreed, ...answers];

  const draftOn = kind === 'settings' ? today : after(95);
  const drafted = [...agreed, ...answers, by('manager', told('issue-agreed', after(90))), did(told('draft-plan-sent', draftOn, { servedOn: draftOn }))];
  if (kind === 'settings') {
    return [...drafted, did(...(SETTINGS.map(({ ref }) => told('setting-consulted', today, { setting: ref })) as [Told, ...Told[]])), did(told('setting-answered', today, { setting: SETTINGS[0].ref, answer: 'yes' }))];
  }
  return [...drafted, did(told('representations-received', after(100))), did(told('final-plan-issued', today, { setting: SETTINGS[0].ref })), did(told('contact-made', today))];
}

/** One record in three has an entry of its own put right, a contact written down by mistake. */
function withCorrection(steps: readonly Step[], today: IsoDate, random: Random): readonly Step[] {
  const isContact = (step: Step): boolean => step.kind === 'facts' && step.facts[0].type === 'contact-made';
  const ofStep = steps.findIndex(isContact);
  if (ofStep < 0 || !random.chance(1 / 3)) return steps;
  const replacement = random.chance(0.5) ? told('contact-made', today) : null;
  const at = random.whole(ofStep + 1, steps.length);
  return [...steps.slice(0, at), { kind: 'correction', ofStep, replacement }, ...steps.slice(at)];
}
