import { z } from 'zod';
import { MARKS, PARTIES, STEPS } from '../../domain/feedback/questions.js';
import { route } from '../http/route.js';
import { RECORD_REF } from '../refs.js';
import { day, named } from '../schemas.js';
import { countedFeedback, feedbackWords, readWords, recordFeedback, tagWords, takeFeedback, type PartyCounted } from '../use-cases/feedback.js';
import { addFeedbackDone, feedbackThemes, setFeedbackThemes } from '../use-cases/feedback-themes.js';
import type { GivenAnswer, WordsRow } from '../feedback-models.js';

/** How it was for families and settings: counted, in their own words, with themes, and what was done. They answer by their links, on a page alone. */

const share = z.object({ part: z.int(), of: z.int(), percent: z.object({ value: z.number(), from: z.number(), to: z.number() }).nullable().meta({ description: 'Null of fewer than 20, with a 95% interval else' }) });
const question = z.object({ code: z.string(), agreed: share.nullable(), doesNotApply: z.int(), steps: z.record(z.enum(STEPS), z.int()).nullable() });
const group = z.object({ key: z.string().nullable(), name: z.string().nullable(), asked: z.int(), overall: share.nullable().meta({ description: 'Null where so few answered that they could be known' }) });
const counted = z
  .object({
    asked: z.int(), answered: share, contact: z.object({ contactable: z.int(), sent: z.int(), failed: z.int(), waiting: z.int(), nobody: z.int() }),
    questions: z.array(question).readonly().nullable().meta({ description: 'Null where fewer than five have answered' }),
    byTeam: z.array(group).readonly(), byNeed: z.array(group).readonly(), bySetting: z.array(group).readonly(),
  })
  .meta({ id: 'FeedbackCounted' });

const countedOut = ({ figures: { asked, answered, contact, questions }, byTeam, byNeed, bySetting }: PartyCounted) => ({
  asked, answered, contact, questions, byTeam: byTeam.map(groupOut), byNeed: byNeed.map((one) => groupOut({ ...one, name: one.key })), bySetting: bySetting.map(groupOut),
});
const groupOut = (of: PartyCounted['byTeam'][number]) => ({ key: of.key, name: of.name, asked: of.asked, overall: of.kind === 'told' ? of.overall : null });

const theme = z.object({ code: z.string(), words: z.string(), retired: z.boolean() });
const done = z.object({ ref: z.string(), theme: z.string(), what: z.string(), doneOn: day, by: named }).meta({ id: 'FeedbackDone' });
const given = z.object({ ref: z.string(), marks: z.record(z.string(), z.enum(MARKS)), wentWell: z.string(), better: z.string(), answeredOn: day, takenBy: named.nullable(), themes: z.array(z.string()).readonly(), tagged: z.int() });
const wordsRow = given.extend({ caseRef: z.string(), party: z.enum(PARTIES), setting: named.nullable() }).meta({ id: 'FeedbackWords' });

const givenOut = ({ ref, marks, wentWell, better, answeredOn, takenBy, themes, tagged }: GivenAnswer) => ({ ref, marks: { ...marks }, wentWell, better, answeredOn, takenBy, themes, tagged });
const wordsOut = (row: WordsRow) => ({ ...givenOut(row), caseRef: row.asking.caseRef, party: row.asking.party, setting: row.asking.setting });

const span = { from: z.string().max(20).optional(), to: z.string().max(20).optional(), team: z.string().max(64).optional() };
const ofAnswer = z.strictObject({ answer: z.string().regex(/^R-[0-9A-Z]{8}$/, { error: 'must be an answer’s reference' }) });
const sentMarks = z.record(z.string().max(40), z.string().max(40));
const sentWords = z.string().max(20_000).default('');

export const feedbackRoutes = [
  route({
    method: 'get', path: '/feedback', may: 'feedback.see',
    summary: 'What families and settings said of how it was, counted by the day of asking; a year to today where no days are named, the teams one answers for where none is',
    request: { query: z.strictObject(span) },
    response: { 200: { description: 'Counts', schema: z.object({ from: day, to: day, family: counted, setting: counted, themes: z.array(theme.extend({ answers: z.int().nullable().meta({ description: 'Null: some, and fewer than five' }), done: z.array(done).readonly() })).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => {
      const { from, to, parties, themes } = await countedFeedback(deps, caller, query);
      return { status: 200, body: { from, to, family: countedOut(parties.family), setting: countedOut(parties.setting), themes: themes.map(({ answers, ...one }) => ({ ...one, answers: answers === 'few' ? null : answers })) } };
    },
  }),
  route({
    method: 'get', path: '/feedback/words', may: 'feedback.see',
    summary: 'Their own words, of records one may see, the newest first. `theme`: a code, or `none` for words without one',
    request: { query: z.strictObject({ ...span, party: z.enum(PARTIES, { error: 'must be family or setting' }).optional(), theme: z.string().max(40).optional(), offset: z.coerce.number({ error: 'must be a number' }).int().min(0, { error: 'must not be below 0' }).max(1_000_000).default(0), limit: z.coerce.number({ error: 'must be a number' }).int().min(1, { error: 'must be at least 1' }).max(200, { error: 'must be at most 200' }).default(20) }) },
    response: { 200: { description: 'Answers with words', schema: z.object({ total: z.int(), items: z.array(wordsRow).readonly() }) } },
    problems: ['invalid'],
    handler: async ({ deps, caller, query }) => {
      const { total, items } = await feedbackWords(deps, caller, query);
      return { status: 200, body: { total, items: items.map(wordsOut) } };
    },
  }),
  route({
    method: 'get', path: '/feedback/words/{answer}', may: 'feedback.see',
    summary: 'One answer with its words and themes',
    request: { params: ofAnswer },
    response: { 200: { description: 'The answer', schema: wordsRow } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => ({ status: 200, body: wordsOut((await readWords(deps, caller, params.answer)).row) }),
  }),
  route({
    method: 'post', path: '/feedback/words/{answer}/themes', may: 'feedback.theme',
    summary: 'Give somebody’s words their themes, in the place of those before. `after`: the `tagged` its sender had read',
    request: { params: ofAnswer, body: z.strictObject({ themes: z.array(z.string().max(40)).max(30), after: z.int({ error: 'must be the number you had read' }).min(0) }).meta({ id: 'FeedbackThemesGiven' }) },
    response: { 204: { description: 'Given' } },
    problems: ['not-found', 'invalid', 'changed-since'],
    handler: async ({ deps, caller, params, body }) => {
      await tagWords(deps, caller, params.answer, body);
      return { status: 204 };
    },
  }),
  route({
    method: 'get', path: '/feedback/themes', may: 'feedback.see',
    summary: 'The council’s themes, and what was done about each',
    response: { 200: { description: 'The list in force; number 0 is the one that comes with the engine', schema: z.object({ number: z.int(), themes: z.array(theme).readonly(), done: z.array(done).readonly() }) } },
    handler: async ({ deps, caller }) => {
      const { number, themes, done: all } = await feedbackThemes(deps, caller);
      return { status: 200, body: { number, themes, done: all } };
    },
  }),
  route({
    method: 'post', path: '/feedback/themes', may: 'feedback.themes.edit',
    summary: 'Set the list of themes anew; none may be lost, but retired. A new one has no code. `after`: number of the list its sender had read',
    request: { body: z.strictObject({ themes: z.array(z.strictObject({ code: z.string().max(40).optional(), words: z.string().max(2_000), retired: z.boolean().optional() })).max(100), after: z.int({ error: 'must be the number of the list you had read' }).min(0) }).meta({ id: 'FeedbackThemes' }) },
    response: { 201: { description: 'Kept', schema: z.object({ number: z.int() }) } },
    problems: ['invalid', 'changed-since'],
    handler: async ({ deps, caller, body }) => ({ status: 201, body: { number: await setFeedbackThemes(deps, caller, body) } }),
  }),
  route({
    method: 'post', path: '/feedback/themes/{theme}/done', may: 'feedback.theme',
    summary: 'Write down what was done about a theme, and on which day. It names no child',
    request: { params: z.strictObject({ theme: z.string().max(40) }), body: z.strictObject({ what: z.string().max(2_000), doneOn: z.string().max(20) }).meta({ id: 'FeedbackDoneSent' }) },
    response: { 201: { description: 'Written down', schema: z.object({ ref: z.string() }) } },
    problems: ['not-found', 'invalid'],
    handler: async ({ deps, caller, params, body }) => ({ status: 201, body: { ref: await addFeedbackDone(deps, caller, params.theme, body) } }),
  }),
  route({
    method: 'get', path: '/cases/{ref}/feedback', may: 'record.see',
    summary: 'What was asked about a record’s plans and what was answered, the latest first. `mayTake`: for whom one may write an answer down',
    request: { params: z.strictObject({ ref: z.string().regex(RECORD_REF) }) },
    response: { 200: { description: 'Askings', schema: z.object({ items: z.array(z.object({
      ref: z.string(), party: z.enum(PARTIES), setting: named.nullable(), plan: z.string(), sentOn: day, askedOn: day, remindedOn: day.nullable(), answers: z.array(given.extend({ by: named })).readonly(), mayTake: z.array(named).readonly(),
    })).readonly() }) } },
    problems: ['not-found'],
    handler: async ({ deps, caller, params }) => {
      const { askings } = await recordFeedback(deps, caller, params.ref);
      return { status: 200, body: { items: askings.map(({ ref, party, setting, plan, sentOn, askedOn, remindedOn, answers, mayTake }) => ({
        ref, party, setting, plan, sentOn, askedOn, remindedOn, answers: answers.map((one) => ({ ...givenOut(one), by: { ref: one.by.ref, name: one.by.name } })), mayTake: mayTake.map(({ ref: by, name }) => ({ ref: by, name })),
      })) } };
    },
  }),
  route({
    method: 'post', path: '/cases/{ref}/feedback/{asking}', may: 'record.see',
    summary: 'Write down what somebody who was asked said on the telephone. `by`: one of `mayTake`',
    request: { params: z.strictObject({ ref: z.string().regex(RECORD_REF), asking: z.string().regex(/^Z-[0-9A-Z]{8}$/, { error: 'must be an asking’s reference' }) }), body: z.strictObject({ by: z.string().max(64), marks: sentMarks.default({}), wentWell: sentWords, better: sentWords }).meta({ id: 'FeedbackTaken' }) },
    response: { 204: { description: 'Kept' } },
    problems: ['not-found', 'not-yours-to-record', 'invalid', 'already-settled'],
    handler: async ({ deps, caller, params, body }) => {
      await takeFeedback(deps, caller, params.ref, params.asking, body);
      return { status: 204 };
    },
  }),
];
