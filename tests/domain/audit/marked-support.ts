import type { Random } from '../../../domain/chance.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { ANSWERS, NOT_APPLICABLE, type Answer, type Criterion, type Framework, type FrameworkVersion } from '../../../domain/audit/framework.js';
import type { AuditAction, Finding, Marked } from '../../../domain/audit/marked.js';
import { scoreOf, type Answers } from '../../../domain/audit/score.js';

/** Three criteria, worked by hand: c1 half of A, c2 the other half, c3 alone in B. Without c1 met the whole is inadequate. */
const criterion = (id: string, section: string, weight: number, more: Partial<Criterion> = {}): Criterion => ({ id, section, weight, asks: `asks ${id}`, good: `good ${id}`, law: null, mayNotApply: false, onlyFor: [], cap: null, ...more });
export const SMALL: Framework = {
  kind: 'plan',
  title: 'small',
  sections: [{ id: 'A', title: 'Section A', weight: 50 }, { id: 'B', title: 'Section B', weight: 50 }],
  criteria: [
    criterion('c1', 'A', 50, { cap: { at: 'inadequate', when: 'not-met', because: 'c1 fails' } }),
    criterion('c2', 'A', 50, { mayNotApply: true }),
    criterion('c3', 'B', 100),
  ],
  bands: [{ grade: 'inadequate', from: 0, to: 40 }, { grade: 'requires-improvement', from: 40, to: 65 }, { grade: 'good', from: 65, to: 85 }, { grade: 'outstanding', from: 85, to: 100 }],
};
/** The second version asks c2 in other words. */
export const CHANGED: Framework = { ...SMALL, criteria: SMALL.criteria.map((one) => (one.id === 'c2' ? { ...one, asks: 'asks c2 anew' } : one)) };
export const VERSIONS: readonly FrameworkVersion[] = [{ ref: 'fw-1', number: 1, framework: SMALL }, { ref: 'fw-2', number: 2, framework: CHANGED }];

const LETTERS: Readonly<Record<string, Answer>> = { m: 'met', p: 'partly-met', n: 'not-met', '-': NOT_APPLICABLE };
/** `mp-`: met, partly met, does not arise, of c1, c2, c3. */
export const answers = (letters: string): Answers => Object.fromEntries(Array.from(letters, (letter, i) => [`c${i + 1}`, LETTERS[letter] ?? 'met']));

type Made = Partial<Omit<Marked, 'answers' | 'framework' | 'markedOn' | 'writtenOn' | 'traits'>> & Readonly<{ answers?: string | Answers; version?: number; on?: string; written?: string; traits?: Partial<Marked['traits']> }>;

/** A marking of the small framework, its grade reckoned from the answers. */
export function marking(audit: string, { answers: given = 'mmm', version = 1, on = '2026-10-05', written, traits = {}, ...more }: Made = {}): Marked {
  const answered = typeof given === 'string' ? answers(given) : given;
  const { grade, score } = scoreOf(version === 1 ? SMALL : CHANGED, answered);
  return {
    audit, kind: 'plan', subject: `plan of ${audit}`, framework: { kind: 'plan', number: version }, role: null, auditor: 'aud-1', why: 'sample', of: null,
    markedOn: isoDate(on), writtenOn: written === undefined ? null : isoDate(written), answers: answered, grade, score,
    traits: { 'primary-need': null, setting: null, 'age-band': null, caseworker: null, 'first-or-amended': null, ...traits }, service: null, team: null, ...more,
  };
}

export const finding = (audit: string, criterionId: string, { on = '2026-10-20', ...more }: Partial<Omit<Finding, 'agreedOn'>> & Readonly<{ on?: string }> = {}): Finding => ({ audit, criterion: criterionId, section: 'A', theme: null, service: null, agreedOn: isoDate(on), ...more });
export const action = (audit: string, of: Readonly<{ action?: string; theme?: string; criterion?: string; service?: string; set?: string; due?: string; done?: string }> = {}): AuditAction => ({
  audit, action: of.action ?? `act-${audit}`, owner: 'staff-1', criterion: of.criterion ?? null, theme: of.theme ?? null, service: of.service ?? null, setOn: isoDate(of.set ?? '2026-10-20'), dueOn: isoDate(of.due ?? '2026-11-20'), doneOn: of.done === undefined ? null : isoDate(of.done),
});

/** Any answers to the small framework, of which c2 may not arise. */
export const anyAnswers = (random: Random): Answers => ({ c1: random.pick(ANSWERS), c2: random.pick([...ANSWERS, NOT_APPLICABLE]), c3: random.pick(ANSWERS) });

/** So many plans, each drawn once and some marked twice; some by the second version; months apart; every dimension known or not. */
export function anyMarked(random: Random, count: number): readonly Marked[] {
  return Array.from({ length: count }, (_, i): readonly Marked[] => {
    const version = random.whole(1, 2);
    const common = { version, subject: `plan-${i}`, team: random.pick(['team-a', null]), service: random.pick(['ep', 'health', null]), traits: { 'primary-need': random.pick(['SEMH', 'ASD', null]), caseworker: random.pick(['cw-1', 'cw-2', null]) } };
    const on = `2026-${String(random.whole(1, 12)).padStart(2, '0')}-1${random.whole(0, 9)}`;
    const first = marking(`a-${i}`, { ...common, on, auditor: `aud-${random.whole(1, 3)}`, answers: anyAnswers(random), why: random.pick(['sample', 'sample', 'asked']) });
    return random.chance(0.5) ? [first] : [first, marking(`d-${i}`, { ...common, on, auditor: `aud-${random.whole(4, 5)}`, answers: anyAnswers(random), why: 'double', of: `a-${i}` })];
  }).flat();
}
