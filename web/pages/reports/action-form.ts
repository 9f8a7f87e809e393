import type { Named } from '../../../api/read-models.js';
import type { ReadReport } from '../../../api/use-cases/reports.js';
import { ACTION_OUTCOMES } from '../../../domain/weekly-report/actions.js';
import { HEADLINE_IDS, HEADLINES } from '../../../domain/weekly-report/headlines.js';
import { redItems } from '../../../domain/weekly-report/rag.js';
import type { Field } from '../../forms/field.js';
import { figureName } from '../../presenting/report/names.js';
import { REPORT_WORDS as t } from '../../words/reports.js';

const f = t.actions.field;
const NO_NAMES = { staff: new Map<string, string>(), causes: [] };

/** What is asked of an action: the figures to choose from are the headlines and whatever is red. */
export function actionFields(owners: readonly Named[], { figures }: Pick<ReadReport, 'figures'>): readonly Field[] {
  const about = [...HEADLINE_IDS.map((id) => HEADLINES[id]), ...redItems(figures).map(({ figure }) => figure)].map(({ table, row, column }) => ({ table, row, column }));
  const choices = about.map((figure) => ({ value: Object.values(figure).join('/'), text: figureName(figure, NO_NAMES) }));
  return [
    { kind: 'text', name: 'what', ...f.what, most: 500 },
    { kind: 'select', name: 'owner', ...f.owner, choices: owners.map(({ ref, name }) => ({ value: ref, text: name })) },
    { kind: 'day', name: 'byOn', ...f.byOn, future: true },
    { kind: 'select', name: 'figure', ...f.figure, optional: true, choices: choices.filter(({ value }, i) => choices.findIndex((one) => one.value === value) === i) },
  ];
}

export const markFields = (): readonly Field[] => [
  { kind: 'choice', name: 'outcome', label: f.outcome.label, missing: f.outcome.missing, choices: ACTION_OUTCOMES.map((value) => ({ value, text: t.actions.outcomes[value] })) },
  { kind: 'day', name: 'byOn', ...f.newDay, future: true, optional: true },
  { kind: 'text', name: 'words', ...f.words, most: 500, optional: true },
];
