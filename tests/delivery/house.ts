// A council with a family to write to, and ways out of the house that a test can watch.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createDeliveryActivities, type DeliveryDeps } from '../../activities/delivery/delivery-activities.js';
import type { Attempt, Channel, Envelope, Receipt } from '../../activities/delivery/channel.js';
import { createDigestWriter } from '../../activities/delivery/digest-words.js';
import { createWriter } from '../../activities/delivery/words.js';
import { outboxFolder } from '../../config/channels/folder.js';
import { readCouncil, readLetters } from '../../config/letters.js';
import type { Database } from '../../prisma/database.js';
import { createDigests } from '../../prisma/repositories/digests.js';
import { createOutbox } from '../../prisma/repositories/outbox.js';
import type { DeliveryActivities } from '../../workflows/delivery/messages.js';
import { linksTo } from '../../worker/compose-delivery.js';
import { activitiesOf, ADVISERS, CASEWORKER, CHILD, newWorld, openCase, RULES, TEAM, type World } from '../activities/world.js';

export const PUBLIC_URL = 'https://duly.example';
const letters = readLetters();
const council = readCouncil('Invented Council');

export type House = World & Readonly<{ folder: string; clock: { at: Date; now: () => Date } }>;

/** A world with managers, addresses for the advisers, and a folder for what is sent. */
export async function newHouse(at = '2025-10-10T09:00:00Z'): Promise<House> {
  const world = await newWorld();
  await world.bulk.staff([
    { ref: 'S-TEAMMAN1', name: 'Terry Manager-Test', account: 'team-manager@demo.example', demo: true, roles: [{ role: 'team-manager', teamRef: TEAM, service: null }] },
    { ref: 'S-SERVMAN1', name: 'Sam Service-Test', account: 'service-manager@demo.example', demo: true, roles: [{ role: 'service-manager', teamRef: TEAM, service: null }] },
    { ref: 'S-D1RECTR1', name: 'Dee Director-Test', account: 'director@demo.example', demo: true, roles: [{ role: 'director', teamRef: null, service: null }] },
  ]);
  await world.database.pool.query(`UPDATE adviser SET email = lower(ref) || '@advice.example' WHERE ref = ANY($1)`, [[...ADVISERS]]);
  await world.database.pool.query(`UPDATE staff SET account = 'casey@demo.example' WHERE ref = $1`, [CASEWORKER]);
  await world.bulk.settings([{ ref: 'T-SCHOOL01', name: 'Quayside Test School', kind: 'mainstream', urn: null, email: 'head@school.example' }]);
  const folder = await mkdtemp(path.join(tmpdir(), 'duly-outbox-'));
  const clock = { at: new Date(at), now: () => clock.at };
  const close = async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...world, folder, clock, close };
}

export type FamilyMember = Readonly<{ name: string; parentalResponsibility?: boolean; hasCare?: boolean; contact?: string; email?: string | null; emailConsent?: boolean; prefers?: string; address?: string | null; postcode?: string | null; largePrint?: boolean; language?: string | null }>;

export const MOTHER: FamilyMember = { name: 'Morag Exampleforth', parentalResponsibility: true, hasCare: true, email: 'morag@family.example', emailConsent: true, prefers: 'email', address: '1 Invented Row\nSampleton', postcode: 'ZZ1 1AA' };
export const FATHER: FamilyMember = { name: 'Fergus Exampleforth', parentalResponsibility: true, address: '22 Made-up Lane\nSampleton', postcode: 'ZZ1 2BB' };

/** A record whose child lives with these people and attends a school. @returns the record and its people's references, in order */
export async function openFamily(house: House, people: readonly FamilyMember[] = [MOTHER, FATHER], openedOn = '2025-09-02'): Promise<{ caseRef: string; childRef: string; people: string[] }> {
  const caseRef = await openCase(house, openedOn);
  return { caseRef, ...(await withFamily(house, caseRef, people)) };
}

/** The record's child lives with these people and attends a school. @returns the child's and the people's references */
export async function withFamily({ database: { pool } }: House, caseRef: string, people: readonly FamilyMember[] = [MOTHER, FATHER]): Promise<{ childRef: string; people: string[] }> {
  const { rows } = await pool.query<{ childRef: string }>(`UPDATE child c SET setting_ref = 'T-SCHOOL01' FROM case_record r WHERE r.child_ref = c.ref AND r.ref = $1 RETURNING c.ref AS "childRef"`, [caseRef]);
  const childRef = rows[0]?.childRef ?? '';
  const refs = people.map(() => `S-${randomUUID().slice(0, 8).toUpperCase()}`);
  for (const [index, person] of people.entries()) {
    await pool.query(
      `INSERT INTO person (ref, child_ref, name, relation, parental_responsibility, has_care, contact, email, email_consent, prefers, address, postcode, large_print, language)
       VALUES ($1, $2, $3, 'parent', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [refs[index], childRef, person.name, person.parentalResponsibility ?? false, person.hasCare ?? false, person.contact ?? 'contactable', person.email ?? null, person.emailConsent ?? false, person.prefers ?? 'post',
        person.address ?? null, person.postcode ?? null, person.largePrint ?? false, person.language ?? null],
    );
  }
  return { childRef, people: refs };
}

/** The council's letters. */
export const writersOf = () => ({ write: createWriter({ letters, council, publicUrl: PUBLIC_URL, rules: () => RULES }), writeDigest: createDigestWriter({ letters, council, publicUrl: PUBLIC_URL }) });

/** The activities over the demonstration's outbox, unless a test names another way. */
export function deliveryOf(house: House, more: Partial<DeliveryDeps> = {}): DeliveryActivities {
  const { database, folder, clock } = house;
  const rules = () => RULES;
  return createDeliveryActivities({
    outbox: createOutbox(database),
    channels: { email: outboxFolder(folder, null), letter: outboxFolder(folder, null) },
    linkFor: linksTo(database, PUBLIC_URL, clock),
    digests: createDigests(database),
    ...writersOf(),
    clock,
    rules,
    report: (_step, error) => {
      throw error; // nothing fails unseen
    },
    ...more,
  });
}

/** The facts' own activities, at the house's clock. */
export const factsOf = (house: House) => activitiesOf(house, { clock: house.clock });

/** What the process of delivery does, without it: until nothing is left to do now. */
export async function deliverAll(delivery: DeliveryActivities): Promise<{ addressed: number; sent: number; followed: number }> {
  const total = { addressed: 0, sent: 0, followed: 0 };
  for (;;) {
    const { addressed } = await delivery.addressNext();
    const { sent } = await delivery.sendNext();
    const { followed } = addressed + sent > 0 ? { followed: 0 } : await delivery.followNext();
    total.addressed += addressed;
    total.sent += sent;
    total.followed += followed;
    if (addressed + sent + followed === 0) return total;
  }
}

export type MessageRow = Readonly<{ ref: string; letter: string; toKind: string; toRef: string; toName: string; channel: string; address: string; subject: string; status: string; problem: string | null; attempts: number; notBefore: string | null; reference: string; replaces: string | null }>;

export async function messagesOf({ pool }: Database, caseRef: string): Promise<MessageRow[]> {
  const { rows } = await pool.query<MessageRow>(
    `SELECT ref, letter, to_kind AS "toKind", to_ref AS "toRef", to_name AS "toName", channel, address, subject, status, problem, attempts, not_before AS "notBefore", reference, replaces
     FROM message WHERE record_ref = $1 ORDER BY queued_at, letter, to_kind, to_ref`,
    [caseRef],
  );
  return rows;
}

export async function tasksOf({ pool }: Database, caseRef: string): Promise<{ kind: string; about: string; forRole: string; actBy: string }[]> {
  const { rows } = await pool.query<{ kind: string; about: string; forRole: string; actBy: string }>(`SELECT kind, about, for_role AS "forRole", act_by AS "actBy" FROM task WHERE record_ref = $1 AND done_at IS NULL ORDER BY kind, about`, [caseRef]);
  return rows;
}

export async function actsOf({ pool }: Database, caseRef: string): Promise<{ type: string; payload: Record<string, unknown> }[]> {
  const { rows } = await pool.query<{ type: string; payload: Record<string, unknown> }>(`SELECT type, payload FROM journal_entry WHERE record_ref = $1 AND kind = 'act' ORDER BY position`, [caseRef]);
  return rows;
}

export type Watched = Channel & Readonly<{ sent: Envelope[] }>;

/** A way out that remembers, and answers as it is told to. */
export function watched(answers: (envelope: Envelope) => Attempt | Promise<Attempt> = () => ({ kind: 'accepted', providerRef: null }), more: Partial<Channel> & Readonly<{ receiptOf?: (reference: string) => Receipt }> = {}): Watched {
  const sent: Envelope[] = [];
  const { receiptOf, ...rest } = more;
  return {
    name: 'watched',
    sent,
    send: async (envelope) => {
      const answer = await answers(envelope);
      if (answer.kind === 'accepted') sent.push(envelope);
      return answer;
    },
    find: (reference) => Promise.resolve(sent.some((one) => one.reference === reference) ? '' : null),
    receipt: receiptOf === undefined ? null : ({ reference }) => Promise.resolve(receiptOf(reference)),
    close: () => Promise.resolve(),
    ...rest,
  };
}

export { CASEWORKER, CHILD, TEAM };
