import { Router, type Request } from 'express';
import { notFound } from '../../../api/errors.js';
import { viewFamilyPlan } from '../../../api/use-cases/family.js';
import { planFile } from '../../files/plan-file.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { planPaper } from '../../presenting/plan-paper.js';
import { part, show, textOf, type Site } from '../../site.js';
import { PLAN_WORDS as t } from '../../words/plan.js';
import { frameOf } from '../link/holder.js';
import { changesShown, sectionsShown, versionWords } from '../plan/presenter.js';
import { entryOr } from '../sending.js';
import { familyOf } from './controller.js';

/** What a family was sent of the plan: what changed, side by side, and the whole of it. Nothing can be changed here. */
export const familyPlanRoutes = (site: Site): Router =>
  Router()
    .get(paths.familyPlan, async (req, res) => {
      const holder = await familyOf(site, req);
      const { shown, compared, versions, child } = await viewFamilyPlan(site.useCases, holder, entryOr(textOf(req.query, 'version')));
      const file = (kind: string): string => paths.familyPlanFile(shown.number, kind);
      show(site, req, res, {
        view: 'family/plan',
        title: t.family.title,
        shown: {
          ...frameOf(holder), words: t, ref: holder.recordRef, child, back: paths.family,
          versionWords: versionWords(shown),
          versions: versions.map((row) => ({ words: versionWords(row), href: `${paths.familyPlan}?version=${row.number}`, current: row.number === shown.number })),
          fromWords: compared === null ? null : versionWords(compared.from),
          changes: compared === null ? null : changesShown(compared.changes),
          sections: sectionsShown(shown, [], holder.recordRef, false),
          docx: file('docx'),
          pdf: site.drawPdf === null ? null : file('pdf'),
        },
      });
    })
    .get(paths.familyPlanFile(':number', ':kind'), async (req: Request, res) => {
      const holder = await familyOf(site, req);
      const number = entryOr(part(req, 'number'));
      if (number === null) throw notFound();
      const { shown, child } = await viewFamilyPlan(site.useCases, holder, number);
      const paper = planPaper(shown, { child, born: null, ref: holder.recordRef, council: site.useCases.council.name });
      sendFile(res, await planFile(site, paper, part(req, 'kind'), `plan-${number}`));
    });
