import { agreeFindings, doAuditAction, mustAuditAgain, setAuditAction } from '../../api/use-cases/audit-findings.js';
import { askForReMark, drawWhatIsDue } from '../../api/use-cases/audit-draws.js';
import { handInMarking, keepMarking } from '../../api/use-cases/audit-marking.js';
import { keepModeration, readModeration, settleModeration, isDisputed } from '../../api/use-cases/audit-moderation.js';
import { writePanel } from '../../api/use-cases/audit-panel.js';
import { readAudit, type AuditDeps, type ReadAudit } from '../../api/use-cases/audits.js';
import { makePoint } from '../../api/use-cases/learning-points.js';
import type { AuditRow, AuditStock } from '../../api/audit-models.js';
import type { Caller } from '../../api/permissions.js';
import { ANSWERS, criteriaFor, NOT_APPLICABLE, type Answer, type AuditKind, type Criterion } from '../../domain/audit/framework.js';
import type { Marking } from '../../domain/audit/marking.js';
import { PANEL_VOICES, questionsFor, type PanelVoice } from '../../domain/audit/panel.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import { serviceOf, themeOf, type Theme } from '../../domain/audit/themes.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { firstDayOf, isoMonth } from '../../domain/dates/iso-month.js';
import { instantOf } from '../../domain/dates/london.js';
import { workingDayOnOrAfter } from '../../domain/dates/working-days.js';
import { itemsOf } from '../../domain/plan/content.js';
import type { CaseActivities } from '../../workflows/case/messages.js';
import { createAuditFrameworks } from '../../prisma/repositories/audit-frameworks.js';
import { createAuditLearning } from '../../prisma/repositories/audit-learning.js';
import { createAuditStock } from '../../prisma/repositories/audit-stock.js';
import { createAudits } from '../../prisma/repositories/audits.js';
import { factsSince } from '../../prisma/repositories/case-reads.js';
import { createCommands } from '../../prisma/repositories/commands.js';
import { createPlanVersions } from '../../prisma/repositories/plan-versions.js';
import { createViews } from '../../prisma/repositories/views.js';
import { callerOf } from './callers.js';
import { withAccount } from './desk.js';
import type { Living } from './living.js';
import { uuid } from './uuid.js';
import type { Happening } from './weeks.js';

/**
 * Six months of quality audits and what was done about them, by the code that a council audits by: months drawn by the engine, marked
 * by three auditors, some twice and blind, moderated, acted on and audited again. Before a training in writing section F its lines are
 * often found without an amount or a giver; in plans written after it seldom. The marks are chance of a seed: no figure is written here.
 */

const MONTHS = 6;
/** The first day of audits: the first month that is drawn. */
export const auditsFrom = (today: IsoDate): IsoDate => firstDayOf(isoMonth(today.slice(0, 7)), -MONTHS);

const SAMPLED: readonly Readonly<{ kind: AuditKind; number: number; strataBy: readonly string[]; doubleShare: number }>[] = [
  { kind: 'plan', number: 4, strataBy: ['first-or-amended'], doubleShare: 0.5 },
  { kind: 'case', number: 12, strataBy: ['primary-need'], doubleShare: 0.2 },
];
/** What is old is audited no more: a plan's text by its age, a case by the day of its final plan. Days. */
const RECENT: Readonly<Partial<Record<AuditKind, number>>> = { plan: 200, case: 60 };

/** Weeks before today of the training in writing section F, and of the letters that say why a case is late. */
const TRAINED = 14;
const WROTE = 16;
const WEEK = 7;
/** Of what began so many days ago or later some is left undone: a newcomer is to see every step. */
const LATELY = 40;

/** How often a criterion is met, and partly met, before something was done and after. */
type Odds = Readonly<{ met: number; partly: number }>;
const USUAL: Odds = { met: 0.85, partly: 0.11 };
const WEAK: Odds = { met: 0.25, partly: 0.45 };
const MENDED: Odds = { met: 0.93, partly: 0.05 };
/** Of criteria that nobody has done anything about. */
const STILL: Readonly<Record<string, Odds>> = { 'e-smart': { met: 0.5, partly: 0.35 }, 'a-child-views': { met: 0.72, partly: 0.2 }, 'case-agencies': { met: 0.55, partly: 0.35 }, 'case-satisfied': { met: 0.6, partly: 0.25 } };
const OF_TRAINING: readonly string[] = ['f-quantified', 'f-who', 'f-until'];
const OF_LETTERS: readonly string[] = ['case-delay', 'case-rights'];

const FOUND: Readonly<Partial<Record<Theme, string>>> = {
  provision: 'Lines say what is given and not how often, for how long or by whom.', outcomes: 'An outcome could be claimed and denied: it has no measure and no day.',
  'childs-voice': 'The child’s own words cannot be recognised.', timeliness: 'The family heard of the delay after it had come.', 'golden-thread': 'A need leads to no outcome.',
};
const FOUND_ELSE = 'What good looks like is not there in full.';
const ACTIONS: Readonly<Partial<Record<Theme, string>>> = {
  provision: 'Write the line again with whoever gives the help: who, how often, for how long.', outcomes: 'Give the outcome a measure and a day, with the school.',
  'childs-voice': 'Meet the child and write down what they say.', timeliness: 'Tell the family in writing, before the day, why and until when.',
};
const ACTION_ELSE = 'Mend what was found, and say here what was done.';

/** Parts of an auditor's answers that are their own and not the text's; one of them is lenient. */
const OWN_MIND = 0.05;
const LENIENT = 0.12;

export function auditsKept(living: Living, recordFacts: CaseActivities['recordFacts']): Readonly<{ happenings: readonly Happening[]; open: () => readonly string[] }> {
  const { council, today, working, rules, clock } = living;
  const random = randomFrom('audits'); // its own: what the other weeks draw is not moved by it
  const deps = depsOf(living, recordFacts);
  const drawing = { ...deps, council: { calendar: rules.calendar } };
  const lead = callerOf(withAccount(council, 'qa-lead'), council);
  const auditors = new Map(council.staff.filter(({ roles }) => roles.some(({ role }) => role === 'auditor')).map((one) => [one.ref, callerOf(one, council)]));
  const callers = new Map(council.staff.map((one) => [one.ref, one]));
  const lenient = [...auditors.keys()].at(-1);
  const opened = new Set<string>();
  /** When somebody gets to it, by the audit. */
  const plans = new Map<string, Readonly<{ markOn: IsoDate | null; /** Working days, more or less; null: they stay to be agreed. */ agreeAfter: number | null; acts: boolean }>>();
  const marks = new Map<string, Marking>();
  const [trainedOn, wroteOn] = [addDays(today, -TRAINED * WEEK), addDays(today, -WROTE * WEEK)];

  const everyAudit = async (): Promise<AuditRow[]> => {
    const { items } = await deps.audits.list({ staff: lead.ref, leads: true, scope: { staff: lead.ref, owns: false, teams: 'all' } }, { whose: 'all', state: null, kind: null, cursor: null, limit: 1000 });
    return [...items].sort((a, b) => (subjectOf(a) < subjectOf(b) ? -1 : subjectOf(a) > subjectOf(b) ? 1 : a.why < b.why ? -1 : 1));
  };
  const commandId = (): string => uuid(random);

  const begin = async (): Promise<void> => {
    for (const { kind, number, strataBy, doubleShare } of SAMPLED) {
      const content = samplingSchema.parse({ kind, number, strataBy, doubleShare, seed: `demonstration-${random.text(8, 'abcdefghjkmnpqrstvwxyz')}` });
      await deps.auditStock.setSampling({ kind, content, after: 0, by: lead.ref, at: instantOf(clock.now()), why: 'Agreed by the improvement board' });
    }
  };

  const draw = async (): Promise<void> => {
    await drawWhatIsDue(drawing);
    for (const { ref, beginsOn } of await everyAudit()) {
      opened.add(ref);
      if (plans.has(ref)) continue;
      const isLate = beginsOn >= addDays(today, -LATELY);
      const [markOn, agreeAfter] = [workingDayOnOrAfter(addDays(beginsOn, random.whole(1, 11)), working), random.whole(1, 8)];
      plans.set(ref, { markOn: isLate && plans.size % 5 === 0 ? null : markOn, agreeAfter: isLate && plans.size % 3 === 0 ? null : agreeAfter, acts: random.chance(0.45) });
    }
  };

  const truthOf = (read: ReadAudit, on: IsoDate): Marking => {
    const { audit, framework, text } = read;
    const key = `${audit.subject} ${audit.textVersion ?? ''}`;
    const known = marks.get(key);
    if (known !== undefined) return known;
    const writtenOn = writtenOf.get(audit.subject) ?? on;
    const truth = Object.fromEntries(criteriaFor(framework, audit.role).map((criterion) => [criterion.id, saidOf(criterion, answered(random, criterion, oddsOf(criterion, writtenOn, { trainedOn, wroteOn })), text, audit.kind)]));
    marks.set(key, truth);
    return truth;
  };
  const writtenOf = new Map<string, IsoDate>();

  const mark = async (row: AuditRow, by: Caller, day: IsoDate, whole: boolean): Promise<void> => {
    const read = await readAudit(deps, by, row.ref);
    const truth = truthOf(read, day);
    const criteria = criteriaFor(read.framework, read.audit.role);
    const own = Object.fromEntries(criteria.map((criterion): [string, Marking[string]] => {
      const said = truth[criterion.id]?.answer ?? 'met';
      return [criterion.id, saidOf(criterion, ownMind(random, criterion, said, by.ref === lenient), read.text, row.kind)];
    }));
    const answers = whole ? own : Object.fromEntries(Object.entries(own).slice(0, Math.floor(criteria.length / 2)));
    const judged = Object.fromEntries(read.suggestions.map(({ key, criterion }) => [key, wanting(own[criterion]?.answer ?? null) || random.chance(0.15)]));
    await keepMarking(deps, by, { ref: row.ref, answers, judged: whole ? judged : {}, after: read.audit.own?.saves ?? 0 });
    if (whole) await handInMarking(deps, by, { ref: row.ref, after: (read.audit.own?.saves ?? 0) + 1, commandId: commandId() });
  };

  const moderate = async (row: AuditRow): Promise<void> => {
    const both = await readModeration(deps, lead, row.ref);
    const decided = Object.fromEntries(criteriaFor(both.framework, both.audit.role).filter(({ id }) => isDisputed(both, id)).flatMap(({ id }) => {
      const of = random.chance(0.6) ? both.first.answers[id] : both.second.answers[id];
      return of === undefined ? [] : [[id, { ...of, evidence: of.evidence === '' ? 'Read together: it is there.' : of.evidence }] as const];
    }));
    const saves = await keepModeration(deps, lead, { ref: row.ref, answers: decided, after: both.saves });
    await settleModeration(deps, lead, { ref: row.ref, after: saves, commandId: commandId() });
  };

  const agree = async (row: AuditRow, by: Caller, day: IsoDate): Promise<void> => {
    const read = await readAudit(deps, by, row.ref);
    const { audit, framework } = read;
    if (audit.stage !== 'agreeing') return; // the other marking came in today, and differs
    const answers = (audit.moderated ?? audit.own)?.answers ?? {};
    const found = criteriaFor(framework, audit.role).filter(({ id }) => wanting(answers[id]?.answer ?? null));
    await agreeFindings(deps, by, {
      ref: row.ref, commandId: commandId(), auditAgainBy: mustAuditAgain(audit) ? addDays(day, random.whole(60, 100)) : null,
      findings: found.map((criterion) => ({ criterion: criterion.id, theme: themeOf(audit.kind, criterion), service: serviceOf(audit.role), words: FOUND[themeOf(audit.kind, criterion)] ?? FOUND_ELSE })),
    });
    if (found.length === 0 || plans.get(row.ref)?.acts !== true) return;
    const agreed = await readAudit(deps, by, row.ref);
    const finding = agreed.audit.findings.find(({ theme }) => ACTIONS[theme] !== undefined) ?? agreed.audit.findings[0];
    if (finding === undefined) return;
    await setAuditAction(deps, by, { ref: row.ref, commandId: commandId(), words: ACTIONS[finding.theme] ?? ACTION_ELSE, owner: audit.heldBy?.ref ?? lead.ref, dueOn: addDays(day, random.whole(14, 28)), finding: finding.ref, training: false });
  };

  const act = async (row: AuditRow, day: IsoDate): Promise<void> => {
    const read = await readAudit(deps, lead, row.ref);
    for (const action of read.audit.actions) {
      const owner = callers.get(action.owner.ref);
      if (action.done !== null || action.dueOn > addDays(day, 2) || owner === undefined || !random.chance(row.beginsOn >= addDays(today, -LATELY) ? 0.05 : action.dueOn < day ? 0.1 : 0.45)) continue;
      await doAuditAction(deps, callerOf(owner, council), { ref: row.ref, action: action.ref, commandId: commandId(), words: 'Done with the school and the family.', on: day });
    }
  };

  /** What the audits so far have taught: an action for everybody, and a point with training. */
  const taught = async (criteria: readonly string[], theme: Theme, words: string, day: IsoDate): Promise<void> => {
    const agreed = (await everyAudit()).filter(({ stage, why }) => (stage === 'improving' || stage === 'audited') && why !== 'double' && why !== 're-mark');
    for (const row of agreed.toReversed()) {
      const { audit } = await readAudit(deps, lead, row.ref);
      const finding = audit.findings.find(({ criterion }) => criteria.includes(criterion));
      if (finding === undefined || audit.stage !== 'improving') continue;
      await setAuditAction(deps, lead, { ref: row.ref, commandId: commandId(), words, owner: lead.ref, dueOn: addDays(day, WEEK), finding: finding.ref, training: true });
      const set = (await readAudit(deps, lead, row.ref)).audit.actions.find((one) => one.words === words);
      if (set !== undefined) await doAuditAction(deps, lead, { ref: row.ref, action: set.ref, commandId: commandId(), words: 'Every team came, in two mornings.', on: day });
      break;
    }
    await makePoint({ learning: createAuditLearning({ pool: living.tx }), clock }, lead, { theme, service: 'casework', words, trainingOn: day, isWithdrawn: false });
  };

  const panel = async (): Promise<void> => {
    const row = (await everyAudit()).find(({ kind, grade, why }) => kind === 'plan' && grade !== null && why === 'sample');
    if (row === undefined) return;
    for (const voice of PANEL_VOICES) {
      const said = Object.fromEntries(questionsFor(voice).map(({ id }) => [id, random.chance(0.7) ? { answer: 'met' as const, words: '' } : { answer: 'partly-met' as const, words: 'It could be plainer.' }]));
      await writePanel(deps, lead, { ref: row.ref, voice, who: VOICES[voice], said, after: 0 });
    }
  };

  const worked = async (day: IsoDate): Promise<void> => {
    for (const row of await everyAudit()) {
      const plan = plans.get(row.ref);
      const by = auditors.get(row.auditor?.ref ?? '');
      if (plan === undefined || by === undefined) continue;
      if (row.stage === 'marking' && plan.markOn !== null && plan.markOn <= day) await mark(row, by, day, true);
      else if (row.stage === 'moderating' && row.why !== 'double' && row.beginsOn < addDays(today, -LATELY) && random.chance(0.2)) await moderate(row);
      else if (row.stage === 'agreeing' && row.why !== 'double' && row.why !== 're-mark' && plan.agreeAfter !== null && random.chance(1 / plan.agreeAfter)) await agreeOnceBothAreIn(row, by, day);
      else if (row.stage === 'improving' && row.openActions > 0) await act(row, day);
    }
  };
  /** A second marking may not be in yet. */
  const agreeOnceBothAreIn = async (row: AuditRow, by: Caller, day: IsoDate): Promise<void> => {
    const pair = await deps.audits.pair(row.ref);
    if (pair === null || pair.every(({ own }) => (own?.handedInAt ?? null) !== null)) await agree(row, by, day);
  };

  const first = workingDayOnOrAfter(auditsFrom(today), working);
  const isFirstOfMonth = (day: IsoDate): boolean => day === workingDayOnOrAfter(firstDayOf(isoMonth(day.slice(0, 7))), working);
  const on = (wanted: IsoDate) => (day: IsoDate): boolean => day === workingDayOnOrAfter(wanted, working);
  return {
    open: () => [...opened],
    happenings: [
      { time: '08:40', on: (day) => day === first, does: begin },
      { time: '08:50', on: (day) => day === first, does: async () => { for (const [subject, day] of await writtenDays(living)) writtenOf.set(subject, day); } },
      { time: '09:05', on: isFirstOfMonth, does: draw },
      { time: '14:10', on: (day) => working.has(day), does: (_, day) => worked(day) },
      { time: '15:05', on: on(trainedOn), does: (_, day) => taught(['f-quantified', 'f-who'], 'provision', 'Half a day on writing section F: who, what, how often, for how long, with examples that were sent back.', day) },
      { time: '15:15', on: on(wroteOn), does: (_, day) => taught(['case-delay'], 'timeliness', 'A letter before every delay, with its reason and a new day; how to write it, with two examples.', day) },
      { time: '15:25', on: on(addDays(today, -16)), does: panel },
      { time: '15:35', on: on(addDays(today, -20)), does: async () => {
        const row = (await everyAudit()).find(({ stage, why }) => stage === 'audited' && why === 'sample');
        if (row !== undefined) await askForReMark(deps, lead, { ref: row.ref, commandId: commandId() });
      } },
      { time: '16:45', on: on(addDays(today, -3)), does: async (_, day) => {
        const row = (await everyAudit()).find(({ stage, ref }) => stage === 'marking' && (plans.get(ref)?.markOn ?? null) === null);
        const by = auditors.get(row?.auditor?.ref ?? '');
        if (row !== undefined && by !== undefined) await mark(row, by, day, false); // begun, and left
      } },
    ],
  };
}

const VOICES: Readonly<Record<PanelVoice, string>> = { education: 'A SENCO of another school', health: 'A community paediatric nurse', 'social-care': 'A social worker of the disabled children’s team', 'parent-representative': 'A parent carer of the forum' };

const subjectOf = ({ of, kind }: Pick<AuditRow, 'of' | 'kind'>): string => `${kind} ${of.ref}`;
const wanting = (answer: Answer | null): boolean => answer === 'not-met' || answer === 'partly-met';

function oddsOf({ id }: Criterion, writtenOn: IsoDate, { trainedOn, wroteOn }: Readonly<{ trainedOn: IsoDate; wroteOn: IsoDate }>): Odds {
  if (OF_TRAINING.includes(id)) return writtenOn < trainedOn ? WEAK : MENDED;
  if (OF_LETTERS.includes(id)) return writtenOn < wroteOn ? WEAK : MENDED;
  return STILL[id] ?? USUAL;
}

const NOT_ARISING = 0.3;
function answered(random: Random, { mayNotApply }: Criterion, { met, partly }: Odds): Answer {
  if (mayNotApply && random.chance(NOT_ARISING)) return NOT_APPLICABLE;
  const drawn = random.next();
  return drawn < met ? 'met' : drawn < met + partly ? 'partly-met' : 'not-met';
}

/** What an auditor makes of it: mostly what is there, now and then a step beside it. */
function ownMind(random: Random, { mayNotApply }: Criterion, truth: Answer, isLenient: boolean): Answer {
  if (truth === NOT_APPLICABLE) return random.chance(OWN_MIND) || !mayNotApply ? 'met' : truth;
  const at = ANSWERS.indexOf(truth);
  if (isLenient && random.chance(LENIENT)) return ANSWERS[Math.min(at + 1, ANSWERS.length - 1)] ?? truth;
  if (!random.chance(OWN_MIND)) return truth;
  return ANSWERS[Math.max(0, Math.min(ANSWERS.length - 1, at + (random.chance(0.5) ? 1 : -1)))] ?? truth;
}

/** Answered, with a line of the plan or words where it is wanting. */
function saidOf(criterion: Criterion, answer: Answer, text: ReadAudit['text'], kind: AuditKind): Marking[string] {
  if (!wanting(answer)) return { answer, evidence: '', line: null };
  const line = text === null ? null : (itemsOf(text).find(({ item: { id } }) => id.startsWith(criterion.section))?.item.id ?? null);
  return { answer, evidence: FOUND[themeOf(kind, criterion)] ?? FOUND_ELSE, line };
}

/** The day on which each thing that is audited went out: of a plan its text, of a case its final plan. */
async function writtenDays({ tx }: Pick<Living, 'tx'>): Promise<readonly (readonly [string, IsoDate])[]> {
  const { rows } = await tx.query<{ subject: string; on: IsoDate }>(
    `SELECT record_ref AS subject, max(sent_on) AS on FROM plan_version WHERE sent_on IS NOT NULL AND kind IN ('final', 'amended') GROUP BY 1
     UNION ALL SELECT ref, (progress->>'finalOn')::date FROM case_record WHERE kind IN ('assessment', 'reassessment') AND progress->>'finalOn' IS NOT NULL`,
  );
  return rows.map(({ subject, on }) => [subject, on] as const);
}

function depsOf({ tx, clock }: Living, recordFacts: CaseActivities['recordFacts']): AuditDeps {
  const on = { pool: tx };
  const stock = createAuditStock(on);
  /** Nothing that was written later, and nothing old. */
  const candidates: AuditStock['candidates'] = async (kind, day) => {
    const written = new Map(await writtenDays({ tx }));
    const recent = RECENT[kind];
    return (await stock.candidates(kind, day)).filter(({ ref }) => {
      const writtenOn = written.get(ref);
      return writtenOn !== undefined && writtenOn < day && (recent === undefined || writtenOn >= addDays(day, -recent));
    });
  };
  return {
    audits: createAudits(on), auditFrameworks: createAuditFrameworks(on), auditStock: { ...stock, candidates }, planVersions: createPlanVersions(on), views: createViews(on),
    commands: createCommands(on), cases: { factsSince: (ref, entry) => factsSince(on, ref, entry) }, clock, secret: 'demonstration',
    processes: {
      record: async (caseRef, command) => {
        const { receipt } = await recordFacts({ caseRef, now: clock.now().toISOString(), command });
        return { kind: 'RECORDED', entry: receipt.entry };
      },
    },
  };
}
