import { AppError } from '../../api/errors.js';
import { addEntry, addEvidence, makePack, setOutPriority, type ImprovementDeps } from '../../api/use-cases/improvement.js';
import type { UseCaseDeps } from '../../api/ports.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { addIsoWeeks, isoWeek, sundayOf, type IsoWeek } from '../../domain/dates/iso-week.js';
import { WHOLE_COUNCIL, type Claim, type EntrySent, type PrioritySent } from '../../domain/improvement/entries.js';
import { measured, readingOf, type MeasureCode } from '../../domain/improvement/measures.js';
import { oneDecimal } from '../../domain/one-decimal.js';
import { createTeams } from '../../prisma/repositories/absences.js';
import { createImprovement } from '../../prisma/repositories/improvement.js';
import { createReportReaders } from '../../prisma/repositories/report-readers.js';
import { createReports } from '../../prisma/repositories/reports.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import type { Happening } from './weeks.js';

/** The demonstration council's improvement plan: five priorities, set out after an inspection, measured by its own reports, some of them behind. */

type Account = 'team-manager' | 'service-manager' | 'senior-manager' | 'director';
type Step = Readonly<{
  what: string;
  owner: Account;
  /** Days it was given from the day the plan was set out. */
  days: number;
  /** Which of the priority's measures should move by it; null: none shows its effect. */
  moves: number | null;
  /** What became of it, so many weeks before the latest report. */
  became?: Readonly<{ weeks: number } & ({ done: string } | { later: number; because: string })>;
}>;
type Planned = Readonly<{
  priority: Omit<PrioritySent, 'leads'>;
  leads: readonly [Account, Account];
  /** A part of the baseline to come down to, or points to go up. */
  measures: readonly Readonly<{ figure: MeasureCode; to: number; days: number }>[];
  steps: readonly Step[];
  claim: Readonly<{ by: Account; claim: Claim; words: string }>;
  progress: string;
  risks: string;
}>;

const PLAN: readonly Planned[] = [
  {
    priority: { title: 'Assessments are finished within twenty weeks', aim: 'No child waits longer for a plan than the law allows, and those who have waited longest get theirs first.', origin: 'inspection', source: 'Inspection report of the spring, first area for priority action' },
    leads: ['service-manager', 'director'],
    measures: [{ figure: 'open-over-20-weeks', to: 0.6, days: 182 }, { figure: 'longest-wait', to: 0.7, days: 182 }],
    steps: [
      { what: 'A team of three takes over the fifty oldest assessments', owner: 'team-manager', days: 14, moves: 1, became: { weeks: 7, done: 'The team began on the first Monday of the month, with the oldest.' } },
      { what: 'Each draft is written within a week of the last advice', owner: 'service-manager', days: 42, moves: 0, became: { weeks: 4, later: 70, because: 'Two writers left; the board agreed to the later day.' } },
    ],
    claim: { by: 'service-manager', claim: 'on-course', words: 'The team for the oldest assessments is complete, and its first drafts have gone out.' },
    progress: 'The team for the oldest assessments is complete.', risks: 'Two writers of drafts leave before Christmas.',
  },
  {
    priority: { title: 'Advice comes in time, the psychologists’ first of all', aim: 'What a child needs is known when the plan is written, and no plan waits for one service.', origin: 'plan-of-action', source: 'Written statement of action, section 2' },
    leads: ['senior-manager', 'service-manager'],
    measures: [{ figure: 'psychology-advice-late', to: 0.5, days: 126 }, { figure: 'advice-late', to: 0.6, days: 126 }],
    steps: [
      { what: 'A locum psychologist begins', owner: 'senior-manager', days: 28, moves: 0, became: { weeks: 5, done: 'The locum works two days a week.' } },
      { what: 'Health keeps two clinics a month free for assessments', owner: 'senior-manager', days: 49, moves: 1 }, // its day has passed: both leads were told
    ],
    claim: { by: 'senior-manager', claim: 'on-course', words: 'The locum has begun, and health has promised the clinics.' },
    progress: 'The locum psychologist began.', risks: 'The clinics of health are promised and not kept free yet.',
  },
  {
    priority: { title: 'Annual reviews are decided in time', aim: 'Plans change when a child does, and a family hears within four weeks of the meeting what will happen.', origin: 'inspection', source: 'Inspection report of the spring, second area for improvement' },
    leads: ['team-manager', 'senior-manager'],
    measures: [{ figure: 'reviews-late', to: 0.8, days: 270 }],
    steps: [
      { what: 'One day a week is kept free for letters after reviews', owner: 'team-manager', days: 21, moves: 0, became: { weeks: 6, done: 'Wednesdays are kept free in all teams.' } },
      { what: 'Meetings of the next phase are all set by Christmas', owner: 'team-manager', days: 84, moves: 0 },
    ],
    claim: { by: 'team-manager', claim: 'behind', words: 'Meetings are held, but letters still wait for a writer.' },
    progress: 'Wednesdays are kept free for letters in all teams.', risks: 'Moves of phase will fill January.',
  },
  {
    priority: { title: 'No case is left without a next step', aim: 'Somebody holds every case, and a family that asks always hears what comes next.', origin: 'own', source: 'Decision of the improvement board in the summer' },
    leads: ['team-manager', 'service-manager'],
    measures: [{ figure: 'silent-cases', to: 1, days: 182 }],
    steps: [{ what: 'Cases of whoever leaves are handed over on the same day', owner: 'team-manager', days: 35, moves: 0, became: { weeks: 5, done: 'The hand-over page is used on each last day.' } }],
    claim: { by: 'team-manager', claim: 'on-course', words: 'Every quiet case is opened on Mondays.' },
    progress: 'Hand-overs are made on the last day.', risks: 'None that we know.',
  },
  {
    priority: { title: 'Families are told in plain words where they stand', aim: 'No family has to ask twice.', origin: 'own', source: 'Survey of families in the summer, with the parent carer forum' },
    leads: ['director', 'team-manager'],
    measures: [],
    steps: [
      { what: 'Letters are read by the parent carer forum before they are used', owner: 'service-manager', days: 56, moves: null, became: { weeks: 3, done: 'The forum has read twelve letters, and nine were changed.' } },
      { what: 'Each team calls ten families a month', owner: 'team-manager', days: 91, moves: null },
    ],
    claim: { by: 'director', claim: 'on-course', words: 'The forum says that the new letters are clearer.' },
    progress: 'The forum has read the first twelve letters.', risks: 'Nothing measures it yet: what families say is counted from the new year.',
  },
];

/** Weeks before the latest report on whose Tuesday the plan was set out, people said how it stands, and the board had its pack. */
const SET_OUT = 9;
const CLAIMED = 2;
const PACKED = 1;

export function improvementKept({ tx, council, today, clock }: Living): Happening[] {
  const on = { pool: tx };
  const deps: ImprovementDeps = { improvement: createImprovement(on), reports: createReports(on), reportReaders: createReportReaders(on), teams: createTeams(on), clock };
  const caller = (account: Account) => callerOf(withAccount(council, account), council);
  const latest = addIsoWeeks(isoWeek(today), -1);
  const tuesday = (weeks: number) => (day: IsoDate): boolean => day === addDays(sundayOf(addIsoWeeks(latest, -weeks)), 2);
  const refs = new Map<Planned, Readonly<{ ref: string; steps: readonly number[] }>>();
  const write = (ref: string, entry: EntrySent, account: Account) => writeTo(deps, ref, entry, caller(account));

  const setOut = async (planned: Planned, day: IsoDate, week: IsoWeek): Promise<void> => {
    const [one, other] = planned.leads.map((account) => caller(account).ref);
    const { ref } = await setOutPriority(deps, caller('director'), { ...planned.priority, leads: [one ?? '', other ?? ''] });
    const measures: (number | null)[] = [];
    for (const measure of planned.measures) measures.push(await measureFrom(deps, week, { ...measure, byOn: addDays(day, measure.days) }, (entry) => write(ref, entry, 'director')));
    const steps: number[] = [];
    for (const { what, owner, days, moves } of planned.steps)
      steps.push(await write(ref, { kind: 'milestone-added', what, owner: caller(owner).ref, dueOn: addDays(day, days), measure: moves === null ? null : (measures[moves] ?? null) }, 'director'));
    refs.set(planned, { ref, steps });
  };
  const became = async (planned: Planned, at: number, day: IsoDate): Promise<void> => {
    const { ref, steps } = refs.get(planned) ?? { ref: '', steps: [] };
    const [milestone, its] = [steps[at] ?? 0, planned.steps[at]?.became];
    if (its === undefined) return;
    const entry: EntrySent = 'done' in its ? { kind: 'milestone-done', milestone, on: day, words: its.done } : { kind: 'milestone-revised', milestone, dueOn: addDays(day, its.later), approvedBy: caller('director').ref, reason: its.because };
    await write(ref, entry, 'done' in its ? (planned.steps[at]?.owner ?? 'director') : 'senior-manager');
  };
  const said = async (planned: Planned, day: IsoDate): Promise<void> => {
    const { ref } = refs.get(planned) ?? { ref: '' };
    const { by, claim, words } = planned.claim;
    await write(ref, { kind: 'claimed', claim, words }, by);
    await write(ref, { kind: 'highlights', month: day.slice(0, 7), progress: planned.progress, issues: '', risks: planned.risks, next: '', changes: '', decisions: '' }, by);
  };
  return [
    ...PLAN.map((planned, i): Happening => ({ time: `11:1${i}`, on: tuesday(SET_OUT), does: (_, day) => setOut(planned, day, addIsoWeeks(latest, -SET_OUT)) })),
    ...PLAN.flatMap((planned) => planned.steps.flatMap((step, at): Happening[] => (step.became === undefined ? [] : [{ time: '15:20', on: tuesday(step.became.weeks), does: (_, day) => became(planned, at, day) }]))),
    ...PLAN.map((planned): Happening => ({ time: '16:10', on: tuesday(CLAIMED), does: (_, day) => said(planned, day) })),
    { time: '16:40', on: tuesday(PACKED), does: () => makePack(deps, caller('service-manager')).then(() => undefined) },
  ];
}

async function writeTo(deps: ImprovementDeps, ref: string, entry: EntrySent, by: ReturnType<typeof callerOf>): Promise<number> {
  const written = await deps.improvement.one(ref);
  return addEntry(deps, by, { ref, after: written?.entries.length ?? 0, entry });
}

/** A measure from a week's report on; null where that one has no such figure, or of too few to begin from. */
async function measureFrom({ reports }: ImprovementDeps, week: IsoWeek, { figure, to, byOn }: Readonly<{ figure: MeasureCode; to: number; byOn: IsoDate }>, write: (entry: EntrySent) => Promise<number>): Promise<number | null> {
  const frozen = (await reports.figuresUntil(week, 1)).find((one) => one.week === week);
  const value = frozen === undefined ? null : readingOf(figure, frozen).value;
  if (value === null) return null;
  const target = measured(figure).unit === 'percent' ? Math.min(100, oneDecimal(value + to)) : Math.floor(value * to);
  return write({ kind: 'measure-added', figure, of: WHOLE_COUNCIL, baselineWeek: week, target, byOn }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'invalid') return null;
    throw error;
  });
}

const EVIDENCE = [
  { title: PLAN[0]?.priority.title, name: 'Rota of the team for the oldest assessments.txt', about: 'Who works on the oldest assessments, and since when', text: 'Team for the oldest assessments\nThree caseworkers, every day. The oldest request first.\n' },
  { title: PLAN[4]?.priority.title, name: 'What the forum changed.txt', about: 'Nine of twelve letters were changed after the parent carer forum had read them', text: 'Letters read by the parent carer forum: twelve. Changed: nine. Every word of law was kept.\n' },
] as const;

/** Evidence of the demonstration's plan, once: what is attached already is left. Its documents are put away, so this is done where they are. */
export async function evidenceAttached(deps: ImprovementDeps & Pick<UseCaseDeps, 'files' | 'staff'>, today: IsoDate): Promise<void> {
  for (const { ref, entries } of await deps.improvement.all()) {
    const [first] = entries;
    if (first?.content.kind !== 'set-out') continue;
    const { title, leads } = first.content;
    const lacking = EVIDENCE.filter((one) => one.title === title && !entries.some(({ content }) => content.kind === 'evidence' && content.name === one.name));
    const lead = lacking.length === 0 ? null : await deps.staff.byRef(leads[0], today);
    if (lead === null) continue;
    for (const { name, about, text } of lacking) await addEvidence(deps, lead, { ref, after: (await deps.improvement.one(ref))?.entries.length ?? 0, about, measure: null, milestone: null, files: [{ name, content: Buffer.from(text) }] });
  }
}
