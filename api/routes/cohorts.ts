import { z } from 'zod';
import { DUTY_CODES } from '../../domain/duty-codes.js';
import { ADVISER_ROLES, civilDay } from '../../domain/facts/schema.js';
import { route } from '../http/route.js';
import { day, named } from '../schemas.js';
import { closeControl, controls, keepControl, openControl, sweep, type ControlNow, type SweptCase } from '../use-cases/cohorts.js';

/** A fault as it is asked for: in a query, in a body, on the page. */
export const faultAsked = z.strictObject({
  duty: z.enum(DUTY_CODES, { error: 'must be the code of a duty' }),
  cause: z.string().max(40).nullable().default(null),
  role: z.enum(ADVISER_ROLES, { error: 'must be the role of an adviser' }).nullable().default(null),
  setting: z.string().max(20).nullable().default(null),
  from: civilDay,
  to: civilDay.nullable().default(null),
});

const fault = z.object({ duty: z.enum(DUTY_CODES), cause: z.string().nullable(), role: z.string().nullable(), setting: z.string().nullable(), from: day, to: day.nullable() }).meta({ id: 'Fault' });
const count = z.object({ hit: z.int(), late: z.int().meta({ description: 'Of them, with the step still late' }), unsaid: z.int().meta({ description: 'Alike, but nobody has said a cause' }) });
const hit = z.object({ ref: z.string(), child: named.nullable(), owner: named.nullable(), subject: named.nullable(), dueOn: day, doneOn: day.nullable(), daysLate: z.int(), isLate: z.boolean() });
const control = z.object({
  ref: z.string(), what: z.string(), fault, found: z.int().meta({ description: 'Records hit when it was opened, of the whole council' }), now: count, openedBy: named, openedAt: z.string(),
  closed: z.object({ by: named, at: z.string(), because: z.string() }).nullable(),
}).meta({ id: 'CohortControl' });

const hitOut = ({ step: { ref, dueOn, doneOn }, daysLate, isLate, child, owner, subject }: SweptCase) => ({ ref, child, owner, subject, dueOn, doneOn, daysLate, isLate });
const controlOut = ({ setting: _setting, ...rest }: ControlNow) => rest;
const ofControl = z.strictObject({ control: z.string().max(20) });
const words = (message: string) => z.string({ error: message });

export const cohortRoutes = [
  route({
    method: 'get',
    path: '/cohorts',
    may: 'report.read',
    summary: 'Faults kept as standing controls, the open ones first: records hit when each was opened, and now',
    response: { 200: { description: 'Controls', schema: z.object({ items: z.array(control).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: (await controls(deps, caller)).map(controlOut) } }),
  }),
  route({
    method: 'get',
    path: '/cohorts/sweep',
    may: 'report.read',
    summary: 'Who else a fault hit: records whose same step was late in the same days, for the same cause, by the same service or in the same setting. Counts are the whole council\'s; cases those the reader answers for',
    request: { query: faultAsked },
    response: { 200: { description: 'The cohort', schema: z.object({ on: day, count, elsewhere: z.int(), hit: z.array(hit).readonly(), unsaid: z.array(hit).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => {
      const swept = await sweep(deps, caller, query);
      return { status: 200, body: { on: swept.on, count: swept.count, elsewhere: swept.elsewhere, hit: swept.hit.map(hitOut), unsaid: swept.unsaid.map(hitOut) } };
    },
  }),
  route({
    method: 'post',
    path: '/cohorts',
    may: 'report.read',
    summary: 'Keep a fault as a standing control: it is counted again on the day of every weekly report. It is about work: name no child',
    request: { body: faultAsked.extend({ what: words('must say what went wrong') }).meta({ id: 'NewCohortControl' }) },
    response: { 201: { description: 'Kept', schema: z.object({ ref: z.string() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body: { what, ...asked } }) => ({ status: 201, body: await keepControl(deps, caller, asked, what) }),
  }),
  route({
    method: 'get',
    path: '/cohorts/{control}',
    may: 'report.read',
    summary: 'One control with its cohort as known today',
    request: { params: ofControl },
    response: { 200: { description: 'The control', schema: control.extend({ hit: z.array(hit).readonly(), unsaid: z.array(hit).readonly(), elsewhere: z.int() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const { control: one, swept } = await openControl(deps, caller, params.control);
      return { status: 200, body: { ...controlOut(one), hit: swept.hit.map(hitOut), unsaid: swept.unsaid.map(hitOut), elsewhere: swept.elsewhere } };
    },
  }),
  route({
    method: 'post',
    path: '/cohorts/{control}/closing',
    may: 'report.act',
    summary: 'Close a control, with the reason',
    request: { params: ofControl, body: z.strictObject({ because: words('must say why nobody need watch it any more') }) },
    response: { 204: { description: 'Closed' } },
    problems: ['not-found', 'invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      await closeControl(deps, caller, params.control, body.because);
      return { status: 204 };
    },
  }),
];
