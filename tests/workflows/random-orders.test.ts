import type { TestWorkflowEnvironment } from '@temporalio/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { itemKey, type AgendaItem } from '../../domain/agenda.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { derive } from '../../domain/derive.js';
import type { Fact } from '../../domain/facts/fact.js';
import { judge } from '../../domain/sequence.js';
import { auditJournal } from '../../prisma/repositories/journal-audit.js';
import { openCase, rowsOf, told, valueOf, type World } from '../activities/world.js';
import { casesInSkippedTime, type Running } from './time-skipping.js';

vi.setConfig({ testTimeout: 240_000 });

let env: TestWorkflowEnvironment;
let world: World;
let cases: Running;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ env, world, cases, close } = await casesInSkippedTime());
});
afterAll(() => close());

type Move = Readonly<{ type: string; adviser: string; wait: number }>;

/** What a caseworker might record next, wise or not, after so many days. */
const moves = fc.array(
  fc.record({
    type: fc.constantFrom('considering-notified', 'assessment-agreed', 'assessment-agreed', 'assessment-refused', 'partners-told', 'advice-requested', 'advice-requested', 'advice-received', 'advice-declined', 'issue-agreed', 'issue-refused', 'draft-plan-sent', 'representations-closed', 'final-plan-issued', 'mediation-requested', 'appeal-lodged', 'request-withdrawn', 'contact-made'),
    adviser: fc.constantFrom('V-1', 'V-2'),
    wait: fc.constantFrom(0, 0, 1, 9, 16, 30),
  }),
  { minLength: 8, maxLength: 14 },
);

const factOf = ({ type, adviser }: Move, on: string) =>
  told(type, on, type.startsWith('advice') ? { adviser, ...(type === 'advice-requested' ? { role: 'other' } : {}) } : type === 'draft-plan-sent' ? { servedOn: on } : type === 'appeal-lodged' ? { against: 'refusal-to-assess' } : {});

test('whatever is recorded in whatever order: every answer is the domain’s, and PostgreSQL holds exactly what follows from it', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (story) => {
      const caseRef = await openCase(world, await cases.today());
      const facts: Fact[] = [];
      for (const move of [{ type: 'request-received', adviser: '', wait: 0 }, ...story]) {
        if (move.wait > 0) await cases.sleep(move.wait);
        const on = (await cases.today()) as IsoDate;
        const fact = { ...factOf(move, on), id: `j${(await rowsOf(world.database, caseRef)).entries + 1}` } as Fact;
        const refusal = judge(facts, [fact], on);
        const { id: _id, ...said } = fact;
        const answer = await cases.record(caseRef, said);
        expect(answer).toMatchObject({ kind: refusal === null ? 'RECORDED' : 'REFUSED' });
        if (answer.kind === 'RECORDED') facts.push({ ...fact, id: `j${answer.entry}` });
      }
      await whatFollows(caseRef, facts);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

/** The invariants that no order of events may break. */
async function whatFollows(caseRef: string, facts: readonly Fact[]): Promise<void> {
  const today = (await cases.today()) as IsoDate;
  const held = await valueOf<Fact[]>(world.database, `SELECT jsonb_agg(payload || jsonb_build_object('id', 'j' || position) ORDER BY position) AS value FROM journal_entry WHERE record_ref = $1 AND kind = 'fact'`, [caseRef]);
  expect(held).toEqual(facts);
  expect((await auditJournal(world.database, caseRef))?.faults).toEqual([]);

  const { duties, agenda } = derive(facts, today);
  const projected = await valueOf<string[]>(world.database, `SELECT array_agg(concat_ws('/', code, coalesce(subject, '-'), occurrence, due_on, duty_outcome(d, $2)) ORDER BY id) AS value FROM duty d WHERE record_ref = $1 AND recorded_to IS NULL`, [caseRef, today]);
  expect([...projected].sort()).toEqual(duties.map((duty) => [duty.code, duty.subject ?? '-', duty.occurrence, duty.dueOn, duty.outcome].join('/')).sort());

  const claimed = await valueOf<AgendaItem[] | null>(world.database, `SELECT jsonb_agg(jsonb_build_object('duty', duty, 'subject', nullif(subject, ''), 'occurrence', occurrence, 'rung', rung)) AS value FROM agenda_claim WHERE record_ref = $1`, [caseRef]);
  const done = new Set((claimed ?? []).map(itemKey));
  const now = new Date(await env.currentTimeMs()).toISOString();
  expect(agenda.filter((item) => item.at <= now && !done.has(itemKey(item)))).toEqual([]); // nothing that is due was left undone
  const rows = await rowsOf(world.database, caseRef);
  expect(rows.acts).toBe(rows.claims); // once each, and each in the journal
  const ofItems = await valueOf<number>(world.database, 'SELECT count(*)::int AS value FROM notification WHERE record_ref = $1 AND rung IS NOT NULL', [caseRef]);
  expect(ofItems).toBeLessThanOrEqual(rows.acts); // the others are letters that facts cause
}
