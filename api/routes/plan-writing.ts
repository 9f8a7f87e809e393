import { z } from 'zod';
import { AppError } from '../errors.js';
import { route } from '../http/route.js';
import { partSaved, sectionCode } from '../schemas-of-plans.js';
import { saveItem, saveWords, takeOutItem, type PartSaved } from '../use-cases/plan-writing.js';
import { dropVersion, startVersion } from '../use-cases/plans.js';
import { ofPlan, ofVersion } from './plan-params.js';

const saves = z.int({ error: 'must be the number of saves you had read' }).min(0);
const savesRead = z.strictObject({ saves: z.coerce.number({ error: 'must be the number of saves you had read' }).int().min(0) });

const ofSection = ofVersion.extend({ section: sectionCode });
const ofItem = ofSection.extend({ item: z.string().max(8) });

const words = z.record(z.string(), z.string({ error: 'must be text' }), { error: 'must be an object of texts' });
const newWords = z.strictObject({ saves, words: words.default({}), none: z.boolean({ error: 'must be true or false' }).default(false).meta({ description: 'Say that there is nothing' }) }).meta({ id: 'SectionWords' });
const ids = z.array(z.string(), { error: 'must be a list of items' }).default([]);
const newItem = z.strictObject({ saves, words, needs: ids, outcomes: ids }).meta({ id: 'PlanItemDraft', description: 'Words by their names, as what, howOften, howLong, who; and the ids of the needs and outcomes it is for' });

/** @throws AppError `changed-since` where somebody has changed the very part meanwhile */
function savedBody(saved: PartSaved) {
  if (saved.kind === 'saved') return { part: saved.part, saves: saved.saves };
  const { part, touch, latest } = saved;
  throw new AppError('changed-since', {
    detail: 'Somebody has changed this part since you read it. Read the version, then send yours again if it still holds.',
    errors: [{ path: 'saves', message: `is from before ${part} was changed at ${touch.at}: the version has been saved ${latest.saves} times` }],
  });
}

const WRITING_PROBLEMS = ['invalid', 'not-yours-to-record', 'changed-since', 'rule-refused'] as const;
const saved = { 200: { description: 'Saved', schema: partSaved } } as const;

/** A plan's text, written a section or an item at a time; two people may write in one version. */
export const planWritingRoutes = [
  route({
    method: 'post',
    path: '/cases/{ref}/plan/versions',
    may: 'record.see',
    summary: 'Begin the next version, from the last one sent or from the advice on file. A fact that names it as evidence sends it, and then it never changes',
    request: { params: ofPlan },
    response: { 201: { description: 'Begun', schema: z.object({ number: z.int() }), headers: ['Location'] } },
    problems: ['not-yours-to-record', 'already-settled'],
    handler: async ({ deps, caller, params }) => {
      const begun = await startVersion(deps, caller, params.ref);
      return { status: 201, headers: { Location: `/api/cases/${params.ref}/plan/versions/${begun.number}` }, body: begun };
    },
  }),
  route({
    method: 'delete',
    path: '/cases/{ref}/plan/versions/{number}',
    may: 'record.see',
    summary: 'Set aside a version that was not sent',
    request: { params: ofVersion, query: savesRead },
    response: { 204: { description: 'Set aside' } },
    problems: ['invalid', 'not-yours-to-record', 'changed-since'],
    handler: async ({ deps, caller, params, query }) => {
      await dropVersion(deps, caller, { ...params, saves: query.saves });
      return { status: 204 };
    },
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/plan/versions/{number}/{section}',
    may: 'record.see',
    summary: 'Write a section\'s own words; those left out stay',
    request: { params: ofSection, body: newWords },
    response: saved,
    problems: WRITING_PROBLEMS,
    handler: async ({ deps, caller, params, body: { saves: read, ...said } }) => ({ status: 200, body: savedBody(await saveWords(deps, caller, { ...params, saves: read }, said)) }),
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/plan/versions/{number}/{section}/items',
    may: 'record.see',
    summary: 'Add a need, an outcome, a line of provision or a piece of advice to a section',
    request: { params: ofSection, body: newItem },
    response: saved,
    problems: WRITING_PROBLEMS,
    handler: async ({ deps, caller, params, body: { saves: read, ...draft } }) => ({ status: 200, body: savedBody(await saveItem(deps, caller, { ...params, saves: read }, null, draft)) }),
  }),
  route({
    method: 'post',
    path: '/cases/{ref}/plan/versions/{number}/{section}/items/{item}',
    may: 'record.see',
    summary: 'Write an item anew, whole',
    request: { params: ofItem, body: newItem },
    response: saved,
    problems: WRITING_PROBLEMS,
    handler: async ({ deps, caller, params: { item, ...part }, body: { saves: read, ...draft } }) => ({ status: 200, body: savedBody(await saveItem(deps, caller, { ...part, saves: read }, item, draft)) }),
  }),
  route({
    method: 'delete',
    path: '/cases/{ref}/plan/versions/{number}/{section}/items/{item}',
    may: 'record.see',
    summary: 'Take an item out; what was for it is no longer for it',
    request: { params: ofItem, query: savesRead },
    response: saved,
    problems: WRITING_PROBLEMS,
    handler: async ({ deps, caller, params: { item, ...part }, query }) => ({ status: 200, body: savedBody(await takeOutItem(deps, caller, { ...part, saves: query.saves }, item)) }),
  }),
];
