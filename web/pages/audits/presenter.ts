import type { AuditRow, AuditWhole, DrawnAudit, MarkingKept } from '../../../api/audit-models.js';
import { mustAuditAgain } from '../../../api/use-cases/audit-findings.js';
import type { FoundAgain } from '../../../api/use-cases/audit-learning.js';
import { shownTo, type ReadAudit } from '../../../api/use-cases/audits.js';
import type { AnswerProblem, Line } from '../../../domain/audit/score.js';
import type { Why } from '../../../domain/audit/sample.js';
import type { Trait } from '../../../domain/audit/sampling.js';
import { serviceOf, themeOf, THEMES, AUDITED_SERVICES } from '../../../domain/audit/themes.js';
import { ANSWERS, criteriaFor, NOT_APPLICABLE, type Answer, type Criterion, type Framework } from '../../../domain/audit/framework.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { itemsOf, type PlanContent } from '../../../domain/plan/content.js';
import { fromToday, longDay, longTime, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import type { Tag } from '../../presenting/duty.js';
import { ANSWER_WORDS, AUDIT_WORDS as t, AUDITED_SERVICE_WORDS, GRADE_COLOURS, GRADE_WORDS, KIND_WORDS, THEME_WORDS, WHY_WORDS } from '../../words/audits.js';
import { DUTY_WORDS } from '../../words/duties.js';
import { STAGE_WORDS } from '../../words/stages.js';
import { termWords } from '../../words/terms.js';
import { answerInput, evidenceInput, judgedInput, lineInput } from './marking-form.js';

/** An audit as its pages show it. */

/** All, in the words of `whole`, or one of several; `address` takes '' for all. */
export const chooseLinks = <T extends string>(of: readonly T[], words: (one: T) => string, current: T | null, address: (one: T | '') => string, whole: string): readonly object[] =>
  [{ text: whole, href: address(''), current: current === null }, ...of.map((one) => ({ text: words(one), href: address(one), current: one === current }))];

const isLate = (due: AuditRow['due'], today: IsoDate): boolean => due !== null && due.dueOn < today;

/** How it stands in a word: its stage, or that it is late. */
function tagOf({ stage, due }: Pick<AuditRow, 'stage' | 'due'>, today: IsoDate): Tag {
  if (isLate(due, today)) return { text: 'Late', colour: 'red' };
  return { text: STAGE_WORDS[stage], colour: stage === 'audited' || stage === 'withdrawn' ? 'grey' : stage === 'improving' ? 'teal' : 'yellow' };
}

/** How a marking that was drawn stands: as everywhere, and before it is marked whether its auditor has begun. */
export function drawnTag(audit: DrawnAudit, today: IsoDate): Tag {
  if (audit.stage !== 'marking' || isLate(audit.due, today)) return tagOf(audit, today);
  if (audit.isBegun) return { text: t.draws.begun, colour: 'teal' };
  return audit.beginsOn > today ? { text: t.draws.waits, colour: 'grey' } : tagOf(audit, today);
}

export const titleOf = ({ kind, of, adviser }: Pick<AuditRow, 'kind' | 'of' | 'adviser'>): string => `${KIND_WORDS[kind].one}: ${of.child.name}${adviser === null ? '' : `, ${adviser.name}`}`;

export const auditRows = (rows: readonly AuditRow[], today: IsoDate): readonly object[] =>
  rows.map((row) => ({
    href: paths.audit(row.ref),
    title: titleOf(row),
    kind: KIND_WORDS[row.kind].one,
    on: longDay(row.beginsOn),
    ref: `${row.ref}, ${row.of.ref}`,
    tag: tagOf(row, today),
    grade: gradeTag(row),
    lines: [
      ...(row.due === null ? [] : [t.due(DUTY_WORDS[row.due.code].act, shortDay(row.due.dueOn), fromToday(row.due.dueOn, today))]),
      row.auditor === null ? t.nobody : t.heldBy(row.auditor.name),
      ...(row.openActions === 0 ? [] : [t.openActions(row.openActions)]),
    ],
  }));

const gradeTag = ({ grade, score }: Pick<AuditRow, 'grade' | 'score'>): Readonly<{ text: string; colour: string }> | null =>
  grade === null || score === null ? null : { text: t.grade(GRADE_WORDS[grade], score), colour: GRADE_COLOURS[grade] };

/** Why it was drawn, in sentences. */
function whyLines({ why, drawn, after }: Pick<AuditWhole, 'why' | 'drawn' | 'after'>): readonly string[] {
  if (drawn?.kind === 'sample') {
    return [t.one.drawnOf(drawn.drawn, drawn.eligible, stratumWords(drawn)), t.one.chance(percent(drawn.probability))];
  }
  return drawn?.kind === 're-audit' ? [t.one.again(drawn.of.join(', '))] : after === null ? [] : [t.one.after(WHY_WORDS[why], after)];
}

export function percent(part: number): string {
  const whole = Math.round(part * 100);
  return whole === 0 && part > 0 ? t.lessThanOne : whole === 100 && part < 1 ? t.moreThan99 : `${whole}%`;
}
const stratumWords = ({ values }: Extract<Why, { kind: 'sample' }>): string => values.map((value) => (value === null ? t.draws.notKnown : valueWords(value))).join(', ');
export const valueWords = (value: string): string => (value === 'first' ? 'first plan' : value === 'amended' ? 'amended' : termWords(value));
export type TraitValues = Readonly<Partial<Record<Trait, string | null>>>;

export function headShown(read: ReadAudit, today: IsoDate): object {
  const audit = shownTo(read);
  return {
    ref: audit.ref,
    title: titleOf(audit),
    caption: `${audit.ref}. ${KIND_WORDS[audit.kind].what}`,
    tag: tagOf(audit, today),
    due: audit.due === null ? null : t.due(DUTY_WORDS[audit.due.code].act, longDay(audit.due.dueOn), fromToday(audit.due.dueOn, today)),
    auditor: audit.auditor === null ? t.nobody : t.heldBy(audit.auditor.name),
    why: WHY_WORDS[audit.why],
    whyLines: whyLines(audit),
    later: audit.later.map(({ ref, why, stage }) => ({ text: t.one.laterRow(WHY_WORDS[why], ref, STAGE_WORDS[stage]), href: paths.audit(ref) })),
    after: audit.after === null ? null : { text: t.one.after(WHY_WORDS[audit.why], audit.after), href: paths.audit(audit.after) },
  };
}

/** The grade with its derivation: sections, criteria with answer and evidence, caps. Null: not handed in. */
export function gradeShown({ framework, audit }: Readonly<{ framework: Framework; audit: Pick<AuditWhole, 'why'> }>, kept: MarkingKept | null, by: 'own' | 'moderated'): object | null {
  const scored = kept?.scored ?? null;
  if (kept === null || scored === null || kept.handedInAt === null) return null;
  const criterionOf = (id: string): Criterion | undefined => framework.criteria.find((one) => one.id === id);
  const who = kept.handedInBy?.name ?? '';
  const judged = Object.values(kept.judged);
  return {
    by: by === 'moderated' ? t.one.moderatedBy(who, longTime(kept.handedInAt)) : t.one.markedBy(who, longTime(kept.handedInAt), tookWords(kept)),
    tag: { text: t.grade(GRADE_WORDS[scored.grade], scored.score), colour: GRADE_COLOURS[scored.grade] },
    band: t.one.band(GRADE_WORDS[scored.band]),
    caps: scored.caps.map(({ at, because, binds }) => (binds ? t.one.cap : t.one.capOff)(GRADE_WORDS[at], because)),
    rules: judged.length === 0 ? null : t.one.suggestions(judged.length, judged.filter((one) => one === true).length, judged.filter((one) => one === false).length),
    total: scored.score,
    totalWeight: scored.sections.reduce((sum, { weight, score }) => (score === null ? sum : sum + weight), 0),
    sections: framework.sections.map(({ id, title, weight }) => ({
      title, weight, score: scored.sections.find(({ section }) => section === id)?.score ?? t.one.none,
      lines: scored.lines.filter(({ section }) => section === id).map((line) => lineShown(line, criterionOf(line.criterion), kept.answers[line.criterion])),
    })).filter(({ lines }) => lines.length > 0),
    disputed: audit.why,
  };
}

const MINUTE = 60_000;
/** Only what was marked at one sitting tells how long it took. */
const ONE_SITTING = 240; // minutes
function tookWords({ begunAt, handedInAt }: MarkingKept): string {
  const minutes = handedInAt === null ? 0 : Math.round((Date.parse(handedInAt) - Date.parse(begunAt)) / MINUTE);
  return minutes < 1 || minutes > ONE_SITTING ? '' : t.one.took(minutes);
}

const lineShown = ({ answer, points, weight }: Line, criterion: Criterion | undefined, said: MarkingKept['answers'][string] | undefined): object => ({
  asks: criterion?.asks ?? '', law: criterion?.law ?? null, weight, points, answer: ANSWER_WORDS[answer], wanting: answer === 'not-met' || answer === 'partly-met',
  evidence: [said?.line ?? '', said?.evidence ?? ''].filter((text) => text !== '').join(': '),
});

/** Everything that was found wanting, each as a finding to be agreed. */
export function findingsForm({ audit, framework }: ReadAudit): readonly object[] {
  const answers = (audit.moderated ?? audit.own)?.answers ?? {};
  return criteriaFor(framework, audit.role).flatMap((criterion) => {
    const said = answers[criterion.id];
    if (said?.answer !== 'not-met' && said?.answer !== 'partly-met') return [];
    const [theme, service] = [themeOf(audit.kind, criterion), serviceOf(audit.role)];
    return [{
      id: criterion.id, heading: t.one.finding(criterion.asks, ANSWER_WORDS[said.answer]), words: [said.line ?? '', said.evidence].filter((text) => text !== '').join(': '),
      themes: THEMES.map((one) => ({ value: one, text: THEME_WORDS[one], selected: one === theme })),
      services: AUDITED_SERVICES.map((one) => ({ value: one, text: AUDITED_SERVICE_WORDS[one], selected: one === service })),
    }];
  });
}

export const mustAgain = ({ audit }: ReadAudit): boolean => mustAuditAgain(audit);

export function findingsShown({ audit, framework }: ReadAudit, again: FoundAgain): readonly object[] {
  return audit.findings.map(({ ref, criterion, theme, service, words }) => ({
    ref, words, asks: framework.criteria.find(({ id }) => id === criterion)?.asks ?? criterion, theme: THEME_WORDS[theme],
    service: service === null ? null : serviceWords(service),
    again: againWords(again.get(criterion)),
  }));
}
const againWords = (again: ReturnType<FoundAgain['get']>): string | null => (again === undefined ? null : t.one.foundAgain[again.by](again.before, again.done));
const serviceWords = (service: string): string => AUDITED_SERVICES.flatMap((one) => (one === service ? [AUDITED_SERVICE_WORDS[one]] : []))[0] ?? service;

export const actionsShown = ({ audit, isAuditor, leads }: ReadAudit, me: string, today: IsoDate): readonly object[] =>
  audit.actions.map(({ ref, words, owner, dueOn, done, training, finding }) => ({
    ref, words, training,
    finding: finding === null ? null : (audit.findings.find((one) => one.ref === finding)?.words ?? null),
    stands: done === null ? t.one.owed(owner.name, longDay(dueOn), fromToday(dueOn, today)) : t.one.done(done.by.name, longDay(done.on)),
    said: done?.words ?? null,
    late: done === null && dueOn < today,
    doneHref: done === null && (isAuditor || leads || owner.ref === me) ? paths.auditActionDone(audit.ref, ref) : null,
  }));

/** The criteria as they are marked, section by section. @param problems what keeps the marking from being handed in */
export function criteriaShown({ framework, audit, suggestions, text }: ReadAudit, kept: Pick<MarkingKept, 'answers' | 'judged'> | null, problems: readonly Readonly<{ criterion: string; code: AnswerProblem['code'] | 'evidence-missing' }>[]): readonly object[] {
  let number = 0;
  return framework.sections.flatMap(({ id, title }) => {
    const criteria = criteriaFor(framework, audit.role).filter(({ section }) => section === id);
    if (criteria.length === 0) return [];
    return [{
      id, title,
      criteria: criteria.map((criterion) => {
        number += 1;
        const said = kept?.answers[criterion.id];
        const found = suggestions.filter((one) => one.criterion === criterion.id);
        return {
          id: criterion.id, number, asks: criterion.asks, good: criterion.good, law: criterion.law, section: id,
          limiting: criterion.cap === null ? null : (criterion.cap.when === 'not-met' ? t.mark.limiting : t.mark.limitingPartly)(GRADE_WORDS[criterion.cap.at]),
          input: answerInput(criterion.id), evidenceInput: evidenceInput(criterion.id), lineInput: lineInput(criterion.id),
          choices: choicesOf(criterion).map((value) => ({ value, text: ANSWER_WORDS[value], checked: said?.answer === value })),
          evidence: said?.evidence ?? '',
          lines: linesOf(text, said?.line ?? null),
          found: found.map(({ key, item, found: words, reason }) => ({ input: judgedInput(key), text: `${item === null ? '' : `${item}: `}${words === '' ? '' : `“${words}”. `}${reason}`, yes: kept?.judged[key] === true, no: kept?.judged[key] === false })),
          problem: problems.some((one) => one.criterion === criterion.id),
        };
      }),
    }];
  });
}

/** As an auditor reads them: the best first. */
const BEST_FIRST: readonly Answer[] = ANSWERS.toReversed();
const WITH_NONE: readonly Answer[] = [...BEST_FIRST, NOT_APPLICABLE];
export const choicesOf = ({ mayNotApply }: Criterion): readonly Answer[] => (mayNotApply ? WITH_NONE : BEST_FIRST);

const SHORT = 60;
function linesOf(text: PlanContent | null, chosen: string | null): readonly object[] {
  if (text === null) return [];
  return [{ value: '', text: t.mark.noLine }, ...itemsOf(text).map(({ item: { id, words } }) => {
    const said = Object.values(words).find((one) => one !== '') ?? '';
    return { value: id, text: `${id}: ${said.length > SHORT ? `${said.slice(0, SHORT)}…` : said}`, selected: id === chosen };
  })];
}

export const answeredCount = (kept: Pick<MarkingKept, 'answers'> | null): number => Object.values(kept?.answers ?? {}).filter(({ answer }) => answer !== null).length;

export const countsShown = (kept: Pick<MarkingKept, 'answers'>): readonly string[] =>
  WITH_NONE.map((answer) => t.mark.counts(ANSWER_WORDS[answer], Object.values(kept.answers).filter((said) => said.answer === answer).length));
