import { agreeFindings, doAuditAction, mustAuditAgain, setAuditAction } from '../../api/use-cases/audit-findings.js';
import { askForAudit, askForReMark, drawWhatIsDue } from '../../api/use-cases/audit-draws.js';
import { handInMarking, keepMarking } from '../../api/use-cases/audit-marking.js';
import { keepModeration, readModeration, settleModeration, isDisputed } from '../../api/use-cases/audit-moderation.js';
import { writePanel } from '../../api/use-cases/audit-panel.js';
import { readAudit, type AuditDeps, type ReadAudit } from '../../api/use-cases/audits.js';
import { makePractice, practiceSource } from '../../api/use-cases/good-practice.js';
import { makePoint } from '../../api/use-cases/learning-points.js';
import type { AuditRow, AuditStock } from '../../api/audit-models.js';
import type { Caller } from '../../api/permissions.js';
import { toldIn } from '../../domain/audit/anonymous.js';
import { ANSWERS, criteriaFor, NOT_APPLICABLE, type Answer, type AuditKind, type Criterion } from '../../domain/audit/framework.js';
import type { Marking } from '../../domain/audit/marking.js';
import { PANEL_VOICES, questionsFor, type PanelVoice } from '../../domain/audit/panel.js';
import { samplingSchema } from '../../domain/audit/sampling.js';
import { serviceOf, themeOf, type Theme } from '../../domain/audit/themes.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import { addDays, addMonths, type IsoDate } from '../../domain/dates/iso-date.js';
import { firstDayOf, isoMonth } from '../../domain/dates/iso-month.js';
import { instantOf } from '../../domain/dates/london.js';
import { workingDayOnOrAfter } from '../../domain/dates/working-days.js';
import { itemsOf } from '../../domain/plan/content.js';
import type { CaseActivities } from '../../workflows/case/messages.js';
import { createAuditFrameworks } from '../../prisma/repositories/audit-frameworks.js';
import { createGoodPractice } from '../../prisma/repositories/good-practice.js';
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

/** `chance`: kinds of one name share a chance, so that what one of another name draws moves nothing of theirs. */
const SAMPLED: readonly Readonly<{ kind: AuditKind; number: number; strataBy: readonly string[]; doubleShare: number; chance: string }>[] = [
  { kind: 'plan', number: 4, strataBy: ['first-or-amended'], doubleShare: 0.5, chance: 'audits' },
  { kind: 'case', number: 12, strataBy: ['primary-need'], doubleShare: 0.2, chance: 'audits' },
  { kind: 'draft', number: 3, strataBy: [], doubleShare: 0.2, chance: 'audits/draft' },
  { kind: 'advice', number: 5, strataBy: [], doubleShare: 0.2, chance: 'audits/advice' },
  { kind: 'review-report', number: 3, strataBy: [], doubleShare: 0.2, chance: 'audits/review-report' },
];
/** What is old is audited no more: a text by its age, a case by the day of its final plan. Days. */
const RECENT: Readonly<Record<AuditKind, number>> = { plan: 200, case: 60, draft: 45, advice: 60, 'review-report': 60 };
/** Days in which a plan, and a draft, is to be looked at again: a draft soon goes out as final. */
const AGAIN_WITHIN: Readonly<Partial<Record<AuditKind, readonly [number, number]>>> = { draft: [8, 15] };
const USUALLY_AGAIN_WITHIN = [60, 100] as const;

/** Weeks before today of the training in writing section F, and of the letters that say why a case is late. */
const TRAINED = 14;
const WROTE = 16;
const WEEK = 7;
/** The day of the training in writing section F: lines written later are mostly specific. */
export const trainedOn = (today: IsoDate): IsoDate => addDays(today, -TRAINED * WEEK);
/** Of what began so many days ago or later some is left undone: a newcomer is to see every step. */
const LATELY = 40;

/** Of the actions of these some stay undone after their day. */
const LEFT_UNDONE: readonly AuditKind[] = ['draft', 'advice', 'review-report'];
const LEFT_OF = 15;

/** How often a criterion is met, and partly met, before something was done and after. */
type Odds = Readonly<{ met: number; partly: number }>;
const USUAL: Odds = { met: 0.85, partly: 0.11 };
const WEAK: Odds = { met: 0.25, partly: 0.45 };
const MENDED: Odds = { met: 0.93, partly: 0.05 };
/** Of drafts, which are read once more before they go: a draft is rarely bad. */
const READ_FIRST: Readonly<Record<'usual' | 'weak', Odds>> = { usual: { met: 0.93, partly: 0.067 }, weak: { met: 0.65, partly: 0.33 } };
/** Of criteria that nobody has done anything about. */
const STILL: Readonly<Record<string, Odds>> = {
  'e-smart': { met: 0.5, partly: 0.35 }, 'a-child-views': { met: 0.72, partly: 0.2 }, 'case-agencies': { met: 0.55, partly: 0.35 }, 'case-satisfied': { met: 0.6, partly: 0.25 },
  'adv-specific': { met: 0.45, partly: 0.4 }, 'adv-smart': { met: 0.55, partly: 0.35 }, 'adv-child-voice': { met: 0.75, partly: 0.2 }, 'rr-evidence': { met: 0.5, partly: 0.35 }, 'rr-provision': { met: 0.55, partly: 0.35 }, 'rr-steps': { met: 0.65, partly: 0.25 },
};
const OF_TRAINING: readonly string[] = ['f-quantified', 'f-who', 'f-until'];
const OF_LETTERS: readonly string[] = ['case-delay', 'case-rights'];

const FOUND: Readonly<Partial<Record<Theme, string>>> = {
  provision: 'Lines say what is given and not how often, for how long or by whom.', outcomes: 'An outcome could be claimed and denied: it has no measure and no day.',
  'childs-voice': 'The child’s own words cannot be recognised.', timeliness: 'The family heard of the delay after it had come.', 'golden-thread': 'A need leads to no outcome.',
  advice: 'It says what would help and not how much of it, by whom or until when.', review: 'Progress is said and not shown: no count, no work, no day.',
};
const FOUND_ELSE = 'What good looks like is not there in full.';
const ACTIONS: Readonly<Partial<Record<Theme, string>>> = {
  provision: 'Write the line again with whoever gives the help: who, how often, for how long.', outcomes: 'Give the outcome a measure and a day, with the school.',
  'childs-voice': 'Meet the child and write down what they say.', timeliness: 'Tell the family in writing, before the day, why and until when.',
  advice: 'Send it back to its writer with the lines that cannot go into a plan, and what each lacks.', review: 'Show the school two reports that say where the child was and where they are now.',
};
const ACTION_ELSE = 'Mend what was found, and say here what was done.';

/** Parts of an auditor's answers that are their own and not the text's; one of them is lenient. */
const OWN_MIND = 0.05;
const LENIENT = 0.12;

/** @param failingDraft the assessment whose draft fails a requirement of the law; null: none does */
export function auditsKept(living: Living, recordFacts: CaseActivities['recordFacts'], failingDraft: string | null): Readonly<{ happenings: readonly Happening[]; open: () => readonly string[] }> {
  const { council, today, working, rules, clock } = living;
  const chances = new Map([...new Set(SAMPLED.map(({ chance }) => chance))].map((chance) => [chance, randomFrom(chance)] as const)); // their own: what the other weeks draw is not moved by them
  const random = chanceOf(chances, 'case');
  const of = (kind: AuditKind): Random => chanceOf(chances, kind);
  const written = writtenIn(living);
  const deps = depsOf(living, recordFacts, written);
  const drawing = { ...deps, council: { calendar: rules.calendar } };
  const lead = callerOf(withAccount(council, 'qa-lead'), council);
  const auditors = new Map(council.staff.filter(({ roles }) => roles.some(({ role }) => role === 'auditor')).map((one) => [one.ref, callerOf(one, council)]));
  const callers = new Map(council.staff.map((one) => [one.ref, one]));
  const lenient = [...auditors.keys()].at(-1);
  const opened = new Set<string>();
  /** When somebody gets to it, by the audit. */
  const plans = new Map<string, Readonly<{ markOn: IsoDate | null; /** Working days, more or less; null: they stay to be agreed. */ agreeAfter: number | null; acts: boolean }>>();
  /** How many of a chance have been planned so far. */
  const planned = new Map<Random, number>();
  /** The first day of an action of each audit. */
  const dueOf = new Map<string, IsoDate>();
  const left = new Set<string>();
  const marks = new Map<string, Marking>();
  const days = { trainedOn: trainedOn(today), wroteOn: addDays(today, -WROTE * WEEK) };

  const everyAudit = async (): Promise<AuditRow[]> => {
    const { items } = await deps.audits.list({ staff: lead.ref, leads: true, scope: { staff: lead.ref, owns: false, teams: 'all' } }, { whose: 'all', state: null, kind: null, cursor: null, limit: 1000 });
    return [...items].sort((a, b) => (subjectOf(a) < subjectOf(b) ? -1 : subjectOf(a) > subjectOf(b) ? 1 : a.why !== b.why ? (a.why < b.why ? -1 : 1) : a.beginsOn < b.beginsOn ? -1 : 1));
  };
  const commandId = (kind: AuditKind): string => uuid(of(kind));

  const begin = async (): Promise<void> => {
    for (const { kind, number, strataBy, doubleShare } of SAMPLED) {
      const content = samplingSchema.parse({ kind, number, strataBy, doubleShare, seed: `demonstration-${of(kind).text(8, 'abcdefghjkmnpqrstvwxyz')}` });
      await deps.auditStock.setSampling({ kind, content, after: 0, by: lead.ref, at: instantOf(clock.now()), why: 'Agreed by the improvement board' });
    }
  };

  const draw = async (): Promise<void> => {
    await drawWhatIsDue(drawing);
    for (const { ref, kind, beginsOn } of await everyAudit()) {
      opened.add(ref);
      if (plans.has(ref)) continue;
      const [random, nth] = [of(kind), planned.get(of(kind)) ?? 0];
      planned.set(random, nth + 1);
      const isLate = beginsOn >= addDays(today, -LATELY);
      const [markOn, agreeAfter] = [workingDayOnOrAfter(addDays(beginsOn, random.whole(1, 11)), working), random.whole(1, 8)];
      plans.set(ref, { markOn: isLate && nth % 5 === 0 ? null : markOn, agreeAfter: isLate && nth % 3 === 0 ? null : agreeAfter, acts: random.chance(0.45) });
    }
  };

  const truthOf = async (read: ReadAudit, on: IsoDate): Promise<Marking> => {
    const { audit, framework, text } = read;
    const key = `${audit.kind} ${audit.subject} ${audit.textVersion ?? ''}`;
    const known = marks.get(key);
    if (known !== undefined) return known;
    const writtenOn = (await written()).get(`${audit.kind} ${audit.subject}`) ?? on;
    const truth = Object.fromEntries(criteriaFor(framework, audit.role).map((criterion) => [criterion.id, saidOf(criterion, answered(of(audit.kind), criterion, oddsOf(criterion, audit.kind, writtenOn, days)), text, audit.kind)]));
    marks.set(key, truth);
    return truth;
  };

  const mark = async (row: AuditRow, by: Caller, day: IsoDate, whole: boolean): Promise<void> => {
    const read = await readAudit(deps, by, row.ref);
    const [truth, random] = [await truthOf(read, day), of(row.kind)];
    const criteria = criteriaFor(read.framework, read.audit.role);
    const own = Object.fromEntries(criteria.map((criterion): [string, Marking[string]] => {
      const said = truth[criterion.id]?.answer ?? 'met';
      return [criterion.id, saidOf(criterion, ownMind(random, criterion, said, by.ref === lenient), read.text, row.kind)];
    }));
    const answers = whole ? own : Object.fromEntries(Object.entries(own).slice(0, Math.floor(criteria.length / 2)));
    const judged = Object.fromEntries(read.suggestions.map(({ key, criterion }) => [key, wanting(own[criterion]?.answer ?? null) || random.chance(0.15)]));
    await keepMarking(deps, by, { ref: row.ref, answers, judged: whole ? judged : {}, after: read.audit.own?.saves ?? 0 });
    if (whole) await handInMarking(deps, by, { ref: row.ref, after: (read.audit.own?.saves ?? 0) + 1, commandId: commandId(row.kind) });
  };

  const moderate = async (row: AuditRow): Promise<void> => {
    const both = await readModeration(deps, lead, row.ref);
    const decided = Object.fromEntries(criteriaFor(both.framework, both.audit.role).filter(({ id }) => isDisputed(both, id)).flatMap(({ id }) => {
      const one = of(row.kind).chance(0.6) ? both.first.answers[id] : both.second.answers[id];
      return one === undefined ? [] : [[id, { ...one, evidence: one.evidence === '' ? 'Read together: it is there.' : one.evidence }] as const];
    }));
    const saves = await keepModeration(deps, lead, { ref: row.ref, answers: decided, after: both.saves });
    await settleModeration(deps, lead, { ref: row.ref, after: saves, commandId: commandId(row.kind) });
  };

  const agree = async (row: AuditRow, by: Caller, day: IsoDate): Promise<void> => {
    const read = await readAudit(deps, by, row.ref);
    const { audit, framework } = read;
    if (audit.stage !== 'agreeing') return; // the other marking came in today, and differs
    const answers = (audit.moderated ?? audit.own)?.answers ?? {};
    const found = criteriaFor(framework, audit.role).filter(({ id }) => wanting(answers[id]?.answer ?? null));
    await agreeFindings(deps, by, {
      ref: row.ref, commandId: commandId(row.kind), auditAgainBy: mustAuditAgain(audit) ? addDays(day, of(row.kind).whole(...(AGAIN_WITHIN[row.kind] ?? USUALLY_AGAIN_WITHIN))) : null,
      findings: found.map((criterion) => ({ criterion: criterion.id, theme: themeOf(audit.kind, criterion), service: serviceOf(audit.role), words: FOUND[themeOf(audit.kind, criterion)] ?? FOUND_ELSE })),
    });
    if (found.length === 0 || plans.get(row.ref)?.acts !== true) return;
    const agreed = await readAudit(deps, by, row.ref);
    const finding = agreed.audit.findings.find(({ theme }) => ACTIONS[theme] !== undefined) ?? agreed.audit.findings[0];
    if (finding === undefined) return;
    const dueOn = addDays(day, of(row.kind).whole(14, 28));
    dueOf.set(row.ref, dueOn);
    if (LEFT_UNDONE.includes(row.kind) && day >= addDays(today, -2 * LATELY) && left.size * LEFT_OF < dueOf.size) left.add(row.ref);
    await setAuditAction(deps, by, { ref: row.ref, commandId: commandId(row.kind), words: ACTIONS[finding.theme] ?? ACTION_ELSE, owner: audit.heldBy?.ref ?? lead.ref, dueOn, finding: finding.ref, training: false });
  };

  const act = async (row: AuditRow, day: IsoDate): Promise<void> => {
    if (left.has(row.ref) || (dueOf.get(row.ref) ?? day) > addDays(day, 2)) return; // nobody sees to it, or nobody yet
    const random = of(row.kind);
    const read = await readAudit(deps, lead, row.ref);
    for (const action of read.audit.actions) {
      const owner = callers.get(action.owner.ref);
      if (action.done !== null || action.dueOn > addDays(day, 2) || owner === undefined || !random.chance(row.beginsOn >= addDays(today, -LATELY) ? 0.05 : action.dueOn < day ? 0.1 : 0.45)) continue;
      await doAuditAction(deps, callerOf(owner, council), { ref: row.ref, action: action.ref, commandId: commandId(row.kind), words: 'Done with the school and the family.', on: day });
    }
  };

  /** What the audits so far have taught: an action for everybody, and a point with training. */
  const taught = async (criteria: readonly string[], theme: Theme, words: string, day: IsoDate): Promise<void> => {
    const agreed = (await everyAudit()).filter(({ stage, why }) => (stage === 'improving' || stage === 'audited') && why !== 'double' && why !== 're-mark');
    for (const row of agreed.toReversed()) {
      const { audit } = await readAudit(deps, lead, row.ref);
      const finding = audit.findings.find(({ criterion }) => criteria.includes(criterion));
      if (finding === undefined || audit.stage !== 'improving') continue;
      await setAuditAction(deps, lead, { ref: row.ref, commandId: commandId(row.kind), words, owner: lead.ref, dueOn: addDays(day, WEEK), finding: finding.ref, training: true });
      const set = (await readAudit(deps, lead, row.ref)).audit.actions.find((one) => one.words === words);
      if (set !== undefined) await doAuditAction(deps, lead, { ref: row.ref, action: set.ref, commandId: commandId(row.kind), words: 'Every team came, in two mornings.', on: day });
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

  /** What audits found good, made anonymous, for whoever writes. */
  const shown = async (): Promise<void> => {
    const agreed = (await everyAudit()).filter(({ stage, why }) => (stage === 'improving' || stage === 'audited') && why === 'sample');
    const practice = { ...deps, goodPractice: createGoodPractice({ pool: living.tx }) };
    for (const { kind, ...example } of EXAMPLES) {
      for (const { ref } of agreed.filter((row) => row.kind === kind)) {
        const { met, known } = await practiceSource(practice, lead, ref);
        const tells = [example.title, example.words, example.why].some((text) => toldIn(text, known).length > 0); // a child may be called what an example says
        if (tells || !met.some(({ id }) => id === example.criterion)) continue;
        await makePractice(practice, lead, ref, { ...example, isAnonymous: true });
        break;
      }
    }
  };

  /** A draft that fails a requirement of the law: asked for by whoever had read it, marked, and waiting to be mended by whoever wrote it. */
  const failing = async (step: 'ask' | 'mark' | 'agree', day: IsoDate): Promise<void> => {
    if (failingDraft === null) return;
    const by = [...auditors.values()][0] ?? lead;
    if (step === 'ask') {
      await askForAudit(deps, lead, { kind: 'draft', subject: failingDraft, auditor: by.ref, second: null, commandId: commandId('draft') });
      return;
    }
    const row = (await everyAudit()).find(({ kind, why, of: { ref } }) => kind === 'draft' && why === 'asked' && ref === failingDraft);
    if (row === undefined) return;
    opened.add(row.ref);
    if (step === 'mark') {
      const read = await readAudit(deps, by, row.ref);
      const found = read.suggestions.find(({ criterion, rule }) => criterion === WITHOUT_PROVISION && rule === 'need-without-provision');
      const all = Object.entries(await truthOf(read, day)).map(([id, said]) => [id, wanting(said.answer) ? MET : said] as const);
      const truth: Marking = { ...Object.fromEntries(all), [WITHOUT_PROVISION]: { answer: 'not-met', evidence: 'The last need of section B has no line of provision.', line: found?.item ?? null } };
      await keepMarking(deps, by, { ref: row.ref, answers: truth, judged: Object.fromEntries(read.suggestions.map(({ key, criterion }) => [key, wanting(truth[criterion]?.answer ?? null)])), after: 0 });
      await handInMarking(deps, by, { ref: row.ref, after: 1, commandId: commandId('draft') });
      return;
    }
    plans.set(row.ref, { markOn: null, agreeAfter: null, acts: true });
    await agree(row, by, day);
  };

  const worked = async (day: IsoDate): Promise<void> => {
    for (const row of await everyAudit()) {
      const plan = plans.get(row.ref);
      const by = auditors.get(row.auditor?.ref ?? '');
      if (plan === undefined || by === undefined) continue;
      if (row.stage === 'marking' && plan.markOn !== null && plan.markOn <= day) await mark(row, by, day, true);
      else if (row.stage === 'moderating' && row.why !== 'double' && row.beginsOn < addDays(today, -LATELY) && of(row.kind).chance(0.2)) await moderate(row);
      else if (row.stage === 'agreeing' && row.why !== 'double' && row.why !== 're-mark' && plan.agreeAfter !== null && of(row.kind).chance(1 / plan.agreeAfter)) await agreeOnceBothAreIn(row, by, day);
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
      { time: '09:05', on: isFirstOfMonth, does: draw },
      { time: '14:10', on: (day) => working.has(day), does: (_, day) => worked(day) },
      { time: '15:05', on: on(days.trainedOn), does: (_, day) => taught(['f-quantified', 'f-who'], 'provision', 'Half a day on writing section F: who, what, how often, for how long, with examples that were sent back.', day) },
      { time: '15:15', on: on(days.wroteOn), does: (_, day) => taught(['case-delay'], 'timeliness', 'A letter before every delay, with its reason and a new day; how to write it, with two examples.', day) },
      { time: '15:25', on: on(addDays(today, -16)), does: panel },
      { time: '15:30', on: on(addDays(today, -15)), does: shown },
      { time: '15:35', on: on(addDays(today, -20)), does: async () => {
        const row = (await everyAudit()).find(({ kind, stage, why }) => kind === 'case' && stage === 'audited' && why === 'sample');
        if (row !== undefined) await askForReMark(deps, lead, { ref: row.ref, commandId: commandId(row.kind) });
      } },
      { time: '15:45', on: on(addDays(today, -13)), does: (_, day) => failing('ask', day) },
      { time: '15:45', on: on(addDays(today, -10)), does: (_, day) => failing('mark', day) },
      { time: '15:45', on: on(addDays(today, -6)), does: (_, day) => failing('agree', day) },
      { time: '16:45', on: on(addDays(today, -3)), does: async (_, day) => {
        const row = (await everyAudit()).find(({ kind, stage, ref }) => kind === 'case' && stage === 'marking' && (plans.get(ref)?.markOn ?? null) === null);
        const by = auditors.get(row?.auditor?.ref ?? '');
        if (row !== undefined && by !== undefined) await mark(row, by, day, false); // begun, and left
      } },
    ],
  };
}

const EXAMPLES: readonly Readonly<{ kind: AuditKind; criterion: string; title: string; words: string; why: string }>[] = [
  { kind: 'plan', criterion: 'f-specified', title: 'Who does what, how often and for how long', words: 'A teaching assistant trained in the reading programme reads with the child one to one for 20 minutes, four times a week, in a quiet room, and writes down each word learnt. The SENCO looks at the record every second Friday.', why: 'Anybody could check on a Friday whether it was done. Nothing in it is “as needed”.' },
  { kind: 'plan', criterion: 'e-smart', title: 'An outcome that can be looked for', words: 'By July, the child will ask an adult for help with a picture card in three of four lessons, without being reminded.', why: 'It is the child’s own doing, it can be counted, and it has a day.' },
  { kind: 'plan', criterion: 'a-child-views', title: 'The child’s own words', words: '“I like it when I know what comes next. When people talk about me as if I am not there, I hide.” Said with pictures and a talking mat over two visits, with the teacher whom the child chose to have there.', why: 'The words are recognisably the child’s, and it says how they were found.' },
  { kind: 'advice', criterion: 'adv-needs-clear', title: 'What the need means in the classroom', words: 'Spoken instructions of more than two parts are lost: the child does the first and waits. With the same instruction on a strip of pictures, five parts are followed.', why: 'A teacher can picture it, and it says what helps as well as what is hard.' },
];

/** The criterion that a need without any provision fails. */
const WITHOUT_PROVISION = 'f-every-need';
const MET: Marking[string] = { answer: 'met', evidence: '', line: null };

const VOICES: Readonly<Record<PanelVoice, string>> = { education: 'A SENCO of another school', health: 'A community paediatric nurse', 'social-care': 'A social worker of the disabled children’s team', 'parent-representative': 'A parent carer of the forum' };

const chanceOf = (chances: ReadonlyMap<string, Random>, kind: AuditKind): Random => {
  const found = chances.get(SAMPLED.find((one) => one.kind === kind)?.chance ?? '');
  if (found === undefined) throw new RangeError(`no chance for audits of a ${kind}`);
  return found;
};

const subjectOf = ({ of, kind }: Pick<AuditRow, 'of' | 'kind'>): string => `${kind} ${of.ref}`;
const wanting = (answer: Answer | null): boolean => answer === 'not-met' || answer === 'partly-met';

function oddsOf({ id }: Criterion, kind: AuditKind, writtenOn: IsoDate, { trainedOn, wroteOn }: Readonly<{ trainedOn: IsoDate; wroteOn: IsoDate }>): Odds {
  const isDraft = kind === 'draft';
  if (OF_TRAINING.includes(id)) return writtenOn >= trainedOn ? MENDED : isDraft ? READ_FIRST.weak : WEAK;
  if (OF_LETTERS.includes(id)) return writtenOn < wroteOn ? WEAK : MENDED;
  return STILL[id] ?? (isDraft ? READ_FIRST.usual : USUAL);
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

/** Of each kind and subject, the day on which what is audited went out: once, as it all lies there when the half year begins. */
function writtenIn({ life }: Pick<Living, 'life'>): () => Promise<ReadonlyMap<string, IsoDate>> {
  let read: Promise<ReadonlyMap<string, IsoDate>> | undefined;
  return () => (read ??= life.written().then((rows) => new Map(rows.map(({ kind, subject, on }) => [`${kind} ${subject}`, on]))));
}

function depsOf({ tx, life, clock }: Living, recordFacts: CaseActivities['recordFacts'], written: ReturnType<typeof writtenIn>): AuditDeps {
  const on = { pool: tx };
  const [stock, audits] = [createAuditStock(on), createAudits(on)];
  /** Nothing that was written later; nothing old, unless it is to be audited again; drafts as they were out then. */
  const candidates: AuditStock['candidates'] = async (kind, day) => {
    const days = await written();
    const again = new Set((await audits.reAudits(kind, addMonths(day, 1))).map(({ subject }) => subject));
    const isAudited = ({ ref }: Readonly<{ ref: string }>): boolean => {
      const writtenOn = days.get(`${kind} ${ref}`);
      return writtenOn !== undefined && writtenOn < day && (again.has(ref) || writtenOn >= addDays(day, -RECENT[kind]));
    };
    return (await (kind === 'draft' ? life.draftsOut(day) : stock.candidates(kind, day))).filter(isAudited);
  };
  return {
    audits, auditFrameworks: createAuditFrameworks(on), auditStock: { ...stock, candidates }, planVersions: createPlanVersions(on), views: createViews(on),
    commands: createCommands(on), cases: { factsSince: (ref, entry) => factsSince(on, ref, entry) }, clock, secret: 'demonstration',
    processes: {
      record: async (caseRef, command) => {
        const { receipt } = await recordFacts({ caseRef, now: clock.now().toISOString(), command });
        return { kind: 'RECORDED', entry: receipt.entry };
      },
    },
  };
}
