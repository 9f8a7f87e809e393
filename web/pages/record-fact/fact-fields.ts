import { factSchema } from '../../../domain/facts/schema.js';
import type { FactType } from '../../../domain/facts/fact.js';
import type { Choice, Field } from '../../forms/field.js';
import { texts } from '../../texts.js';
import { CHANNEL_CHOICES, FIELD_CHOICES, FIELD_LABELS, SENT_BY_CHOICES, YES_NO } from '../../words/choices.js';

export type AdviserGroup = Readonly<{ heading: string; hint?: string; choices: readonly Choice[] }>;

/** What a form may offer to choose from, and what it must ask besides. */
export type FormContext = Readonly<{
  /** Advisers this fact may be about, grouped by a heading when asking several at once. */
  advisers: readonly AdviserGroup[];
  settings: readonly Choice[];
  owners: readonly Choice[];
  /** A decision recorded by somebody who may not take it: the panel's day and item are asked. */
  asksPanel: boolean;
}>;

/** No lists, no panel: for the clock, which knows no records. */
export const NO_CONTEXT: FormContext = { advisers: [], settings: [], owners: [], asksPanel: false };

/** Facts whose way of coming decides the day that counts. */
const ASKS_HOW_IT_CAME: ReadonlySet<FactType> = new Set<FactType>([
  'request-received',
  'came-to-attention',
  'mediation-requested',
  'reassessment-requested',
]);
/** Documents whose service starts the family's days. */
const ASKS_HOW_IT_WENT: ReadonlySet<FactType> = new Set<FactType>(['draft-plan-sent', 'amendment-notice-sent']);

/** Fields of a fact that its form does not ask: given by Duly, derived, for machines (agreed dates by duty, references of papers), or asked with the plan's text. */
export const NOT_ASKED: ReadonlySet<string> = new Set([
  'type',
  'id',
  'note',
  'evidence',
  'recordedBy',
  'recordedAt',
  'strictOn',
  'estimated',
  'decidedOn',
  'dates',
  'to',
  'role',
  'arrangedBy',
  'duty',
  'subject',
  'occurrence',
  'rung',
  'action',
  'despite',
]);

const t = texts.form;

/** Fields in the order in which one would ask them; each stands only on forms of facts that have it. */
export function factFields(type: FactType, context: FormContext): readonly Field[] {
  const shape = Object.keys(factSchema(type)?.shape ?? {});
  const has = (name: string): boolean => shape.includes(name);
  const field = (name: string, made: Field): readonly Field[] => (has(name) ? [made] : []);
  const choice = (
    name: string,
    more: Readonly<{ optional?: boolean; hint?: string; label?: string }> = {},
  ): readonly Field[] => {
    const words = FIELD_LABELS[`${type}.${name}`] ?? t.fields[name as keyof typeof t.fields];
    const offered = FIELD_CHOICES[`${type}.${name}`] ?? FIELD_CHOICES[name];
    if (!has(name) || offered === undefined) return [];
    return [
      { kind: 'choice', name, label: more.label ?? words.label, missing: words.missing, choices: offered, ...more },
    ];
  };
  return [
    ...(has('adviser') ? adviserFields(type, context) : []),
    ...(has('setting') ? settingField(type, context) : []),
    ...field('owner', { kind: 'select', name: 'owner', ...t.fields.owner, choices: context.owners }),
    ...choice('by'),
    ...field('term', { kind: 'line', name: 'term', ...t.fields.term, most: 20, width: 'short' }),
    ...choice('order'),
    ...choice('against'),
    ...choice('what'),
    ...choice('party'),
    ...choice('decision'),
    ...choice('answer'),
    ...choice('kind'),
    ...choice('ground'),
    ...whenFields(type, has),
    ...(type === 'plan-ceased' ? choice('reason') : []),
    ...(GOES_TO.has(type) ? [authorityField(type)] : []),
    ...choice('under'),
    ...choice('health', { hint: t.healthHint }),
    ...dayOf(has, 'from'),
    ...dayOf(has, 'to', has('ground')),
    ...dayOf(has, 'closedFrom'),
    ...dayOf(has, 'reopensOn'),
    ...dayOf(has, 'meetingOn'),
    ...field('place', type === 'review-invitations-sent' ? { kind: 'text', name: 'place', ...t.fields.reviewPlace, most: 2000, optional: true } : { kind: 'text', name: 'place', ...t.fields.place, most: 2000 }),
    ...choice('reassess'),
    ...dayOf(has, 'transferOn'),
    ...dayOf(has, 'movesOn'),
    ...dayOf(has, 'lastAssessedOn'),
    ...dayOf(has, 'sentToAuthorityOn'),
    ...dayOf(has, 'sentOutOn'),
    ...dayOf(has, 'receivedOn'),
    ...dayOf(has, 'promisedOn'),
    ...(has('steps')
      ? [{ kind: 'choices' as const, name: 'steps', ...t.fields.steps, choices: FIELD_CHOICES['steps'] ?? [] }]
      : []),
    ...(has('consents')
      ? [{ kind: 'choices' as const, name: 'consents', ...t.fields.consents, choices: FIELD_CHOICES['consents'] ?? [] }]
      : []),
    ...field('impracticalBecause', {
      kind: 'text',
      name: 'impracticalBecause',
      ...t.fields.impracticalBecause,
      most: 2000,
    }),
    ...dayOf(has, 'familyToldOn'),
    ...(has('reason') && type !== 'plan-ceased' ? [reasonField(type, context)] : []),
    ...(context.asksPanel ? PANEL_FIELDS : []),
  ];
}

/** More than this many boxes under one heading are a list to choose one from: there are many head teachers, and a child has one. */
const MOST_BOXES = 12;

function adviserFields(type: FactType, { advisers }: FormContext): readonly Field[] {
  if (type === 'advice-requested') {
    return advisers.map(({ heading, hint, choices }, i): Field => {
      const common = {
        name: `advisers-${i + 1}`,
        label: heading,
        choices,
        optional: true,
        oneOfMany: true,
        missing: t.fields.adviser.missing,
        ...(hint === undefined ? {} : { hint }),
      };
      return choices.length > MOST_BOXES ? { kind: 'select', ...common } : { kind: 'choices', ...common };
    });
  }
  return [
    { kind: 'choice', name: 'adviser', ...t.fields.adviser, choices: advisers.flatMap((group) => group.choices) },
  ];
}

/** Plans that are sent to the setting they name. */
export const NAMES_A_SETTING: ReadonlySet<FactType> = new Set<FactType>(['final-plan-issued', 'amended-plan-issued', 'reassessed-plan-issued']);

/** A plan may name a type of setting instead of one: then nobody is chosen. */
function settingField(type: FactType, { settings }: FormContext): readonly Field[] {
  const asked = NAMES_A_SETTING.has(type) ? { ...t.fields.named, optional: true } : t.fields.setting;
  if (NAMES_A_SETTING.has(type) && settings.length === 0) return [];
  return [{ kind: settings.length > 8 ? 'select' : 'choice', name: 'setting', ...asked, choices: settings }];
}

/** The day, and where it decides the day: how it came or went, and the time of day. */
function whenFields(type: FactType, has: (name: string) => boolean): readonly Field[] {
  const label = texts.facts[type].when;
  if (ASKS_HOW_IT_CAME.has(type)) {
    return [
      { kind: 'choice', name: 'channel', label: t.howCame, missing: t.howCameMissing, choices: CHANNEL_CHOICES },
      { kind: 'day', name: 'on', label, hint: t.dayHint, asked: t.asked.came, optional: false },
      { kind: 'time', name: 'time', label: t.atTime, hint: t.atTimeHint, optional: true },
      { kind: 'day', name: 'postedOn', label: t.postedOn, hint: t.postedOnHint, asked: t.asked.posted, optional: true },
    ];
  }
  if (ASKS_HOW_IT_WENT.has(type)) {
    return [
      {
        kind: 'choice',
        name: 'channel',
        label: t.howWent,
        hint: t.howWentHint,
        missing: t.howWentMissing,
        choices: SENT_BY_CHOICES,
      },
      { kind: 'day', name: 'on', label, hint: t.dayHint, asked: t.asked.sent },
      { kind: 'time', name: 'time', label: t.sentTime, hint: t.sentTimeHint, optional: true },
      {
        kind: 'choice',
        name: 'emailConsent',
        label: t.emailConsent,
        hint: t.emailConsentHint,
        missing: t.emailConsent,
        choices: YES_NO,
        optional: true,
        inline: true,
      },
      { kind: 'day', name: 'servedOn', label: t.servedOn, hint: t.servedOnHint, asked: t.asked.served, optional: true },
    ];
  }
  const asked = has('receivedAt') ? t.asked.came : has('sentAt') ? t.asked.sent : t.asked.happened;
  return [{ kind: 'day', name: 'on', label, hint: t.dayHint, asked }];
}

type DayName = keyof typeof t.days;
const FUTURE: ReadonlySet<DayName> = new Set<DayName>([
  'to',
  'reopensOn',
  'meetingOn',
  'transferOn',
  'movesOn',
  'promisedOn',
  'closedFrom',
  'from',
]);
const NEEDED: ReadonlySet<DayName> = new Set<DayName>(['meetingOn', 'transferOn', 'movesOn']);

/** @param isMeant `to` is a day of exceptions and a reference elsewhere */
function dayOf(has: (name: string) => boolean, name: DayName, isMeant = true): readonly Field[] {
  if (!has(name) || !isMeant || (name === 'from' && !has('ground'))) return [];
  return [{ kind: 'day', name, ...t.days[name], optional: !NEEDED.has(name), future: FUTURE.has(name) }];
}

/** Reasons the family reads; a panel's own stand in their place where none are typed. Where only some decisions need them, the form says which. */
function reasonField(type: FactType, { asksPanel }: FormContext): Field {
  if (!TOLD_WITH_REASONS.has(type)) return { kind: 'text', name: 'reason', ...t.fields.reason, most: 2000 };
  const { hint, panelHint, reviewHint } = t.fields.reasons;
  const isReview = type === 'review-decision-sent';
  return {
    kind: 'text',
    name: 'reason',
    ...t.fields.reasons,
    hint: isReview ? reviewHint : asksPanel ? panelHint : hint,
    optional: asksPanel || isReview,
    most: 10_000,
  };
}

/** Facts that name the council a plan, or a family, goes to. */
const GOES_TO: ReadonlySet<FactType> = new Set<FactType>(['plan-transferred', 'move-known', 'moved-away']);

const authorityField = (type: FactType): Field => ({
  kind: 'select',
  name: 'to',
  ...t.fields.authority,
  choices: FIELD_CHOICES['authority'] ?? [],
  optional: type !== 'plan-transferred',
});

const TOLD_WITH_REASONS: ReadonlySet<FactType> = new Set<FactType>([
  'assessment-refused',
  'issue-refused',
  'review-decision-sent',
  'amendment-dropped',
  'early-review-answered',
  'reassessment-refused',
  'plan-left-unchanged',
  'cease-proposed',
  'cease-decided',
]);

const PANEL_FIELDS: readonly Field[] = [
  { kind: 'day', name: 'panelOn', label: t.panelOn, hint: t.panelHint, asked: t.asked.panel },
  { kind: 'line', name: 'panelItem', label: t.panelItem, missing: t.panelItemMissing, most: 3, width: 'short' },
];
