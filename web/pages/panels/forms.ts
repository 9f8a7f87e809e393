import { PANEL_DECISIONS, PANEL_QUESTIONS } from '../../../domain/panel.js';
import type { Named } from '../../../api/read-models.js';
import type { Field } from '../../forms/field.js';
import { texts } from '../../texts.js';
import { PANEL_WORDS as t } from '../../words/panels.js';

/** What the forms of panels ask. */

export const CALL_FIELDS: readonly Field[] = [
  { kind: 'day', name: 'meetsOn', label: t.callMeets, hint: texts.form.dayHint, asked: t.callMeetsAsked, future: true },
  { kind: 'line', name: 'name', label: t.callName, hint: t.callNameHint, missing: t.callNameMissing, most: 100 },
];

export const PUT_FIELDS: readonly Field[] = [
  {
    kind: 'line',
    name: 'caseRef',
    label: t.putCase,
    hint: t.putCaseHint,
    missing: t.putCaseMissing,
    most: 12,
    width: 'short',
    spellcheck: false,
  },
  {
    kind: 'choice',
    name: 'question',
    label: t.putQuestion,
    missing: t.putQuestionMissing,
    choices: PANEL_QUESTIONS.map((value) => ({ value, text: t.questions[value] })),
  },
];

/** @param members who may have voted */
export const decideFields = (members: readonly Named[]): readonly Field[] => {
  const people = members.map(({ ref, name }) => ({ value: ref, text: name }));
  return [
    {
      kind: 'choice',
      name: 'decision',
      label: t.decision,
      missing: t.decisionMissing,
      choices: PANEL_DECISIONS.map((value) => ({ value, text: t.decisions[value] })),
    },
    { kind: 'text', name: 'reason', label: t.reason, hint: t.reasonHint, missing: t.reasonMissing, most: 4000 },
    {
      kind: 'choices',
      name: 'votes',
      label: t.votedFor,
      missing: t.votersMissing,
      choices: people,
      optional: true,
      oneOfMany: true,
    },
    {
      kind: 'choices',
      name: 'against',
      label: t.votedAgainst,
      missing: t.votersMissing,
      choices: people,
      optional: true,
      oneOfMany: true,
    },
  ];
};
