import type { Fact, FactType, ToldFact } from './facts/fact.js';

/** What a panel is asked about a record, and what it may answer. */
export const PANEL_QUESTIONS = ['assess', 'issue', 'cease'] as const;
export type PanelQuestion = (typeof PANEL_QUESTIONS)[number];
export const PANEL_DECISIONS = ['yes', 'no', 'deferred'] as const;
export type PanelDecision = (typeof PANEL_DECISIONS)[number];
export const PANEL_VOTES = ['for', 'against', 'abstained'] as const;
export type PanelVote = (typeof PANEL_VOTES)[number];

type Answered = Readonly<{ question: PanelQuestion; decision: PanelDecision | null }>;

const DECIDED_BY: Readonly<Record<PanelQuestion, Readonly<Record<'yes' | 'no', readonly FactType[]>>>> = {
  assess: { yes: ['assessment-agreed', 'reassessment-agreed'], no: ['assessment-refused', 'reassessment-refused'] },
  issue: { yes: ['issue-agreed'], no: ['issue-refused'] },
  cease: { yes: ['cease-decided', 'plan-ceased', 'review-decision-sent'], no: [] },
};

/** The facts that carry out what a panel decided; none while it is deferred or undecided. */
export const factsOfDecision = ({ question, decision }: Answered): readonly FactType[] =>
  decision === null || decision === 'deferred' ? [] : DECIDED_BY[question][decision];

/** Whether a fact says what the panel decided, and not its opposite. */
export const isDecidedBy = (answered: Answered, { type }: Pick<ToldFact | Fact, 'type'>): boolean => factsOfDecision(answered).includes(type);
