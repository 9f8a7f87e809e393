import { Router } from 'express';
import { AppError } from '../../../api/errors.js';
import { commandStatus } from '../../../api/use-cases/commands.js';
import { REFUSALS } from '../../../domain/refusals.js';
import { longDay, longTime } from '../../dates.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, type Page, type Site } from '../../site.js';
import { texts } from '../../texts.js';

/** What became of a form that was saved but could not be recorded at once. It moves on when its reader asks, not under their eyes. */
export const savedRoutes = (site: Site): Router =>
  Router().get(paths.saved(':ref', ':command'), async (req, res) => {
    const caller = callerOf(site, req);
    const command = await commandStatus(site.useCases, caller, part(req, 'command'));
    if (command.caseRef !== part(req, 'ref')) throw new AppError('not-found');
    if (command.state === 'recorded') {
      res.redirect(303, `${paths.case(command.caseRef)}?recorded=${command.entry}`);
      return;
    }
    const common = {
      what: command.types.map((type) => texts.facts[type].told),
      sent: longTime(command.sentAt),
      back: paths.case(command.caseRef),
      here: paths.saved(command.caseRef, command.id),
    };
    const page: Omit<Page, 'view'> = {
      title: `${texts.saved[command.state].title}, ${command.caseRef}`,
      section: 'cases',
      shown: {},
    };
    switch (command.state) {
      case 'pending':
        show(site, req, res, {
          ...page,
          view: 'saved/view',
          status: 202,
          shown: { ...common, ...texts.saved.pending, waits: true },
        });
        return;
      case 'refused': {
        const { sentence, law } = command.code === 'changed-since' ? texts.saved.changedSince : REFUSALS[command.code];
        const from = command.notBefore === null ? null : texts.form.firstLawfulDay(longDay(command.notBefore));
        show(site, req, res, {
          ...page,
          view: 'saved/view',
          status: 409,
          shown: { ...common, ...texts.saved.refused, sentence, law, from },
        });
        return;
      }
      case 'awaiting-second-person':
      case 'declined':
        show(site, req, res, { ...page, view: 'saved/view', shown: { ...common, ...texts.saved[command.state] } });
    }
  });
