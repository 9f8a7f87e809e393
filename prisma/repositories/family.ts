import type { Family } from '../../api/ports.js';
import { inTransaction, type Database } from '../database.js';
import { noteWithin } from './journal-notes.js';

/** The people in a child's life, with how they may be written to. */
export const createFamily = ({ pool }: Database): Family => ({
  of: async (caseRef) => {
    const { rows } = await pool.query<Awaited<ReturnType<Family['of']>>[number]>(
      `SELECT p.ref, p.name, p.relation, p.parental_responsibility AS "parentalResponsibility", p.has_care AS "hasCare", p.contact, p.speaks_for AS "speaksFor", p.address,
         p.postcode, p.address_protected AS "addressProtected", p.email, p.email_consent AS "emailConsent", p.prefers, p.phone, p.language, p.interpreter, p.large_print AS "largePrint"
       FROM person p JOIN case_record r ON r.child_ref = p.child_ref WHERE r.ref = $1 ORDER BY p.name COLLATE "en-GB-x-icu", p.ref`,
      [caseRef],
    );
    return rows;
  },
  save: ({ caseRef, person, isNew, by, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query(
        `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, has_care, contact, speaks_for, address, postcode, address_protected, email, email_consent,
           prefers, phone, language, interpreter, large_print)
         SELECT p.ref, r.child_ref, p.name, p.relation, p."parentalResponsibility", p."hasCare", p.contact, p."speaksFor", p.address, p.postcode, p."addressProtected", p.email,
           p."emailConsent", p.prefers, p.phone, p.language, p.interpreter, p."largePrint"
         FROM case_record r, jsonb_to_record($2::jsonb) AS p(ref text, name text, relation text, "parentalResponsibility" boolean, "hasCare" boolean, contact text, "speaksFor" text,
           address text, postcode text, "addressProtected" boolean, email text, "emailConsent" boolean, prefers text, phone text, language text, interpreter boolean, "largePrint" boolean)
         WHERE r.ref = $1
         ON CONFLICT (ref) DO UPDATE SET name = EXCLUDED.name, relation = EXCLUDED.relation, parental_responsibility = EXCLUDED.parental_responsibility, has_care = EXCLUDED.has_care,
           contact = EXCLUDED.contact, speaks_for = EXCLUDED.speaks_for, address = EXCLUDED.address, postcode = EXCLUDED.postcode, address_protected = EXCLUDED.address_protected,
           email = EXCLUDED.email, email_consent = EXCLUDED.email_consent, prefers = EXCLUDED.prefers, phone = EXCLUDED.phone, language = EXCLUDED.language,
           interpreter = EXCLUDED.interpreter, large_print = EXCLUDED.large_print`,
        [caseRef, JSON.stringify(person)],
      );
      await noteWithin(tx, [{ recordRef: caseRef, type: isNew ? 'person-added' : 'person-changed', payload: { person: person.ref }, actor: by }], at);
    }),
});
