import type { IsoDate } from '../../dates/iso-date.js';
import type { ANSWERS} from '../framework.js';
import { type Answer } from '../framework.js';
import type { Marked } from '../marked.js';
import { besideAuditor, PANEL_QUESTIONS, type BesideAuditor, type PanelQuestion } from '../panel.js';

/** What multi-agency panels said over some audits, question by question, and how it stands beside the auditors. */

/** What a voice answered of an audit, as last written down; by the day it was. */
export type PanelAnswers = Readonly<{ audit: string; on: IsoDate; answers: Readonly<Record<string, Answer>> }>;

/** `answered`: by which panels' audits; `beside`: of those, where the auditor was asked something about the same. */
export type PanelFigure = Readonly<{ question: PanelQuestion; answered: readonly string[]; byAnswer: Readonly<Record<(typeof ANSWERS)[number], readonly string[]>>; beside: Readonly<Record<BesideAuditor, readonly string[]>> }>;

/** Questions that some panel answered, in the panel's order. @param marked as moderated: what the panel is held beside */
export function panelFigures(marked: readonly Marked[], panels: readonly PanelAnswers[]): readonly PanelFigure[] {
  const markings = new Map(marked.map(({ audit, answers }) => [audit, answers]));
  return PANEL_QUESTIONS.flatMap((question): PanelFigure[] => {
    const said = panels.flatMap(({ audit, answers: { [question.id]: answer } }) => (answer === undefined ? [] : [{ audit, answer, beside: besideAuditor(question, answer, markings.get(audit) ?? {}) }]));
    const audits = (is: (one: (typeof said)[number]) => boolean): readonly string[] => said.filter(is).map(({ audit }) => audit).sort();
    if (said.length === 0) return [];
    return [{
      question, answered: audits(() => true),
      byAnswer: { 'not-met': audits(({ answer }) => answer === 'not-met'), 'partly-met': audits(({ answer }) => answer === 'partly-met'), met: audits(({ answer }) => answer === 'met') },
      beside: { alike: audits(({ beside }) => beside === 'alike'), 'panel-finds-more': audits(({ beside }) => beside === 'panel-finds-more'), 'auditor-found-more': audits(({ beside }) => beside === 'auditor-found-more') },
    }];
  });
}
