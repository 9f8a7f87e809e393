import { createHash, timingSafeEqual } from 'node:crypto';
import express, { Router, type ErrorRequestHandler, type RequestHandler } from 'express';
import { AppError } from '../errors.js';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Lets in what a mailbox of the council hands over: `Authorization: Bearer <POST_TOKEN>`. Where the council has set none, nothing
 * is let in. Looked at before the body is read.
 */
const needsPostToken = (token: string | null): RequestHandler => (req, _res, next) => {
  const given = /^Bearer (\S+)$/.exec(req.get('Authorization') ?? '')?.[1] ?? '';
  if (token === null || !timingSafeEqual(digest(given), digest(token))) throw new AppError('post-token');
  next();
};

const MOST = 40; // megabytes of a mail as it is written in transit

const tooLarge: ErrorRequestHandler = (error: unknown, _req, _res, next) => {
  const isTooLarge = typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
  next(isTooLarge ? new AppError('body-too-large', { detail: `The mail is larger than ${MOST} MB. Leave it in the mailbox, and have somebody put its papers in the post by hand.` }) : error);
};

/** What a mailbox hands over at an address: let in by its token, then read whole, as the bytes it is. @param type as `message/rfc822` */
export const fromMailbox = (at: string, token: string | null, type: string): Router => Router().use(at, needsPostToken(token), express.raw({ type, limit: `${MOST}mb` }), tooLarge);
