import { Router, type Request, type Response } from 'express';
import { AUDIT_STATES } from '../../../api/audit-models.js';
import { AppError, notFound } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { actionOwners, actionSchema, agreeFindings, doAuditAction, doneSchema, findingsSchema, giveAudit, setAuditAction, suggestedAgain, withdrawAudit } from '../../../api/use-cases/audit-findings.js';
import { askForReMark } from '../../../api/use-cases/audit-draws.js';
import { foundAgain } from '../../../api/use-cases/audit-learning.js';
import { auditList, readAudit, type ReadAudit } from '../../../api/use-cases/audits.js';
import type { Outcome } from '../../../api/use-cases/send-command.js';
import { AUDIT_KINDS } from '../../../domain/audit/framework.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedDay, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { AUDIT_WORDS as t, KIND_WORDS, STATE_WORDS } from '../../words/audits.js';
import { FEEDBACK_WORDS } from '../../words/feedback.js';
import { PRACTICE_WORDS } from '../../words/good-practice.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { actionsShown, auditRows, chooseLinks, findingsForm, findingsShown, gradeShown, headShown, mustAgain } from './presenter.js';

const ROWS = 50;

/** Quality audits: the list, and of one its grade line by line, what was found, and what is done about it. */
export const auditRoutes = (site: Site): Router =>
  Router()
    .get(paths.audits, (req, res) => showList(site, req, res))
    .get(paths.audit(':ref'), async (req, res, next) => {
      if (part(req, 'ref').startsWith('U-')) await showOne(site, req, res, NOTHING_FILLED);
      else next('route');
    })
    .post(paths.auditFindings(':ref'), (req, res) => agree(site, req, res))
    .post(paths.auditActions(':ref'), (req, res) => setAction(site, req, res))
    .post(paths.auditActionDone(':ref', ':action'), (req, res) => actionDone(site, req, res))
    .post(paths.auditGive(':ref'), (req, res) => said(site, req, res, 'give', (commandId) => giveAudit(site.useCases, callerOf(site, req), { ref: part(req, 'ref'), commandId, auditor: textOf(req.body, 'auditor') })))
    .post(paths.auditReMark(':ref'), (req, res) => said(site, req, res, 'reMark', (commandId) => askForReMark(site.useCases, callerOf(site, req), { ref: part(req, 'ref'), commandId })))
    .post(paths.auditWithdraw(':ref'), async (req, res) => {
      const typed = typedIn(WITHDRAW, req.body);
      const { values, errors } = readFields(WITHDRAW, typed, todayOf(site));
      if (errors.length > 0) return showOne(site, req, res, { ...NOTHING_FILLED, withdraw: { typed, errors }, status: 400 });
      return said(site, req, res, 'withdraw', (commandId) => withdrawAudit(site.useCases, callerOf(site, req), { ref: part(req, 'ref'), commandId, why: String(values['why']) }));
    });

async function showList(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const whose = textOf(req.query, 'whose') === 'all' ? 'all' : 'mine';
  const state = AUDIT_STATES.find((known) => known === textOf(req.query, 'state')) ?? null;
  const kind = AUDIT_KINDS.find((known) => known === textOf(req.query, 'kind')) ?? null;
  const after = textOf(req.query, 'after');
  const page = await auditList(site.useCases, caller, { whose, state, kind, cursor: after === '' ? null : after, limit: ROWS });
  const leads = mayAtAll(caller, 'audit.lead');
  const address = (of: Readonly<Record<string, string>>): string => `${paths.audits}?${new URLSearchParams({ whose, state: state ?? '', kind: kind ?? '', ...of }).toString()}`;
  show(site, req, res, {
    view: 'audits/list',
    title: t.title,
    section: 'audits',
    shown: {
      words: t,
      whose: (['mine', 'all'] as const).map((one) => ({ text: t.whose[one], href: address({ whose: one }), current: one === whose })),
      states: chooseLinks(AUDIT_STATES, (one) => STATE_WORDS[one], state, (one) => address({ state: one }), whose === 'mine' ? t.open : t.all),
      kinds: chooseLinks(AUDIT_KINDS, (one) => KIND_WORDS[one].many, kind, (one) => address({ kind: one }), t.all),
      rows: auditRows(page.items, todayOf(site)),
      empty: whose === 'mine' && state === null && kind === null ? t.emptyMine : t.empty,
      more: page.next === null ? null : address({ after: page.next }),
      links: [
        ...(leads ? [{ text: t.links.draws, href: paths.auditDraws }, { text: t.links.ask, href: paths.auditAsk }] : []),
        { text: t.links.frameworks, href: paths.auditFrameworks },
        { text: PRACTICE_WORDS.title, href: paths.goodPractice },
        ...(leads ? [{ text: t.links.sampling, href: paths.auditSampling }] : []),
        ...(mayAtAll(caller, 'feedback.see') ? [{ text: FEEDBACK_WORDS.title, href: paths.feedback }] : []),
        ...(mayAtAll(caller, 'audit.learn') ? [{ text: t.links.learning, href: paths.auditLearning }, { text: t.links.board, href: paths.auditBoard }] : []),
        ...(mayAtAll(caller, 'audit.officers') ? [{ text: t.links.officers, href: paths.auditOfficers }] : []),
      ],
    },
  });
}

type Form = Readonly<{ typed: Typed; errors: readonly FieldError[] }>;
type Filled = Readonly<{ status: number; errors: readonly FieldError[]; findings: unknown; action: Form; withdraw: Form; done: Readonly<{ action: string; form: Form }> | null; again: Form | null }>;
const EMPTY: Form = { typed: {}, errors: [] };
const NOTHING_FILLED: Filled = { status: 200, errors: [], findings: null, action: EMPTY, withdraw: EMPTY, done: null, again: null };

const WITHDRAW: readonly Field[] = [{ kind: 'text', name: 'why', label: t.one.withdrawWords, missing: 'Say why it is taken back', most: 2000 }];
const DONE: readonly Field[] = [
  { kind: 'text', name: 'words', label: t.one.doneWords, missing: 'Say what was done', most: 1000 },
  { kind: 'day', name: 'on', label: t.one.doneOn, asked: 'the day it was done' },
];
const againField = (must: boolean): readonly Field[] => [{ kind: 'day', name: 'auditAgainBy', label: t.one.againBy, hint: t.one.againHint, asked: 'the day by which it is audited again', future: true, optional: !must }];

async function actionFields(site: Site, { audit }: ReadAudit): Promise<readonly Field[]> {
  const owners = await actionOwners(site.useCases);
  const finding: readonly Field[] = audit.findings.length === 0 ? [] : [{ kind: 'select', name: 'finding', label: t.one.actionFinding, choices: audit.findings.map(({ ref, words }) => ({ value: ref, text: words.slice(0, 80) })), missing: '', optional: true }];
  const training: Field = { kind: 'choices', name: 'training', label: 'Training', choices: [{ value: 'yes', text: t.one.training }], missing: '', optional: true };
  return [
    { kind: 'text', name: 'words', label: t.one.actionWords, missing: 'Say what is to be done', most: 1000 },
    { kind: 'select', name: 'owner', label: t.one.actionOwner, choices: owners.map(({ ref, name }) => ({ value: ref, text: name })), missing: 'Choose who sees to it' },
    { kind: 'day', name: 'dueOn', label: t.one.actionDue, asked: 'the day by which it is done', future: true },
    ...finding,
    training,
  ];
}

async function showOne(site: Site, req: Request, res: Response, filled: Filled): Promise<void> {
  const caller = callerOf(site, req);
  const read = await readAudit(site.useCases, caller, part(req, 'ref'));
  const { audit, isAuditor, leads } = read;
  const today = todayOf(site);
  const improves = isAuditor || leads;
  const marking = audit.stage === 'marking';
  const agreeing = audit.stage === 'agreeing' && improves && audit.why !== 'double' && audit.why !== 're-mark';
  const agreed = audit.stage === 'improving' || audit.stage === 'audited';
  const must = mustAgain(read);
  const again = filled.again ?? { typed: must ? typedDay('auditAgainBy', suggestedAgain(site.useCases)) : {}, errors: [] };
  const auditors = leads && marking ? await site.useCases.audits.auditors(today) : [];
  show(site, req, res, {
    view: 'audits/view',
    title: `${t.title}, ${audit.ref}`,
    section: 'audits',
    status: filled.status,
    errors: errorSummary(filled.errors.length > 0 ? filled.errors : [...again.errors, ...filled.action.errors, ...filled.withdraw.errors, ...(filled.done?.form.errors ?? [])]),
    notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t,
      ...headShown(read, today),
      back: paths.audits,
      practiceHref: leads && agreed ? paths.practiceNew(audit.ref) : null,
      caseHref: mayAtAll(caller, 'record.see') ? paths.case(audit.of.ref) : null,
      panelHref: (audit.kind === 'plan' || audit.kind === 'draft') && (leads || (audit.own?.handedInAt ?? null) !== null) ? paths.auditPanel(audit.ref) : null,
      mark: isAuditor && marking ? { href: paths.auditMark(audit.ref), text: audit.own === null ? t.one.mark : t.one.goOn } : null,
      moderate: leads && audit.stage === 'moderating' && audit.why !== 'double' ? paths.auditModeration(audit.ref) : null,
      grades: [gradeShown(read, audit.moderated, 'moderated'), gradeShown(read, audit.own, 'own')].filter((one) => one !== null),
      marked: audit.own?.handedInAt !== null && audit.own !== null,
      findings: findingsShown(read, await foundAgain(site.useCases, audit)),
      agreed,
      awaitsSecond: audit.stage === 'awaiting-second',
      agree: agreeing ? { action: paths.auditFindings(audit.ref), rows: findingsForm(read), fields: showFields(againField(must), again.typed, again.errors), sent: filled.findings } : null,
      actions: actionsShown(read, caller.ref, today),
      setAction: agreed && audit.stage === 'improving' && improves ? { action: paths.auditActions(audit.ref), fields: showFields(await actionFields(site, read), filled.action.typed, filled.action.errors), open: filled.action.errors.length > 0 } : null,
      doneFields: showFields(DONE, filled.done?.form.typed ?? typedDay('on', today), filled.done?.form.errors ?? []),
      doneOf: filled.done?.action ?? null,
      give: leads && marking ? { action: paths.auditGive(audit.ref), items: auditors.filter(({ ref }) => ref !== audit.auditor?.ref && ref !== audit.heldBy?.ref).map(({ ref, name }) => ({ value: ref, text: name })) } : null,
      reMark: leads && agreed && audit.why !== 're-mark' ? paths.auditReMark(audit.ref) : null,
      withdraw: leads && !agreed && audit.stage !== 'withdrawn' ? { action: paths.auditWithdraw(audit.ref), fields: showFields(WITHDRAW, filled.withdraw.typed, filled.withdraw.errors) } : null,
      commandId: newCommandId(),
    },
  });
}

const NOTICES: Readonly<Record<string, string>> = {
  findings: 'The findings are agreed.', action: 'The action is set. Its owner is told.', 'action-done': 'The action is done.', give: 'It is given to another auditor.', reMark: 'It will be marked again.', withdraw: 'The audit is taken back.',
  'hand-in': t.mark.handedInText, moderated: t.moderation.settledText, waits: t.mark.handedInWaits, asked: 'It will be audited: whoever marks it is told.',
};
const noticeOf = (code: string): Notice | null => (Object.hasOwn(NOTICES, code) ? { good: true, title: 'Done', text: NOTICES[code] ?? '' } : null);

const goTo = (res: Response, ref: string, outcome: Outcome, done: string): void => res.redirect(303, `${paths.audit(ref)}?done=${outcome.kind === 'RECORDED' ? done : 'waits'}`);

async function said(site: Site, req: Request, res: Response, done: string, act: (commandId: string) => Promise<Outcome>): Promise<void> {
  try {
    goTo(res, part(req, 'ref'), await act(commandIdOr(textOf(req.body, 'commandId'))), done);
  } catch (error) {
    const refused = onPage(error);
    if (refused === null) throw error;
    await showOne(site, req, res, { ...NOTHING_FILLED, ...refused });
  }
}

/** A refusal that the page itself shows. */
function onPage(error: unknown, fields: readonly Field[] = []): Readonly<{ status: number; errors: readonly FieldError[] }> | null {
  if (error instanceof AppError && error.code === 'already-settled') return { status: 409, errors: [{ name: '', href: '#form', text: error.extra.detail ?? 'It is settled already.' }] };
  const refused = refusedOnForm(error, fields);
  return refused && { status: refused.status, errors: refused.errors };
}

async function agree(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const ref = part(req, 'ref');
  const read = await readAudit(site.useCases, caller, ref);
  const fields = againField(mustAgain(read));
  const typed = typedIn(fields, req.body);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const rows = read.framework.criteria.flatMap(({ id }) => {
    const words = textOf(req.body, `words-${id}`);
    return words === '' ? [] : [{ criterion: id, theme: textOf(req.body, `theme-${id}`), service: textOf(req.body, `service-${id}`) || null, words }];
  });
  const body = findingsSchema.safeParse({ findings: rows, auditAgainBy: values['auditAgainBy'] ?? null });
  if (errors.length > 0 || !body.success) return showOne(site, req, res, { ...NOTHING_FILLED, status: 400, again: { typed, errors }, errors: errors.length > 0 ? errors : [{ name: '', href: '#findings', text: 'A finding is longer than 2,000 characters, or its theme is not one of the list.' }] });
  try {
    goTo(res, ref, await agreeFindings(site.useCases, caller, { ref, commandId: commandIdOr(textOf(req.body, 'commandId')), ...body.data }), 'findings');
  } catch (error) {
    const refused = onPage(error, fields);
    if (refused === null) throw error;
    await showOne(site, req, res, { ...NOTHING_FILLED, ...refused, again: { typed, errors: refused.errors } });
  }
}

async function setAction(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const ref = part(req, 'ref');
  const fields = await actionFields(site, await readAudit(site.useCases, caller, ref));
  const typed = typedIn(fields, req.body);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const { words, owner, dueOn, finding, training } = values;
  const body = errors.length > 0 ? null : actionSchema.parse({ words, owner, dueOn, finding: finding ?? null, training: training !== undefined && training.length > 0 });
  if (body === null) return showOne(site, req, res, { ...NOTHING_FILLED, status: 400, action: { typed, errors } });
  try {
    goTo(res, ref, await setAuditAction(site.useCases, caller, { ref, commandId: commandIdOr(textOf(req.body, 'commandId')), ...body }), 'action');
  } catch (error) {
    const refused = onPage(error, fields);
    if (refused === null) throw error;
    await showOne(site, req, res, { ...NOTHING_FILLED, status: refused.status, action: { typed, errors: refused.errors } });
  }
}

async function actionDone(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const [ref, action] = [part(req, 'ref'), part(req, 'action')];
  if (!/^X-[0-9A-Z]{1,16}$/.test(action)) throw notFound();
  const typed = typedIn(DONE, req.body);
  const { values, errors } = readFields(DONE, typed, todayOf(site));
  if (errors.length > 0) return showOne(site, req, res, { ...NOTHING_FILLED, status: 400, done: { action, form: { typed, errors } } });
  try {
    goTo(res, ref, await doAuditAction(site.useCases, caller, { ref, action, commandId: commandIdOr(textOf(req.body, 'commandId')), ...doneSchema.parse(values) }), 'action-done');
  } catch (error) {
    const refused = onPage(error, DONE);
    if (refused === null) throw error;
    await showOne(site, req, res, { ...NOTHING_FILLED, status: refused.status, done: { action, form: { typed, errors: refused.errors } } });
  }
}
