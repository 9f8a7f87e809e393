/** SQL of a person (`p`) as domain/tell's PersonInLife. */
export const PERSON_IN_LIFE = `jsonb_build_object('ref', p.ref, 'name', p.name, 'relation', p.relation, 'parentalResponsibility', p.parental_responsibility, 'hasCare', p.has_care,
  'contact', p.contact, 'speaksFor', p.speaks_for, 'address', p.address, 'postcode', p.postcode, 'addressProtected', p.address_protected, 'email', p.email,
  'emailConsent', p.email_consent, 'prefers', p.prefers, 'language', p.language, 'interpreter', p.interpreter, 'largePrint', p.large_print)`;

/** SQL of a child (`c`) as domain/tell's ChildInTell. */
export const CHILD_IN_TELL = `jsonb_build_object('ref', c.ref, 'givenName', c.given_name, 'familyName', c.family_name, 'bornOn', c.born_on, 'lookedAfter', c.looked_after, 'lacksCapacity', c.lacks_capacity)`;
