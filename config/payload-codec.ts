import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

/** A key and the id that payloads carry of it. */
export type PayloadKey = Readonly<{ id: string; key: Buffer }>;

/** What DULY_PAYLOAD_KEY should have been; the value is never quoted. */
export class BadPayloadKey extends Error {}

const KEY_BYTES = 32;
const SHAPE = 'DULY_PAYLOAD_KEY must be <id>:<32 bytes in base64>, several separated by commas, the one in use first';

/**
 * Keys out of the environment: the first encrypts, all decrypt. Keep an old one for the longest run plus the namespace's retention.
 * @throws BadPayloadKey
 */
export function payloadKeys(text: string): PayloadKey[] {
  return text.split(',').map((part) => {
    const [, id, base64] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+=*)$/.exec(part.trim()) ?? [];
    const key = Buffer.from(base64 ?? '', 'base64');
    if (id === undefined || key.length !== KEY_BYTES) throw new BadPayloadKey(SHAPE);
    return { id, key };
  });
}

const CIPHER = 'aes-256-gcm';
const ENCRYPTED = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/**
 * Encrypts every payload whole, its own metadata included, with AES-256-GCM.
 * @throws Error on decoding a payload of a key that is not there, or one that was altered
 */
export function aesGcm(keys: readonly PayloadKey[]): PayloadCodec {
  const [current] = keys;
  if (current === undefined) throw new BadPayloadKey(SHAPE);
  const byId = new Map(keys.map((key) => [key.id, key]));
  return {
    encode: (payloads) => Promise.resolve(payloads.map((payload) => encrypted(payload, current))),
    decode: (payloads) => Promise.resolve(payloads).then((stored) => stored.map((payload) => (text(payload.metadata?.['encoding']) === ENCRYPTED ? decrypted(payload, byId) : payload))),
  };
}

function encrypted(payload: Payload, { id, key }: PayloadKey): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  const data = Buffer.concat([iv, cipher.update(serialised(payload)), cipher.final(), cipher.getAuthTag()]);
  return { metadata: { encoding: Buffer.from(ENCRYPTED), 'encryption-key-id': Buffer.from(id) }, data };
}

function decrypted({ metadata, data }: Payload, keys: ReadonlyMap<string, PayloadKey>): Payload {
  const known = keys.get(text(metadata?.['encryption-key-id']));
  if (known === undefined) throw new Error('a payload was encrypted with a key that DULY_PAYLOAD_KEY does not hold');
  const bytes = Buffer.from(data ?? []);
  const decipher = createDecipheriv(CIPHER, known.key, bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return parsed(Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]));
}

function serialised({ metadata, data }: Payload): string {
  const base64 = Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')] as const);
  return JSON.stringify({ metadata: Object.fromEntries(base64), data: Buffer.from(data ?? []).toString('base64') });
}

function parsed(plain: Buffer): Payload {
  const { metadata, data } = JSON.parse(plain.toString('utf8')) as { metadata: Record<string, string>; data: string };
  const bytes = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const);
  return { metadata: Object.fromEntries(bytes), data: Buffer.from(data, 'base64') };
}
