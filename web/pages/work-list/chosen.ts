import { RECORD_REF } from '../../../api/refs.js';
import type { Chosen } from '../../../api/use-cases/over-cases.js';

/** The cases a form names, each with the last entry its reader had seen: `A-7K3M9QZX@12`, ticked one by one or all of a page. */
export function chosenIn(body: unknown): readonly Chosen[] {
  const everything = valuesOf(body, 'everything').flatMap((all) => all.split(' '));
  const all = everything.length > 0 ? everything : valuesOf(body, 'cases');
  return all.flatMap((value): Chosen[] => {
    const [ref = '', entry = ''] = value.split('@');
    return RECORD_REF.test(ref) ? [{ ref, entry: /^\d{1,9}$/.test(entry) ? Number(entry) : null }] : [];
  });
}

/** Every value of that name, as text. */
export function valuesOf(body: unknown, name: string): string[] {
  const value: unknown =
    typeof body === 'object' && body !== null ? Object.entries(body).find(([key]) => key === name)?.[1] : undefined;
  return [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
}
