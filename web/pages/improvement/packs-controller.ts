import { Router } from 'express';
import { makePack, openPack, packList } from '../../../api/use-cases/improvement.js';
import { mayAtAll } from '../../../api/permissions.js';
import type { PackName } from '../../../api/improvement-models.js';
import { longTime } from '../../dates.js';
import { packFile } from '../../files/improvement-file.js';
import { sendFile } from '../../files/send-file.js';
import { paths } from '../../paths.js';
import { packShown } from '../../presenting/improvement/pack.js';
import { callerOf, part, show, textOf, type Site } from '../../site.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';

/** Packs for the board: made with one press, read and taken away as they were frozen. */
export const improvementPackRoutes = (site: Site): Router =>
  Router()
    .get(paths.improvementPacks, async (req, res) => {
      const caller = callerOf(site, req);
      const packs = await packList(site.useCases, caller);
      show(site, req, res, { view: 'improvement/packs', title: t.pack.title, section: 'improvement', shown: { words: t, packs: packs.map(nameShown), mayMake: mayAtAll(caller, 'improvement.edit') } });
    })
    .post(paths.improvementPacks, async (req, res) => {
      const number = await makePack(site.useCases, callerOf(site, req));
      res.redirect(303, `${paths.improvementPack(number)}?made=1`);
    })
    .get(paths.improvementPack(':number'), async (req, res) => {
      const pack = await openPack(site.useCases, callerOf(site, req), Number(part(req, 'number')));
      const { number } = pack;
      show(site, req, res, {
        view: 'improvement/pack',
        title: t.pack.one(number),
        section: 'improvement',
        notice: textOf(req.query, 'made') === '' ? null : { good: true, title: 'Done', text: t.pack.done },
        shown: { words: t, pack: packShown(pack), files: { pdf: site.drawPdf === null ? null : paths.improvementPackFile(number, 'pdf'), xlsx: paths.improvementPackFile(number, 'xlsx'), csv: paths.improvementPackFile(number, 'csv') } },
      });
    })
    .get(paths.improvementPackFile(':number', ':kind'), async (req, res) => {
      const pack = await openPack(site.useCases, callerOf(site, req), Number(part(req, 'number')));
      sendFile(res, await packFile(site, packShown(pack), part(req, 'kind'), site.useCases.council.name));
    });

const nameShown = ({ number, week, madeAt, madeBy }: PackName) => ({ href: paths.improvementPack(number), title: t.pack.one(number), about: `${t.pack.made(madeBy.name, longTime(madeAt))} ${t.pack.of(week)}` });
