import { z } from 'zod';
import { ROLES } from '../domain/settings.js';
import type { Block } from '../domain/tell/template.js';
import { MESSAGE_STATUSES, type NotTold, type SentMessage, type TaskRow, type WholeMessage } from './letter-models.js';
import { day, instant, named } from './schemas.js';

/** Shapes of the answers about letters sent, and tasks because of them. */

const toKind = z.enum(['person', 'child', 'adviser', 'setting', 'staff', 'service']);

const sentShape = {
  ref: z.string(),
  caseRef: z.string().nullable(),
  letter: z.string().meta({ description: 'Its code, as refused-to-assess' }),
  toKind,
  toRef: z.string(),
  toName: z.string(),
  channel: z.enum(['email', 'letter']),
  address: z.string().nullable(),
  subject: z.string(),
  status: z.enum(MESSAGE_STATUSES),
  problem: z.string().nullable().meta({ description: 'A code, where it did not arrive or has not gone' }),
  queuedAt: instant,
  sentAt: instant.nullable(),
  settledAt: instant.nullable(),
  openedAt: instant.nullable().meta({ description: 'When whoever it is for signed in through its link' }),
  replaces: z.string().nullable(),
  replacedBy: z.string().nullable(),
} satisfies Record<keyof SentMessage, z.ZodType>;
const sentMessage = z.object(sentShape).meta({ id: 'SentMessage' });

const block = z
  .custom<Block>((value) => typeof value === 'object' && value !== null)
  .meta({ id: 'Block', override: { type: 'object', properties: { kind: { type: 'string', enum: ['heading', 'paragraph', 'link', 'list'] }, text: { type: 'string' }, items: { type: 'array', items: { type: 'string' } } }, required: ['kind'] } });

/** How its carrier knows it stays inside. */
export const wholeMessage = z
  .object({ ...sentShape, body: z.array(block).readonly(), largePrint: z.boolean(), language: z.string().nullable() } satisfies Record<Exclude<keyof WholeMessage, 'reference'>, z.ZodType>)
  .meta({ id: 'WholeMessage', description: 'With the words as they went; where its link leads is kept nowhere' });

export const lettersOfCase = z
  .object({
    sent: z.array(sentMessage).readonly(),
    notTold: z
      .array(
        z.object({
          entry: z.int(),
          at: instant,
          letter: z.string(),
          audience: z.string(),
          unreached: z.array(z.object({ ref: z.string(), name: z.string().nullable(), why: z.string() })).readonly(),
        } satisfies Record<keyof NotTold, z.ZodType>),
      )
      .readonly(),
  })
  .meta({ id: 'LettersOfCase', description: 'Newest first; mail to staff left out' });

export const task = z
  .object({
    ref: z.string(),
    kind: z.string().meta({ description: 'As bounced, silence, no-address' }),
    caseRef: z.string().nullable(),
    child: named.nullable().meta({ description: 'Null where the record is not yours to see' }),
    about: z.string(),
    forRole: z.enum(ROLES),
    forStaff: named.nullable(),
    actBy: day,
    openedAt: instant,
    who: z.object({ kind: toKind.nullable(), ref: z.string(), name: z.string().nullable() }).nullable(),
    letter: z.string().nullable(),
    message: sentMessage.nullable().meta({ description: 'With the address at fault' }),
  } satisfies Record<keyof TaskRow, z.ZodType>)
  .meta({ id: 'Task', description: 'What a person must see to that is no duty of law' });

export const taskPage = z.object({ items: z.array(task).readonly(), next: z.string().nullable() }).meta({ id: 'TaskPage' });

export const mendedTask = z.object({ kind: z.enum(['sent-again', 'queued-again']), message: z.string().optional(), notices: z.int().optional() }).meta({ id: 'Mended' });
