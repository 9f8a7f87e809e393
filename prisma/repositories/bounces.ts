import type { Bounces } from '../../api/ports.js';
import { mendedBy } from '../../domain/tell/act-by.js';
import { inTransaction, type Database } from '../database.js';
import { noteOf, PARTS, type ClaimedMessage } from './outbox.js';
import { noteWithin } from './journal-notes.js';
import { openTasks } from './task-rows.js';

type Returned = Pick<ClaimedMessage, 'ref' | 'recordRef' | 'letter' | 'toKind' | 'toRef' | 'channel'>;

/** Mails that a server took and sent back later. */
export const createBounces = ({ pool }: Database): Bounces => ({
  came: ({ reference, problem, actBy, at }) =>
    inTransaction(pool, async (tx) => {
      const { rows } = await tx.query<Returned>(
        `UPDATE message m SET status = 'bounced', problem = $2, settled_at = $3, not_before = NULL
         WHERE m.reference = $1::uuid AND m.channel = 'email' AND m.status IN ('sending', 'accepted', 'unknown') RETURNING ${PARTS}`, // one cut off in sending had gone after all
        [reference, problem, at],
      );
      const [message] = rows;
      if (message === undefined) return (await tx.query('SELECT 1 FROM message WHERE reference = $1::uuid', [reference])).rowCount === 0 ? 'not-ours' : 'known';
      await openTasks(tx, [{ recordRef: message.recordRef, kind: 'bounced', about: message.ref, forRole: mendedBy(message), forStaff: null, actBy }], at);
      await noteWithin(tx, noteOf(message, 'message-bounced', problem), at);
      return 'bounced';
    }),
});
