import { Router, type Request, type Response } from 'express';
import { AppError } from '../../../api/errors.js';
import { readPanel, writePanel, type PanelAnswer, type ReadPanel } from '../../../api/use-cases/audit-panel.js';
import { ANSWERS, NOT_APPLICABLE, type Answer } from '../../../domain/audit/framework.js';
import { panelProblems, PANEL_VOICES, questionsFor, type PanelSaid, type PanelVoice } from '../../../domain/audit/panel.js';
import { longTime } from '../../dates.js';
import type { FieldError } from '../../forms/field.js';
import { errorSummary } from '../../forms/show.js';
import { paths } from '../../paths.js';
import { callerOf, part, show, textOf, type Notice, type Site } from '../../site.js';
import { ANSWER_WORDS, AUDIT_WORDS, PANEL_VOICE_WORDS } from '../../words/audits.js';
import { titleOf } from './presenter.js';

const t = AUDIT_WORDS.panel;

/** A multi-agency panel: each voice's questions, written down by whoever chairs it, read beside the audit. */
export const auditPanelRoutes = (site: Site): Router =>
  Router()
    .get(paths.auditPanel(':ref'), async (req, res) => {
      const saved = PANEL_VOICES.find((one) => one === textOf(req.query, 'saved'));
      const notice: Notice | null = saved === undefined ? null : { good: true, title: AUDIT_WORDS.mark.savedTitle, text: t.saved(PANEL_VOICE_WORDS[saved]) };
      showPanel(site, req, res, await readPanel(site.useCases, callerOf(site, req), part(req, 'ref')), { typed: null, errors: [], status: 200, notice });
    })
    .post(paths.auditPanelVoice(':ref', ':voice'), async (req, res) => {
      const read = await readPanel(site.useCases, callerOf(site, req), part(req, 'ref'));
      const voice = PANEL_VOICES.find((one) => one === part(req, 'voice'));
      if (voice === undefined) throw new AppError('not-found');
      const typed = typedOf(voice, req);
      const again = (errors: readonly FieldError[], status: number): void => showPanel(site, req, res, read, { typed, errors, status });
      const errors = problemsOf(typed);
      if (errors.length > 0) {
        again(errors, 400);
        return;
      }
      try {
        await writePanel(site.useCases, callerOf(site, req), { ref: read.audit.ref, voice, who: typed.who, said: typed.said, after: typed.after });
        res.redirect(303, `${paths.auditPanel(read.audit.ref)}?saved=${voice}`);
      } catch (error) {
        if (!(error instanceof AppError) || (error.code !== 'changed-since' && error.code !== 'already-settled')) throw error;
        again([{ name: '', href: `#${voice}`, text: error.extra.detail ?? AUDIT_WORDS.mark.changed }], 409);
      }
    });

type Typed = Readonly<{ voice: PanelVoice; who: string; said: PanelSaid; after: number }>;

const CHOICES: readonly Answer[] = [...ANSWERS.toReversed(), NOT_APPLICABLE];
const MOST_WORDS = 2000;
const MOST_NAME = 200;

function typedOf(voice: PanelVoice, req: Request): Typed {
  const said = questionsFor(voice).flatMap(({ id }) => {
    const answer = CHOICES.find((one) => one === textOf(req.body, `answer-${id}`));
    return answer === undefined ? [] : [[id, { answer, words: textOf(req.body, `words-${id}`).trim() }] as const];
  });
  return { voice, who: textOf(req.body, `who-${voice}`).trim(), said: Object.fromEntries(said), after: Number(/^\d{1,9}$/.exec(textOf(req.body, 'after'))?.[0] ?? 0) };
}

function problemsOf({ voice, who, said }: Typed): readonly FieldError[] {
  const [first] = questionsFor(voice);
  return [
    ...(who === '' ? [{ name: `who-${voice}`, href: `#who-${voice}`, text: t.missingWho }] : who.length > MOST_NAME ? [{ name: `who-${voice}`, href: `#who-${voice}`, text: t.longWho }] : []),
    ...(Object.keys(said).length === 0 ? [{ name: first?.id ?? '', href: `#answer-${first?.id ?? ''}`, text: t.missingAnswer }] : []),
    ...panelProblems(voice, said).map(({ question }) => ({ name: question, href: `#words-${question}`, text: t.missingWords })),
    ...Object.entries(said).flatMap(([question, { words }]) => (words.length > MOST_WORDS ? [{ name: question, href: `#words-${question}`, text: t.longWords }] : [])),
  ];
}

type Filled = Readonly<{ typed: Typed | null; errors: readonly FieldError[]; status: number; notice?: Notice | null }>;

function showPanel(site: Site, req: Request, res: Response, { audit, leads, voices }: ReadPanel, { typed, errors, status, notice = null }: Filled): void {
  show(site, req, res, {
    view: 'audits/panel', title: `${t.title} ${audit.ref}`, section: 'audits', status, errors: errorSummary(errors), notice,
    shown: {
      words: t, back: paths.audit(audit.ref), ref: audit.ref, heading: titleOf(audit), writes: leads && audit.stage !== 'withdrawn',
      errorAt: Object.fromEntries(errors.map(({ name, text }) => [name, text])),
      voices: voices.map(({ voice, words, answers }) => {
        const own = typed?.voice === voice ? typed : null;
        return {
          voice, title: PANEL_VOICE_WORDS[voice], action: paths.auditPanelVoice(audit.ref, voice), after: own?.after ?? words?.number ?? 0, open: own !== null,
          who: own?.who ?? words?.who ?? '', spoken: words === null ? null : t.spoken(words.who, words.writtenBy.name, longTime(words.writtenAt)),
          rows: answers.map((answer) => rowOf(answer, own)),
        };
      }),
    },
  });
}

function rowOf({ question: { id, asks, good, law }, said, beside }: PanelAnswer, typed: Typed | null): object {
  const shown = typed === null ? said : (typed.said[id] ?? null);
  return {
    id, asks, good, law,
    said: said === null ? null : { answer: ANSWER_WORDS[said.answer], words: said.words, beside: beside === null ? null : t.beside[beside], differs: beside !== null && beside !== 'alike' },
    choices: CHOICES.map((value) => ({ value, text: ANSWER_WORDS[value], checked: shown?.answer === value })),
    words: shown?.words ?? '',
  };
}
