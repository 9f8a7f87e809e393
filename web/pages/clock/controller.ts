import { Router, type Request, type Response } from 'express';
import { isIsoDate } from '../../../domain/dates/iso-date.js';
import type { FactType } from '../../../domain/facts/fact.js';
import type { DayField, FieldError, Typed } from '../../forms/field.js';
import { readFields, typedIn } from '../../forms/read.js';
import { errorSummary, showFields } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { show, textOf, todayOf, type Site, type SummaryError } from '../../site.js';
import { texts } from '../../texts.js';
import { errorsOf, readFacts } from '../record-fact/read-fact.js';
import { askedOnPage, clockFields, factGroups } from './clock-fields.js';
import { EXAMPLES } from './examples.js';
import { shownAnswer, shownFacts, shownProblems } from './presenter.js';
import { emptyStory, factOf, factWords, readStory, tell, writeStory, type Story } from './story.js';

/**
 * The statutory clock for anyone: facts in, dates with their reasons out. It reads no record and keeps nothing, so it asks for no
 * sign-in, and the story travels in the form, never in an address.
 */
export const clockRoutes = (site: Site): Router =>
  Router()
    .get(paths.clock, (req, res) => showClock(site, req, res, emptyStory(todayOf(site))))
    .post(paths.clock, (req, res) => {
      const story = storyOf(site, req);
      const [act = '', about = ''] = textOf(req.body, 'do').split(':');
      switch (act) {
        case 'begin':
          return begin(site, req, res, story);
        case 'choose':
          return choose(site, req, res, story);
        case 'remove':
          return showClock(site, req, res, { ...story, facts: story.facts.filter((_, i) => String(i) !== about) });
        case 'stand':
          return standOn(site, req, res, story);
        case 'paste':
          return paste(site, req, res, story);
        case 'example': {
          const example = EXAMPLES.find(({ code }) => code === about);
          return showClock(
            site,
            req,
            res,
            example === undefined ? story : { today: example.today, facts: example.facts, rest: {} },
          );
        }
        case 'clear':
          return showClock(site, req, res, emptyStory(todayOf(site)));
        default:
          return showClock(site, req, res, story);
      }
    })
    .post(paths.clockAdd, (req, res) => add(site, req, res, storyOf(site, req)));

const storyOf = (site: Site, req: Request): Story =>
  readStory(textOf(req.body, 'story'), todayOf(site)) ?? emptyStory(todayOf(site));

const FIRST_DAY: DayField = {
  kind: 'day',
  name: 'received',
  label: texts.facts['request-received'].when,
  hint: texts.form.dayHint,
  asked: texts.form.asked.came,
};
const STAND: DayField = {
  kind: 'day',
  name: 'stand',
  label: texts.clock.standOn,
  hint: texts.clock.standHint,
  asked: texts.clock.standAsked,
  future: true,
};

function begin(site: Site, req: Request, res: Response, story: Story): Response {
  const typed = typedIn([FIRST_DAY], req.body);
  const { values, errors } = readFields([FIRST_DAY], typed, todayOf(site));
  if (errors.length > 0) return showClock(site, req, res, story, { typed, errors });
  return showClock(site, req, res, {
    ...story,
    facts: [...story.facts, { type: 'request-received', on: values['received'] }],
  });
}

function standOn(site: Site, req: Request, res: Response, story: Story): Response {
  const typed = typedIn([STAND], req.body);
  const { values, errors } = readFields([STAND], typed, todayOf(site));
  const on = values['stand'];
  if (errors.length > 0 || typeof on !== 'string') return showClock(site, req, res, story, { typed, errors });
  return showClock(site, req, res, { ...story, today: on });
}

function paste(site: Site, req: Request, res: Response, story: Story): Response {
  const text = textOf(req.body, 'json');
  const pasted = readStory(text, todayOf(site));
  if (pasted !== null) return showClock(site, req, res, pasted);
  return showClock(site, req, res, story, {
    errors: [{ name: 'json', href: '#json', text: texts.clock.notJson }],
    json: text,
  });
}

function choose(site: Site, req: Request, res: Response, story: Story): Response {
  const type = askedOnPage(textOf(req.body, 'type'));
  if (type === null)
    return showClock(site, req, res, story, {
      errors: [{ name: 'type', href: '#type', text: texts.clock.typeMissing }],
    });
  return showAdd(site, req, res, story, type, {}, []);
}

/** The fact joins the story if the whole still holds; what does not is said beside its field. */
function add(site: Site, req: Request, res: Response, story: Story): Response {
  const type = askedOnPage(textOf(req.body, 'type'));
  if (type === null) return showClock(site, req, res, story);
  const fields = clockFields(type, story);
  const typed = typedIn(fields, req.body);
  const today = isIsoDate(story.today) ? story.today : todayOf(site);
  const own = fields.filter(({ name }) => name !== 'direction');
  const { values, errors } = readFields(
    fields.filter(({ name }) => name === 'direction'),
    typed,
    today,
  );
  const read = readFacts(type, own, typed, today);
  if (errors.length + read.errors.length > 0)
    return showAdd(site, req, res, story, type, typed, [...errors, ...read.errors]);
  const direction = values['direction'];
  const facts = read.facts.map((fact) =>
    typeof direction === 'string' ? { ...fact, [direction]: texts.clock.otherCouncil } : { ...fact },
  );
  const longer: Story = { ...story, facts: [...story.facts, ...facts] };
  const told = tell(longer);
  const found =
    told.kind === 'problems' ? told.problems.filter((problem) => (factOf(problem) ?? 0) >= story.facts.length) : [];
  if (found.length > 0) return showAdd(site, req, res, story, type, typed, errorsOf(found, fields));
  return showClock(site, req, res, longer);
}

type Asked = Readonly<{ typed?: Typed; errors?: readonly FieldError[]; json?: string }>;

function showClock(
  site: Site,
  req: Request,
  res: Response,
  story: Story,
  { typed = {}, errors = [], json = '' }: Asked = {},
): Response {
  const told = tell(story);
  const problems: readonly SummaryError[] = told.kind === 'problems' ? shownProblems(told.problems, story) : [];
  return show(site, req, res, {
    view: 'clock/view',
    title: texts.clock.title,
    section: 'clock',
    errors: errorSummary(errors) ?? (problems.length === 0 ? null : problems),
    shown: {
      story: writeStory(story),
      storyJson: writeStory(story, 2),
      begun: story.facts.length > 0,
      facts: shownFacts(story, told),
      answer: told.kind === 'answer' ? shownAnswer(told.answer) : null,
      first: showFields([FIRST_DAY], typed, errors),
      stand: showFields([STAND], { ...standTyped(story), ...typed }, errors),
      groups: factGroups(),
      typeError: errors.find(({ name }) => name === 'type')?.text ?? null,
      jsonError: errors.find(({ name }) => name === 'json')?.text ?? null,
      json,
      examples: EXAMPLES.map(({ code, name, text }) => ({ code, name, text })),
    },
  });
}

function standTyped({ today }: Story): Typed {
  const [year = '', month = '', day = ''] = today.split('-');
  return { 'stand-day': String(Number(day)), 'stand-month': String(Number(month)), 'stand-year': year };
}

function showAdd(
  site: Site,
  req: Request,
  res: Response,
  story: Story,
  type: FactType,
  typed: Typed,
  errors: readonly FieldError[],
): Response {
  return show(site, req, res, {
    view: 'clock/add',
    title: texts.clock.addTitle,
    section: 'clock',
    errors: errorSummary(errors),
    shown: {
      story: writeStory(story),
      type,
      heading: factWords({ type }),
      fields: showFields(clockFields(type, story), typed, errors),
    },
  });
}
