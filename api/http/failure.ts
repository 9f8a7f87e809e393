import type { ErrorRequestHandler, Request } from 'express';
import { AppError, invalid, isDatabaseGone, problemOf } from '../errors.js';

/** What the libraries below us throw, in our catalogue's words. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isDatabaseGone(error)) return new AppError('database-unavailable', {}, { cause: error });
  if (error instanceof Error && error.name === 'UnreadableCursor') return invalid([{ path: 'cursor', message: 'is none that this list gave: leave it out to begin with the first page' }]);
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as { type?: unknown; status?: unknown };
  if (type === 'entity.too.large' || type === 'parameters.too.many') return new AppError('body-too-large');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported') return new AppError('unsupported-media-type');
  if (type === 'entity.parse.failed' || type === 'request.aborted' || type === 'request.size.invalid' || status === 400) return new AppError('malformed-json');
  return new AppError('unexpected', {}, { cause: error });
}

export const requestIdOf = (req: Request): string => (typeof req.id === 'string' ? req.id : '');

/** The path, without the query string, which may hold what somebody searched for. */
const pathOf = (req: Request): string => req.originalUrl.split('?', 1)[0] ?? '';

/** Last handler of the API: every failure is `application/problem+json`; ours are logged, with their cause, and say nothing. */
export const answerProblem: ErrorRequestHandler = (error, req, res, next) => {
  const known = asAppError(error);
  if (known.status >= 500) req.log.error({ err: known.cause ?? known, code: known.code }, 'failed');
  if (res.headersSent) {
    next(known); // half an answer has gone: Express ends the connection
    return;
  }
  if (known.extra.allow !== undefined) res.set('Allow', known.extra.allow.join(', '));
  if (known.code === 'database-unavailable') res.set('Retry-After', '30');
  if (known.code === 'body-too-large') res.set('Connection', 'close'); // the rest of the body is not read
  res.status(known.status).type('application/problem+json').send(JSON.stringify(problemOf(known, pathOf(req), requestIdOf(req))));
};
