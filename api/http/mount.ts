import express, { type Request, type Router } from 'express';
import { AppError, notFound } from '../errors.js';
import { mayAtAll, type Caller } from '../permissions.js';
import type { May, Route, RouteDeps } from './route.js';
import { isOfType, readBytes } from './bytes.js';
import { sendPieces } from './pieces.js';
import { checkCsrf, maybeCaller } from './session.js';

/** `/cases/{ref}` as Express writes it. */
const expressPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Routes under one router; an address that has none of the method asked answers 405 with those it has. */
export function mountRoutes(routes: readonly Route[], deps: RouteDeps): Router {
  const router = express.Router();
  for (const path of new Set(routes.map((one) => one.path))) {
    const here = routes.filter((one) => one.path === path);
    const at = router.route(expressPath(path));
    for (const one of here) {
      at[one.method](async (req, res) => {
        authorise(one, req);
        if (one.request.bytes !== undefined) await readBytes(one.request.bytes, req, res);
        const answer = await one.answer(deps, maybeCaller(req), req, res);
        res.status(answer.status).set(answer.headers ?? {});
        if (answer.file !== undefined) await sendPieces(res, answer.file);
        else if (answer.body === undefined) res.end();
        else res.json(answer.body);
      });
    }
    const allow = here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    at.all(() => {
      throw new AppError('method-not-allowed', { allow });
    });
  }
  return router;
}

/** Signed in, granted, and meant: in this order, before a body is looked at. */
function authorise(route: Route, req: Request): void {
  const caller = maybeCaller(req);
  const isChange = route.method !== 'get';
  if (route.may !== 'anyone' && caller === null) throw new AppError('not-signed-in');
  if (caller !== null && !isGranted(caller, route.may)) throw route.path.includes('{') ? notFound() : new AppError('forbidden');
  if (isChange && 'session' in req) checkCsrf(req); // routes before the sessions have no cookie to abuse
  if (route.request.body !== undefined && req.get('Content-Length') !== '0' && req.is('application/json') === false) throw new AppError('unsupported-media-type');
  if (route.request.bytes !== undefined) isOfType(route.request.bytes, req);
}

const isGranted = (caller: Caller, may: May): boolean => may === 'anyone' || may === 'signed-in' || mayAtAll(caller, may);
