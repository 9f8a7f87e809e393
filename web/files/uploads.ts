import { Router, type Request, type RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import { AppError } from '../../api/errors.js';
import type { HandedIn } from '../../api/use-cases/files.js';
import { paths } from '../paths.js';
import { SignInFirst, type Site } from '../site.js';

/** Files that come with a form. They are kept in memory until they are judged, so little is let in and only from whoever is signed in. */

const MEGABYTE = 1024 * 1024;
const MOST_TOGETHER = 26 * MEGABYTE;
const MOST_EACH = 25 * MEGABYTE; // a file over the 10 MB that one may have is told so on the form
const MOST_FILES_AT_ONCE = 5;
const TOO_LARGE = 'Files may be up to 10 MB each and 25 MB together. Nothing was saved.';

const read = multer({
  storage: multer.memoryStorage(),
  limits: { files: MOST_FILES_AT_ONCE, fileSize: MOST_EACH, fields: 400, fieldNameSize: 100, fieldSize: 200 * 1024, parts: 410 },
}).array('file', MOST_FILES_AT_ONCE);

/** Reads a form with files, before its token is looked at: the token is in it. Nothing is read of what says it is too large. */
export const uploads = (site: Site): Router => {
  const known: RequestHandler = (req, _res, next) => {
    if (req.is('multipart/form-data') === 'multipart/form-data' && site.visits.caller(req) === null && site.visits.link(req) === null) throw new SignInFirst();
    next();
  };
  const small: RequestHandler = (req, res, next) => {
    if (Number(req.get('Content-Length') ?? 0) > MOST_TOGETHER) {
      res.set('Connection', 'close'); // the rest of the body is not read
      throw new AppError('body-too-large', { detail: TOO_LARGE });
    }
    next();
  };
  const files: RequestHandler = (req, res, next) => {
    read(req, res, (error: unknown) => {
      if (error === undefined || error === null) {
        next();
        return;
      }
      res.set('Connection', 'close');
      next(error instanceof MulterError ? new AppError('body-too-large', { detail: TOO_LARGE }) : new AppError('malformed-json'));
    });
  };
  return Router().post([paths.adviceAnswer(':ref', ':adviser'), paths.postNew, paths.papers(':ref'), paths.reviewReport(':ref'), paths.councilReport(':ref'), paths.imports, paths.priorityForm(':ref', 'evidence')], small, known, files);
};

/** The files that came with a form, each named as its owner wrote it: the parser reads a name's bytes as Latin-1. */
export const filesIn = ({ files }: Request): HandedIn[] =>
  (Array.isArray(files) ? files : []).map(({ originalname, buffer }) => ({ name: Buffer.from(originalname, 'latin1').toString('utf8'), content: buffer }));
