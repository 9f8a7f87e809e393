import type { DocumentRow } from '../../api/document-models.js';
import type { Documents } from '../../api/ports.js';
import type { Database, Transaction } from '../database.js';

/** What is known of the files of records; their bytes are in the document store. */
export const createDocuments = ({ pool }: Database): Documents => ({
  byRef: async (ref) => {
    const { rows } = await pool.query<DocumentRow>(
      `SELECT ref, record_ref AS "recordRef", kind, name, media_type AS "mediaType", bytes, sha256, given_by AS "givenBy", given_at AS "givenAt" FROM document WHERE ref = $1`,
      [ref],
    );
    return rows[0] ?? null;
  },
});

/** Within the transaction that says what the file is for. */
export async function insertDocument(tx: Transaction, { ref, recordRef, kind, name, mediaType, bytes, sha256, givenBy, givenAt }: DocumentRow): Promise<void> {
  await tx.query(
    `INSERT INTO document (ref, record_ref, kind, name, media_type, bytes, sha256, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [ref, recordRef, kind, name, mediaType, bytes, sha256, givenBy, givenAt],
  );
}
