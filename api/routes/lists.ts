import { z } from 'zod';
import { ADVISER_ROLES } from '../../domain/facts/schema.js';
import { route } from '../http/route.js';
import { adviser, figures as figuresSchema, named, setting } from '../schemas.js';
import { figures } from '../use-cases/figures.js';
import { advisers, owners, settings } from '../use-cases/lists.js';

const search = z.string().trim().max(100).optional();

export const listRoutes = [
  route({
    method: 'get',
    path: '/advisers',
    may: 'lists.see',
    summary: 'Those who may be asked for advice',
    request: { query: z.strictObject({ role: z.enum(ADVISER_ROLES).optional(), search }) },
    response: { 200: { description: 'Advisers', schema: z.object({ items: z.array(adviser).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: { items: await advisers(deps, caller, query) } }),
  }),
  route({
    method: 'get',
    path: '/settings',
    may: 'lists.see',
    summary: 'Schools, colleges and early-years settings that may be consulted',
    request: { query: z.strictObject({ search }) },
    response: { 200: { description: 'Settings', schema: z.object({ items: z.array(setting).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => ({ status: 200, body: { items: await settings(deps, caller, query) } }),
  }),
  route({
    method: 'get',
    path: '/owners',
    may: 'lists.see',
    summary: 'Colleagues of your team who may own a record',
    response: { 200: { description: 'Colleagues', schema: z.object({ items: z.array(named).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: await owners(deps, caller) } }),
  }),
  route({
    method: 'get',
    path: '/figures',
    may: 'report.read',
    summary: 'Open assessments and those late, by stage; every figure lists its cases',
    response: { 200: { description: 'Figures of today', schema: figuresSchema } },
    handler: async ({ deps, caller }) => ({ status: 200, body: await figures(deps, caller) }),
  }),
];
