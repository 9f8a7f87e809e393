import { clock } from '../../domain/clock.js';
import { derive } from '../../domain/derive.js';
import { isoDate } from '../../domain/dates/iso-date.js';

/** Whole derivations of one case, ladders included, in microseconds on one core. */
export type DerivationTimes = Readonly<{ facts: number; duties: number; items: number; median: number; p95: number; perSecond: number }>;

const TODAY = '2026-07-01';
const ADVISERS = ['parent', 'head-teacher', 'health', 'educational-psychology', 'social-care', 'sensory-teacher', 'other'];
const asked = (on: string) => ADVISERS.map((role, i) => ({ type: 'advice-requested', on, adviser: `V-${i}`, role }));
const answered = () => ADVISERS.map((_role, i) => ({ type: 'advice-received', on: `2026-05-0${i + 1}`, adviser: `V-${i}` }));

/** Thirty facts: seven advisers, a posted draft, three settings, an exception, contacts; still waiting for its final plan. */
const THIRTY_FACTS = [
  { type: 'request-received', on: '2026-03-02', by: 'parent' },
  { type: 'assessment-agreed', on: '2026-04-08' },
  { type: 'partners-told', on: '2026-04-08' },
  ...asked('2026-04-08'),
  ...answered(),
  { type: 'issue-agreed', on: '2026-06-10' },
  { type: 'draft-plan-sent', on: '2026-06-12', channel: 'first-class-post' },
  { type: 'setting-consulted', on: '2026-06-12', setting: 'T-1' },
  { type: 'setting-consulted', on: '2026-06-12', setting: 'T-2' },
  { type: 'setting-consulted', on: '2026-06-12', setting: 'T-3' },
  { type: 'representations-received', on: '2026-06-20' },
  { type: 'setting-answered', on: '2026-06-24', setting: 'T-1' },
  { type: 'setting-answered', on: '2026-06-24', setting: 'T-2' },
  { type: 'exception-recorded', on: '2026-06-24', ground: 'absent', from: '2026-05-01', to: '2026-05-29', steps: ['issue-final-plan'], impracticalBecause: 'away' },
  { type: 'owner-set', on: '2026-06-24' },
  { type: 'contact-made', on: '2026-06-24' },
  { type: 'contact-made', on: '2026-06-25' },
  { type: 'contact-made', on: '2026-06-26' },
];
const WARM_UP = 5_000;
const RUNS = 20_000;

/** Times the derivation of a 30-fact case. */
export function benchDerivation(): DerivationTimes {
  const read = clock({ today: TODAY, facts: THIRTY_FACTS });
  if (!read.ok) throw new Error('the case of the benchmark is not a lawful one');
  const { facts } = read.answer;
  const today = isoDate(TODAY);
  for (let i = 0; i < WARM_UP; i += 1) derive(facts, today);
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const from = process.hrtime.bigint();
    derive(facts, today);
    times.push(Number(process.hrtime.bigint() - from) / 1_000);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(RUNS * share)] ?? 0;
  const { duties, agenda } = derive(facts, today);
  const total = times.reduce((sum, time) => sum + time, 0);
  return { facts: facts.length, duties: duties.length, items: agenda.length, median: at(0.5), p95: at(0.95), perSecond: (RUNS * 1_000_000) / total };
}
