import { Router } from 'express';
import { notFound } from '../../../api/errors.js';
import { RECORD_REF } from '../../../api/refs.js';
import { demoMessage, demoOutbox, demoWaiting } from '../../../api/use-cases/outbox.js';
import { paths } from '../../paths.js';
import { shownMessage, shownWaiting, wholeWords } from '../../presenting/message.js';
import { part, show, textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';

const ROWS = 50;

/** In the demonstration alone: every message as whoever it is for gets it, with the link that works. Anybody may look, for nobody here is real. */
export const outboxRoutes = (site: Site): Router =>
  Router()
    .get(paths.outbox, async (req, res) => {
      const asked = textOf(req.query, 'case').toUpperCase();
      const caseRef = RECORD_REF.test(asked) ? asked : null;
      const after = textOf(req.query, 'after');
      const page = await demoOutbox(site.useCases, site.mode, { caseRef, cursor: after === '' ? null : after, limit: ROWS });
      const address = (more: Readonly<Record<string, string>>): string => {
        const kept = new URLSearchParams({ ...(caseRef === null ? {} : { case: caseRef }), ...more }).toString();
        return kept === '' ? paths.outbox : `${paths.outbox}?${kept}`;
      };
      show(site, req, res, {
        view: 'outbox/list',
        title: caseRef === null ? texts.letters.outbox.title : texts.letters.outbox.of(caseRef),
        section: 'outbox',
        shown: {
          caseRef: asked,
          isNarrowed: caseRef !== null,
          words: texts.letters.waiting,
          waiting: after === '' ? (await demoWaiting(site.useCases, site.mode, caseRef)).map(shownWaiting) : [],
          rows: page.items.map((message) => ({ ...shownMessage(message), href: paths.outboxMessage(message.ref) })),
          more: page.next === null ? null : address({ after: page.next }),
          notFirst: after === '' ? null : address({}),
        },
      });
    })
    .get(paths.outboxMessage(':message'), async (req, res) => {
      const message = await demoMessage(site.useCases, site.mode, part(req, 'message'));
      const link = (await site.sentFiles?.link(message.reference)) ?? null;
      const hasPdf = message.channel === 'letter' && ((await site.sentFiles?.pdf(message.reference)) ?? null) !== null;
      show(site, req, res, {
        view: 'outbox/message',
        title: texts.letters.outbox.title,
        section: 'outbox',
        shown: {
          // the code of a sign-in is not kept where letters are: whoever carried it has it
          message: wholeWords({ ...message, body: message.body.length > 0 ? message.body : ((await site.sentFiles?.body(message.reference)) ?? []) }, link === null ? null : pathOf(link)),
          back: paths.outbox,
          caseRef: message.caseRef,
          ofCase: message.caseRef === null ? null : `${paths.outbox}?case=${message.caseRef}`,
          pdf: hasPdf ? paths.outboxPdf(message.ref) : null,
        },
      });
    })
    .get(paths.outboxPdf(':message'), async (req, res) => {
      const message = await demoMessage(site.useCases, site.mode, part(req, 'message'));
      const pdf = (await site.sentFiles?.pdf(message.reference)) ?? null;
      if (pdf === null) throw notFound();
      res.set({ 'Cache-Control': 'no-store', 'Content-Disposition': `inline; filename="${message.ref}.pdf"` });
      res.type('application/pdf').send(pdf);
    });

/** Within this service, wherever it is opened from. */
const pathOf = (link: string): string => (URL.canParse(link) ? new URL(link).pathname : link);
