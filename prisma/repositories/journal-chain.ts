import { createHash } from 'node:crypto';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Instant } from '../../domain/dates/london.js';

/** What one journal entry says, all of it under its hash. */
export type EntryContent = Readonly<{
  recordRef: string;
  position: number;
  kind: 'fact' | 'act';
  type: string;
  happenedOn: IsoDate;
  payload: object;
  actor: string;
  commandId: string | null;
  commandIndex: number | null;
  recordedAt: Instant;
}>;

export type ChainedEntry = EntryContent & Readonly<{ previousHash: string; hash: string }>;

/** JSON with every object's keys in order, so that equal values have equal text. Absent and undefined are the same. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const pairs = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`);
  return `{${pairs.join(',')}}`;
}

/** SHA-256, in hex, of an entry and of the hash before it: no entry can change, move or vanish without its chain breaking. */
export function entryHash(previousHash: string, content: EntryContent): string {
  const { recordRef, position, kind, type, happenedOn, payload, actor, commandId, commandIndex, recordedAt } = content;
  const said = { recordRef, position, kind, type, happenedOn, payload, actor, commandId, commandIndex, recordedAt };
  return createHash('sha256').update(`${previousHash}\n${canonicalJson(said)}`).digest('hex');
}

/** Chains entries, in order, behind a head (`''` where there is none). */
export function chain(headHash: string, entries: readonly EntryContent[]): ChainedEntry[] {
  let previousHash = headHash;
  return entries.map((entry) => {
    const hash = entryHash(previousHash, entry);
    const chained = { ...entry, previousHash, hash };
    previousHash = hash;
    return chained;
  });
}
