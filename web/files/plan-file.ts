import { notFound } from '../../api/errors.js';
import type { FileContent } from '../../api/document-models.js';
import type { Paper } from '../presenting/plan-paper.js';
import type { Site } from '../site.js';
import { docx } from './docx.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/**
 * A version to take away. @param kind `docx` or `pdf` @param name of the file, without its ending: references only
 * @throws AppError `not-found` for another kind, and for a PDF where none can be drawn
 */
export async function planFile({ render, drawPdf }: Pick<Site, 'render' | 'drawPdf'>, paper: Paper, kind: string, name: string): Promise<FileContent> {
  if (kind === 'docx') return { name: `${name}.docx`, mediaType: DOCX, content: docx(paper) };
  if (kind !== 'pdf' || drawPdf === null) throw notFound();
  return { name: `${name}.pdf`, mediaType: 'application/pdf', content: await drawPdf(render('pages/plan/paper.njk', { paper })) };
}
