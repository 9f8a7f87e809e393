import type { Request, Response } from 'express';
import type { z } from 'zod';
import { AppError, invalid, type ErrorCode, type FieldProblem } from '../errors.js';
import type { Action, Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import type { Mode } from '../use-cases/sign-in.js';
import { fieldProblems, plainWords } from './field-problems.js';
import type { Pieces } from './pieces.js';
import { unwritable } from './unwritable.js';

/**
 * One declaration of a route: from it come validation, authorisation, the answer's shape, OpenAPI and the matrix of roles.
 * `may` is `anyone`, `signed-in`, or an action of permissions.ts that some role of the caller must be granted.
 */
export type May = Action | 'anyone' | 'signed-in';
export type Method = 'get' | 'post' | 'delete';

export type RouteDeps = UseCaseDeps & Readonly<{ mode: Mode }>;

type Answers = Readonly<Record<number, Readonly<{ description: string; schema?: z.ZodType; /** Media type of an answer that is a file. */ file?: string; headers?: readonly string[] }>>>;
/** A body that is taken as the bytes it is: its media types, and how many bytes at most. */
export type TakesBytes = Readonly<{ types: readonly string[]; most: number }>;
type Requested<P, Q, H, B> = Readonly<{
  params?: P;
  query?: Q;
  headers?: H;
  body?: B;
  /** Instead of `body`. */
  bytes?: TakesBytes;
  /** What the documentation shows instead of `body`, where the handler reads the body by a rule of its own. */
  shownBody?: z.ZodType;
}>;
type Out<S> = S extends z.ZodType ? z.output<S> : undefined;
type Sent = Omit<Pieces, 'mediaType'>;
type Body<A> = A extends { schema: z.ZodType } ? { body: z.input<A['schema']> } : A extends { file: string } ? { file: Sent } : { body?: undefined };
type AnswerOf<R extends Answers> = { [S in keyof R & number]: Readonly<{ status: S; headers?: Record<string, string> } & Body<R[S]>> }[keyof R & number];

type Handled<P, Q, H, B, M extends May> = Readonly<{
  deps: RouteDeps;
  caller: M extends 'anyone' ? Caller | null : Caller;
  params: Out<P>;
  query: Out<Q>;
  headers: Out<H>;
  body: Out<B>;
  /** Of a route that takes bytes; empty in others. */
  bytes: Buffer;
  req: Request;
  res: Response;
}>;

type Spec<P, Q, H, B, R extends Answers, M extends May> = Readonly<{
  method: Method;
  /** Below /api, parameters in braces: `/cases/{ref}`. */
  path: string;
  may: M;
  summary: string;
  request?: Requested<P, Q, H, B>;
  response: R;
  /** What else it may answer, by code; those every route has are added. */
  problems?: readonly ErrorCode[];
  handler: (handled: Handled<P, Q, H, B, M>) => Promise<AnswerOf<R>> | AnswerOf<R>;
}>;

type AnySchemas = Requested<z.ZodObject, z.ZodObject, z.ZodObject, z.ZodType>;

/** A declared route, its types sealed in. */
export type Route = Readonly<{
  method: Method;
  path: string;
  may: May;
  summary: string;
  request: AnySchemas;
  response: Answers;
  problems: readonly ErrorCode[];
  answer: (deps: RouteDeps, caller: Caller | null, req: Request, res: Response) => Promise<Readonly<{ status: number; body?: unknown; file?: Pieces; headers?: Record<string, string> }>>;
}>;

/** Declares a route. Zod in, Zod out: a request that does not fit is a 422 naming every field, an answer keeps only what it declares. */
export function route<
  P extends z.ZodObject | undefined = undefined,
  Q extends z.ZodObject | undefined = undefined,
  H extends z.ZodObject | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  R extends Answers = Answers,
  M extends May = May,
>(spec: Spec<P, Q, H, B, R, M>): Route {
  const request = (spec.request ?? {}) as AnySchemas;
  return {
    method: spec.method,
    path: spec.path,
    may: spec.may,
    summary: spec.summary,
    request,
    response: spec.response,
    problems: spec.problems ?? [],
    answer: async (deps, caller, req, res) => {
      const read = readRequest(request, req);
      const bytes = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
      const answer: Answer = await spec.handler({ deps, caller, ...read, bytes, req, res } as Handled<P, Q, H, B, M>);
      const { schema, file } = spec.response[answer.status] ?? {};
      if (answer.file !== undefined) return { ...answer, file: { mediaType: `${file ?? 'application/octet-stream'}; charset=utf-8`, ...answer.file } };
      return { status: answer.status, ...(answer.headers && { headers: answer.headers }), ...(schema && { body: schema.parse(answer.body) }) };
    },
  };
}

type Answer = Readonly<{ status: number; body?: unknown; file?: Sent; headers?: Record<string, string> }>;
type Read = Readonly<{ params: unknown; query: unknown; headers: unknown; body: unknown }>;

function readRequest(request: AnySchemas, req: Request): Read {
  const problems: FieldProblem[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, start: string): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value, { error: plainWords });
    const lost = unwritable(value, start);
    if (parsed.success && lost.length === 0) return parsed.data;
    problems.push(...(parsed.success ? lost : fieldProblems(parsed.error, start)));
    return undefined;
  };
  const params = request.params?.safeParse(req.params);
  if (params?.success === false) throw new AppError('not-found'); // no record has such a reference
  const query = read(request.query, req.query, '');
  const headers = read(request.headers, req.headers, '');
  const body = read(request.body, req.body, '');
  if (problems.length > 0) throw invalid(problems);
  return { params: params?.data, query, headers, body };
}
