import { Router, type Request, type Response } from 'express';
import type { PracticeVersion } from '../../../api/good-practice-models.js';
import { mayAtAll } from '../../../api/permissions.js';
import { materialOf } from '../../../api/use-cases/audit-material.js';
import { changePractice, goodPractice, makePractice, MOST_PRACTICE, practiceSource, readPractice, withdrawPractice, type PracticeRead, type PracticeSent, type PracticeSource } from '../../../api/use-cases/good-practice.js';
import { anonymised, perhapsNames } from '../../../domain/audit/anonymous.js';
import { AUDIT_KINDS, type Criterion } from '../../../domain/audit/framework.js';
import { grouped } from '../../../domain/grouped.js';
import { longTime } from '../../dates.js';
import type { Field, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { KIND_WORDS } from '../../words/audits.js';
import { PRACTICE_WORDS as t } from '../../words/good-practice.js';
import { refusedOnForm } from '../sending.js';
import { practiceAddress } from './link.js';
import { materialText } from './material-text.js';

/** Good practice: read by whoever writes, made anonymous and shown by whoever leads quality. */
export const goodPracticeRoutes = (site: Site): Router =>
  Router()
    .get(paths.goodPractice, (req, res) => showList(site, req, res))
    .get(paths.practice(':ref'), async (req, res) => {
      const versions = await readPractice(site.useCases, callerOf(site, req), part(req, 'ref'));
      await changePage(site, req, res, versions, { typed: typedOf(versions[0]), errors: [], status: 200, after: versions[0].number });
    })
    .post(paths.practice(':ref'), (req, res) => change(site, req, res))
    .post(paths.practiceWithdraw(':ref'), (req, res) => withdraw(site, req, res))
    .get(paths.practiceNew(':ref'), async (req, res) => {
      const source = await practiceSource(site.useCases, callerOf(site, req), part(req, 'ref'));
      const chosen = source.met.find(({ id }) => id === textOf(req.query, 'criterion'));
      if (chosen === undefined) chooseCriterion(site, req, res, source, textOf(req.query, 'criterion') !== '' || textOf(req.query, 'do') !== '');
      else newPage(site, req, res, source, { typed: { criterion: chosen.id, words: await preparedFor(site, req, source, chosen) }, errors: [], status: 200 });
    })
    .post(paths.practiceNew(':ref'), (req, res) => make(site, req, res));

async function showList(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const kind = AUDIT_KINDS.find((one) => one === textOf(req.query, 'kind')) ?? null;
  const section = textOf(req.query, 'section');
  const all = await goodPractice(site.useCases, caller, { kind: null, section: null });
  const shown = all.filter((one) => (kind === null || one.kind === kind) && (section === '' || one.section === section));
  const leads = mayAtAll(caller, 'audit.lead');
  show(site, req, res, {
    view: 'good-practice/list', title: t.title, section: mayAtAll(caller, 'advice.answer') ? 'advice' : leads || mayAtAll(caller, 'audit.mark') ? 'audits' : 'cases', notice: noticeOf(textOf(req.query, 'done')),
    shown: {
      words: t, leads, groups: groupsOf(shown, leads),
      filters: [{ text: t.all, href: paths.goodPractice, current: kind === null && section === '' }, ...filtersOf(all).map(({ of, text, href }) => ({ text, href, current: of.kind === kind && (section === '' || of.section === section) }))],
    },
  });
}

const sectionWords = ({ kind, sectionTitle }: Pick<PracticeRead, 'kind' | 'sectionTitle'>): string => `${KIND_WORDS[kind].one}, ${sectionTitle}`;
const inOrder = (a: PracticeRead, b: PracticeRead): number => AUDIT_KINDS.indexOf(a.kind) - AUDIT_KINDS.indexOf(b.kind) || (a.section < b.section ? -1 : a.section > b.section ? 1 : 0);

const filtersOf = (all: readonly PracticeRead[]) =>
  [...new Map(all.toSorted(inOrder).map((of) => [`${of.kind}/${of.section}`, of])).values()].map((of) => ({ of, text: sectionWords(of), href: practiceAddress(of.kind, of.section) }));

const groupsOf = (shown: readonly PracticeRead[], leads: boolean): readonly object[] =>
  [...grouped(shown.toSorted(inOrder), sectionWords)].map(([heading, of]) => ({
    heading, rows: of.map(({ ref, title, words, why, asks }) => ({ ref, title, words, why, asks, href: leads ? paths.practice(ref) : null })),
  }));

const noticeOf = (done: string): Notice | null => (done === 'saved' || done === 'gone' ? { good: true, title: 'Done', text: done === 'saved' ? t.saved : t.gone } : null);

const CRITERION = { kind: 'select', name: 'criterion', label: t.choose, hint: t.chooseHint, choices: [], missing: t.missingCriterion } as const satisfies Field;
const criterionField = (met: readonly Criterion[]): Field => ({ ...CRITERION, choices: met.map(({ id, asks }) => ({ value: id, text: asks })) });
const FIELDS: readonly Field[] = [
  { kind: 'line', name: 'title', label: t.titleLabel, missing: t.missingTitle, most: MOST_PRACTICE.title, width: 'wide' },
  { kind: 'text', name: 'words', label: t.wordsLabel, missing: t.missingWords, most: MOST_PRACTICE.words, rows: 14 },
  { kind: 'text', name: 'why', label: t.whyLabel, hint: t.whyHint, missing: t.missingWhy, most: MOST_PRACTICE.why },
  { kind: 'choices', name: 'anonymous', label: t.anonymous, choices: [{ value: 'yes', text: t.anonymousChoice }], missing: t.missingAnonymous },
];

const typedOf = ({ criterion, title, words, why }: PracticeVersion): Typed => ({ criterion, title, words, why });
const sentOf = (typed: Typed): PracticeSent => ({ criterion: String(typed['criterion'] ?? ''), title: String(typed['title'] ?? '').trim(), words: String(typed['words'] ?? '').trim(), why: String(typed['why'] ?? '').trim(), isAnonymous: true });

/** The text of the part the criterion is about, without what the record knows by name. */
async function preparedFor(site: Site, req: Request, { read, known }: PracticeSource, { section }: Criterion): Promise<string> {
  const text = materialText(await materialOf(site.useCases, callerOf(site, req), read.audit, read.text), section);
  return anonymised(text, known, (tells) => t.telling[tells]);
}

function chooseCriterion(site: Site, req: Request, res: Response, { read, met }: PracticeSource, missing: boolean): void {
  const field = criterionField(met);
  const errors: readonly FieldError[] = missing ? [{ name: 'criterion', href: '#criterion', text: t.missingCriterion }] : [];
  show(site, req, res, {
    view: 'good-practice/choose', title: `${t.makeTitle}, ${read.audit.ref}`, section: 'audits', status: missing ? 400 : 200, errors: errorSummary(errors),
    shown: { words: t, back: paths.audit(read.audit.ref), caption: read.audit.ref, action: paths.practiceNew(read.audit.ref), fields: met.length === 0 ? null : showFields([field], {}, errors) },
  });
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

const bodyOf = ({ typed, errors }: Filled, fields: readonly Field[]): object => {
  const perhaps = perhapsNames(['title', 'words', 'why'].map((name) => String(typed[name] ?? '')).join('\n'));
  return { fields: showFields(fields, typed, errors), perhaps: perhaps.length === 0 ? null : t.perhaps(perhaps.join(', ')) };
};

function newPage(site: Site, req: Request, res: Response, { read, met }: PracticeSource, filled: Filled): void {
  const isWritten = String(filled.typed['words'] ?? '') !== '';
  show(site, req, res, {
    view: 'good-practice/form', title: `${t.makeTitle}, ${read.audit.ref}`, section: 'audits', status: filled.status, errors: errorSummary(filled.errors),
    shown: {
      words: t, heading: t.makeTitle, caption: met.find(({ id }) => id === filled.typed['criterion'])?.asks ?? '', back: { href: paths.audit(read.audit.ref), text: t.back.audit }, action: paths.practiceNew(read.audit.ref),
      intro: isWritten || filled.errors.length > 0 ? t.prepared : t.notWritten, criterion: filled.typed['criterion'], after: null, save: t.save, versions: [], ...bodyOf(filled, FIELDS),
    },
  });
}

async function make(site: Site, req: Request, res: Response): Promise<void> {
  const source = await practiceSource(site.useCases, callerOf(site, req), part(req, 'ref'));
  const typed: Typed = { ...typedIn(FIELDS, req.body), criterion: textOf(req.body, 'criterion') };
  const { errors } = readFields(FIELDS, typed, todayOf(site));
  if (errors.length > 0) {
    newPage(site, req, res, source, { typed, errors, status: 400 });
    return;
  }
  try {
    await makePractice(site.useCases, callerOf(site, req), source.read.audit.ref, sentOf(typed));
    res.redirect(303, `${paths.goodPractice}?done=saved`);
  } catch (error) {
    const refused = refusedOnForm(error, FIELDS);
    if (refused === null) throw error;
    newPage(site, req, res, source, { typed, ...refused });
  }
}

type Changing = Filled & Readonly<{ after: number }>;

async function changePage(site: Site, req: Request, res: Response, versions: readonly [PracticeVersion, ...PracticeVersion[]], filled: Changing): Promise<void> {
  const [{ ref, audit }] = versions;
  const { met } = await practiceSource(site.useCases, callerOf(site, req), audit);
  show(site, req, res, {
    view: 'good-practice/form', title: `${t.changeTitle}, ${ref}`, section: 'audits', status: filled.status, errors: errorSummary(filled.errors),
    shown: {
      words: t, heading: t.changeTitle, caption: ref, back: { href: paths.goodPractice, text: t.back.list }, action: paths.practice(ref), intro: null, criterion: null, after: filled.after, save: t.saveChange, withdraw: versions[0].isWithdrawn ? null : paths.practiceWithdraw(ref),
      source: { href: paths.audit(audit), text: t.from(audit) },
      versions: versions.map(({ number, by, saidAt, title, words, isWithdrawn }) => ({ title, words, line: t.version(number, by.name, longTime(saidAt)), gone: isWithdrawn ? t.withdrawn : null })),
      ...bodyOf(filled, [criterionField(met), ...FIELDS]),
    },
  });
}

async function change(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const versions = await readPractice(site.useCases, caller, part(req, 'ref'));
  const { met } = await practiceSource(site.useCases, caller, versions[0].audit);
  const fields = [criterionField(met), ...FIELDS];
  const typed = typedIn(fields, req.body);
  const { errors } = readFields(fields, typed, todayOf(site));
  const seen = Number(textOf(req.body, 'after'));
  if (errors.length > 0 || !Number.isInteger(seen)) return changePage(site, req, res, versions, { typed, errors, status: 400, after: seen });
  try {
    await changePractice(site.useCases, caller, versions[0].ref, { ...sentOf(typed), after: seen });
    res.redirect(303, `${paths.goodPractice}?done=saved`);
  } catch (error) {
    await again(site, req, res, error, typed, seen);
  }
}

async function withdraw(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const [newest] = await readPractice(site.useCases, caller, part(req, 'ref'));
  const seen = Number(textOf(req.body, 'after'));
  try {
    await withdrawPractice(site.useCases, caller, { ref: newest.ref, after: seen });
    res.redirect(303, `${paths.goodPractice}?done=gone`);
  } catch (error) {
    await again(site, req, res, error, typedOf(newest), seen);
  }
}

/** The form with what was typed, and how it stands now. */
async function again(site: Site, req: Request, res: Response, error: unknown, typed: Typed, seen: number): Promise<void> {
  const refused = refusedOnForm(error, [CRITERION, ...FIELDS]);
  if (refused === null) throw error;
  const now = await readPractice(site.useCases, callerOf(site, req), part(req, 'ref'));
  await changePage(site, req, res, now, { typed, errors: refused.errors, status: refused.status, after: refused.changed ? now[0].number : seen });
}
