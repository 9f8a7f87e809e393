import { Router } from 'express';
import { letterOfRecord, lettersOfRecord } from '../../../api/use-cases/outbox.js';
import type { NotTold } from '../../../api/letter-models.js';
import { longTime } from '../../dates.js';
import { paths } from '../../paths.js';
import { shownMessage, shownWaiting, wholeWords } from '../../presenting/message.js';
import { callerOf, part, show, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { letterWords, whyWords } from '../../words/letters.js';

/** Letters of one record: to whom, how, and what became of each; and who was not written to, and why. */
export const letterRoutes = (site: Site): Router =>
  Router()
    .get(paths.letters(':ref'), async (req, res) => {
      const ref = part(req, 'ref');
      const { sent, notTold, waiting } = await lettersOfRecord(site.useCases, callerOf(site, req), ref);
      show(site, req, res, {
        view: 'letters/list',
        title: texts.letters.ofRecord(ref),
        section: 'cases',
        shown: {
          ref,
          back: paths.case(ref),
          rows: sent.map((message) => ({ ...shownMessage(message), href: paths.letter(ref, message.ref) })),
          notTold: notTold.map(notToldWords),
          waiting: waiting.map(shownWaiting),
          words: texts.letters.waiting,
        },
      });
    })
    .get(paths.letter(':ref', ':message'), async (req, res) => {
      const ref = part(req, 'ref');
      const message = await letterOfRecord(site.useCases, callerOf(site, req), ref, part(req, 'message'));
      show(site, req, res, {
        view: 'letters/message',
        title: texts.letters.ofRecord(ref),
        section: 'cases',
        shown: {
          ref,
          back: paths.letters(ref),
          message: wholeWords(message, null), // its link is for whoever it was sent to
          again: message.replacedBy === null ? null : paths.letter(ref, message.replacedBy),
          first: message.replaces === null ? null : paths.letter(ref, message.replaces),
        },
      });
    });

const notToldWords = ({ at, letter, unreached }: NotTold) => ({
  letter: letterWords(letter),
  when: longTime(at),
  people: unreached.map(({ name, ref, why }) => `${name ?? ref}: ${whyWords(why)}`),
});
