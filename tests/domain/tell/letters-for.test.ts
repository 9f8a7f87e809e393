import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { derive } from '../../../domain/derive.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact as factSchema } from '../../../domain/facts/schema.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { DUTY_CODES } from '../../../domain/duty-codes.js';
import { DEFAULT_SETTINGS, ROLES } from '../../../domain/settings.js';
import { LETTER_CODES } from '../../../domain/tell/letter-codes.js';
import { letterOfItem, wantedOfItem } from '../../../domain/tell/letter-of-item.js';
import { isStillWanted, lettersFor } from '../../../domain/tell/letters-for.js';
import { anyRecorded } from '../support/arbitrary.js';
import { facts, saidBy } from './telling.js';

const WORKING = workingDays();

const REQUEST = { type: 'request-received', on: '2025-09-02', by: 'parent' };
const AGREED = { type: 'assessment-agreed', on: '2025-10-14' };
const asked = (adviser: string, role = 'educational-psychology', on = '2025-10-14') => ({ type: 'advice-requested', on, adviser, role });
const DRAFT = { type: 'draft-plan-sent', on: '2025-12-15', channel: 'by-hand' };
const FINAL = { type: 'final-plan-issued', on: '2026-01-20' };

describe('each fact is said by its letters', () => {
  test.each([
    { what: 'a request alone says nothing: who may be told is not known yet', told: [REQUEST], says: [] },
    {
      what: 'considering: the family, and the persons of regulation 4(2)',
      told: [REQUEST, { type: 'considering-notified', on: '2025-09-03' }],
      says: ['considering-family > family', 'considering-partners > icb', 'considering-partners > social-care', 'considering-partners > setting-attended'],
    },
    {
      what: 'a decision to assess: the same people',
      told: [REQUEST, AGREED],
      says: ['agreed-family > family', 'agreed-partners > icb', 'agreed-partners > social-care', 'agreed-partners > setting-attended'],
    },
    {
      what: 'a refusal to assess: the same people',
      told: [REQUEST, { type: 'assessment-refused', on: '2025-10-14' }],
      says: ['refused-to-assess > family', 'refused-partners > icb', 'refused-partners > social-care', 'refused-partners > setting-attended'],
    },
    { what: 'partners told: the decision has said it', told: [REQUEST, AGREED, { type: 'partners-told', on: '2025-10-14' }], says: [] },
    { what: 'advice asked: the adviser', told: [REQUEST, AGREED, asked('V-1')], says: ['advice-request > adviser V-1'] },
    { what: 'advice asked of a parent: the family, by its own letter', told: [REQUEST, AGREED, asked('V-1', 'parent')], says: ['views-request > family'] },
    { what: 'advice come: thanks', told: [REQUEST, AGREED, asked('V-1'), { type: 'advice-received', on: '2025-11-20', adviser: 'V-1' }], says: ['advice-thanks > adviser V-1'] },
    { what: 'a parent’s advice come: thanks to the family', told: [REQUEST, AGREED, asked('V-1', 'parent'), { type: 'advice-received', on: '2025-11-20', adviser: 'V-1' }], says: ['views-received > family'] },
    {
      what: 'advice returned: the adviser',
      told: [REQUEST, AGREED, asked('V-1'), { type: 'advice-received', on: '2025-11-20', adviser: 'V-1' }, { type: 'advice-returned', on: '2025-11-21', adviser: 'V-1', reason: 'N-1' }],
      says: ['advice-returned > adviser V-1'],
    },
    { what: 'advice no longer needed: whoever was asked', told: [REQUEST, AGREED, asked('V-1'), { type: 'advice-not-needed', on: '2025-11-20', adviser: 'V-1' }], says: ['advice-stopped > adviser V-1'] },
    { what: 'advice never asked for is not stopped', told: [REQUEST, AGREED, { type: 'advice-not-needed', on: '2025-11-20', adviser: 'V-1' }], says: [] },
    {
      what: 'a refusal to issue: the family, ICB and setting, not social care (reg 10(2))',
      told: [REQUEST, AGREED, { type: 'issue-refused', on: '2025-12-15' }],
      says: ['refused-to-issue > family', 'refused-to-issue-partners > icb', 'refused-to-issue-partners > setting-attended'],
    },
    { what: 'a draft: the family', told: [REQUEST, AGREED, DRAFT], says: ['draft-plan > family'] },
    { what: 'a consultation: that setting', told: [REQUEST, AGREED, DRAFT, { type: 'setting-consulted', on: '2025-12-16', setting: 'T-2' }], says: ['consultation > setting T-2'] },
    {
      what: 'a final plan: the family, the ICB, and a setting that is not guessed from who was consulted',
      told: [REQUEST, AGREED, DRAFT, { type: 'setting-consulted', on: '2025-12-16', setting: 'T-2' }, { type: 'setting-answered', on: '2025-12-20', setting: 'T-2', answer: 'yes' }, FINAL],
      says: ['final-plan > family', 'final-plan-partners > icb', 'final-plan-partners > setting'],
    },
    { what: 'an exception the family has not heard of: the family', told: [REQUEST, { type: 'exception-recorded', on: '2025-10-01', ground: 'absent', steps: ['issue-final-plan'] }], says: ['delay-notice > family'] },
    { what: 'an exception the family was told of: nobody', told: [REQUEST, { type: 'exception-recorded', on: '2025-10-01', ground: 'absent', steps: ['issue-final-plan'], familyToldOn: '2025-10-01' }], says: [] },
  ])('$what', ({ told, says }) => {
    expect(saidBy(...told)).toEqual(says);
  });

  test('the setting a final plan names gets it, once the fact says which', () => {
    const all = facts(REQUEST, AGREED, DRAFT, FINAL);
    const final = { ...all[3], setting: 'T-7' } as Fact;
    expect(lettersFor(final, [...all.slice(0, 3), final]).map(({ audience, ref }) => [audience, ref])).toContainEqual(['setting', 'T-7']);
  });
});

describe('no letter goes wrong', () => {
  test.each([
    { what: 'a consideration recorded with its decision', told: [REQUEST, AGREED, { type: 'considering-notified', on: '2025-09-03' }] },
    { what: 'a request for advice recorded with its answer', told: [REQUEST, AGREED, { type: 'advice-received', on: '2025-11-20', adviser: 'V-1' }, asked('V-1')] },
    { what: 'a consultation recorded with its answer', told: [REQUEST, AGREED, DRAFT, { type: 'setting-answered', on: '2025-12-20', setting: 'T-2' }, { type: 'setting-consulted', on: '2025-12-16', setting: 'T-2' }] },
    { what: 'a draft recorded with the final plan', told: [REQUEST, AGREED, FINAL, DRAFT] },
    { what: 'anything after the request was withdrawn', told: [REQUEST, { type: 'request-withdrawn', on: '2025-10-01' }, { type: 'exception-recorded', on: '2025-10-02', ground: 'absent', steps: ['issue-final-plan'] }] },
    { what: 'anything after the family moved away', told: [REQUEST, AGREED, { type: 'moved-away', on: '2025-11-01' }, DRAFT] },
    { what: 'anything after the child died', told: [REQUEST, { type: 'died', on: '2025-10-01' }, AGREED] },
    { what: 'a correction', told: [REQUEST, AGREED, { type: 'correction', on: '2025-10-15', corrects: 'f2', replacement: { type: 'assessment-refused', on: '2025-10-14' } }] },
  ])('none is caused by $what', ({ told }) => {
    expect(saidBy(...told)).toEqual([]);
  });

  test('a letter not yet gone is no longer wanted once its fact is corrected, answered or the child has died', () => {
    const before = facts(REQUEST, AGREED, asked('V-1'));
    const [, agreed, request] = before;
    if (!agreed || !request) throw new Error('no facts');
    const toFamily = { letter: 'agreed-family', audience: 'family', ref: null } as const;
    const toAdviser = { letter: 'advice-request', audience: 'adviser', ref: 'V-1' } as const;
    expect([isStillWanted(toFamily, agreed, before), isStillWanted(toAdviser, request, before)]).toEqual([true, true]);
    const after = (told: object): Fact[] => [...before, dated(factSchema.parse(told), 'f4', WORKING)];
    expect(isStillWanted(toFamily, agreed, after({ type: 'correction', on: '2025-10-15', corrects: 'f2' }))).toBe(false);
    expect(isStillWanted(toAdviser, request, after({ type: 'advice-received', on: '2025-10-15', adviser: 'V-1' }))).toBe(false);
    expect(isStillWanted(toFamily, agreed, after({ type: 'died', on: '2025-10-15' }))).toBe(false);
  });

  test.each(['request-withdrawn', 'moved-away', 'died'])('when a record ends (%s), advisers still at work are told to stop, a parent and those who answered are not', (type) => {
    expect(saidBy(REQUEST, AGREED, asked('V-1'), asked('V-2', 'parent'), asked('V-3', 'health'), { type: 'advice-received', on: '2025-10-20', adviser: 'V-3' }, { type, on: '2025-10-21' })).toEqual(['advice-stopped > adviser V-1']);
  });

  test('in any story: nothing is said to a family after death, withdrawal or a move but that its plan has followed it, nor by a correction, or by a fact corrected away', () => {
    let said = 0;
    fc.assert(
      fc.property(anyRecorded(), ({ facts: all }) => {
        const hasEnded = all.some(({ type }) => type === 'request-withdrawn' || type === 'moved-away' || type === 'died');
        const corrected = new Set(all.flatMap((fact) => (fact.type === 'correction' ? [fact.corrects] : [])));
        const corrections = new Set(all.filter(({ type }) => type === 'correction').map(({ id }) => id));
        for (const fact of all) {
          const wanted = lettersFor(fact, all);
          said += wanted.length;
          if (hasEnded && fact.type !== 'plan-transferred') expect(wanted.filter(({ audience }) => audience === 'family')).toEqual([]);
          if (corrections.has(fact.id) || (corrected.has(fact.id) && ![...corrected].some((id) => corrections.has(id)))) expect(wanted).toEqual([]);
        }
      }),
    );
    expect(said).toBeGreaterThan(0);
  });

  test('in any story: the order in which facts were written down changes no letter', () => {
    fc.assert(fc.property(anyRecorded(), ({ facts: all }) => all.every((fact) => JSON.stringify(lettersFor(fact, all)) === JSON.stringify(lettersFor(fact, [...all].reverse())))));
  });
});

describe('what the agenda says', () => {
  test.each([
    { act: 'tell', duty: 'give-advice', to: 'professional', letter: null },
    { act: 'remind', duty: 'give-advice', to: 'professional', letter: 'advice-reminder' },
    { act: 'escalate', duty: 'give-advice', to: 'partner-manager', letter: 'advice-overdue' },
    { act: 'remind', duty: 'give-advice', to: 'team-manager', letter: 'staff-reminder' },
    { act: 'escalate', duty: 'give-advice', to: 'service-manager', letter: 'staff-escalation' },
    { act: 'remind', duty: 'answer-consultation', to: 'setting', letter: 'consultation-reminder' },
    { act: 'remind', duty: 'answer-consultation', to: 'caseworker', letter: 'staff-reminder' },
    { act: 'ask-for-confirmation', duty: 'secure-provision', to: 'caseworker', letter: 'staff-confirmation' },
    { act: 'escalate', duty: 'issue-final-plan', to: 'director', letter: 'staff-escalation' },
    { act: 'remind', duty: 'send-review-report', to: 'setting', letter: 'review-reminder' },
    { act: 'remind', duty: 'invite-to-review', to: 'setting', letter: 'review-reminder' },
    { act: 'remind', duty: 'invite-to-review', to: 'caseworker', letter: 'staff-reminder' },
    { act: 'remind', duty: 'complete-review', to: 'setting', letter: 'partner-reminder' },
    { act: 'remind', duty: 'hear-representations', to: 'family', letter: 'family-reminder' },
    { act: 'tell', duty: 'issue-final-plan', to: 'family', letter: 'progress-notice' },
    { act: 'note-breach', duty: 'issue-final-plan', to: null, letter: null },
  ] as const)('$act $duty to $to: $letter', ({ letter, ...item }) => {
    expect(letterOfItem(item)).toBe(letter);
  });

  test('a reminder of a parent’s own advice goes to the family by its own words, and to no manager', () => {
    const all = facts(REQUEST, AGREED, asked('V-1', 'parent'));
    expect(wantedOfItem({ act: 'remind', duty: 'give-advice', to: 'professional', subject: 'V-1', occurrence: 'f3' }, all)).toEqual({ letter: 'views-reminder', audience: 'family', ref: null });
    expect(wantedOfItem({ act: 'escalate', duty: 'give-advice', to: 'partner-manager', subject: 'V-1', occurrence: 'f3' }, all)).toBeNull();
  });

  test('nobody is reminded of what they have answered, nor anybody once the record has ended', () => {
    const reminder = { act: 'remind', duty: 'give-advice', to: 'professional', subject: 'V-1', occurrence: 'f3' } as const;
    const open = [REQUEST, AGREED, asked('V-1')];
    expect(wantedOfItem(reminder, facts(...open))).toEqual({ letter: 'advice-reminder', audience: 'adviser', ref: 'V-1' });
    expect(wantedOfItem(reminder, facts(...open, { type: 'advice-received', on: '2025-10-20', adviser: 'V-1' }))).toBeNull();
    for (const type of ['request-withdrawn', 'moved-away', 'died']) expect(wantedOfItem(reminder, facts(...open, { type, on: '2025-10-20' }))).toBeNull();
  });

  test('a family is reminded of its time to appeal while the refusal stands, and not once it is undone', () => {
    const reminder = { act: 'remind', duty: 'appeal-window', to: 'family', subject: null, occurrence: 'f2' } as const;
    const refused = [REQUEST, { type: 'assessment-refused', on: '2025-10-14' }];
    expect(wantedOfItem(reminder, facts(...refused))).toEqual({ letter: 'family-reminder', audience: 'family', ref: null });
    expect(wantedOfItem(reminder, facts(...refused, { type: 'mediation-requested', on: '2025-10-20' }, { type: 'mediation-agreed', on: '2025-11-20', what: 'assess' }))).toBeNull();
  });

  test('an order of an earlier year takes no reminder from a later decision', () => {
    const told = facts({ type: 'plan-made', on: '2023-01-10' }, { type: 'tribunal-order', on: '2024-05-10', order: 'amend-contents' }, { type: 'review-meeting-held', on: '2025-09-10' }, { type: 'review-decision-sent', on: '2025-10-01', decision: 'keep' });
    expect(wantedOfItem({ act: 'remind', duty: 'appeal-window', to: 'family', subject: null, occurrence: 'f4' }, told)).toEqual({ letter: 'family-reminder', audience: 'family', ref: null });
  });

  test('a plan that must follow its family is its own people’s work after the move, and nobody else’s; after a death nobody’s', () => {
    const moved = [{ type: 'plan-made', on: '2025-01-10' }, { type: 'moved-away', on: '2025-10-01' }];
    const item = (to: 'caseworker' | 'family', duty: 'transfer-plan-out' | 'complete-review') => ({ act: 'remind', duty, to, subject: null, occurrence: 'f2' }) as const;
    expect(wantedOfItem(item('caseworker', 'transfer-plan-out'), facts(...moved))).toEqual({ letter: 'staff-reminder', audience: 'caseworker', ref: null });
    expect([item('family', 'transfer-plan-out'), item('caseworker', 'complete-review')].map((one) => wantedOfItem(one, facts(...moved)))).toEqual([null, null]);
    expect(wantedOfItem(item('caseworker', 'transfer-plan-out'), facts(...moved, { type: 'died', on: '2025-10-02' }))).toBeNull();
  });

  test('a ladder that writes to a setting about a plan reaches the one attended', () => {
    expect(wantedOfItem({ act: 'tell', duty: 'decide-after-review', to: 'setting', subject: null, occurrence: 'f2' }, facts({ type: 'plan-made', on: '2025-01-10' }, { type: 'review-meeting-held', on: '2025-11-05' }))).toEqual({ letter: 'partner-reminder', audience: 'setting-attended', ref: null });
  });

  test('any duty, act and role has a letter or says nothing, and family letters go only to family', () => {
    const acts = ['remind', 'tell', 'escalate', 'ask-for-confirmation'] as const;
    for (const duty of DUTY_CODES) {
      for (const act of acts) {
        for (const to of ROLES) {
          const letter = letterOfItem({ act, duty, to });
          if (letter !== null) expect(LETTER_CODES).toContain(letter);
          const isOutside = ['professional', 'partner-manager', 'setting', 'family'].includes(to);
          expect(letter?.startsWith('staff-') ?? false, `${act} ${duty} ${to}`).toBe(!isOutside);
          if (letter === 'family-reminder' || letter === 'progress-notice') expect(to).toBe('family');
        }
      }
    }
  });

  test('in any story, every item of the default agenda has its letter', () => {
    let items = 0;
    fc.assert(
      fc.property(anyRecorded(), ({ facts: all, today, calendar }) => {
        for (const item of derive(all, today, DEFAULT_SETTINGS, calendar).agenda) {
          items += 1;
          const isSilent = item.to === null || (item.duty === 'give-advice' && item.act === 'tell');
          expect(letterOfItem(item) === null).toBe(isSilent);
        }
      }),
    );
    expect(items).toBeGreaterThan(0);
  });
});
