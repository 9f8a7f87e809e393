import express, { type Request, type Response } from 'express';
import { AppError } from '../errors.js';
import type { TakesBytes } from './route.js';

/** Bodies that are taken as the bytes they are: looked at by their kind first, and read only from whoever may send them. */

/** @throws AppError `unsupported-media-type` */
export function isOfType({ types }: TakesBytes, req: Request): void {
  if (typeof req.is([...types]) !== 'string') throw new AppError('unsupported-media-type', { detail: `Send the file itself, its kind as Content-Type: ${types.join(', ')}.` });
}

const MEGABYTE = 1024 * 1024;

/** Reads the body whole; nothing is read of one that says it is too large. @throws AppError `body-too-large`, and what the connection throws */
export async function readBytes({ types, most }: TakesBytes, req: Request, res: Response): Promise<void> {
  if (Number(req.get('Content-Length') ?? 0) > most) throw tooLarge(most);
  const read = express.raw({ type: [...types], limit: most });
  await new Promise<void>((done, fail) => {
    read(req, res, (error: unknown) => (error ? fail(problemOf(error, most)) : done()));
  });
}

const tooLarge = (most: number): AppError => new AppError('body-too-large', { detail: `A file may be up to ${most / MEGABYTE} MB. Divide it, or leave out columns that Duly does not know.` });

function problemOf(error: unknown, most: number): Error {
  const isTooLarge = typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
  if (isTooLarge) return tooLarge(most);
  return error instanceof Error ? error : new AppError('malformed-json');
}
