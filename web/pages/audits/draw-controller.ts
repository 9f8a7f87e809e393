import { Router, type Request, type Response } from 'express';
import type { DrawnAudit } from '../../../api/audit-models.js';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { askForAudit, auditDraw, auditDraws, drawAudits } from '../../../api/use-cases/audit-draws.js';
import { AUDIT_KINDS, type AuditKind } from '../../../domain/audit/framework.js';
import type { Role } from '../../../domain/audit/allocation.js';
import type { Draw, MonthDraw, Why } from '../../../domain/audit/sample.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { firstDayOf, isIsoMonth, isoMonth, type IsoMonth } from '../../../domain/dates/iso-month.js';
import { longTime, monthName, shortDay } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Site } from '../../site.js';
import { AUDIT_WORDS, KIND_WORDS, TRAIT_WORDS } from '../../words/audits.js';
import { commandIdOr, newCommandId, refusedOnForm } from '../sending.js';
import { drawnTag, percent, valueWords } from './presenter.js';

const t = AUDIT_WORDS.draws;
const a = AUDIT_WORDS.ask;

/** What is audited: months drawn by chance, and single things asked for. */
export const auditDrawRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditDraws, (req, res) => showDraws(site, req, res, { typed: {}, errors: [], status: 200 }))
    .post(paths.auditDraws, (req, res) => draw(site, req, res))
    .get(paths.auditDraw(':kind', ':month'), async (req, res) => {
      const { draw: one, drawnBy, drawnAt, audits } = await auditDraw(site.useCases, callerOf(site, req), part(req, 'kind'), part(req, 'month'));
      const names = await namesOf(site, one);
      const isNew = textOf(req.query, 'drawn') !== '';
      show(site, req, res, {
        view: 'audits/draw', title: t.one(KIND_WORDS[one.kind].many, monthWords(one.month)), section: 'audits',
        notice: isNew ? { good: true, title: t.drawn, text: t.drawnText(one.draws.length) } : null,
        shown: { words: t, back: paths.auditDraws, by: t.by(drawnBy.name, longTime(drawnAt)), ...drawShown(one, names, audits, todayOf(site)) },
      });
    })
    .get(paths.auditAsk, async (req, res) => {
      await showAsk(site, req, res, { typed: { subject: textOf(req.query, 'of'), kind: textOf(req.query, 'kind') }, errors: [], status: 200 });
    })
    .post(paths.auditAsk, (req, res) => ask(site, req, res));

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

export const monthWords = (month: IsoMonth): string => `${monthName(Number(month.slice(5)))} ${month.slice(0, 4)}`;

/** This month and the next. */
function monthsOpen(site: Site): readonly IsoMonth[] {
  const now = isoMonth(todayOf(site).slice(0, 7));
  return [now, isoMonth(firstDayOf(now, 1).slice(0, 7))];
}

const drawFields = (site: Site): readonly Field[] => [
  { kind: 'choice', name: 'kind', label: t.kind, choices: AUDIT_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind].many })), missing: 'Choose what is drawn' },
  { kind: 'choice', name: 'month', label: t.month, choices: monthsOpen(site).map((month) => ({ value: month, text: monthWords(month) })), missing: 'Choose the month', inline: true },
];

async function showDraws(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Promise<void> {
  const draws = await auditDraws(site.useCases, callerOf(site, req));
  show(site, req, res, {
    view: 'audits/draws', title: t.title, section: 'audits', status, errors: errorSummary(errors),
    shown: {
      words: t, back: paths.audits, fields: showFields(drawFields(site), typed, errors),
      rows: draws.map(({ kind, month, audits, drawnBy, drawnAt }) => ({ href: paths.auditDraw(kind, month), text: t.one(KIND_WORDS[kind].many, monthWords(month)), audits: t.audits(audits), by: t.by(drawnBy.name, longTime(drawnAt)) })),
    },
  });
}

async function draw(site: Site, req: Request, res: Response): Promise<void> {
  const fields = drawFields(site);
  const typed = typedIn(fields, req.body);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const [kind, month] = [AUDIT_KINDS.find((one) => one === values['kind']), String(values['month'])];
  if (errors.length > 0 || kind === undefined || !isIsoMonth(month)) return showDraws(site, req, res, { typed, errors, status: 400 });
  try {
    await drawAudits(site.useCases, callerOf(site, req), { kind, month });
    res.redirect(303, `${paths.auditDraw(kind, month)}?drawn=yes`);
  } catch (error) {
    const settled = error instanceof AppError && error.code === 'already-settled';
    const refused = settled ? { status: 409, errors: [{ name: '', href: '#form', text: error.extra.detail ?? '' }] } : refusedOnForm(error, fields);
    if (refused === null) throw error;
    await showDraws(site, req, res, { typed, ...refused });
  }
}

async function namesOf(site: Site, { burdens, draws }: MonthDraw): Promise<ReadonlyMap<string, string>> {
  const staff = [...burdens.map(({ auditor }) => auditor), ...draws.flatMap(({ why }) => (why.kind === 'sample' ? why.values.filter((value) => value !== null) : []))];
  return site.useCases.reportReaders.names([...new Set(staff)]);
}

function drawShown(one: MonthDraw, names: ReadonlyMap<string, string>, audits: readonly DrawnAudit[], today: IsoDate): object {
  const value = (said: string | null): string => (said === null ? t.notKnown : (names.get(said) ?? valueWords(said)));
  const stratum = (values: readonly (string | null)[]): string => (values.length === 0 ? t.everything : values.map(value).join(', '));
  const marking = ({ subject, given }: Draw, role: Role): object | null => {
    const auditor = given.find((of) => of.role === role)?.auditor ?? null;
    const audit = audits.find((of) => of.subject === subject && (of.why === 'double') === (role === 'second'));
    return auditor === null ? null : markingShown(audit, auditor, names, today);
  };
  const whyDrawn = (why: Why): string => (why.kind === 'sample' ? `${stratum(why.values)}: ${AUDIT_WORDS.one.drawnOf(why.drawn, why.eligible, '')}` : AUDIT_WORDS.one.again(why.of.join(', ')));
  return {
    heading: t.one(KIND_WORDS[one.kind].many, monthWords(one.month)),
    seed: one.seed,
    strataBy: one.strataBy.map((trait) => TRAIT_WORDS[trait]).join(', '),
    unfilled: one.unfilled === 0 ? null : t.unfilled(one.unfilled),
    strata: one.strata.map(({ values, size, share, eligible, drawn }) => ({ stratum: stratum(values), size, share: percent(share), eligible, drawn })),
    draws: one.draws.map((drawn) => ({
      subject: drawn.subject, begins: shortDay(audits.find(({ subject }) => subject === drawn.subject)?.beginsOn ?? drawn.beginsOn), first: marking(drawn, 'first') ?? { who: t.nobody }, second: marking(drawn, 'second'),
      why: whyDrawn(drawn.why),
    })),
    notGiven: one.notGiven.map(({ subject, role }) => `${subject}${role === 'second' ? `, ${t.second.toLowerCase()}` : ''}`),
    leftOut: one.leftOut.map(({ subject, dueOn, why }) => `${subject}, due ${shortDay(dueOn)}: ${why === 'over-the-cap' ? 'over the month’s limit' : 'it cannot be audited any more'}`),
  };
}

/** @param audit none where it is closed to the reader */
function markingShown(audit: DrawnAudit | undefined, auditor: string, names: ReadonlyMap<string, string>, today: IsoDate): object {
  const given = names.get(auditor) ?? auditor;
  if (audit === undefined) return { who: given, closed: t.closed };
  const now = audit.auditor?.ref === auditor ? null : audit.auditor === null ? AUDIT_WORDS.nobody : t.now(audit.auditor.name);
  return { who: given, now, ref: audit.ref, href: paths.audit(audit.ref), tag: drawnTag(audit, today) };
}

async function askFields(site: Site): Promise<readonly Field[]> {
  const auditors = await site.useCases.audits.auditors(todayOf(site));
  const choices = auditors.map(({ ref, name }) => ({ value: ref, text: name }));
  return [
    { kind: 'choice', name: 'kind', label: a.kind, choices: AUDIT_KINDS.map((kind) => ({ value: kind, text: KIND_WORDS[kind].one, hint: KIND_WORDS[kind].what })), missing: a.missingKind },
    { kind: 'line', name: 'subject', label: a.subject, hint: a.subjectHint, missing: a.missingSubject, most: 40, width: 'short' },
    { kind: 'select', name: 'auditor', label: a.auditor, choices, missing: a.missingAuditor },
    { kind: 'select', name: 'second', label: a.second, choices, missing: '', optional: true },
  ];
}

async function showAsk(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Promise<void> {
  if (!mayAtAll(callerOf(site, req), 'audit.lead')) throw new AppError('forbidden');
  show(site, req, res, {
    view: 'audits/ask', title: a.title, section: 'audits', status, errors: errorSummary(errors),
    shown: { words: a, back: paths.audits, fields: showFields(await askFields(site), typed, errors), commandId: newCommandId() },
  });
}

async function ask(site: Site, req: Request, res: Response): Promise<void> {
  const fields = await askFields(site);
  const typed = typedIn(fields, req.body);
  const { values, errors } = readFields(fields, typed, todayOf(site));
  const kind: AuditKind | undefined = AUDIT_KINDS.find((one) => one === values['kind']);
  if (errors.length > 0 || kind === undefined) return showAsk(site, req, res, { typed, errors, status: 400 });
  try {
    const outcome = await askForAudit(site.useCases, callerOf(site, req), { kind, subject: String(values['subject']).toUpperCase(), auditor: String(values['auditor']), second: values['second'] === undefined ? null : String(values['second']), commandId: commandIdOr(textOf(req.body, 'commandId')) });
    res.redirect(303, `${paths.audit(outcome.caseRef)}?done=${outcome.kind === 'RECORDED' ? 'asked' : 'waits'}`);
  } catch (error) {
    const refused = refusedOnForm(error, fields);
    if (refused === null) throw error;
    await showAsk(site, req, res, { typed, errors: refused.errors, status: refused.status });
  }
}
