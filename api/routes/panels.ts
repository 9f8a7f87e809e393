import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { PANEL_DECISIONS, PANEL_QUESTIONS, PANEL_VOTES } from '../../domain/panel.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { panelRow, panelSheet as panelSheetSchema } from '../schemas.js';
import { callPanel, decideItem, panels, panelSheet, putToPanel } from '../use-cases/panels.js';

const ofPanel = z.strictObject({ panel: z.string().max(20) });
const ofItem = z.strictObject({ panel: z.string().max(20), number: z.coerce.number().int().min(1).max(999) });

export const panelRoutes = [
  route({
    method: 'get',
    path: '/panels',
    may: 'panel.see',
    summary: 'Decision panels, the latest first',
    response: { 200: { description: 'Panels', schema: z.object({ items: z.array(panelRow).readonly() }) } },
    handler: async ({ deps, caller }) => ({ status: 200, body: { items: await panels(deps, caller) } }),
  }),
  route({
    method: 'post',
    path: '/panels',
    may: 'panel.put',
    summary: 'Call a panel of your team for a day',
    request: { body: z.strictObject({ meetsOn: civilDay, name: z.string() }) },
    response: { 201: { description: 'Called', schema: z.object({ ref: z.string() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, body }) => ({ status: 201, body: await callPanel(deps, caller, body) }),
  }),
  route({
    method: 'get',
    path: '/panels/{panel}',
    may: 'panel.see',
    summary: 'A panel\'s list: each question with its papers, and what was decided',
    request: { params: ofPanel },
    response: { 200: { description: 'The list', schema: panelSheetSchema } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: await panelSheet(deps, caller, params.panel) }),
  }),
  route({
    method: 'post',
    path: '/panels/{panel}/items',
    may: 'panel.put',
    summary: 'Put a question about a record to a panel',
    request: { params: ofPanel, body: z.strictObject({ caseRef: z.string().regex(RECORD_REF), question: z.enum(PANEL_QUESTIONS) }) },
    response: { 201: { description: 'On the list under this number', schema: z.object({ number: z.int() }) } },
    problems: ['not-found', 'invalid'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: await putToPanel(deps, caller, { ...params, ...body }) }),
  }),
  route({
    method: 'post',
    path: '/panels/{panel}/items/{number}/decision',
    may: 'panel.decide',
    summary: 'Write down what the panel decided, why, and how each voted',
    request: {
      params: ofItem,
      body: z.strictObject({ decision: z.enum(PANEL_DECISIONS), reason: z.string(), votes: z.array(z.strictObject({ staff: z.string().max(20), vote: z.enum(PANEL_VOTES) })).max(50) }),
    },
    response: { 204: { description: 'Written down' } },
    problems: ['not-found', 'invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      await decideItem(deps, caller, { ...params, ...body });
      return { status: 204 };
    },
  }),
];
