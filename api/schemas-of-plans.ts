import { z } from 'zod';
import type { PlanItem, PlanSectionText } from '../domain/plan/content.js';
import type { FieldChange, PartChange } from '../domain/plan/difference.js';
import { LACK_CODES, type Lack } from '../domain/plan/lacks.js';
import { bySection, SECTION_CODES } from '../domain/plan/sections.js';
import { VERSION_KINDS } from '../domain/plan/versions.js';
import type { PlanVersion, VersionRow } from './plan-models.js';
import { day, instant } from './schemas.js';

/** Shapes of the answers about a plan's text. */

export const sectionCode = z.enum(SECTION_CODES).meta({ id: 'SectionCode' });

const whichVersion = z.object({ recordRef: z.string(), number: z.int() });

const versionShape = {
  recordRef: z.string(),
  number: z.int(),
  kind: z.enum(VERSION_KINDS),
  saves: z.int().meta({ description: 'How often it was saved: send it back with a change, and name it as evidence plan:number/saves in the fact that sends it' }),
  from: whichVersion.nullable().meta({ description: 'The version it was started from' }),
  startedBy: z.string(),
  startedAt: instant,
  savedBy: z.string(),
  savedAt: instant,
  sentOn: day.nullable().meta({ description: 'Null while it is being written; once sent, its text never changes' }),
  sentAt: instant.nullable(),
  sentBy: z.string().nullable(),
} satisfies Record<keyof VersionRow, z.ZodType>;
const versionRow = z.object(versionShape).meta({ id: 'PlanVersionRow' });

const words = z.record(z.string(), z.string());
const item = z.object({ id: z.string(), words, needs: z.array(z.string()).readonly(), outcomes: z.array(z.string()).readonly() } satisfies Record<keyof PlanItem, z.ZodType>).meta({ id: 'PlanItem' });
const section = z
  .object({ words, items: z.array(item).readonly(), none: z.boolean().meta({ description: 'It is said that there is nothing' }), last: z.int().meta({ description: 'Highest number ever given to an item' }) } satisfies Record<keyof PlanSectionText, z.ZodType>)
  .meta({ id: 'PlanSection' });
const content = z.object(bySection(() => section)).meta({ id: 'PlanContent', description: 'Sections A to K' });

const touch = z.object({ save: z.int(), by: z.string(), at: instant });
const planVersion = z
  .object({ ...versionShape, content, touched: z.record(z.string(), touch).meta({ description: 'Who changed each part last, in this version' }) } satisfies Record<keyof PlanVersion, z.ZodType>)
  .meta({ id: 'PlanVersion' });

const lack = z.object({ section: sectionCode, id: z.string().nullable(), code: z.enum(LACK_CODES), law: z.string() } satisfies Record<keyof Lack, z.ZodType>);
const notSpecific = z
  .object({ section: sectionCode, id: z.string(), part: z.string(), code: z.string(), found: z.string().meta({ description: 'The words; empty where an amount is missing' }), reason: z.string() })
  .meta({ id: 'NotSpecific', description: 'A line of provision that nobody could be held to, and why' });

export const planText = z
  .object({
    ref: z.string(),
    mayWrite: z.boolean(),
    base: versionRow.nullable().meta({ description: 'The version that a new one would start from' }),
    madeFrom: z.string().nullable().meta({ description: 'The assessment whose draft it began as' }),
    became: z.string().nullable().meta({ description: 'The plan that this assessment\'s draft became' }),
    versions: z.array(versionRow).readonly(),
    shown: planVersion.nullable(),
    lacks: z.array(lack).readonly(),
    notSpecific: z.array(notSpecific).readonly(),
  })
  .meta({ id: 'PlanText' });

const piece = z.object({ kind: z.enum(['same', 'out', 'in']), text: z.string() });
const fieldChange = z.object({ of: z.string(), before: z.string(), after: z.string(), pieces: z.array(piece).readonly() } satisfies Record<keyof FieldChange, z.ZodType>);
const partChange = z
  .object({ section: sectionCode, id: z.string().nullable(), kind: z.enum(['added', 'taken-out', 'changed']), fields: z.array(fieldChange).readonly() } satisfies Record<keyof PartChange, z.ZodType>)
  .meta({ id: 'PartChange' });
export const planDifferences = z
  .object({ ref: z.string(), from: versionRow, to: versionRow, changes: z.array(partChange).readonly() })
  .meta({ id: 'PlanDifferences', description: 'What one version changes against another, item by item and word by word' });

export const partSaved = z.object({ part: z.string().meta({ description: 'Of the item, or the section' }), saves: z.int().meta({ description: 'Of the version, with this change in it' }) }).meta({ id: 'PartSaved' });
