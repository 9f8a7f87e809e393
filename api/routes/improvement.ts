import { z } from 'zod';
import { CLAIMS, entrySchema, HIGHLIGHTS, ORIGINS, prioritySchema } from '../../domain/improvement/entries.js';
import { fewOf, isOfFew, MEASURE_CODES, MEASURES, type MeasureCode, type Reading } from '../../domain/improvement/measures.js';
import { isSignedOff, MILESTONE_STATES, milestoneState } from '../../domain/improvement/priority.js';
import type { MeasureNow, Plan, PriorityNow } from '../../domain/improvement/plan.js';
import { COMPUTED } from '../../domain/improvement/standing.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { route } from '../http/route.js';
import type { PackName } from '../improvement-models.js';
import { day, named } from '../schemas.js';
import { addEntry, makePack, openPack, packList, setOutPriority, viewPlan, viewPriority } from '../use-cases/improvement.js';

/** The improvement plan. Computed and claimed status stand apart everywhere. */

const who = z.string().meta({ description: 'A staff reference: `names` says who' });
const reading = z.object({
  week: z.string(), on: day, value: z.number().nullable().meta({ description: 'Null where the report has none, and of a percentage of fewer than 20 or a mean of fewer than 10: so few judge nothing' }),
  counted: z.number().nullable().meta({ description: 'Of a percentage of few, in place of its value: how many of `of`' }), of: z.number().nullable().meta({ description: 'Of how many a percentage or a mean is' }),
});
const settled = z.object({ approvedBy: who, reason: z.string(), by: who, on: day });
const aim = z.object({ target: z.number(), byOn: day });
const measure = z
  .object({
    number: z.int(), figure: z.enum(MEASURE_CODES), words: z.string(), unit: z.enum(['count', 'days', 'weeks', 'percent']), better: z.enum(['less', 'more']), of: z.string(),
    baseline: z.object({ week: z.string(), on: day, value: z.number() }), target: z.number(), byOn: day,
    status: z.enum(COMPUTED), latest: reading.nullable(), expected: z.number().nullable().meta({ description: 'Where the straight line from baseline to target lies on the latest report\'s day' }),
    gap: z.number(), why: z.enum(['no-report', 'not-known', 'of-few']).nullable(), readings: z.array(reading).readonly(),
    revisions: z.array(settled.extend({ was: aim })).readonly(), ended: settled.nullable(),
  })
  .meta({ id: 'ImprovementMeasure' });
const milestone = z
  .object({
    number: z.int(), what: z.string(), owner: who, dueOn: day, state: z.enum(MILESTONE_STATES), measure: z.int().nullable(), claimedOnly: z.boolean().meta({ description: 'No measure shows its effect' }),
    revisions: z.array(settled.extend({ was: day })).readonly(), done: z.object({ on: day, words: z.string(), by: who }).nullable(), dropped: settled.nullable(),
  })
  .meta({ id: 'ImprovementMilestone' });
const said = { by: who, on: day };
const priority = z
  .object({
    ref: z.string(), version: z.int(), title: z.string(), aim: z.string(), origin: z.enum(ORIGINS), source: z.string(), leads: z.array(who), setOutOn: day,
    computed: z.enum(COMPUTED).nullable().meta({ description: 'By its measures; null where it has none' }),
    claimed: z.object({ claim: z.enum(CLAIMS), words: z.string(), ...said }).nullable(),
    isAtOdds: z.boolean().meta({ description: 'The claim says better than the figures' }),
    measures: z.array(measure).readonly(), milestones: z.array(milestone).readonly(),
    highlights: z.array(z.object({ month: z.string(), ...Object.fromEntries(HIGHLIGHTS.map((one) => [one, z.string()])), ...said })).readonly(),
    evidence: z.array(z.object({ document: z.string(), name: z.string(), about: z.string(), measure: z.int().nullable(), milestone: z.int().nullable(), ...said })).readonly(),
    signedOff: z.array(z.object({ words: z.string(), ...said })).readonly(), isSignedOff: z.boolean(),
  })
  .meta({ id: 'ImprovementPriority' });
const plan = z
  .object({ report: z.object({ week: z.string(), on: day, number: z.int() }).nullable(), on: day, priorities: z.array(priority).readonly(), names: z.record(z.string(), z.string()) })
  .meta({ id: 'ImprovementPlan', description: 'The plan on a day. `report`: the weekly report whose figures are the latest' });
const packName = z.object({ number: z.int(), week: z.string().nullable(), madeAt: z.string(), madeBy: named, contentHash: z.string() }).meta({ id: 'ImprovementPackName' });

const readingOut = (figure: MeasureCode) => (one: Reading) => ({ ...one, ...(isOfFew(figure, one) ? { value: null, counted: fewOf(figure, one).part } : { counted: null }) });
const measureOut = ({ standing, figure, readings, ...rest }: MeasureNow) => ({
  ...rest, figure, words: MEASURES[figure].words, unit: MEASURES[figure].unit, better: MEASURES[figure].better, ...standing, latest: standing.latest === null ? null : readingOut(figure)(standing.latest), readings: readings.map(readingOut(figure)),
});
const priorityOut = (today: IsoDate) => ({ leads, claim, measures, milestones, ...rest }: PriorityNow) => ({
  ...rest, leads: [...leads], claimed: claim, isSignedOff: isSignedOff({ leads, signedOff: rest.signedOff }), measures: measures.map(measureOut),
  milestones: milestones.map((one) => ({ ...one, state: milestoneState(one, today), claimedOnly: one.measure === null })),
});
const planOut = ({ report, on, priorities, names }: Plan) => ({ report, on, names: { ...names }, priorities: priorities.map(priorityOut(on)) });
const packOut = ({ number, week, madeAt, madeBy, contentHash }: PackName) => ({ number, week, madeAt, madeBy, contentHash });

const ofPriority = z.strictObject({ ref: z.string().max(20) });

export const improvementRoutes = [
  route({
    method: 'get',
    path: '/improvement',
    may: 'improvement.see',
    summary: 'The improvement plan: priorities, each with measures read from frozen weekly reports, milestones, and what is claimed of it',
    response: { 200: { description: 'The plan', schema: plan } },
    handler: async ({ deps, caller }) => ({ status: 200, body: planOut(await viewPlan(deps, caller)) }),
  }),
  route({
    method: 'post',
    path: '/improvement/priorities',
    may: 'improvement.edit',
    summary: 'Set out a priority, with its two leads. It is about work: name no child',
    request: { body: prioritySchema },
    response: { 201: { description: 'Set out', schema: z.object({ ref: z.string(), number: z.int() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 201, body: await setOutPriority(deps, caller, body) }),
  }),
  route({
    method: 'get',
    path: '/improvement/priorities/{ref}',
    may: 'improvement.see',
    summary: 'One priority with everything that was written down about it, the newest first',
    request: { params: ofPriority },
    response: { 200: { description: 'The priority', schema: priority.extend({ report: z.object({ week: z.string(), on: day, number: z.int() }).nullable(), names: z.record(z.string(), z.string()), entries: z.array(z.object({ number: z.int(), by: who, at: z.string(), content: z.looseObject({ kind: z.string() }) })).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const { priority: one, entries, report, names, on } = await viewPriority(deps, caller, params.ref);
      return { status: 200, body: { ...priorityOut(on)(one), report, names: { ...names }, entries } };
    },
  }),
  route({
    method: 'post',
    path: '/improvement/priorities/{ref}/entries',
    may: 'improvement.see',
    summary: 'Write something down about a priority: what was there before stays. `after`: its `version` as you had read it. Leads claim, write highlights and sign off; owners say that a milestone is done; the rest is for service managers upwards. A revised target or day names who approved it and why',
    request: { params: ofPriority, body: z.strictObject({ after: z.int().min(1), entry: entrySchema }) },
    response: { 201: { description: 'Written down', schema: z.object({ number: z.int().meta({ description: 'The priority\'s version now; of a measure or milestone added, its number' }) }) } },
    problems: ['not-found', 'invalid', 'changed-since', 'forbidden'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { number: await addEntry(deps, caller, { ...params, ...body }) } }),
  }),
  route({
    method: 'get',
    path: '/improvement/packs',
    may: 'improvement.see',
    summary: 'Packs made for the board, newest first',
    response: { 200: { description: 'Packs', schema: z.object({ items: z.array(packName).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: (await packList(deps, caller)).map(packOut) } }),
  }),
  route({
    method: 'post',
    path: '/improvement/packs',
    may: 'improvement.edit',
    summary: 'Make a pack for the board: the plan as it stands now, with the figures of the latest weekly report, frozen',
    response: { 201: { description: 'Made', schema: z.object({ number: z.int() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller }) => ({ status: 201, body: { number: await makePack(deps, caller) } }),
  }),
  route({
    method: 'get',
    path: '/improvement/packs/{number}',
    may: 'improvement.see',
    summary: 'A pack as it was frozen',
    request: { params: z.strictObject({ number: z.coerce.number().int() }) },
    response: { 200: { description: 'The pack', schema: packName.extend({ plan }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const pack = await openPack(deps, caller, params.number);
      return { status: 200, body: { ...packOut(pack), plan: planOut(pack.content) } };
    },
  }),
];
