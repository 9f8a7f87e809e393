import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pino, type Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { z } from 'zod';

export type { Logger };

/** Logs hold events, references and codes, by allow-list: no body, no query string, no header, no name, no message of an error. */
export const createLog = (level: string, destination?: { write: (line: string) => void }): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: errorCodes } }, ...(destination === undefined ? [] : [destination]));

/** An incoming id is kept only if it is plainly an id; otherwise it could carry anything. */
const REQUEST_ID = /^[A-Za-z0-9-]{8,64}$/;

/** One line a request, and the id that ties it to the answer: header X-Request-Id. */
export const requestLog = (log: Logger) =>
  pinoHttp({
    logger: log,
    wrapSerializers: false, // or an error would come as a copy, its message in it
    genReqId: (req, res) => {
      const given = req.headers['x-request-id'];
      const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
      res.setHeader('X-Request-Id', id);
      return id;
    },
    serializers: {
      req: (req: { id: unknown; method: string; url: string }) => ({ id: req.id, method: req.method, path: pathOnly(req.url) }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: errorCodes,
    },
    customLogLevel: (_req: IncomingMessage, res: ServerResponse) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'failed',
    autoLogging: { ignore: (req) => req.url === '/healthz' || req.url === '/readyz' },
  });

/** What comes behind `/a/` opens a link: whoever reads the log must not be able to. */
const LINK_TOKEN = /^\/a\/[^/]+/;

/** Paths hold references only; a piece that is none, typed into the address bar, is not written down. */
function pathOnly(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replace(LINK_TOKEN, '/a/-').split('/').map((piece) => (/^[A-Za-z0-9._:{}-]{0,64}$/.test(piece) ? piece : '-')).join('/');
}

/** Type, code and place of an error: its message may quote a value somebody typed. Of an answer that did not fit its schema, the fields. */
function errorCodes(error: unknown): Record<string, unknown> {
  if (error instanceof z.core.$ZodError) return { type: 'ZodError', fields: error.issues.map(({ path, code }) => `${path.map(String).join('.')} ${code}`) };
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const stack = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 12).map((line) => line.trim());
  return { type: error.name, ...(typeof code === 'string' ? { code } : {}), stack, ...(error.cause === undefined ? {} : { cause: errorCodes(error.cause) }) };
}
