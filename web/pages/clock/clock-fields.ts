import type { FactType } from '../../../domain/facts/fact.js';
import { ADVISER_ROLES, FACT_TYPES } from '../../../domain/facts/schema.js';
import type { Choice, Field } from '../../forms/field.js';
import { texts } from '../../texts.js';
import { STEP_GROUPS } from '../case/steps.js';
import { factFields, type FormContext } from '../record-fact/fact-fields.js';
import type { Story } from './story.js';

/** Facts the page asks about; what needs codes or an entry's id is told as JSON. */
const TOLD_AS_JSON: ReadonlySet<FactType> = new Set<FactType>([
  'correction',
  'review-list-sent',
  'owner-set',
  'contact-made',
  'escalation-acknowledged',
]);

export type FactGroup = Readonly<{ heading: string; choices: readonly Choice[] }>;

/** Every fact the page can ask, under headings in the order of a case's life. */
export function factGroups(): readonly FactGroup[] {
  const start: readonly FactType[] = ['request-received', 'came-to-attention', 'plan-made'];
  const grouped: { heading: string; types: readonly FactType[] }[] = [
    { heading: texts.clock.start, types: start },
    ...STEP_GROUPS.map(({ heading, types }) => ({ heading, types: types })),
  ];
  const known = new Set(grouped.flatMap(({ types }) => types));
  const others = FACT_TYPES.filter((type) => !known.has(type));
  return [...grouped, { heading: texts.clock.life, types: others }]
    .map(({ heading, types }) => ({
      heading,
      choices: types
        .filter((type) => !TOLD_AS_JSON.has(type))
        .map((type) => ({ value: type, text: texts.facts[type].told })),
    }))
    .filter(({ choices }) => choices.length > 0);
}

export const askedOnPage = (text: string): FactType | null =>
  FACT_TYPES.find((type) => type === text && !TOLD_AS_JSON.has(type)) ?? null;

const SCHOOLS = 4;

/** A fact's fields; advisers by their role and schools by number, for the clock knows nobody. */
export function clockFields(type: FactType, story: Story): readonly Field[] {
  const context: FormContext = {
    advisers: [{ heading: texts.clock.whomAsked, choices: advisersFor(type, story) }],
    settings: schoolsFor(type, story),
    owners: [],
    asksPanel: false,
  };
  const fields = factFields(type, context);
  return type === 'plan-transferred' ? [DIRECTION, ...fields] : fields;
}

function advisersFor(type: FactType, { facts }: Story): readonly Choice[] {
  const roles = ADVISER_ROLES.map((role) => ({ value: role, text: texts.advisers[role] }));
  if (type === 'advice-requested') return roles.map(({ value, text }) => ({ value: `${value}|${value}`, text }));
  const asked = new Set(
    facts.flatMap(({ type: told, adviser }) =>
      told === 'advice-requested' && typeof adviser === 'string' ? [adviser] : [],
    ),
  );
  return asked.size === 0
    ? roles
    : [...asked].map((adviser) => ({ value: adviser, text: subjectWords(adviser) ?? adviser }));
}

function schoolsFor(type: FactType, { facts }: Story): readonly Choice[] {
  const numbered = Array.from({ length: SCHOOLS }, (_, i) => ({
    value: `school-${i + 1}`,
    text: `${texts.clock.school} ${i + 1}`,
  }));
  if (type !== 'setting-answered') return numbered;
  const asked = new Set(
    facts.flatMap(({ type: told, setting }) =>
      told === 'setting-consulted' && typeof setting === 'string' ? [setting] : [],
    ),
  );
  return asked.size === 0
    ? numbered
    : [...asked].map((setting) => ({ value: setting, text: subjectWords(setting) ?? setting }));
}

/** The words for a duty's subject: an adviser's role, a numbered school, or null for a reference of the teller's own. */
export function subjectWords(subject: string): string | null {
  if (subject in texts.advisers) return texts.advisers[subject as keyof typeof texts.advisers];
  const school = /^school-(\d+)$/.exec(subject)?.[1];
  return school === undefined ? null : `${texts.clock.school} ${school}`;
}

const DIRECTION: Field = {
  kind: 'choice',
  name: 'direction',
  label: texts.clock.direction,
  missing: texts.clock.directionMissing,
  choices: [
    { value: 'to', text: texts.clock.directionTo },
    { value: 'from', text: texts.clock.directionFrom },
  ],
};
