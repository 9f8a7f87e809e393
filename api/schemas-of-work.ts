import { z } from 'zod';
import { breakOfLimit, day, named } from './schemas.js';

/** Shapes of the answers about a team's work and of steps over several cases. */

const caseload = z
  .object({ staff: named.nullable(), leftOn: day.nullable(), open: z.int(), late: z.int(), dueSoon: z.int(), longestWait: z.int().nullable(), awayUntil: day.nullable(), cover: named.nullable() })
  .meta({ id: 'Caseload', description: 'What one person holds; `staff` null: what nobody holds' });

export const teamView = z
  .object({
    team: named,
    caseload: z.array(caseload).readonly(),
    absences: z.array(z.object({ id: z.int(), staff: named, fromOn: day, toOn: day, cover: named.nullable() })).readonly(),
    mayManage: z.boolean(),
  })
  .meta({ id: 'Team' });

const result = z
  .object({
    ref: z.string(),
    child: z.string().nullable(),
    kind: z.enum(['done', 'pending', 'nothing', 'refused']),
    count: z.int().optional(),
    missing: z.array(z.string()).readonly().optional().meta({ description: 'Roles nobody was found for: still to be asked' }),
    why: z.string().optional(),
    code: z.string().optional(),
    sentence: z.string().optional(),
    law: z.string().optional(),
    notBefore: day.optional(),
    changes: z.array(z.object({ entry: z.int(), type: z.string(), on: day })).readonly().optional(),
    breaks: z.array(breakOfLimit).readonly().optional(),
  })
  .meta({ id: 'CaseResult', description: 'What became of a step on one case' });

export const caseResults = z.object({ items: z.array(result).readonly() }).meta({ id: 'CaseResults' });
export const handedOver = z.object({ items: z.array(result).readonly(), left: z.boolean(), held: z.int().nullable().meta({ description: 'Open cases still theirs' }) }).meta({ id: 'HandedOver' });
