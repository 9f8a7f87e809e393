import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { mayAtAll } from '../../../api/permissions.js';
import { putInScans } from '../../../api/use-cases/post-receiving.js';
import { isIsoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { POST_CHANNELS } from '../../../domain/post/came.js';
import { errorAt, type Field, type FieldError, type Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, show, todayOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { CHANNEL_CHOICES } from '../../words/choices.js';
import { POST_WORDS } from '../../words/post.js';
import { filesIn } from '../../files/uploads.js';

const t = POST_WORDS.scan;
const f = texts.form;

/** Paper that came is scanned and put in the post, with how and when it came. */
export const scanRoutes = (site: Site): Router =>
  Router()
    .get(paths.postNew, (req, res) => scanPage(site, req, res, { typed: {}, errors: [], status: 200 }))
    .post(paths.postNew, async (req, res) => {
      const typed = typedIn(FIELDS, req.body);
      const isPosted = ['day', 'month', 'year'].some((part) => (typed[`postedOn-${part}`] ?? '') !== '');
      const asked = FIELDS.map((field) => (field.name === 'on' && isPosted ? { ...field, optional: true } : field));
      const { values, errors } = readFields(asked, typed, todayOf(site));
      const files = filesIn(req);
      const missing = files.length === 0 ? [FILE_MISSING] : [];
      if (errors.length + missing.length > 0) return scanPage(site, req, res, { typed, errors: [...errors, ...missing], status: 400 });
      try {
        const { kind, ref } = await putInScans(site.useCases, callerOf(site, req), {
          channel: String(values['channel']),
          on: dayIn(values['on']),
          time: typeof values['time'] === 'string' ? values['time'] : null,
          postedOn: dayIn(values['postedOn']),
          fromName: typeof values['fromName'] === 'string' ? values['fromName'] : '',
          about: String(values['about']),
          files,
        });
        res.redirect(303, kind === 'put' ? `${paths.postItem(ref)}?done=put-in` : `${paths.post}?done=there-already`);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
        scanPage(site, req, res, { typed, errors: (error.extra.errors ?? []).map(({ path, message }) => errorFor(path, message)), status: 400 });
      }
    });

const FIELDS: readonly Field[] = [
  { kind: 'choice', name: 'channel', label: t.how, missing: t.howMissing, choices: CHANNEL_CHOICES.filter(({ value }) => POST_CHANNELS.some((known) => known === value)) },
  { kind: 'day', name: 'on', label: t.when, hint: f.dayHint, asked: f.asked.came },
  { kind: 'time', name: 'time', label: f.atTime, hint: f.atTimeHint, optional: true },
  { kind: 'day', name: 'postedOn', label: f.postedOn, hint: f.postedOnHint, asked: f.asked.posted, optional: true },
  { kind: 'line', name: 'fromName', label: t.from, hint: t.fromHint, missing: t.from, most: 200, optional: true, spellcheck: false },
  { kind: 'line', name: 'about', label: t.about, hint: t.aboutHint, missing: t.aboutMissing, most: 300, width: 'wide' },
];
const FILE_MISSING: FieldError = { name: 'file', href: '#file', text: t.fileMissing };

const dayIn = (value: unknown): IsoDate | null => (typeof value === 'string' && isIsoDate(value) ? value : null);

/** A problem of a file names the file itself. */
function errorFor(path: string, message: string): FieldError {
  const field = FIELDS.find(({ name }) => name === path);
  if (field === undefined) return { name: 'file', href: '#file', text: message };
  return errorAt(field, f.problem(field.kind === 'day' ? field.asked : field.label, message));
}

type Filled = Readonly<{ typed: Typed; errors: readonly FieldError[]; status: number }>;

function scanPage(site: Site, req: Request, res: Response, { typed, errors, status }: Filled): Response {
  if (!mayAtAll(callerOf(site, req), 'post.handle')) throw new AppError('forbidden');
  return show(site, req, res, {
    view: 'post/scan',
    title: t.title,
    section: 'post',
    status,
    errors: errorSummary(errors),
    shown: { words: t, back: paths.post, action: paths.postNew, fields: showFields(FIELDS, typed, errors), fileError: errors.find(({ name }) => name === 'file')?.text ?? null },
  });
}
