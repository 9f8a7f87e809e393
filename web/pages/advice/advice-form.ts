import { adviceForm, EMPTY_OUTCOME, EMPTY_PROVISION, MOST_ROWS, PLAN_SECTIONS, type AdviceForm } from '../../../domain/advice/form.js';
import type { FieldError } from '../../forms/field.js';
import { texts } from '../../texts.js';

/** The advice form as a browser sends it: rows by number, everything as typed. */

const PROVISION_PARTS = ['what', 'who', 'howOften', 'howLong'] as const;
const OUTCOME_PARTS = ['outcome', 'measure', 'byWhen'] as const;

export type ReadForm = Readonly<{ form: AdviceForm; errors: readonly FieldError[] }>;

/** @param body parsed form body, of unknown shape: what is no text reads as empty */
export function readAdviceForm(body: unknown): ReadForm {
  const sent: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {};
  const text = (name: string): string => {
    const value = sent[name];
    return typeof value === 'string' ? value.replaceAll('\r\n', '\n') : '';
  };
  const rows = <Part extends string>(group: string, parts: readonly Part[]): Record<Part, string>[] => {
    const count = Array.from({ length: MOST_ROWS }, (_, i) => i).filter((i) => parts.some((part) => text(`${group}-${i}-${part}`) !== '')).at(-1);
    return Array.from({ length: (count ?? -1) + 1 }, (_, i) => Object.fromEntries(parts.map((part) => [part, text(`${group}-${i}-${part}`)])) as Record<Part, string>);
  };
  const ticked = [sent['sections'] ?? []].flat();
  const typed = {
    involvement: text('involvement'),
    views: text('views'),
    needs: text('needs'),
    provision: rows('provision', PROVISION_PARTS),
    outcomes: rows('outcomes', OUTCOME_PARTS),
    sections: PLAN_SECTIONS.filter((section) => ticked.includes(section)),
  };
  const parsed = adviceForm.safeParse(typed);
  if (parsed.success) return { form: parsed.data, errors: [] };
  const errors = parsed.error.issues.map(({ path, message }): FieldError => {
    const name = path.map(String).join('-');
    return { name, href: `#${name}`, text: `${partWords(String(path[0]))} ${message}` };
  });
  return { form: typed, errors };
}

const partWords = (part: string): string => (part in texts.advice.parts ? texts.advice.parts[part as keyof AdviceForm] : part);

/** With one empty row more than is written, or as many as asked for. */
export function withRows(form: AdviceForm, asked: Readonly<{ provision: number; outcomes: number }>): AdviceForm {
  return { ...form, provision: padded(form.provision, EMPTY_PROVISION, asked.provision), outcomes: padded(form.outcomes, EMPTY_OUTCOME, asked.outcomes) };
}

function padded<Row>(rows: readonly Row[], empty: Row, asked: number): Row[] {
  const count = Math.min(MOST_ROWS, Math.max(1, rows.length, asked));
  return Array.from({ length: count }, (_, i) => rows[i] ?? empty);
}

/** `provision[0].howOften` as `Provision 1` and as the id of its input. */
export function placeOf(path: string): Readonly<{ words: string; href: string }> {
  const [part = '', index, name] = path.split(/[[\].]+/);
  if (index === undefined || name === undefined) return { words: partWords(part), href: `#${part === 'provision' ? 'provision-0-what' : part === 'outcomes' ? 'outcomes-0-outcome' : part}` };
  const row = Number(index) + 1;
  return { words: part === 'provision' ? texts.advice.provisionRow(row) : texts.advice.outcomeRow(row), href: `#${part}-${index}-${name}` };
}
