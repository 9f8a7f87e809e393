import type { Request } from 'express';
import { csrfTokenOf, endSession, maybeCaller, startSession } from '../api/http/session.js';
import type { Visits } from './site.js';

const hasSession = (req: Request): boolean => 'session' in req;

/** Visits by the session that api/http keeps. A page served without one knows nobody and has no secret to carry. */
export const sessionVisits: Visits = {
  caller: maybeCaller,
  signIn: startSession,
  signOut: endSession,
  formToken: (req) => (hasSession(req) ? csrfTokenOf(req) : ''),
  search: (req) => (hasSession(req) ? (req.session.search ?? '') : ''),
  keepSearch: (req, words) => {
    if (words === '') delete req.session.search;
    else req.session.search = words;
  },
};
