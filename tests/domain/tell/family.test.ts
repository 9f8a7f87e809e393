import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { addresseesOf, type Contact } from '../../../domain/tell/addressees.js';
import { compulsorySchoolAgeEndsOn, familyToWrite, isWatched, isYoungPerson, mayFollow, needsSeeingTo } from '../../../domain/tell/family.js';
import type { LetterCode } from '../../../domain/tell/letter-codes.js';
import type { Addressee, ChildInTell, PersonInLife } from '../../../domain/tell/people.js';
import { anyChild, anyPeople, child, person } from './people.js';

const TODAY = isoDate('2026-03-02');
const TO_FAMILY = { letter: 'agreed-family', audience: 'family' } as const;
const refs = (write: readonly Addressee[]): string[] => write.map(({ ref }) => ref).sort();

describe('the end of compulsory school age: the last Friday in June of the school year in which they turn 16', () => {
  test.each([
    { bornOn: '2009-08-31', endsOn: '2025-06-27' },
    { bornOn: '2009-09-01', endsOn: '2026-06-26' },
    { bornOn: '2010-06-26', endsOn: '2026-06-26' },
    { bornOn: '2010-08-31', endsOn: '2026-06-26' }, // still fifteen on that day
    { bornOn: '2010-09-01', endsOn: '2027-06-25' },
    { bornOn: '2012-01-01', endsOn: '2028-06-30' }, // the thirtieth itself is a Friday
    { bornOn: '2008-02-29', endsOn: '2024-06-28' },
  ])('born $bornOn: $endsOn', ({ bornOn, endsOn }) => {
    expect(compulsorySchoolAgeEndsOn(isoDate(bornOn))).toBe(endsOn);
  });

  test('the young person decides from the day after, not on the day', () => {
    expect(isYoungPerson(isoDate('2009-09-01'), isoDate('2026-06-26'))).toBe(false);
    expect(isYoungPerson(isoDate('2009-09-01'), isoDate('2026-06-27'))).toBe(true);
  });
});

describe('a way in without an account', () => {
  const SWITCH = compulsorySchoolAgeEndsOn(isoDate('2009-09-01')); // Friday 26 June 2026
  const [on, after] = [SWITCH, addDays(SWITCH, 1)];
  const young = child({ ref: 'C-1', bornOn: isoDate('2009-09-01') });
  const people = [
    person('P-MOTHER', { parentalResponsibility: true }),
    person('P-CHOSEN', { parentalResponsibility: true, speaksFor: 'chosen' }),
    person('P-KEPT', { parentalResponsibility: true, contact: 'withheld' }),
    person('P-SELF', { relation: 'self', email: 'self@young.example', emailConsent: true }),
  ];
  const follow = (day: IsoDate, whose = young) => ['P-MOTHER', 'P-CHOSEN', 'P-KEPT', 'P-SELF', 'C-1'].filter((ref) => mayFollow(whose, people, day, ref));

  test('is the parents’ to the last day of compulsory school age, and the young person’s and whom they chose from the next', () => {
    expect(follow(on)).toEqual(['P-MOTHER', 'P-CHOSEN']);
    expect(follow(after)).toEqual(['P-CHOSEN', 'P-SELF', 'C-1']);
  });

  test('stays the parents’ where capacity is lacking and nobody is appointed; else it is the representative’s', () => {
    const lacking = { ...young, lacksCapacity: true };
    expect(follow(after, lacking)).toEqual(['P-MOTHER', 'P-CHOSEN']);
    const appointed = [...people, person('P-APPOINTED', { speaksFor: 'appointed' })];
    expect(['P-MOTHER', 'P-APPOINTED', 'C-1'].filter((ref) => mayFollow(lacking, appointed, after, ref))).toEqual(['P-APPOINTED']);
  });

  test('has no code sent to a mailbox that somebody withheld reads', () => {
    const kept = [person('P-KEPT', { contact: 'withheld', email: 'Shared@home.example' })];
    expect([isWatched(kept, 'shared@home.example '), isWatched(kept, 'own@home.example')]).toEqual([true, false]);
  });
});

describe('a child’s letters', () => {
  test('go to everybody with parental responsibility or care, each at their own address, and to nobody else', () => {
    const people = [
      person('P-1', { parentalResponsibility: true, address: '1 First Street', postcode: 'ZZ1 1ZZ' }),
      person('P-2', { parentalResponsibility: true, address: '2 Second Street', postcode: 'ZZ2 2ZZ' }),
      person('P-3', { hasCare: true, relation: 'grandmother', address: '3 Third Street', postcode: null }),
      person('P-4', { relation: 'step-parent' }),
    ];
    const { write, unreached } = familyToWrite(child(), people, TODAY);
    expect(write.map(({ ref, channel, address }) => [ref, channel, address])).toEqual([
      ['P-1', 'letter', '1 First Street\nZZ1 1ZZ'],
      ['P-2', 'letter', '2 Second Street\nZZ2 2ZZ'],
      ['P-3', 'letter', '3 Third Street'],
    ]);
    expect(unreached).toEqual([{ ref: 'P-4', why: 'no-parental-responsibility' }]);
  });

  test('never go to somebody withheld, though they have parental responsibility', () => {
    const reach = familyToWrite(child(), [person('P-1', { parentalResponsibility: true, contact: 'withheld' }), person('P-2', { parentalResponsibility: true })], TODAY);
    expect(refs(reach.write)).toEqual(['P-2']);
    expect(reach.unreached).toEqual([{ ref: 'P-1', why: 'withheld' }]);
    expect(needsSeeingTo(reach)).toBe(false);
  });

  test('do not go to the house of somebody withheld, though another’s record still has that address', () => {
    const father = person('P-1', { parentalResponsibility: true, contact: 'withheld', address: '1 First Street,\nExampleton', postcode: 'ZZ1 1ZZ' });
    const mother = person('P-2', { parentalResponsibility: true, address: '1 first street\nExampleton.', postcode: null });
    const reach = familyToWrite(child(), [father, mother], TODAY);
    expect(reach.write).toEqual([]);
    expect(reach.unreached).toContainEqual({ ref: 'P-2', why: 'shares-address' });
    expect(needsSeeingTo(reach)).toBe(true);
    const byEmail = familyToWrite(child(), [father, { ...mother, emailConsent: true }], TODAY);
    expect(byEmail.write.map(({ address }) => address)).toEqual(['p-2@mail.example']);
  });

  test('with nobody left to write to are somebody’s work', () => {
    const reach = familyToWrite(child(), [person('P-1', { parentalResponsibility: true, contact: 'withheld' })], TODAY);
    expect(reach.write).toEqual([]);
    expect(needsSeeingTo(reach)).toBe(true);
    expect(familyToWrite(child(), [], TODAY)).toEqual({ write: [], unreached: [{ ref: 'C-1', why: 'nobody-known' }] });
  });

  test.each([
    { prefers: 'email', emailConsent: true, email: 'a@mail.example', address: '1 A', channel: 'email' },
    { prefers: 'email', emailConsent: false, email: 'a@mail.example', address: '1 A', channel: 'letter' },
    { prefers: 'email', emailConsent: true, email: ' ', address: '1 A', channel: 'letter' },
    { prefers: 'post', emailConsent: true, email: 'a@mail.example', address: '1 A', channel: 'letter' },
    { prefers: 'post', emailConsent: true, email: 'a@mail.example', address: null, channel: 'email' },
    { prefers: 'phone', emailConsent: false, email: null, address: '1 A', channel: 'letter' },
  ] as const)('consent $emailConsent, prefers $prefers, email $email, address $address: by $channel', ({ channel, ...given }) => {
    const { write } = familyToWrite(child(), [person('P-1', { parentalResponsibility: true, ...given })], TODAY);
    expect(write.map((one) => [one.channel, one.telephone])).toEqual([[channel, given.prefers === 'phone']]);
  });

  test('to an email address without consent and no other serve nothing: an address is asked for', () => {
    const reach = familyToWrite(child(), [person('P-1', { parentalResponsibility: true, address: null, emailConsent: false })], TODAY);
    expect(reach).toEqual({ write: [], unreached: [{ ref: 'P-1', why: 'no-address' }] });
    expect(needsSeeingTo(reach)).toBe(true);
  });

  test('with an officer’s own words in them go by post, whatever is wished', () => {
    const people = [person('P-1', { parentalResponsibility: true, prefers: 'email', emailConsent: true }), person('P-2', { parentalResponsibility: true, address: null, emailConsent: true })];
    const told = (letter: LetterCode) => addresseesOf({ letter, audience: 'family' }, { child: child(), people, today: TODAY, socialCare: null }, []);
    expect(told('agreed-family').write.map(({ channel }) => channel)).toEqual(['email', 'email']);
    for (const letter of ['refused-to-assess', 'refused-to-issue'] as const) {
      expect(told(letter).write.map(({ ref, channel }) => [ref, channel])).toEqual([['P-1', 'letter']]);
      expect(told(letter).unreached).toEqual([{ ref: 'P-2', why: 'no-address' }]);
    }
  });

  test('carry how the reader reads: language, interpreter, large print', () => {
    const { write } = familyToWrite(child(), [person('P-1', { hasCare: true, language: 'Polish', interpreter: true, largePrint: true })], TODAY);
    expect(write[0]).toMatchObject({ language: 'Polish', interpreter: true, largePrint: true });
  });
});

describe('a young person’s letters', () => {
  const young = child({ bornOn: isoDate('2008-05-01') });
  const self = person('P-0', { relation: 'self', address: '9 Own Street', postcode: 'ZZ9 9ZZ' });
  const mother = person('P-1', { parentalResponsibility: true });

  test('go to themselves, at their own address, and no longer to a parent', () => {
    const { write, unreached } = familyToWrite(young, [self, mother], TODAY);
    expect(write).toMatchObject([{ kind: 'child', ref: 'C-1', name: 'Testine Exampleforth', channel: 'letter', address: '9 Own Street\nZZ9 9ZZ' }]);
    expect(unreached).toEqual([{ ref: 'P-1', why: 'young-person-decides' }]);
  });

  test('go as well to whom they chose', () => {
    const { write } = familyToWrite(young, [self, { ...mother, speaksFor: 'chosen' }, person('P-2', { parentalResponsibility: true })], TODAY);
    expect(refs(write)).toEqual(['C-1', 'P-1']);
  });

  test('do not go to a parent’s house for want of an address of their own', () => {
    const reach = familyToWrite(young, [mother], TODAY);
    expect(reach.write).toEqual([]);
    expect(reach.unreached).toContainEqual({ ref: 'C-1', why: 'no-address' });
  });

  test('where capacity is lacking go to the appointed representative, else to each parent', () => {
    const lacking = { ...young, lacksCapacity: true };
    expect(refs(familyToWrite(lacking, [self, mother, person('P-2', { speaksFor: 'appointed' })], TODAY).write)).toEqual(['P-2']);
    expect(refs(familyToWrite(lacking, [self, mother, person('P-2')], TODAY).write)).toEqual(['P-1']);
    expect(refs(familyToWrite(lacking, [self, mother, person('P-2', { speaksFor: 'appointed', contact: 'withheld' })], TODAY).write)).toEqual([]);
  });

  test('before the end of compulsory school age, a want of capacity and a representative change nothing', () => {
    const younger = child({ lacksCapacity: true });
    expect(refs(familyToWrite(younger, [mother, person('P-2', { speaksFor: 'appointed' })], TODAY).write)).toEqual(['P-1']);
  });
});

describe('a looked-after child’s social worker', () => {
  const worker: Contact = { kind: 'staff', ref: 'S-9', name: 'Sol Invented', email: 'sol@council.example', address: null };
  const household = { people: [person('P-1', { parentalResponsibility: true })], today: TODAY };

  test('is told what the family is told', () => {
    expect(refs(addresseesOf(TO_FAMILY, { ...household, child: child({ lookedAfter: true }), socialCare: worker }, []).write)).toEqual(['P-1', 'S-9']);
    expect(refs(addresseesOf(TO_FAMILY, { ...household, child: child(), socialCare: worker }, []).write)).toEqual(['P-1']);
  });

  test('who is not known is asked for', () => {
    const reach = addresseesOf(TO_FAMILY, { ...household, child: child({ lookedAfter: true }), socialCare: null }, []);
    expect(reach.unreached).toEqual([{ ref: 'social-care', why: 'no-address' }]);
    expect(needsSeeingTo(reach)).toBe(true);
  });
});

describe('people at work', () => {
  const household = { child: child(), people: [person('P-1', { parentalResponsibility: true })], today: TODAY, socialCare: null };

  test('are written to by email, else by post, and nobody of the family with them', () => {
    const contacts: Contact[] = [
      { kind: 'adviser', ref: 'V-1', name: 'An Adviser', email: 'v1@service.example', address: '1 Service Road' },
      { kind: 'setting', ref: 'T-1', name: 'A School', email: null, address: '2 School Road' },
      { kind: 'service', ref: 'ICB', name: 'A Board', email: null, address: null },
    ];
    const reach = addresseesOf({ letter: 'advice-request', audience: 'adviser' }, household, contacts);
    expect(reach.write.map(({ ref, channel, address }) => [ref, channel, address])).toEqual([['V-1', 'email', 'v1@service.example'], ['T-1', 'letter', '2 School Road']]);
    expect(reach.unreached).toEqual([{ ref: 'ICB', why: 'no-address' }]);
  });

  test('of whom none is known are somebody’s work', () => {
    expect(addresseesOf({ letter: 'agreed-partners', audience: 'icb' }, household, [])).toEqual({ write: [], unreached: [{ ref: 'icb', why: 'nobody-known' }] });
  });
});

/** However people are arranged round a child. */
const anyHousehold = fc.tuple(anyChild(), anyPeople(), fc.constantFrom('2020-01-06', '2026-03-02', '2026-06-26', '2026-06-27', '2030-11-11').map((day) => isoDate(day)));
const always = (holds: (about: ChildInTell, people: readonly PersonInLife[], today: IsoDate) => void): void => {
  fc.assert(fc.property(anyHousehold, ([about, people, today]) => holds(about, people, today)), { numRuns: 2_000 });
};
const ownerOf = (one: Addressee, people: readonly PersonInLife[]): PersonInLife | undefined =>
  one.kind === 'child' ? people.find(({ relation }) => relation === 'self') : people.find(({ ref }) => ref === one.ref);

describe('however people are arranged, no letter goes to the wrong house', () => {
  test('nobody withheld is written to', () => {
    always((about, people, today) => {
      for (const one of familyToWrite(about, people, today).write) expect(ownerOf(one, people)?.contact).toBe('contactable');
    });
  });

  test('no post arrives where somebody withheld lives', () => {
    always((about, people, today) => {
      const withheld = people.filter(({ contact }) => contact === 'withheld').map(({ address, postcode }) => [address, ...(postcode ? [postcode] : [])].join('\n'));
      for (const { address } of familyToWrite(about, people, today).write) expect(withheld).not.toContain(address);
    });
  });

  test('every envelope goes to its own person’s address or, with consent, their email', () => {
    always((about, people, today) => {
      for (const one of familyToWrite(about, people, today).write) {
        const owner = ownerOf(one, people);
        if (one.channel === 'email') expect([one.address, owner?.emailConsent]).toEqual([owner?.email, true]);
        else expect(one.address).toBe([owner?.address, ...(owner?.postcode ? [owner.postcode] : [])].join('\n'));
      }
    });
  });

  test('a child’s letters reach only those with responsibility or care', () => {
    always((about, people, today) => {
      if (isYoungPerson(about.bornOn, today)) return;
      for (const { kind, ref } of familyToWrite(about, people, today).write) {
        const owner = people.find((one) => one.ref === ref);
        expect([kind, (owner?.parentalResponsibility ?? false) || (owner?.hasCare ?? false)]).toEqual(['person', true]);
      }
    });
  });

  test('a young person who decides is written to themself, and besides only whom they chose', () => {
    always((about, people, today) => {
      if (!isYoungPerson(about.bornOn, today) || about.lacksCapacity) return;
      const { write, unreached } = familyToWrite(about, people, today);
      expect(write.some(({ kind }) => kind === 'child') || unreached.some(({ ref }) => ref === about.ref)).toBe(true);
      for (const one of write) if (one.kind !== 'child') expect(ownerOf(one, people)?.speaksFor).toBe('chosen');
    });
  });

  test('where capacity is lacking only a representative, or without one a parent', () => {
    always((about, people, today) => {
      if (!isYoungPerson(about.bornOn, today) || !about.lacksCapacity) return;
      const hasRepresentative = people.some(({ speaksFor, relation }) => speaksFor === 'appointed' && relation !== 'self');
      for (const one of familyToWrite(about, people, today).write) {
        const owner = ownerOf(one, people);
        expect(hasRepresentative ? owner?.speaksFor === 'appointed' : owner?.parentalResponsibility === true || owner?.hasCare === true).toBe(true);
        expect(one.kind).toBe('person');
      }
    });
  });

  test('nobody gets two, and everybody known is either written to or accounted for', () => {
    always((about, people, today) => {
      const { write, unreached } = familyToWrite(about, people, today);
      const all = [...write.map(({ ref }) => ref), ...unreached.map(({ ref }) => ref)];
      expect(new Set(all).size).toBe(all.length);
      for (const { ref, relation } of people) if (relation !== 'self') expect(all).toContain(ref);
    });
  });
});
