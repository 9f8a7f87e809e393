import { readFileSync } from 'node:fs';
import { DEFAULT_SETTINGS, settingsSchema, settingsWith, type Settings } from '../domain/settings.js';
import { BadEnvironment } from './environment.js';

/**
 * The council's own settings: the JSON file that `COUNCIL_SETTINGS` names, the same for API and workers. What it leaves out is
 * as published; without a file all is.
 *
 * @throws BadEnvironment naming each setting that is unknown or wrong, and what it must be
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const file = env['COUNCIL_SETTINGS'];
  if (file === undefined || file === '') return DEFAULT_SETTINGS;
  const read = settingsSchema.partial().safeParse(written(file));
  if (!read.success) throw new BadEnvironment(read.error.issues.map(({ path, message }) => `COUNCIL_SETTINGS: ${path.length === 0 ? 'the file' : path.join('.')} ${message}`).join('\n'));
  return settingsWith(read.data);
}

function written(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new BadEnvironment('COUNCIL_SETTINGS names no file that can be read');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadEnvironment('COUNCIL_SETTINGS names a file that is no JSON');
  }
}
