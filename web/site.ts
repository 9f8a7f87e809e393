import type { Request, Response } from 'express';
import type { IsoDate } from '../domain/dates/iso-date.js';
import { mayAtAll, type Caller } from '../api/permissions.js';
import type { UseCaseDeps } from '../api/ports.js';
import type { StaffMember } from '../api/read-models.js';
import type { Block } from '../domain/tell/template.js';
import type { Mode } from '../api/use-cases/sign-in.js';
import { paths } from './paths.js';
import type { Render } from './render.js';
import { roleWords } from './presenting/person.js';
import { texts } from './texts.js';
import { todayOf as todayBy } from '../api/now.js';

/** Who is visiting, by the session that the API keeps; pages never see how. */
export type Visits = Readonly<{
  /** Null when nobody is signed in, and on pages served without a session. */
  caller: (req: Request) => Caller | null;
  signIn: (req: Request, member: StaffMember) => Promise<void>;
  /** The link somebody came by, by its reference; null for everybody else. */
  link: (req: Request) => string | null;
  signInByLink: (req: Request, link: string) => Promise<void>;
  signOut: (req: Request) => Promise<void>;
  /** The secret every form of this session carries; empty where there is no session. */
  formToken: (req: Request) => string;
  /** Words looked for in the work list: kept in the session, so that a name stands in no address and no log. */
  search: (req: Request) => string;
  keepSearch: (req: Request, words: string) => Promise<void>;
}>;

/** What a demonstration council is made from, and the published figures it could not meet exactly. */
export type Demonstration = Readonly<{
  council: string;
  asOn: IsoDate;
  notice: Readonly<{
    source: string;
    licence: string;
    /** How the open assessments were come by. */
    stock: string;
    misfits: readonly Readonly<{ about: string; published: string; here: string }>[];
    /** Published counts, by their file and column. */
    matches?: readonly Readonly<{ column: string; published: number }>[];
  }>;
}>;

/** A message as its carrier has it: the link that works, and a letter's PDF. */
export type SentFiles = Readonly<{
  link: (reference: string) => Promise<string | null>;
  body: (reference: string) => Promise<readonly Block[] | null>;
  pdf: (reference: string) => Promise<Buffer | null>;
}>;

/** Draws a page as a tagged PDF; null where no Chromium is set up. */
export type DrawPdf = ((html: string) => Promise<Buffer>) | null;

/** What every page is given. */
export type Site = Readonly<{
  useCases: UseCaseDeps;
  mode: Mode;
  visits: Visits;
  render: Render;
  demonstration: () => Promise<Demonstration | null>;
  /** What the demonstration sent, as its readers see it; null where nothing is kept. */
  sentFiles: SentFiles | null;
  drawPdf: DrawPdf;
  /** Records a fault nobody on the page can mend. */
  report: (req: Request, error: unknown) => void;
}>;

export type SummaryError = Readonly<{ text: string; href?: string }>;
export type Notice = Readonly<{ good: boolean; title: string; text: string }>;
export type Section = 'cases' | 'new-case' | 'advice' | 'post' | 'tasks' | 'escalations' | 'reviews' | 'panels' | 'team' | 'audits' | 'reports' | 'improvement' | 'figures' | 'forecast' | 'settings' | 'import' | 'outbox' | 'clock';

/** A page to answer with. Its title names references, never a person. */
export type Page = Readonly<{
  view: string;
  title: string;
  section?: Section;
  status?: number;
  errors?: readonly SummaryError[] | null;
  notice?: Notice | null;
  shown: object;
}>;

/** Answers with a page in the council's frame. */
export function show(site: Site, req: Request, res: Response, page: Page): Response {
  const caller = site.visits.caller(req);
  const { errors = null, notice = null } = page;
  res.status(page.status ?? (errors === null ? 200 : 400));
  res.set('Cache-Control', 'no-store');
  return res.type('html').send(
    site.render(`pages/${page.view}.njk`, {
      title: page.title,
      council: site.useCases.council.name,
      demo: site.mode === 'demo',
      user: caller === null ? null : { name: caller.name, roles: roleWords(caller) },
      offersSignIn: caller === null,
      navigation: navigationFor(caller, page.section, site.mode, res.locals),
      csrf: site.visits.formToken(req),
      errorSummary: errors === null || errors.length === 0 ? null : errors,
      notice,
      ...page.shown,
    }),
  );
}

/** What this person's roles let them open, in one line on a desk. */
function navigationFor(caller: Caller | null, section: Section | undefined, mode: Mode, { escalations }: Readonly<{ escalations?: number }>): readonly object[] {
  const may = (action: Parameters<typeof mayAtAll>[1]): boolean => caller !== null && mayAtAll(caller, action);
  const entries: readonly { code: Section; href: string; shown: boolean }[] = [
    { code: 'cases', href: paths.cases, shown: may('record.see') },
    { code: 'new-case', href: paths.newCase, shown: may('record.start') },
    { code: 'advice', href: paths.advice, shown: may('advice.answer') },
    { code: 'reviews', href: paths.reviews, shown: may('record.see') },
    { code: 'post', href: paths.post, shown: may('post.handle') },
    { code: 'tasks', href: paths.tasks, shown: may('task.see') },
    { code: 'escalations', href: paths.escalations, shown: may('team.see') || (escalations ?? 0) > 0 || (may('escalation.see') && may('advice.answer')) },
    { code: 'panels', href: paths.panels, shown: may('panel.see') },
    { code: 'team', href: paths.team, shown: may('team.see') },
    { code: 'settings', href: paths.settings, shown: may('rules.see') },
    { code: 'import', href: paths.imports, shown: may('backlog.move') },
    { code: 'audits', href: paths.audits, shown: may('audit.lead') || may('audit.mark') || may('audit.officers') || may('report.read') },
    { code: 'reports', href: paths.reports, shown: may('report.read') },
    { code: 'improvement', href: paths.improvement, shown: may('improvement.see') && !may('record.start') }, // team managers come to it from the reports: their line is full
    { code: 'figures', href: paths.figures, shown: may('report.read') },
    { code: 'forecast', href: paths.forecast, shown: may('report.read') },
    { code: 'outbox', href: paths.outbox, shown: mode === 'demo' },
    { code: 'clock', href: paths.clock, shown: caller === null }, // the foot of every page leads there besides
  ];
  return entries
    .filter(({ shown }) => shown)
    .map(({ code, href }) => ({ text: code === 'escalations' && escalations ? `${texts.sections[code]} (${escalations})` : texts.sections[code], href, current: code === section }));
}

/** Where somebody's work begins, by their first role that has a page. */
export function homeOf(caller: Caller): string {
  if (mayAtAll(caller, 'record.facts')) return paths.cases;
  if (mayAtAll(caller, 'advice.answer')) return paths.advice;
  if (mayAtAll(caller, 'audit.mark') || mayAtAll(caller, 'audit.lead')) return paths.audits;
  if (caller.roles.includes('director')) return paths.director;
  if (mayAtAll(caller, 'report.read')) return paths.figures;
  if (mayAtAll(caller, 'setting.edit')) return paths.settings;
  return mayAtAll(caller, 'record.see') ? paths.cases : paths.front;
}

export const todayOf = (site: Site): IsoDate => todayBy(site.useCases);

/** The person signed in. @throws SignInFirst, answered with the sign-in page */
export function callerOf(site: Site, req: Request): Caller {
  const caller = site.visits.caller(req);
  if (caller === null) throw new SignInFirst();
  return caller;
}

export class SignInFirst extends Error {}

/** One part of an address, which a route has matched. */
export function part(req: Request, name: string): string {
  const found = req.params[name];
  return typeof found === 'string' ? found : '';
}

/** One value of the query or body, as text; empty when absent or of another shape. */
export function textOf(from: unknown, name: string): string {
  const value: unknown =
    typeof from === 'object' && from !== null ? Object.entries(from).find(([key]) => key === name)?.[1] : undefined;
  return typeof value === 'string' ? value.replaceAll('\0', '').trim() : '';
}
