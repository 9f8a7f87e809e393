import { Router, type Request } from 'express';
import { viewPlan, viewPriority, openEvidence, type OpenedPriority } from '../../../api/use-cases/improvement.js';
import { paths } from '../../paths.js';
import { planShown } from '../../presenting/improvement/plan.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { sendFile } from '../../files/send-file.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import { openedShown } from './presenter.js';

/** The improvement plan, and each of its priorities. */
export const improvementRoutes = (site: Site): Router =>
  Router()
    .get(paths.improvement, async (req, res) => {
      const plan = await viewPlan(site.useCases, callerOf(site, req));
      show(site, req, res, {
        view: 'improvement/plan',
        title: t.title,
        section: 'improvement',
        shown: { words: t, plan: planShown(plan), add: plan.mayEdit ? paths.improvementNew : null, makePack: plan.mayEdit && plan.priorities.length > 0 },
      });
    })
    .get(paths.priority(':ref'), async (req, res) => {
      const opened = await viewPriority(site.useCases, callerOf(site, req), part(req, 'ref'));
      const shown = openedShown(callerOf(site, req), opened);
      show(site, req, res, { view: 'improvement/priority', title: titleOf(opened), section: 'improvement', notice: noticeOf(req), shown: { words: t, ...shown } });
    })
    .get(paths.priorityFile(':ref', ':file'), async (req, res) => {
      sendFile(res, await openEvidence(site.useCases, callerOf(site, req), part(req, 'ref'), part(req, 'file')));
    });

/** A title names the reference: what was typed stands on the page. */
export const titleOf = ({ priority }: Pick<OpenedPriority, 'priority'>): string => `${t.title}, ${priority.ref}`;

const noticeOf = (req: Request): Notice | null => (textOf(req.query, 'saved') === '' ? null : { good: true, title: 'Done', text: t.saved });
