import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { TASK_ENDS, type TaskRow } from '../../../api/letter-models.js';
import { endTask, mendAddress, oneTask, openTasks, tryTaskAgain } from '../../../api/use-cases/tasks.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, todayOf, type Notice, type Site, type SummaryError } from '../../site.js';
import { texts } from '../../texts.js';
import { mendable, taskPage, taskRows } from './presenter.js';

const ROWS = 50;
const DONE = ['done', 'again', 'queued'] as const;

type Problem = Readonly<{ errors: readonly SummaryError[]; typed: Readonly<Record<string, string>> }>;

/** What a person must see to that is no duty of law: each with why, with the address at fault, and what to do. */
export const taskRoutes = (site: Site): Router =>
  Router()
    .get(paths.tasks, async (req, res) => {
      const whose = textOf(req.query, 'view') === 'all' ? 'all' : 'mine';
      const after = textOf(req.query, 'after');
      const page = await openTasks(site.useCases, callerOf(site, req), { whose, cursor: after === '' ? null : after, limit: ROWS });
      const address = (view: string, more = ''): string => `${paths.tasks}?view=${view}${more}`;
      show(site, req, res, {
        view: 'tasks/list',
        title: texts.letters.tasksTitle,
        section: 'tasks',
        notice: noticeOf(textOf(req.query, 'was')),
        shown: {
          views: (['mine', 'all'] as const).map((view) => ({ text: texts.letters.views[view], href: address(view), current: view === whose })),
          rows: taskRows(page.items, todayOf(site)),
          more: page.next === null ? null : address(whose, `&after=${encodeURIComponent(page.next)}`),
        },
      });
    })
    .get(paths.task(':task'), (req, res) => taskOf(site, req, res))
    .post(paths.taskDone(':task'), async (req, res) => {
      const how = TASK_ENDS.find((known) => known === textOf(req.body, 'how'));
      if (how === undefined) return taskOf(site, req, res, { errors: [{ text: texts.letters.address.howMissing, href: '#how' }], typed: {} });
      await endTask(site.useCases, callerOf(site, req), part(req, 'task'), how);
      res.redirect(303, `${paths.tasks}?was=done`);
    })
    .post(paths.taskAgain(':task'), async (req, res) => {
      try {
        await tryTaskAgain(site.useCases, callerOf(site, req), part(req, 'task'));
        res.redirect(303, `${paths.tasks}?was=queued`);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        const errors = (error.extra.errors ?? []).map(({ message }) => ({ text: `The letter ${message}`, href: '#again' }));
        await taskOf(site, req, res, { errors, typed: {} });
      }
    })
    .post(paths.taskAddress(':task'), async (req, res) => {
      const typed = Object.fromEntries(['channel', 'email', 'consent', 'lines', 'postcode'].map((name) => [name, textOf(req.body, name)]));
      try {
        const outcome = await mendAddress(site.useCases, callerOf(site, req), part(req, 'task'), givenAddress(typed));
        res.redirect(303, `${paths.tasks}?was=${outcome.kind === 'sent-again' ? 'again' : 'queued'}`);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        const errors = (error.extra.errors ?? []).map(({ path, message }) => ({ text: sentence(path, message), href: `#${path === 'address' ? 'mend' : path}` }));
        await taskOf(site, req, res, { errors, typed });
      }
    });

const givenAddress = ({ channel, email, consent, lines, postcode }: Readonly<Record<string, string>>): object =>
  channel === 'letter' ? { channel, lines, postcode } : { channel: 'email', email, consent: consent === 'yes' };

function sentence(path: string, message: string): string {
  const { email, lines, postcode } = texts.letters.address;
  const names: Readonly<Record<string, string>> = { email, lines, postcode, address: 'The address' };
  return message.startsWith('address ') ? `${lines}${message.slice('address'.length)}` : `${names[path] ?? ''} ${message}`.trim();
}

async function taskOf(site: Site, req: Request, res: Response, problem: Problem | null = null): Promise<void> {
  const task: TaskRow = await oneTask(site.useCases, callerOf(site, req), part(req, 'task'));
  show(site, req, res, {
    view: 'tasks/view',
    title: texts.letters.tasksTitle,
    section: 'tasks',
    errors: problem?.errors ?? null,
    shown: {
      back: paths.tasks,
      task: taskPage(task, todayOf(site)),
      mend: mendable(task, problem?.typed ?? {}, problem?.errors ?? []),
      words: texts.letters.address,
      done: paths.taskDone(task.ref),
      again: paths.taskAgain(task.ref),
      ends: TASK_ENDS.map((end) => ({ value: end, text: texts.letters.ends[end] })),
      howMissing: problem?.errors.some(({ href }) => href === '#how') ? texts.letters.address.howMissing : null,
    },
  });
}

function noticeOf(was: string): Notice | null {
  const known = DONE.find((one) => one === was);
  if (known === undefined) return null;
  const { title, text } = known === 'done' ? texts.letters.done : known === 'again' ? texts.letters.again : texts.letters.queuedAgain;
  return { good: true, title, text };
}
