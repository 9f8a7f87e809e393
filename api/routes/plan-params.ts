import { z } from 'zod';
import { RECORD_REF } from '../refs.js';

/** Where a plan's text is found. */
export const versionNumber = z.coerce.number({ error: 'must be the number of a version' }).int().min(1).max(999);
export const ofPlan = z.strictObject({ ref: z.string().regex(RECORD_REF) });
export const ofVersion = ofPlan.extend({ number: versionNumber });
