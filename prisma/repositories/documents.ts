import type { DocumentRow, NewDocument } from '../../api/document-models.js';
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

type HandedInFor = Pick<DocumentRow, 'kind' | 'givenBy' | 'givenAt'> & Readonly<{ /** None yet, while post waits to be filed. */ recordRef: string | null; postRef?: string }>;

/** Within the transaction that says what the files are for. */
export async function insertDocuments(tx: Transaction, files: readonly NewDocument[], { recordRef, kind, givenBy, givenAt, postRef }: HandedInFor): Promise<void> {
  await tx.query(
    `INSERT INTO document (ref, record_ref, kind, name, media_type, bytes, sha256, given_by, given_at, post_ref)
     SELECT f.ref, $2, $3, f.name, f."mediaType", f.bytes, f.sha256, $4, $5, $6
     FROM jsonb_to_recordset($1::jsonb) AS f(ref text, name text, "mediaType" text, bytes int, sha256 text)`,
    [JSON.stringify(files), recordRef, kind, givenBy, givenAt, postRef ?? null],
  );
}
