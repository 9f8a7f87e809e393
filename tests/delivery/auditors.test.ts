import { expect, test } from 'vitest';
import { contactsFor } from '../../activities/delivery/contacts.js';
import type { Fact } from '../../domain/facts/fact.js';
import { wantedOfItem } from '../../domain/tell/letter-of-item.js';
import { pageOfRecord } from '../../domain/tell/digest-lines.js';
import type { Roster, RosterEntry, TellSubject } from '../../prisma/repositories/tell-reads.js';

/** What a ladder says to the auditor finds whoever the step was given to. */

const entry = (ref: string, role: RosterEntry['role'], more: Partial<RosterEntry> = {}): RosterEntry => ({ ref, name: ref, email: `${ref}@demo.example`, role, team: null, service: null, isAway: false, cover: null, ...more });
const ROSTER: Roster = { entries: [entry('S-AVIS', 'auditor'), entry('S-ORLA', 'auditor'), entry('S-CASEY', 'caseworker'), entry('S-QUINN', 'qa-lead')], inboxes: [] };
const SUBJECT: TellSubject = {
  ref: 'U-00000001', kind: 'audit', receivedOn: null, owner: 'S-AVIS', ownerName: 'Avis', team: { ref: 'team-north', name: 'North', service: 'send' },
  child: { ref: 'C-1', name: 'Testine Exampleforth', givenName: 'Testine', bornOn: '2017-03-09' as never, ceasedOn: null } as never, attends: null, people: [], facts: [], advisers: [], settings: [], notes: {},
} as unknown as TellSubject;
const told = (duty: 'mark-audit' | 'do-audit-action', subject: string | null) => wantedOfItem({ act: 'remind', duty, to: 'auditor', subject, occurrence: 'j1' }, FACTS);
const FACTS: readonly Fact[] = [];
const namesFor = (wanted: ReturnType<typeof told>, roster = ROSTER) => (wanted === null ? null : contactsFor(wanted, SUBJECT, roster).contacts.map(({ ref }) => ref));

test('an audit’s reminder goes to its auditor, an action’s to its owner', () => {
  expect(namesFor(told('mark-audit', null))).toEqual(['S-AVIS']);
  expect(namesFor(told('do-audit-action', 'S-CASEY'))).toEqual(['S-CASEY']);
});

test('whoever is away is stood in for; where nobody is there, whoever leads quality is told', () => {
  const away = (cover: string | null): Roster => ({ ...ROSTER, entries: ROSTER.entries.map((one) => (one.ref === 'S-AVIS' ? { ...one, isAway: true, cover } : one)) });
  expect(namesFor(told('mark-audit', null), away('S-ORLA'))).toEqual(['S-ORLA']);
  expect(namesFor(told('mark-audit', null), away(null))).toEqual(['S-QUINN']);
});

test('a letter leads to the audit’s own page', () => {
  expect([pageOfRecord('U-00000001'), pageOfRecord('A-00000001')]).toEqual(['/audits/U-00000001', '/cases/A-00000001']);
});
