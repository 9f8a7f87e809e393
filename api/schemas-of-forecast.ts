import { z } from 'zod';
import { ADVISER_ROLES } from '../domain/facts/schema.js';
import { UNDER_WAY } from '../domain/forecast/course.js';
import { ORDERS } from '../domain/forecast/what-if.js';
import { day, named } from './schemas.js';

/** Shapes of the questions and answers about what will be late, and what would help. */

const role = z.enum(ADVISER_ROLES);
const underWay = z.enum(UNDER_WAY);
const chance = z.number().meta({ description: 'A chance, 0 to 1' });

const written = (shape: RegExp, error: string, from: number, to: number) =>
  z.string().trim().regex(shape, { error }).transform(Number).pipe(z.number().min(from, { error: `must be at least ${from}` }).max(to, { error: `must be at most ${to}` })).meta({ override: { type: 'number' } });
const aWeek = written(/^\d{1,5}(\.\d{1,2})?$/, 'must be a number of at most two decimals, as 38 or 12.5', 0, 10_000);
const weeks = written(/^\d{1,3}$/, 'must be a whole number of weeks', 1, 156);

/** What `/what-if` may be asked: numbers and codes only. */
export const whatIfAsked = z.strictObject({
  of: z.enum(['assessments', ...ADVISER_ROLES], { error: 'must be assessments, or the role of an adviser' }).optional().meta({ description: 'Whole assessments, or one service\'s advice' }),
  in: aWeek.optional().meta({ description: 'How many come in a week; left out: as in the last half year' }),
  out: aWeek.optional().meta({ description: 'How many are done in a week; left out: as in the last half year' }),
  extra: aWeek.optional().meta({ description: 'How many more are done in a week' }),
  extraWeeks: weeks.optional().meta({ description: 'For how many weeks; left out: for good' }),
  order: z.enum(ORDERS, { error: `must be ${ORDERS.join(', ')}` }).optional(),
  weeks: weeks.optional().meta({ description: 'How many weeks to look ahead; 52 where left out' }),
  waiting: written(/^\d{1,5}$/, 'must be a whole number', 0, 20_000).optional().meta({ description: 'How many wait now; left out: as many as do' }),
  cost: written(/^\d{1,6}(\.\d{1,2})?$/, 'must be an amount in pounds, as 850', 0, 100_000).optional().meta({ description: 'Pounds for one extra piece of work' }),
});

const band = z.object({ low: z.number(), high: z.number() }).meta({ description: 'Eight in ten lie between these' });
const curve = { spells: z.int(), ended: z.int(), isGuess: z.boolean().meta({ description: 'Too few have ended to learn from' }), half: z.int().nullable().meta({ description: 'Days by which half have ended' }), nineTenths: z.int().nullable() };
const scored = { forecasts: z.int(), brier: z.number(), naive: z.number().meta({ description: 'The same of always saying the share that was in time before' }) };
const exposed = z.object({ key: z.string().nullable(), cases: z.int(), months: z.number(), from: z.int(), to: z.int() });

const judged = z.object({
  ref: z.string(), team: z.string(), child: named.nullable(), owner: named.nullable(), stage: underWay, dueOn: day, daysLeft: z.int(),
  chances: z.object({ 'decide-to-assess': chance.nullable(), 'decide-to-issue': chance.nullable(), 'issue-final-plan': chance.nullable() }),
  inStage: z.int(), usualInStage: z.int().nullable(), usuallyAfter: z.int().nullable(),
  slow: z.array(z.object({ role, adviser: z.string(), waited: z.int(), usual: z.int().nullable(), gains: z.number() })).readonly(),
});

export const forecastAnswer = z
  .object({
    today: day,
    ofCouncil: z.boolean(),
    open: z.int(),
    reopened: z.int().meta({ description: 'Open under an order or agreement, whose dates are others: not judged' }),
    expected: z.object({ lateNow: z.int(), ahead: z.array(z.object({ weeks: z.int(), late: z.number(), band, newly: z.number() })).readonly() }),
    cases: z.array(judged).readonly().meta({ description: 'Not late yet, the least likely to be in time first' }),
    longest: z.array(judged).readonly().meta({ description: 'Late already, the longest first' }),
    services: z.array(z.object({ role, waitedFor: z.int(), cases: z.int(), spared: z.number() })).readonly().meta({ description: 'How many fewer would be late in twelve weeks, were all of a service\'s advice in today' }),
    stages: z.array(z.object({ stage: underWay, ...curve })).readonly(),
    advice: z.array(z.object({ role, ...curve })).readonly(),
    score: z
      .object({
        ...scored,
        ahead: z.array(z.object({ ...scored, from: z.int(), to: z.int() })).readonly(),
        calibration: z.array(z.object({ from: z.number(), to: z.number(), forecasts: z.int(), said: z.number(), happened: z.number() })).readonly(),
      })
      .nullable(),
    scoredFrom: z.array(day).readonly(),
    teams: z.array(named).readonly(),
    exposure: z.object({ all: exposed, byTeam: z.array(exposed).readonly(), byCause: z.array(exposed).readonly() }).meta({ description: 'What published awards would come to, were each delay of today complained of and upheld: no prediction' }),
  })
  .meta({ id: 'Forecast' });

const fate = z.object({ people: z.int(), done: z.int(), inTime: z.int(), stillLate: z.int(), share: z.number().nullable(), usualWait: z.int().nullable() });
const answer = z.object({
  weeks: z.array(z.object({ week: z.int(), came: z.int(), done: z.int(), waiting: z.int(), late: z.int(), longest: z.int(), band })).readonly(),
  clears: z.union([z.object({ kind: z.literal('in'), weeks: z.int() }), z.object({ kind: z.literal('never'), growsBy: z.number() }), z.object({ kind: z.literal('beyond'), weeks: z.int() })]),
  old: fate, fresh: fate, all: fate, extraRoom: z.number(),
});
const queueOf = z.enum(['assessments', ...ADVISER_ROLES]);

export const whatIfAnswer = z
  .object({
    today: day,
    queues: z.array(z.object({ of: queueOf, waiting: z.int(), late: z.int(), in: z.number(), out: z.number(), limit: z.int() })).readonly(),
    of: queueOf, waiting: z.int(),
    plan: z.object({ demand: z.number(), capacity: z.number(), extra: z.number(), extraWeeks: z.int().nullable(), order: z.enum(ORDERS) }),
    weeks: z.int(), limit: z.int(), answer, asItIs: answer, overtaken: z.int(), cost: z.int().nullable(),
  })
  .meta({ id: 'WhatIf' });
