import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { calendarSchema, DEFAULT_SETTINGS, NO_CALENDAR, settingsSchema, settingsWith, type Calendar, type Settings } from '../domain/settings.js';
import { BadEnvironment } from './environment.js';

/**
 * The council's own settings: the JSON file that `COUNCIL_SETTINGS` names, the same for API and workers. What it leaves out is
 * as published; without a file all is.
 *
 * @throws BadEnvironment naming each setting that is unknown or wrong, and what it must be
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const told = written(env);
  if (told === null) return DEFAULT_SETTINGS;
  const { calendar: _calendar, ...given } = told;
  return settingsWith(parsed(settingsSchema.partial(), given, []));
}

/**
 * The council's calendar, under `calendar` in the same file: its terms, each with its first and last day, and bank holidays proclaimed
 * since this release. Without it there is none.
 *
 * @throws BadEnvironment as `readSettings`
 */
export function readCalendar(env: Readonly<Record<string, string | undefined>>): Calendar {
  const given = written(env)?.['calendar'];
  if (given === undefined) return NO_CALENDAR;
  const calendar = parsed(calendarSchema, given, ['calendar']);
  const endless = calendar.terms.findIndex(({ endsOn }) => endsOn === undefined);
  if (endless >= 0) throw new BadEnvironment(`COUNCIL_SETTINGS: calendar.terms.${endless}.endsOn is missing: the last day of the term, as 2027-03-25`);
  return calendar;
}

function parsed<T>(schema: z.ZodType<T>, given: unknown, at: readonly string[]): T {
  const read = schema.safeParse(given);
  if (read.success) return read.data;
  throw new BadEnvironment(read.error.issues.map(({ path, message }) => `COUNCIL_SETTINGS: ${[...at, ...path].join('.') || 'the file'} ${message}`).join('\n'));
}

/** What the file says; null where none is named. */
function written(env: Readonly<Record<string, string | undefined>>): Record<string, unknown> | null {
  const file = env['COUNCIL_SETTINGS'];
  if (file === undefined || file === '') return null;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadEnvironment('COUNCIL_SETTINGS names no file that can be read');
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new BadEnvironment('COUNCIL_SETTINGS names a file that is no JSON');
  }
}
