import { createHash, randomBytes } from 'node:crypto';

/** Secret tokens of addresses: their bearers have the token, the database its SHA-256. */

const TOKEN_BYTES = 32;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
