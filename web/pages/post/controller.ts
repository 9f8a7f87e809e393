import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll, mayOn, type Caller } from '../../../api/permissions.js';
import type { CaseAccess } from '../../../api/read-models.js';
import { asidePost, bringBackPost, filePost, isUnrecorded, nothingMoreOfPost, openPostFile, postInbox, postItem, recordForPost, recordsForPost, settledPost, takeBackPost } from '../../../api/use-cases/post.js';
import { viewNextSteps } from '../../../api/use-cases/read-case.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import { ASIDE_REASONS, FACTS_BY_POST } from '../../../domain/post/papers.js';
import { errorAt, type ChoiceField, type FieldError } from '../../forms/field.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { POST_WORDS as t } from '../../words/post.js';
import { sendFile } from '../../files/send-file.js';
import { itemShown, postRow, proposalShown, settledRow, settledWords, subjectWords } from './presenter.js';
import { scanRoutes } from './scan-controller.js';

const VIEWS = ['waiting', 'filed', 'aside'] as const;

/** The incoming post: what waits, one item with the cases it may belong to, filing it, putting it aside, and undoing either. */
export const postRoutes = (site: Site): Router =>
  Router()
    .get(paths.post, (req, res) => listPage(site, req, res))
    .use(scanRoutes(site))
    .get(paths.postItem(':post'), (req, res) => itemPage(site, req, res, {}))
    .post(paths.postFind(':post'), (req, res) => {
      const words = textOf(req.body, 'search').slice(0, 100);
      return itemPage(site, req, res, words === '' ? { error: { name: 'search', href: '#search', text: t.findMissing } } : { search: words });
    })
    .post(paths.postTo(':post'), (req, res) =>
      orAgain(site, req, res, async (caller, ref) => {
        const record = textOf(req.body, 'record');
        if (textOf(req.body, 'meant') === '') return itemPage(site, req, res, { record, error: errorAt(MEANT, t.meantMissing) });
        const meant = await filePost(site.useCases, caller, { ref, record, meant: textOf(req.body, 'meant') });
        const mayRecord = meant !== 'document' && mayOn(caller, 'record.facts', await recordForPost(site.useCases, caller, record));
        res.redirect(303, mayRecord ? recordHref(record, meant, ref) : `${paths.postItem(ref)}?done=filed`);
      }),
    )
    .post(paths.postAside(':post'), (req, res) =>
      orAgain(site, req, res, async (caller, ref) => {
        const why = textOf(req.body, 'why');
        if (why === '') return itemPage(site, req, res, { error: errorAt(ASIDE, t.asideMissing) });
        await asidePost(site.useCases, caller, ref, why);
        res.redirect(303, `${paths.post}?done=aside`);
      }),
    )
    .post(paths.postUndo(':post'), (req, res) =>
      orAgain(site, req, res, async (caller, ref) => {
        const todo = textOf(req.body, 'do');
        if (todo === 'nothing-more') await nothingMoreOfPost(site.useCases, caller, ref);
        else if (todo === 'bring-back') await bringBackPost(site.useCases, caller, ref);
        else await takeBackPost(site.useCases, caller, ref);
        res.redirect(303, `${paths.postItem(ref)}?done=${todo === 'nothing-more' ? todo : todo === 'bring-back' ? 'brought-back' : 'taken-back'}`);
      }),
    )
    .get(paths.postFile(':post', ':file'), async (req, res) => {
      sendFile(res, await openPostFile(site.useCases, callerOf(site, req), part(req, 'post'), part(req, 'file')));
    });

const recordHref = (record: string, fact: string, post: string): string => `${paths.record(record, fact)}?post=${post}`;

function noticeOf(req: Request): Notice | null {
  const done = textOf(req.query, 'done');
  return done in t.done ? { good: done !== 'there-already', title: 'Done', text: t.done[done as keyof typeof t.done] } : null;
}

async function listPage(site: Site, req: Request, res: Response): Promise<Response> {
  const caller = callerOf(site, req);
  const view = VIEWS.find((known) => known === textOf(req.query, 'view')) ?? 'waiting';
  const inbox = view === 'waiting' ? await postInbox(site.useCases, caller) : null;
  const settled = view === 'waiting' ? [] : await settledPost(site.useCases, caller, view);
  return show(site, req, res, {
    view: 'post/list',
    title: t.title,
    section: 'post',
    notice: noticeOf(req),
    shown: {
      words: t,
      views: VIEWS.map((one) => ({ text: t.views[one], href: one === 'waiting' ? paths.post : `${paths.post}?view=${one}`, current: one === view })),
      putIn: paths.postNew,
      rows: (inbox?.waiting ?? []).map((one) => postRow(one, todayOf(site))),
      more: inbox?.more ?? false,
      toRecord: (inbox?.toRecord ?? []).map(settledRow),
      settled: settled.map(settledRow),
      empty: t.empty[view],
    },
  });
}

type Filled = Readonly<{ record?: string; search?: string; error?: FieldError; status?: number }>;

/** Does the work, or shows the item as it stands now with what refused it. */
async function orAgain(site: Site, req: Request, res: Response, work: (caller: Caller, ref: string) => Promise<unknown>): Promise<void> {
  try {
    await work(callerOf(site, req), part(req, 'post'));
  } catch (error) {
    if (!(error instanceof AppError) || (error.code !== 'already-settled' && error.code !== 'invalid')) throw error;
    const text = error.extra.detail ?? error.extra.errors?.map(({ message }) => `The case ${message}`).join('. ') ?? '';
    await itemPage(site, req, res, { error: { name: '', href: '#main-content', text }, status: error.status === 409 ? 409 : 400 });
  }
}

const MEANT: ChoiceField = { kind: 'choice', name: 'meant', label: t.meant, hint: t.meantHint, missing: t.meantMissing, choices: [] };
const ASIDE: ChoiceField = { kind: 'choice', name: 'why', label: t.asideWhy, missing: t.asideMissing, choices: ASIDE_REASONS.map((value) => ({ value, text: t.aside[value] })) };

async function itemPage(site: Site, req: Request, res: Response, { record = textOf(req.query, 'record'), search, error, status }: Filled): Promise<Response> {
  const caller = callerOf(site, req);
  const { item, proposals } = await postItem(site.useCases, caller, part(req, 'post'));
  const waits = item.settled === null;
  const chosen = waits && record !== '' ? await recordForPost(site.useCases, caller, record) : null;
  const filedTo = item.settled?.recordRef ?? null;
  const errors = error === undefined ? [] : [error];
  return show(site, req, res, {
    view: 'post/item',
    title: `${t.title}, ${item.ref}`,
    section: 'post',
    errors: errorSummary(errors),
    notice: error === undefined ? noticeOf(req) : null,
    ...(status === undefined ? {} : { status }),
    shown: {
      words: t,
      back: paths.post,
      item: itemShown(item, todayOf(site), workingDays(site.useCases.council.calendar.bankHolidays)),
      heading: subjectWords(item),
      what: settledWords(item),
      waits,
      proposals: waits ? proposals.map((proposal) => proposalShown(proposal, item.ref)) : [],
      findAction: paths.postFind(item.ref),
      search: search ?? '',
      searchError: errors.find(({ name }) => name === 'search')?.text ?? null,
      found: search === undefined ? null : await foundRows(site, caller, item.ref, search),
      newCase: mayAtAll(caller, 'record.start') ? `${paths.newCase}?post=${item.ref}` : null,
      chosen: chosen === null ? null : await chosenShown(site, caller, chosen, textOf(req.body, 'meant'), errors),
      fileAction: paths.postTo(item.ref),
      asideAction: paths.postAside(item.ref),
      asideFields: showFields([ASIDE], {}, errors),
      undoAction: paths.postUndo(item.ref),
      isAside: item.settled?.status === 'aside',
      case: filedTo === null ? null : { ref: filedTo, href: paths.case(filedTo) },
      recordNow: filedTo !== null && isUnrecorded(item) && item.settled?.meant ? recordHref(filedTo, item.settled.meant, item.ref) : null,
      staysRecorded: item.recorded.length === 0 ? null : t.takeBackRecorded(item.recorded.map(({ entry }) => `entry ${entry}`).join(', ')),
    },
  });
}

async function foundRows(site: Site, caller: Caller, item: string, search: string): Promise<readonly object[]> {
  const rows = await recordsForPost(site.useCases, caller, search);
  return rows.map((row) => ({
    ref: row.ref,
    child: row.child.name,
    stage: texts.stages[row.stage ?? 'unknown'],
    owner: row.owner?.name ?? null,
    href: `${paths.postItem(item)}?record=${row.ref}#file`,
  }));
}

/** What it may be on the record chosen: the facts that the law and the record allow now, and a paper alone. */
async function chosenShown(site: Site, caller: Caller, { ref, stage }: CaseAccess, meant: string, errors: readonly FieldError[]): Promise<object> {
  const { steps } = await viewNextSteps(site.useCases, caller, ref);
  const [row] = await recordsForPost(site.useCases, caller, ref);
  const facts = FACTS_BY_POST.flatMap((type) => {
    const step = steps.find((offered) => offered.type === type);
    return step === undefined ? [] : [{ value: type, text: texts.facts[type].told, ...(step.may ? {} : { hint: t.notYours }) }];
  });
  const field: ChoiceField = { ...MEANT, choices: [{ value: 'document', text: t.document }, ...facts] };
  return { ref, child: row?.child.name ?? '', stage: texts.stages[stage ?? 'unknown'], fields: showFields([field], { meant }, errors) };
}
