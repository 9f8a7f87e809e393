import fc from 'fast-check';
import { isoDate } from '../../../domain/dates/iso-date.js';
import type { ChildInTell, PersonInLife } from '../../../domain/tell/people.js';

/** Plainly made up people, each with whatever a test says of them. */
export const child = (given: Partial<ChildInTell> = {}): ChildInTell => ({ ref: 'C-1', givenName: 'Testine', familyName: 'Exampleforth', bornOn: isoDate('2017-03-09'), lookedAfter: false, lacksCapacity: false, ...given });

export const person = (ref: string, given: Partial<PersonInLife> = {}): PersonInLife => ({
  ref, name: `Person ${ref}`, relation: 'parent', parentalResponsibility: false, hasCare: false, contact: 'contactable', speaksFor: 'nobody',
  address: `${ref} Sample Street`, postcode: 'ZZ99 9AA', addressProtected: false, email: `${ref.toLowerCase()}@mail.example`, emailConsent: false,
  prefers: 'post', language: null, interpreter: false, largePrint: false, ...given,
});

/** Names and places nobody's letter holds by chance. */
const word = (prefix: string): fc.Arbitrary<string> => fc.integer({ min: 100_000, max: 999_999 }).map((n) => `${prefix}${n}`);

/** Any arrangement of people round a child: living together or apart, withheld, protected, with or without responsibility. */
export const anyPeople = (): fc.Arbitrary<PersonInLife[]> =>
  fc.array(anyPerson(), { maxLength: 6 }).map((people) => people.map((one, index) => ({ ...one, ref: `P-${index + 1}`, name: `Name${index + 1} Surname${index + 1}` })));

const anyPerson = (): fc.Arbitrary<PersonInLife> =>
  fc.record({
    ref: fc.constant('P'),
    name: fc.constant('N'),
    relation: fc.constantFrom('mother', 'father', 'grandmother', 'step-parent', 'friend', 'self'),
    parentalResponsibility: fc.boolean(),
    hasCare: fc.boolean(),
    contact: fc.constantFrom('contactable', 'contactable', 'withheld'),
    speaksFor: fc.constantFrom('nobody', 'nobody', 'chosen', 'appointed'),
    address: fc.option(fc.oneof(word('House'), fc.constantFrom('Shared1', 'Shared2')).map((house) => `${house}\nExampleton`), { freq: 4 }),
    postcode: fc.option(fc.oneof(word('ZZ'), fc.constant('ZZ1 1ZZ'))),
    addressProtected: fc.boolean(),
    email: fc.option(word('mail').map((name) => `${name}@mail.example`)),
    emailConsent: fc.boolean(),
    prefers: fc.constantFrom('post', 'email', 'phone'),
    language: fc.option(fc.constantFrom('Polish', 'Urdu')),
    interpreter: fc.boolean(),
    largePrint: fc.boolean(),
  });

export const anyChild = (): fc.Arbitrary<ChildInTell> =>
  fc.record({
    ref: fc.constant('C-1'),
    givenName: fc.constantFrom('Testine', 'Zebediah', 'Ödön', 'Xanthippe'),
    familyName: word('Exampleforth'),
    bornOn: fc.integer({ min: 2001, max: 2022 }).chain((year) => fc.constantFrom('01-15', '06-28', '08-31', '09-01', '12-31').map((day) => isoDate(`${year}-${day}`))),
    lookedAfter: fc.boolean(),
    lacksCapacity: fc.boolean(),
  });
