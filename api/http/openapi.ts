import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { ERRORS, type ErrorCode } from '../errors.js';
import { breakOfLimit } from '../schemas.js';
import type { Route } from './route.js';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
    refusal: z.string().optional(),
    law: z.string().optional(),
    notBefore: z.string().optional(),
    caseRef: z.string().optional(),
    changes: z.array(z.object({ entry: z.int(), type: z.string(), on: z.string() })).optional(),
    breaks: z.array(breakOfLimit).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. errors and problems name fields as facts[1].on; law and notBefore come with a rule\'s refusal' });

/** OpenAPI 3.1, from the declarations the server itself runs on. */
export function openApi(routes: readonly Route[], title: string) {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const one of routes) {
    (paths[`/api${one.path}`] ??= {})[one.method] = operation(one);
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: { title, version: '1', description: 'Duties, facts and people of children\'s EHC needs assessments. Dates are civil days in England; every date explains itself.' },
      servers: [{ url: '/' }],
      tags: TAGS.map((name) => ({ name })),
      paths,
      components: {
        schemas: { Problem: problem },
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'duly' }, csrf: { type: 'apiKey', in: 'header', name: 'X-CSRF-Token' }, mailbox: { type: 'http', scheme: 'bearer' } },
      },
    },
    { allowEmptySchema: { custom: true, unknown: true } },
  );
}

const TAGS = ['clock', 'session', 'cases', 'reviews', 'commands', 'advice-requests', 'imports', 'exports', 'lists', 'figures', 'reports'] as const;
const tagOf = (path: string): string => {
  const [, first = ''] = path.split('/');
  return TAGS.find((tag) => tag === first) ?? (first === 'accounts' ? 'session' : 'lists');
};

function operation(route: Route): ZodOpenApiOperationObject {
  const { params, query, headers, body, bytes, shownBody = body } = route.request;
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z]+(\w)/g, (_all, letter: string) => letter.toUpperCase()).replaceAll(/[^A-Za-z]/g, '')}`,
    summary: route.summary,
    tags: [tagOf(route.path)],
    'x-may': route.may,
    security: securityOf(route),
    requestParams: { ...(params && { path: params }), ...(query && { query }), ...(headers && { header: headers }) },
    ...(shownBody && { requestBody: { required: true, content: { 'application/json': { schema: shownBody } } } }),
    ...(bytes && { requestBody: { required: true, content: Object.fromEntries(bytes.types.map((type) => [type, { schema: { type: 'string', format: 'binary' } as const }])) } }),
    responses: { ...answers(route), ...problems(route) } as ZodOpenApiResponsesObject,
  };
}

/** Machines of the council hand things over below this, with a token and without a session. */
const OF_MACHINES = '/v1/';

function securityOf({ path, may, method }: Route): Record<string, string[]>[] {
  if (path.startsWith(OF_MACHINES)) return [{ mailbox: [] }];
  const isChange = method !== 'get';
  if (path === '/clock' || (may === 'anyone' && !isChange)) return [];
  return [isChange ? { session: [], csrf: [] } : { session: [] }];
}

function answers({ response }: Route): Record<string, object> {
  return Object.fromEntries(
    Object.entries(response).map(([status, { description, schema, file, headers }]) => [
      status,
      {
        description,
        ...(headers && { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: 'string' } }])) }),
        ...(schema && { content: { 'application/json': { schema } } }),
        ...(file && { content: { [file]: { schema: { type: 'string' } } } }),
      },
    ]),
  );
}

/** Codes of one status share an answer: the description lists them. */
function problems(route: Route): Record<string, object> {
  const isChange = route.method !== 'get';
  const codes: ErrorCode[] = [
    ...route.problems,
    ...(route.may === 'anyone' ? [] : (['not-signed-in'] as const)),
    ...(route.path.includes('{') ? (['not-found'] as const) : route.may === 'anyone' || route.may === 'signed-in' ? [] : (['forbidden'] as const)),
    ...(isChange && route.path !== '/clock' && !route.path.startsWith(OF_MACHINES) ? (['csrf-token'] as const) : []),
    ...(route.request.body ? (['malformed-json', 'body-too-large', 'unsupported-media-type'] as const) : []),
    ...(route.request.bytes ? (['body-too-large', 'unsupported-media-type'] as const) : []),
    'too-many-requests',
    ...(route.path === '/clock' ? [] : (['database-unavailable'] as const)),
    'unexpected',
  ];
  const words = new Map<number, string[]>();
  for (const code of new Set(codes)) {
    const { status, detail } = ERRORS[code];
    words.set(status, [...(words.get(status) ?? []), `${code}: ${detail}`]);
  }
  return Object.fromEntries([...words].map(([status, same]) => [String(status), { description: same.join(' '), content: { 'application/problem+json': { schema: problem } } }]));
}
