import type { Request } from 'express';
import { AppError, notFound } from '../../../api/errors.js';
import { keepFrameworkDraft, viewDraft, type FrameworkInHand } from '../../../api/use-cases/audit-frameworks.js';
import { saysTheSame } from '../../../domain/audit/framework-draft.js';
import type { Framework, Section } from '../../../domain/audit/framework.js';
import { longTime } from '../../dates.js';
import type { FieldError, Typed } from '../../forms/field.js';
import { paths } from '../../paths.js';
import { callerOf, part, textOf, type Notice, type Site } from '../../site.js';
import { FRAMEWORK_WORDS as t } from '../../words/audit-frameworks.js';
import { entryOr } from '../sending.js';
import { problemsShown } from './presenter.js';

/** The draft of a framework as its pages hold it: read, and kept on the count of saves its author had seen. */

export type Filled = Readonly<{ typed: Typed; after: number; errors: readonly FieldError[]; status: number; notice?: Notice | null }>;
export type Refused = Pick<Filled, 'errors' | 'status'>;

export const inHand = (site: Site, req: Request): Promise<FrameworkInHand> => viewDraft(site.useCases, callerOf(site, req), part(req, 'kind'));

/** @throws AppError `not-found` */
export function sectionAt({ framework }: FrameworkInHand, req: Request): Section {
  const section = framework.sections[(entryOr(part(req, 'place')) ?? 0) - 1];
  if (section === undefined) throw notFound();
  return section;
}

/** Of a field of the page itself without leaving it: what was typed stays. */
export const onPage = (page: string, error: FieldError): FieldError => (error.href.startsWith(`${page}#`) ? { ...error, href: error.href.slice(page.length) } : error);

export const problemsHere = ({ kind, framework, problems }: Pick<FrameworkInHand, 'kind' | 'framework' | 'problems'>): readonly FieldError[] => problemsShown(framework, problems).map((one) => onPage(paths.auditFrameworkDraft(kind), one));

export const top = (text: string): FieldError => ({ name: '', href: '#form', text });
export const afterIn = (req: Request): number => entryOr(textOf(req.body, 'after')) ?? 0;

/** Who saved it last, or that nothing is changed yet. */
export const stateOf = ({ draft, inForce, isBegun }: FrameworkInHand): string =>
  isBegun && draft.savedBy !== null && draft.savedAt !== null ? t.savedBy(draft.savedBy.name, longTime(draft.savedAt), draft.saves) : t.basedOn(t.version(inForce.number).toLowerCase());

/** @returns what stands in the way, for the form to show; null where it was kept */
export async function keep(site: Site, req: Request, framework: Framework | null): Promise<Refused | null> {
  try {
    await keepFrameworkDraft(site.useCases, callerOf(site, req), { kind: part(req, 'kind'), framework, after: afterIn(req) });
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'changed-since') return { errors: [top(t.changed)], status: 409 };
    if (error.code === 'invalid') return { errors: (error.extra.errors ?? []).map(({ message }) => top(`${t.where.whole} ${message}.`)), status: 400 };
    throw error;
  }
}

/** The same before somebody goes on to another page: where nothing was typed, nothing is saved. */
export const keepTyped = async (site: Site, req: Request, { framework }: FrameworkInHand, typed: Framework): Promise<Refused | null> => (saysTheSame(framework, typed) ? null : keep(site, req, typed));
