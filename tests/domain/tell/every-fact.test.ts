import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactType } from '../../../domain/facts/fact.js';
import { FACT_TYPES } from '../../../domain/facts/schema.js';
import { lettersFor } from '../../../domain/tell/letters-for.js';
import { isSending } from '../../../domain/tell/sent-before.js';
import { WITHOUT_LETTER } from '../../../domain/tell/without-letter.js';
import { anyRecorded } from '../support/arbitrary.js';
import { composed, saidBy } from './telling.js';

/** Every kind of fact is said by a letter, or it is written down why none says it: a new kind with neither fails here. */

const REQUEST = { type: 'request-received', on: '2025-09-02', by: 'parent' };
const AGREED = { type: 'assessment-agreed', on: '2025-10-14' };
const NO_PLAN = { type: 'issue-refused', on: '2025-12-15' };
const asked = { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'health' };
const MADE = { type: 'plan-made', on: '2025-12-10' };
const HELD = { type: 'review-meeting-held', on: '2026-11-05' };
const NOTICE = { type: 'amendment-notice-sent', on: '2026-12-03' };
const MEDIATION = { type: 'mediation-requested', on: '2026-01-05', health: 'yes' };
const APPEAL = { type: 'appeal-lodged', on: '2026-01-12', against: 'refusal-to-issue' };

/** What may stand before a fact of each kind that a letter says, and what the fact itself says; the rest have a reason. */
const STORIES: Readonly<Partial<Record<FactType, Readonly<{ before: readonly object[]; more?: object }>>>> = {
  'request-withdrawn': { before: [REQUEST, AGREED, asked] },
  'moved-away': { before: [REQUEST, AGREED, asked] },
  died: { before: [REQUEST, AGREED, asked] },
  'considering-notified': { before: [REQUEST] },
  'assessment-agreed': { before: [REQUEST] },
  'assessment-refused': { before: [REQUEST] },
  'advice-requested': { before: [REQUEST, AGREED], more: { adviser: 'V-1', role: 'health' } },
  'advice-received': { before: [REQUEST, AGREED, asked], more: { adviser: 'V-1' } },
  'advice-returned': { before: [REQUEST, AGREED, asked, { type: 'advice-received', on: '2025-11-20', adviser: 'V-1' }], more: { adviser: 'V-1' } },
  'advice-not-needed': { before: [REQUEST, AGREED, asked], more: { adviser: 'V-1' } },
  'issue-refused': { before: [REQUEST, AGREED] },
  'draft-plan-sent': { before: [REQUEST, AGREED] },
  'setting-consulted': { before: [REQUEST, AGREED], more: { setting: 'T-1' } },
  'final-plan-issued': { before: [REQUEST, AGREED] },
  'exception-recorded': { before: [REQUEST], more: { ground: 'absent', steps: ['issue-final-plan'] } },
  'mediation-requested': { before: [REQUEST, AGREED, NO_PLAN] },
  'health-told-of-mediation': { before: [REQUEST, AGREED, NO_PLAN, MEDIATION] },
  'mediation-arranged': { before: [REQUEST, AGREED, NO_PLAN, MEDIATION], more: { meetingOn: '2027-06-01' } },
  'mediation-agreed': { before: [REQUEST, AGREED, NO_PLAN, MEDIATION], more: { what: 'make-plan' } },
  'agreement-carried-out': { before: [REQUEST, AGREED, NO_PLAN, MEDIATION] },
  'appeal-lodged': { before: [REQUEST, AGREED, NO_PLAN], more: { against: 'refusal-to-issue' } },
  'appeal-answered': { before: [REQUEST, AGREED, NO_PLAN, APPEAL] },
  'appeal-not-opposed': { before: [REQUEST, AGREED, NO_PLAN, APPEAL], more: { what: 'make-plan' } },
  'appeal-conceded': { before: [REQUEST, AGREED, NO_PLAN, APPEAL], more: { what: 'make-plan' } },
  'appeal-withdrawn': { before: [REQUEST, AGREED, NO_PLAN, APPEAL] },
  'tribunal-order': { before: [REQUEST, AGREED, NO_PLAN, APPEAL], more: { order: 'make-plan' } },
  'recommendation-answered': { before: [MADE] },
  reconsidered: { before: [REQUEST, AGREED, NO_PLAN, APPEAL] },
  'review-date-set': { before: [MADE], more: { meetingOn: '2027-09-01' } },
  'review-invitations-sent': { before: [MADE, { type: 'review-date-set', on: '2027-02-01', meetingOn: '2027-09-01', arrangedBy: 'authority' }] },
  'review-papers-circulated': { before: [MADE, { type: 'review-date-set', on: '2027-02-01', meetingOn: '2027-09-01', arrangedBy: 'authority' }] },
  'review-meeting-held': { before: [MADE] },
  'review-decision-sent': { before: [MADE, HELD], more: { decision: 'keep' } },
  'amendment-notice-sent': { before: [MADE, HELD] },
  'amended-plan-issued': { before: [MADE, HELD, NOTICE] },
  'amendment-dropped': { before: [MADE, HELD, NOTICE] },
  'early-review-answered': { before: [MADE, { type: 'early-review-requested', on: '2026-03-02', by: 'parent' }], more: { answer: 'no' } },
  'reassessment-agreed': { before: [MADE] },
  'reassessment-refused': { before: [MADE] },
  'reassessed-plan-issued': { before: [MADE] },
  'plan-left-unchanged': { before: [MADE] },
  'cease-proposed': { before: [MADE] },
  'cease-decided': { before: [MADE] },
  'plan-ceased': { before: [MADE] },
  'move-known': { before: [MADE], more: { movesOn: '2027-08-01' } },
  'plan-transferred': { before: [MADE], more: { to: '881' } },
  'family-told-of-transfer': { before: [{ type: 'plan-transferred', on: '2026-05-01', from: '331' }], more: { reassess: 'no' } },
};

const LATE = '2027-03-01';

describe.each(FACT_TYPES)('%s', (type) => {
  const story = STORIES[type];
  const why = WITHOUT_LETTER[type];

  test('is said by a letter, or it is written down why not', () => {
    expect([story === undefined, why === undefined].filter(Boolean), 'one of the two').toHaveLength(1);
    if (story !== undefined) expect(saidBy(...story.before, { type, on: LATE, ...story.more })).not.toEqual([]);
  });
});

test('what is written down to have no letter never has one, in any story', () => {
  fc.assert(
    fc.property(anyRecorded(), ({ facts: all }) => {
      for (const fact of all) if (WITHOUT_LETTER[fact.type] !== undefined) expect(lettersFor(fact, all)).toEqual([]);
    }),
  );
});

test('whatever is a sending has a letter to send', () => {
  expect(FACT_TYPES.filter((type) => isSending(type) && WITHOUT_LETTER[type] !== undefined)).toEqual([]);
});

test('in any story, on its day, each letter of a fact has all that its words need but what an officer writes', () => {
  let written = 0;
  fc.assert(
    fc.property(anyRecorded(), ({ facts: all, calendar }) => {
      for (const fact of all) {
        if (fact.type === 'family-told-of-transfer' && fact.reassess === undefined) continue; // an officer says it, or it is not said
        const known = all.filter(({ on }) => on <= fact.on);
        for (const { letter, audience } of lettersFor(fact, known)) {
          const kind = audience === 'family' ? 'person' : audience === 'adviser' ? 'adviser' : 'setting';
          const about = { facts: known, cause: fact, today: fact.on, calendar, reasons: 'Words.', place: 'Words.', adviser: 'Somebody', addressee: { kind, name: 'Pat Invented', channel: 'letter' } } as const;
          expect(() => composed(letter, about), `${letter} of ${fact.type}`).not.toThrow();
          written += 1;
        }
      }
    }),
  );
  expect(written).toBeGreaterThan(100);
});
