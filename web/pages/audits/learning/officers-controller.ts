import { Router, type Request, type Response } from 'express';
import { readOfficers, type OfficersRead } from '../../../../api/use-cases/audit-learning.js';
import { GRADES } from '../../../../domain/audit/framework.js';
import { meanCell, shareCell } from '../../../../domain/audit/learning/cells.js';
import { shortDay } from '../../../dates.js';
import { paths } from '../../../paths.js';
import { callerOf, show, type Site } from '../../../site.js';
import { AUDIT_WORDS, GRADE_WORDS, KIND_WORDS } from '../../../words/audits.js';
import { LEARNING_TABLE_WORDS, LEARNING_WORDS } from '../../../words/learning.js';
import { cellWords } from '../../../presenting/learning/paper.js';

const t = LEARNING_WORDS.officers;
const BEST_FIRST = [...GRADES].reverse();

/** Grades by caseworker, for that caseworker and their manager. */
export const officerRoutes = (site: Site): Router => Router().get(paths.auditOfficers, (req, res) => officersPage(site, req, res));

async function officersPage(site: Site, req: Request, res: Response): Promise<void> {
  const caller = callerOf(site, req);
  const read = await readOfficers(site.useCases, caller);
  const heads = LEARNING_TABLE_WORDS.grades.columns;
  const title = read.officers.length === 1 && read.officers[0]?.ref === caller.ref ? t.own : t.title;
  show(site, req, res, {
    view: 'audits/learning/officers', title, section: 'audits',
    shown: {
      words: t, title, intro: t.intro(shortDay(read.from), shortDay(read.to)), back: { text: AUDIT_WORDS.title, href: paths.audits },
      columns: [heads['audits'], ...BEST_FIRST.map((grade) => GRADE_WORDS[grade]), heads['good-or-better'], heads['score']], tables: tablesShown(read),
    },
  });
}

/** A table a framework version and group: only like is beside like. */
const tablesShown = ({ grades, officers }: OfficersRead): readonly object[] =>
  grades.map(({ kind, number, role, rows }) => ({
    title: LEARNING_WORDS.version(`${KIND_WORDS[kind].many}${role === null ? '' : ` (${role.replaceAll('-', ' ')})`}`, number),
    rows: rows.map(({ id, figure }) => ({
      name: officers.find(({ ref }) => ref === id)?.name ?? t.nobody,
      cells: [String(figure.of), ...BEST_FIRST.map((grade) => String(figure.grades[grade])), cellWords(shareCell(figure.goodOrBetter)), cellWords(meanCell(figure.score, 'score'))],
      audits: figure.audits.map((ref) => ({ text: ref, href: paths.audit(ref) })),
    })),
  }));
