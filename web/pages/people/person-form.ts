import type { FamilyPerson, PersonSent } from '../../../api/use-cases/family-people.js';
import type { Field, Typed } from '../../forms/field.js';
import type { Reading } from '../../forms/read.js';
import { YES_NO } from '../../words/choices.js';
import { PEOPLE_WORDS as t } from '../../words/person-form.js';

/** What is asked about somebody in a child's life. */
export const PERSON_FIELDS: readonly Field[] = [
  { kind: 'line', name: 'name', label: t.name, missing: t.nameMissing, most: 200, spellcheck: false },
  {
    kind: 'select',
    name: 'relation',
    label: t.relation,
    hint: t.relationHint,
    missing: t.relationMissing,
    choices: t.relations.map((value) => ({ value, text: value === 'self' ? t.relationSelf : value })),
  },
  {
    kind: 'choices',
    name: 'holds',
    label: t.responsibility,
    hint: t.responsibilityHint,
    missing: t.missing,
    optional: true,
    oneOfMany: true,
    choices: [
      { value: 'parental', text: t.parental },
      { value: 'care', text: t.care },
    ],
  },
  { kind: 'choice', name: 'contact', label: t.contact, missing: t.missing, choices: chosen(t.contacts) },
  { kind: 'choice', name: 'speaksFor', label: t.speaksFor, missing: t.missing, choices: chosen(t.speaksFors) },
  {
    kind: 'text',
    name: 'address',
    label: t.address,
    hint: t.addressHint,
    missing: t.address,
    most: 200,
    optional: true,
  },
  { kind: 'line', name: 'postcode', label: t.postcode, missing: t.postcode, most: 10, width: 'short', optional: true },
  {
    kind: 'choice',
    name: 'addressProtected',
    label: t.protected,
    hint: t.protectedHint,
    missing: t.missing,
    choices: YES_NO,
    inline: true,
  },
  { kind: 'line', name: 'email', label: t.email, missing: t.email, most: 200, optional: true, spellcheck: false },
  {
    kind: 'choice',
    name: 'emailConsent',
    label: t.emailConsent,
    hint: t.emailConsentHint,
    missing: t.missing,
    choices: YES_NO,
    inline: true,
  },
  { kind: 'line', name: 'phone', label: t.phone, missing: t.phone, most: 200, width: 'short', optional: true },
  { kind: 'choice', name: 'prefers', label: t.prefers, missing: t.missing, choices: chosen(t.preferences) },
  { kind: 'line', name: 'language', label: t.language, missing: t.language, most: 200, width: 'short', optional: true },
  {
    kind: 'choices',
    name: 'needs',
    label: t.needs,
    missing: t.missing,
    optional: true,
    choices: [
      { value: 'interpreter', text: t.interpreter },
      { value: 'largePrint', text: t.largePrint },
    ],
  },
];

function chosen(words: Readonly<Record<string, string>>) {
  return Object.entries(words).map(([value, text]) => ({ value, text }));
}

const YES = YES_NO[0]?.value ?? '';
const NO = YES_NO[1]?.value ?? '';

/** What stands in the form before anybody types: what is known, or what is usual of somebody new. */
export function typedOf(person: FamilyPerson | null): Typed {
  if (person === null)
    return { contact: 'contactable', speaksFor: 'nobody', addressProtected: NO, emailConsent: NO, prefers: 'post' };
  const { parentalResponsibility, hasCare, interpreter, largePrint, addressProtected, emailConsent, ...rest } = person;
  return {
    name: rest.name,
    relation: t.relations.find((known) => known === rest.relation) ?? '',
    contact: rest.contact,
    speaksFor: rest.speaksFor,
    prefers: rest.prefers,
    address: rest.address ?? '',
    postcode: rest.postcode ?? '',
    email: rest.email ?? '',
    phone: rest.phone ?? '',
    language: rest.language ?? '',
    holds: [...(parentalResponsibility ? ['parental'] : []), ...(hasCare ? ['care'] : [])],
    needs: [...(interpreter ? ['interpreter'] : []), ...(largePrint ? ['largePrint'] : [])],
    addressProtected: addressProtected ? YES : NO,
    emailConsent: emailConsent ? YES : NO,
  };
}

/** Answers as the person they tell of. */
export function personOf(values: Reading['values']): PersonSent {
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const has = (name: string, value: string): boolean => Array.isArray(values[name]) && values[name].includes(value);
  const of = <T extends string>(name: string, known: readonly T[], usual: T): T =>
    known.find((one) => one === values[name]) ?? usual;
  return {
    name: text('name') ?? '',
    relation: text('relation') ?? '',
    parentalResponsibility: has('holds', 'parental'),
    hasCare: has('holds', 'care'),
    contact: of('contact', ['contactable', 'withheld'], 'contactable'),
    speaksFor: of('speaksFor', ['nobody', 'chosen', 'appointed'], 'nobody'),
    address: text('address'),
    postcode: text('postcode'),
    addressProtected: text('addressProtected') === YES,
    email: text('email'),
    emailConsent: text('emailConsent') === YES,
    phone: text('phone'),
    prefers: of('prefers', ['post', 'email', 'phone'], 'post'),
    language: text('language'),
    interpreter: has('needs', 'interpreter'),
    largePrint: has('needs', 'largePrint'),
  };
}
