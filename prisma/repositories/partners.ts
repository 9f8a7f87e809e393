import { newRef } from '../../api/refs.js';
import { inTransaction, type Database } from '../database.js';

/** To whom the law has notices sent beside the family and the setting. */
export const PARTNERS = ['icb', 'social-care'] as const;
export type Partner = (typeof PARTNERS)[number];

const ROLE: Readonly<Record<Partner, string>> = { icb: 'health', 'social-care': 'social-care' };

/** Names a partner's post: it is added, or its name and address are changed. @returns whether it is new */
export const namePartner = ({ pool }: Database, partner: Partner, { name, email }: Readonly<{ name: string; email: string }>): Promise<boolean> =>
  inTransaction(pool, async (tx) => {
    const { rowCount } = await tx.query('UPDATE adviser SET name = $2, email = $3 WHERE post_of = $1', [partner, name, email]);
    if (rowCount !== 0) return false;
    await tx.query('INSERT INTO adviser (ref, name, role, email, post_of) VALUES ($1, $2, $3, $4, $5)', [newRef('V'), name, ROLE[partner], email, partner]);
    return true;
  });
