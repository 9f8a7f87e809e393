import { z } from 'zod';

/** What every list asks for in its query. */
export const pageSize = z.coerce.number({ error: 'must be a number' }).int().min(1, { error: 'must be at least 1' }).max(200, { error: 'must be at most 200' }).default(50);
export const cursor = z.string().max(200).optional();
export const yes = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true')
  .optional()
  .meta({ override: { type: 'boolean' } });
export const someSetting = z.string().regex(/^(T-[0-9A-Z]{1,24}|none)$/, { error: 'must be a setting\'s reference, or none' }).optional();
