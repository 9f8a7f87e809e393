import type { Browser } from 'playwright-core';
import type { Instant } from '../../../domain/dates/london.js';
import { createLinks } from '../../../prisma/repositories/links.js';
import { paths } from '../../../web/paths.js';
import { texts } from '../../../web/texts.js';
import type { TestApp } from './test-app.js';
import { visit, type Visitor } from './visitor.js';

type Whose = Readonly<{ recordRef: string; forKind: 'adviser' | 'person' | 'child' | 'setting'; forRef: string; leadsTo?: 'feedback' }>;

/** A link as a letter would carry it, to somebody whose registered address is known. @returns its token */
export async function linkFor(app: TestApp, whose: Whose, more: { endsAt?: Instant } = {}): Promise<string> {
  const table = whose.forKind === 'child' ? 'person' : whose.forKind; // a young person's own entry has their address
  await app.database.pool.query(`UPDATE ${table} SET email = coalesce(email, lower(ref) || '@post.example') WHERE ref = $1`, [whose.forRef]);
  const now = app.useCases.clock.now().toISOString() as Instant;
  return createLinks(app.database).issue({ ...whose, now, ...more });
}

/** The last code sent to somebody, as it stands in the outbox. */
export async function codeSentTo(app: TestApp, ref: string): Promise<string> {
  const { rows } = await app.database.pool.query<{ body: string }>(
    `SELECT body::text FROM message WHERE letter = 'access-code' AND to_ref = $1 AND body <> '[]' ORDER BY queued_at DESC, ref LIMIT 1`,
    [ref],
  );
  const code = /\b\d{6}\b/.exec(rows[0]?.body ?? '')?.[0];
  if (code === undefined) throw new Error('no code was sent');
  return code;
}

/** Somebody without an account, signed in by link and code. */
export async function visitByLink(browser: Browser, app: TestApp, whose: Whose, options: Parameters<typeof visit>[2] = {}): Promise<Visitor> {
  const token = await linkFor(app, whose);
  const visitor = await visit(browser, app.url, options);
  await visitor.open(paths.link(token));
  await visitor.press(texts.link.send);
  await visitor.type({ code: await codeSentTo(app, whose.forRef) });
  await visitor.press(texts.link.enter);
  return visitor;
}

/** The parent named with the request. */
export async function parentOf(app: TestApp, recordRef: string): Promise<string> {
  const { rows } = await app.database.pool.query<{ ref: string }>('SELECT p.ref FROM person p JOIN case_record r ON r.child_ref = p.child_ref WHERE r.ref = $1 ORDER BY p.name LIMIT 1', [recordRef]);
  if (rows[0] === undefined) throw new Error('the child has nobody');
  return rows[0].ref;
}
