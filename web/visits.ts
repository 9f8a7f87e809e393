import type { Request } from 'express';
import { csrfTokenOf, endSession, maybeCaller, startLinkSession, startSession } from '../api/http/session.js';
import type { Visits } from './site.js';

const hasSession = (req: Request): boolean => 'session' in req;

/** Visits by the session that api/http keeps. A page served without one knows nobody and has no secret to carry. */
export const sessionVisits: Visits = {
  caller: maybeCaller,
  signIn: async (req, member) => {
    await startSession(req, member);
    await kept(req);
  },
  link: (req) => (hasSession(req) ? (req.session.link ?? null) : null),
  signInByLink: async (req, link) => {
    await startLinkSession(req, link);
    await kept(req);
  },
  signOut: endSession,
  formToken: (req) => (hasSession(req) ? csrfTokenOf(req) : ''),
  search: (req) => (hasSession(req) ? (req.session.search ?? '') : ''),
  keepSearch: async (req, words) => {
    if (words === '') delete req.session.search;
    else req.session.search = words;
    await kept(req);
  },
};

/** Written before the answer leaves: a browser follows a redirect on its headers, and must find its session there. */
const kept = (req: Request): Promise<void> =>
  new Promise((done, fail) => {
    req.session.save((error: unknown) =>
      error === undefined || error === null
        ? done()
        : fail(new Error('the session could not be kept', { cause: error })),
    );
  });
