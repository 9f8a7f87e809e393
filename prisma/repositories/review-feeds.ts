import type { ReviewFeeds } from '../../api/setting-review-models.js';
import type { Instant } from '../../domain/dates/london.js';
import { inTransaction, type Database, type Transaction } from '../database.js';
import { hashOf, newToken } from './tokens.js';

/** Secret addresses of settings' calendars: the database holds the SHA-256 of a token, the calendar program the token. */
export const createReviewFeeds = ({ pool }: Database): ReviewFeeds => ({
  make: ({ setting, at }) =>
    inTransaction(pool, async (tx) => {
      await tx.query('SELECT 1 FROM setting WHERE ref = $1 FOR NO KEY UPDATE', [setting]); // two at once would each leave one in use
      await end(tx, setting, at);
      const token = newToken();
      await tx.query('INSERT INTO review_feed (token_hash, setting_ref, made_at) VALUES ($1, $2, $3)', [hashOf(token), setting, at]);
      return token;
    }),
  end: ({ setting, at }) => end(pool, setting, at),
  of: async (setting) => {
    const { rows } = await pool.query<{ madeAt: Instant; readAt: Instant | null }>(`SELECT made_at AS "madeAt", read_at AS "readAt" FROM review_feed WHERE setting_ref = $1 AND revoked_at IS NULL`, [setting]);
    return rows[0] ?? null;
  },
  read: async (token, at) => {
    const { rows } = await pool.query<{ setting: string }>('UPDATE review_feed SET read_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL RETURNING setting_ref AS setting', [hashOf(token), at]);
    return rows[0]?.setting ?? null;
  },
});

async function end(tx: Pick<Transaction, 'query'>, setting: string, at: Instant): Promise<boolean> {
  const { rowCount } = await tx.query('UPDATE review_feed SET revoked_at = $2 WHERE setting_ref = $1 AND revoked_at IS NULL', [setting, at]);
  return (rowCount ?? 0) > 0;
}
