import pgSession from 'connect-pg-simple';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Pool } from 'pg';
import { AppError } from '../errors.js';
import type { Caller } from '../permissions.js';
import type { Clock, StaffDirectory } from '../ports.js';
import type { StaffMember } from '../read-models.js';
import type { Mode } from '../use-cases/sign-in.js';
import { todayOf } from '../now.js';

export type SessionSettings = Readonly<{ secret: string; hours: number; secure: boolean; pool: Pool; report: (problem: string) => void }>;

const HOUR = 3_600_000;

/** Sessions in PostgreSQL, of a fixed length from sign-in: no statement is spent on prolonging them. */
export function sessions({ secret, hours, secure, pool, report }: SessionSettings): { middleware: RequestHandler; close: () => void } {
  const Store = pgSession(session);
  const store = new Store({ pool, tableName: 'session', disableTouch: true, errorLog: () => report('sessions: PostgreSQL did not answer') });
  const middleware = session({
    name: 'duly',
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: hours * HOUR, path: '/' },
  });
  return { middleware, close: () => store.close() };
}

const csrf = csrfSync({
  size: 32,
  getTokenFromRequest: (req) => req.get('X-CSRF-Token') ?? formToken(req.body),
});

function formToken(body: unknown): string | undefined {
  const token = typeof body === 'object' && body !== null && '_csrf' in body ? body._csrf : undefined;
  return typeof token === 'string' ? token : undefined;
}

/** Refuses a change that does not carry the session's token, in the header X-CSRF-Token or a form's `_csrf`. */
export function checkCsrf(req: Request): void {
  if (!csrf.isRequestValid(req)) throw new AppError('csrf-token');
}

const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `checkCsrf` for every change, as middleware of the pages. */
export const csrfOnChanges: RequestHandler = (req, _res, next) => {
  if (!SAFE.has(req.method)) checkCsrf(req);
  next();
};

/** The session's token for forms and for GET /api/session; made if there is none yet. */
export const csrfTokenOf = (req: Request): string => csrf.generateToken(req);

const callers = new WeakMap<Request, Caller>();

/** Looks up who is signed in. Somebody who has left, or a demonstration account outside demonstration mode, is nobody. */
export const findCaller =
  (staff: StaffDirectory, mode: Mode, clock: Clock): RequestHandler =>
  async (req, _res, next) => {
    const ref = req.session.staff;
    const member = ref === undefined ? null : await staff.byRef(ref, todayOf({ clock }));
    if (member !== null && member.active && (mode === 'demo' || !member.demo)) callers.set(req, member);
    next();
  };

export const maybeCaller = (req: Request): Caller | null => callers.get(req) ?? null;

/** A new session id for whoever signs in, so that one planted beforehand is worth nothing. */
export async function startSession(req: Request, member: StaffMember): Promise<void> {
  await new Promise<void>((done, fail) => req.session.regenerate((error: unknown) => (error ? fail(asError(error)) : done())));
  req.session.staff = member.ref;
  callers.set(req, member);
}

/** The same for somebody who came by a link and its code: whoever was signed in is not any more. @param link the link's reference */
export async function startLinkSession(req: Request, link: string): Promise<void> {
  callers.delete(req);
  await new Promise<void>((done, fail) => req.session.regenerate((error: unknown) => (error ? fail(asError(error)) : done())));
  req.session.link = link;
}

export async function endSession(req: Request): Promise<void> {
  callers.delete(req);
  await new Promise<void>((done, fail) => req.session.destroy((error: unknown) => (error ? fail(asError(error)) : done())));
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error('the session could not be changed'));
