import { z } from 'zod';
import { COLUMN_CODES } from '../domain/backlog/columns.js';
import type { RowState, ToldProblem } from '../domain/backlog/verdict.js';
import type { BacklogFile, ImportCounts } from './import-models.js';
import { instant, named, pageOf } from './schemas.js';

/** Shapes of the answers about the backlog that comes in. */

export const columnCode = z.enum(COLUMN_CODES).meta({ id: 'ColumnCode', description: 'What a heading means (docs/backlog.md)' });
const ROW_STATES = ['waiting', 'new', 'repeat', 'same', 'changed', 'refused', 'in'] as const satisfies readonly (RowState | 'waiting')[];
export const rowState = z.enum(ROW_STATES).meta({ id: 'RowState', description: 'new: would come in; repeat: stands in the file twice; same: known already; changed: tells otherwise than Duly holds; refused: has problems; in: brought in' });

const fileShape = {
  ref: z.string(),
  source: z.string(),
  fileName: z.string(),
  header: z.array(z.string()).readonly(),
  mapping: z.array(columnCode.nullable()).readonly().meta({ description: 'What each heading means, in the file\'s order; null: not brought in' }),
  team: named,
  state: z.enum(['read', 'judged', 'going', 'done']).meta({ description: 'read: its columns are still to be said; judged: a dry run; going: its good rows are coming in; done: they are in' }),
  putInAt: instant,
  doneAt: instant.nullable(),
} satisfies Record<keyof BacklogFile, z.ZodType>;
const backlogFile = z.object(fileShape).meta({ id: 'BacklogFile' });

export const importList = z.object({ items: z.array(backlogFile).readonly(), teams: z.array(named).readonly() }).meta({ id: 'ImportList' });

const counts = z
  .object({ rows: z.int(), waiting: z.int(), new: z.int(), repeat: z.int(), same: z.int(), changed: z.int(), refused: z.int(), in: z.int(), open: z.int(), armed: z.int(), late: z.int() } satisfies Record<keyof ImportCounts, z.ZodType>)
  .meta({ id: 'ImportCounts', description: 'How many rows stand how. open: in and not ended; armed: of those, whose reminders run; late: brought in late' });
export const importView = z.object({ ...fileShape, counts }).meta({ id: 'Import' });

const toldProblem = z.object({ column: z.string().nullable(), code: z.string(), why: z.string(), remedy: z.string() } satisfies Record<keyof ToldProblem, z.ZodType>);
const judgedRow = z
  .object({ number: z.int().meta({ description: 'The row in the file, the headings\' being 1' }), state: rowState, recordRef: z.string().nullable(), problems: z.array(toldProblem).readonly(), differs: z.array(z.string()).readonly() })
  .meta({ id: 'JudgedRow', description: 'What would become of a row, or became of it; never what its cells say' });
export const rowPage = pageOf(judgedRow).meta({ id: 'RowPage' });
