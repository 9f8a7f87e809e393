import type { Break } from '../domain/review-year/limits.js';
import type { IsoDate } from '../domain/dates/iso-date.js';

/** Every way a request can fail: status, title, and the public sentence that says what to do. Nothing a person typed is in them. */
export const ERRORS = {
  'malformed-json': { status: 400, title: 'Not JSON', detail: 'The body could not be read as JSON. Send one JSON object, in UTF-8.' },
  'body-too-large': { status: 413, title: 'Body too large', detail: 'The body is larger than the limit of 1 MB. Send fewer facts at a time, or use the command "duly clock --lines" for many cases.' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type', detail: 'Send the body as application/json, in UTF-8 and uncompressed or gzipped.' },
  'not-signed-in': { status: 401, title: 'Sign in first', detail: 'This needs somebody signed in: POST /api/session, or the sign-in page.' },
  'post-token': { status: 401, title: 'The mailbox\'s token is needed', detail: 'Send the header Authorization: Bearer with the token that the council has set as POST_TOKEN. Where it has set none, nothing can be handed over.' },
  'not-a-mail': { status: 422, title: 'Not a mail', detail: 'This has neither a sender nor a date, or is nested too deep. Send one mail as it came, headers and all, as message/rfc822.' },
  'not-a-bounce': { status: 422, title: 'Not a report of delivery', detail: 'This holds no delivery status (RFC 3464). Hand over other mail at POST /api/v1/post.' },
  'sign-in-refused': { status: 401, title: 'Sign-in refused', detail: 'There is no such account, or it has been closed.' },
  'demo-only': { status: 403, title: 'Demonstration accounts are off', detail: 'Demonstration accounts work only where DULY_MODE is demo. Here people sign in with the council\'s own accounts.' },
  'csrf-token': { status: 403, title: 'Missing or old form token', detail: 'A change needs the current token in the header X-CSRF-Token (GET /api/session gives it). It changes at every sign-in and sign-out.' },
  forbidden: { status: 403, title: 'Not granted', detail: 'None of your roles grants this. Ask your team manager.' },
  'not-yours-to-record': { status: 403, title: 'Not yours to record', detail: 'Facts of a record are recorded by its caseworker or a manager of its team.' },
  'decision-needs-manager-or-panel': {
    status: 403,
    title: 'A manager\'s or the panel\'s decision',
    detail: 'A decision to refuse, to issue or to cease is recorded by a team manager upwards, or names the panel\'s decision in evidence, as panel:2026-05-12/3.',
  },
  'second-person-needed': { status: 403, title: 'A second person is needed', detail: 'Whoever made a correction cannot confirm it: another person, a team manager or above, does.' },
  'not-found': { status: 404, title: 'Not found', detail: 'There is nothing here that you may see.' },
  'method-not-allowed': { status: 405, title: 'Method not allowed', detail: 'This address does not answer that method; the header Allow lists those it does.' },
  'rule-refused': { status: 409, title: 'The rule refuses this', detail: 'The law, or what is recorded already, does not allow this now.' },
  'fails-the-law': { status: 409, title: 'The text fails a requirement of the law', detail: 'Nothing was recorded. Mend the text and send it again; or a team manager upwards says in despite why it is issued all the same.' },
  'changed-since': { status: 409, title: 'Changed by somebody else', detail: 'Facts were recorded after the last entry you had seen. Read them, then send yours again if it still holds.' },
  'already-open': { status: 409, title: 'An assessment is open already', detail: 'This child has an open assessment. A second request joins it; it starts no second clock.' },
  'already-settled': { status: 409, title: 'Settled already', detail: 'This no longer waits for a second person.' },
  'not-explained': { status: 409, title: 'Not ready for the board', detail: 'Something in this report is red without a cause or an action. It goes to the board once the managers who answer for it have written both.' },
  'key-reused': { status: 422, title: 'Idempotency key used before', detail: 'This Idempotency-Key came before with another body. Use a new key for a new command; the same key only to repeat the same one.' },
  invalid: { status: 422, title: 'Some fields need mending', detail: 'Each problem names its field and what it must be. Nothing was recorded.' },
  'too-many-requests': { status: 429, title: 'Too many requests', detail: 'Wait as long as the header Retry-After says, in seconds, then go on.' },
  'database-unavailable': { status: 503, title: 'PostgreSQL does not answer', detail: 'The database (PostgreSQL) cannot be reached. Nothing was recorded; send the same request again, with the same Idempotency-Key, in a minute.' },
  unexpected: { status: 500, title: 'Something went wrong here', detail: 'The fault is ours and has been logged under the request id. Nothing is half recorded; the same Idempotency-Key may be sent again.' },
} as const satisfies Record<string, { status: number; title: string; detail: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One field that needs mending, as `facts[1].on`, and how. */
export type FieldProblem = Readonly<{ path: string; message: string; code?: string }>;

/** What a problem may say beyond its catalogue entry. */
export type ProblemExtra = Readonly<{
  detail?: string;
  errors?: readonly FieldProblem[];
  /** The clock's name for the same list (docs/vocabulary.md section 5). */
  problems?: readonly FieldProblem[];
  /** Code, regulation and first lawful day of a rule's refusal. */
  refusal?: string;
  law?: string;
  notBefore?: IsoDate;
  caseRef?: string;
  changes?: readonly { entry: number; type: string; on: IsoDate }[];
  allow?: readonly string[];
  /** Limits that a review's date would break. */
  breaks?: readonly Break[];
}>;

/** A failure with a public face. Its message is the code: whatever was typed stays out of logs. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly extra: ProblemExtra = {},
    options?: ErrorOptions,
  ) {
    super(code, options);
    this.name = 'AppError';
  }
  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** A 422 that names its fields. */
export const invalid = (errors: readonly FieldProblem[]): AppError => new AppError('invalid', { errors });

export const notFound = (): AppError => new AppError('not-found');

/** Body of an `application/problem+json` answer (RFC 9457). */
export type ProblemDetails = Readonly<{ type: string; title: string; status: number; detail: string; instance: string; code: ErrorCode; requestId: string }> &
  Omit<ProblemExtra, 'detail' | 'allow'>;

/** @param path the address without its query string, which may hold tokens */
export function problemOf(error: AppError, path: string, requestId: string): ProblemDetails {
  const { title, status, detail } = ERRORS[error.code];
  const { detail: own, allow: _allow, ...extra } = error.extra;
  return { type: `urn:duly:problem:${error.code}`, title, status, detail: own ?? detail, instance: path, code: error.code, requestId, ...extra };
}

const DATABASE_GONE: ReadonlySet<string> = new Set([
  'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH', // the network
  '57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006', // PostgreSQL going, starting, or full
  'P1001', 'P1002', 'P1008', 'P1017', 'P2024', // the same, as Prisma says it
]);
const GONE_WORDS = /Connection terminated|is not queryable|Query read timeout|^timeout expired$|timeout exceeded when trying to connect|Can't reach database server|Server has closed the connection|DatabaseNotReachable|ConnectionClosed|SocketTimeout/;

/** Whether an error, or one it was caused by, says that PostgreSQL cannot be reached. */
export function isDatabaseGone(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  const { code, message, kind, cause, meta, errors } = error as Record<string, unknown>;
  if (typeof code === 'string' && DATABASE_GONE.has(code)) return true;
  if ([message, kind].some((text) => typeof text === 'string' && GONE_WORDS.test(text))) return true;
  const inner = [cause, meta, (meta as Record<string, unknown> | undefined)?.['driverAdapterError'], ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((one) => isDatabaseGone(one, depth + 1));
}
