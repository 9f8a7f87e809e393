import { expect, test } from 'vitest';
import { createWriter, type WordDeps } from '../../../activities/delivery/words.js';
import { readCouncil, readLetters } from '../../../config/letters.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { DEFAULT_SETTINGS, NO_CALENDAR, settingsWith, type Settings } from '../../../domain/settings.js';
import { wordsOf } from '../../../domain/tell/parse-letter.js';
import { paths } from '../../../web/paths.js';
import { child } from './people.js';
import { facts } from './telling.js';

/** A request of 2 September 2025, undecided on 14 October: what its team manager is told on Wednesday 15th. */
const about = (settings: Settings, rung = 'late-1'): string => {
  const deps: WordDeps = { letters: readLetters(), council: readCouncil('Exampleton Council'), publicUrl: 'https://duly.example', rules: () => ({ settings, calendar: NO_CALENDAR }) };
  const notice = { id: 1, recordRef: 'A-0042', position: 3, template: 'escalate.decide-to-assess', toRole: 'team-manager', toRef: null, duty: 'decide-to-assess', subject: null, occurrence: 'f1', rung, queuedAt: '2025-10-15T07:00:00.000Z' };
  const subject = { ref: 'A-0042', child: child(), facts: facts({ type: 'request-received', on: '2025-09-02', by: 'parent' }), ownerName: 'Casey Invented', advisers: [], notes: [] };
  const occasion = { letter: 'staff-escalation', notice, subject, today: isoDate('2025-10-17') } as unknown as Parameters<ReturnType<typeof createWriter>>[0];
  const { subject: title, body } = createWriter(deps)(occasion, { kind: 'staff', ref: 'S-1', name: 'Mara Invented', channel: 'email' } as Parameters<ReturnType<typeof createWriter>>[1]);
  return [title, ...body.map(wordsOf)].join('\n');
};

test('says who must do what, why it is late, by when to acknowledge it, and where', () => {
  const mail = about(DEFAULT_SETTINGS);
  expect(mail).toContain('Late on A-0042: decide whether to carry out an EHC needs assessment, and tell the family, was due by Tuesday 14 October 2025');
  expect(mail).toContain('Casey Invented holds the record');
  expect(mail).toContain('request received on Tuesday 2 September 2025, 6 weeks from receipt, gives Tuesday 14 October 2025');
  expect(mail).toContain(`By Monday 20 October 2025 say what you will do about it and by which day, or it climbs to the next role: https://duly.example${paths.escalation('A-0042', 'decide-to-assess', '-', 'f1')}`);
  expect(mail).not.toContain('Testchild');
});

test('where the ladder asks for no acknowledgement it says none, and leads to the case', () => {
  const mail = about(settingsWith({ ladders: { 'decide-to-assess': [{ rung: 'late-1', days: 1, from: 'due', act: 'escalate', to: 'team-manager' }] } }));
  expect(mail).toContain(`Until it is done it climbs, each step on its own day. https://duly.example${paths.case('A-0042')}`);
});
