import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { isDisputed, keepModeration, readModeration, settleModeration, type Moderation } from '../../../api/use-cases/audit-moderation.js';
import { criteriaFor, type Answer } from '../../../domain/audit/framework.js';
import { answersOf, type Answered, type Marking } from '../../../domain/audit/marking.js';
import { answerProblems, scoreOf } from '../../../domain/audit/score.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { ANSWER_WORDS, AUDIT_WORDS, GRADE_WORDS } from '../../words/audits.js';
import { commandIdOr, newCommandId } from '../sending.js';
import { answerInput, evidenceInput, readMarking } from './marking-form.js';
import { choicesOf, titleOf } from './presenter.js';

const t = AUDIT_WORDS.moderation;

/** Two markings side by side where they differ, and what the meeting makes of them. */
export const auditModerationRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditModeration(':ref'), async (req, res) => {
      const both = await readModeration(site.useCases, callerOf(site, req), part(req, 'ref'));
      showBoth(site, req, res, both, { answers: both.agreed, saves: both.saves, errors: [], status: 200, notice: textOf(req.query, 'saved') === '' ? null : { good: true, title: AUDIT_WORDS.mark.savedTitle, text: 'What was agreed so far is kept.' } });
    })
    .post(paths.auditModeration(':ref'), async (req, res) => {
      const caller = callerOf(site, req);
      const ref = part(req, 'ref');
      const both = await readModeration(site.useCases, caller, ref);
      const typed = readMarking(both, req.body, (criterion) => isDisputed(both, criterion));
      const answers: Marking = { ...both.agreed, ...typed };
      const after = Number(/^\d{1,9}$/.exec(textOf(req.body, 'version'))?.[0] ?? 0);
      const again = (errors: readonly FieldError[], saves: number, status: number) => showBoth(site, req, res, both, { answers, saves, errors, status });
      try {
        const saves = await keepModeration(site.useCases, caller, { ref, answers: typed, after });
        const settles = textOf(req.body, 'do') === 'settle';
        const open = settles ? openOf(both, answers) : [];
        if (open.length > 0) {
          again(open, saves, 400);
          return;
        }
        const outcome = settles ? await settleModeration(site.useCases, caller, { ref, after: saves, commandId: commandIdOr(textOf(req.body, 'commandId')) }) : null;
        res.redirect(303, outcome === null ? `${paths.auditModeration(ref)}?saved=yes` : `${paths.audit(ref)}?done=${outcome.kind === 'RECORDED' ? 'moderated' : 'waits'}`);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'changed-since' && error.code !== 'already-settled')) throw error;
        again([{ name: '', href: '#form', text: error.extra.detail ?? AUDIT_WORDS.mark.changed }], after, 409);
      }
    });

const openOf = (both: Moderation, answers: Marking): readonly FieldError[] =>
  criteriaFor(both.framework, both.audit.role).filter(({ id }) => (answers[id]?.answer ?? null) === null).map(({ id, asks }) => ({ name: id, href: `#${answerInput(id)}`, text: `Agree an answer: ${asks}` }));

type Filled = Readonly<{ answers: Marking; saves: number; errors: readonly FieldError[]; status: number; notice?: Notice | null }>;

function showBoth(site: Site, req: Request, res: Response, both: Moderation, { answers, saves, errors, status, notice = null }: Filled): Response {
  const { audit, framework, first, second } = both;
  const asked = criteriaFor(framework, audit.role);
  const disputed = asked.filter(({ id }) => isDisputed(both, id));
  return show(site, req, res, {
    view: 'audits/moderation', title: `${t.title} ${audit.ref}`, section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t, back: paths.audit(audit.ref), heading: titleOf(audit), ref: audit.ref, action: paths.auditModeration(audit.ref), version: saves, commandId: newCommandId(),
      names: [first.auditor?.name ?? first.ref, second.auditor?.name ?? second.ref],
      agreedWords: t.agreed(asked.length - disputed.length, asked.length),
      errorAt: Object.fromEntries(errors.map(({ name, text }) => [name, text])),
      rows: disputed.map((criterion) => ({
        id: criterion.id, asks: criterion.asks, good: criterion.good, input: answerInput(criterion.id), evidenceInput: evidenceInput(criterion.id),
        theirs: [first, second].map((one) => saidBy(one.answers[criterion.id])),
        effects: effectsOf(both, criterion.id),
        choices: choicesOf(criterion).map((value) => ({ value, text: ANSWER_WORDS[value], checked: answers[criterion.id]?.answer === value })),
        evidence: answers[criterion.id]?.evidence ?? '',
      })),
    },
  });
}

const saidBy = (said: Answered | undefined): object => ({
  answer: said?.answer === undefined || said.answer === null ? '' : ANSWER_WORDS[said.answer], evidence: [said?.line ?? '', said?.evidence ?? ''].filter((text) => text !== '').join(': '),
});

/** What the one answer of the other would have made of each marking's grade: where it changes nothing, nothing is said. */
function effectsOf({ framework, audit, first, second }: Moderation, criterion: string): readonly string[] {
  return [[first, second], [second, first]].flatMap(([one, other]) => {
    if (one === undefined || other === undefined) return [];
    const answer: Answer | null = other.answers[criterion]?.answer ?? null;
    const [own, swapped] = [answersOf(one.answers), { ...answersOf(one.answers), ...(answer === null ? {} : { [criterion]: answer }) }];
    if (answer === null || answerProblems(framework, swapped, audit.role).length > 0) return [];
    const [was, would] = [scoreOf(framework, own, audit.role).grade, scoreOf(framework, swapped, audit.role).grade];
    return was === would ? [] : [`${one.auditor?.name ?? one.ref}: ${GRADE_WORDS[was]}. ${t.effectChanges(GRADE_WORDS[would])}`];
  });
}
