import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newRef } from '../../api/refs.js';
import type { Instant } from '../../domain/dates/london.js';
import { readRegister } from '../../cli/register/read-register.js';
import { registerSettings } from '../../prisma/repositories/register.js';
import { newWorld, type World } from './world.js';

const HEAD = 'URN,LA (code),EstablishmentName,TypeOfEstablishment (name),OpenDate,CloseDate,PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,SchoolCapacity,NumberOfPupils,Postcode,UKPRN,Section41Approved (name)';
const PRIMARY = '990101,882,Imaginary Primary School,Community school,01-09-1998,,Primary,4,11,420,398,ZZ99 1AA,10000001,Not applicable';
const SPECIAL = '990102,882,"Café House, a school",Other independent special school,01-09-2010,31-08-2025,Not applicable,8,19,40,31,ZZ99 1AB,,Approved';
const file = (...lines: string[]): Uint8Array => new TextEncoder().encode([HEAD, ...lines].join('\r\n'));

describe('an extract of the national register', () => {
  test('is read by its own column names', () => {
    const { settings, leftOut } = readRegister(file(PRIMARY, SPECIAL));
    expect(leftOut).toEqual([]);
    expect(settings).toMatchObject([
      { urn: '990101', name: 'Imaginary Primary School', establishmentType: 'Community school', section41: false, openedOn: '1998-09-01', closedOn: null, capacity: 420, pupils: 398 },
      { urn: '990102', name: 'Café House, a school', section41: true, closedOn: '2025-08-31', ukprn: null },
    ]);
  });

  test('may be in Windows-1252, as the register writes it, or begin with a byte order mark', () => {
    const text = [HEAD, SPECIAL].join('\n');
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(readRegister(latin).settings[0]?.name).toBe('Café House, a school');
    expect(readRegister(new TextEncoder().encode(`\uFEFF${text}`)).settings).toHaveLength(1);
  });

  test.each([
    ['a URN that is none', PRIMARY.replace('990101', '99X'), 'URN', 'must be six figures'],
    ['a day that does not exist', PRIMARY.replace('01-09-1998', '31-09-1998'), 'OpenDate', 'must be a day that exists'],
    ['a day in another order', PRIMARY.replace('01-09-1998', '1998-09-01'), 'OpenDate', 'must be a day that exists'],
    ['a count in words', PRIMARY.replace(',420,', ',many,'), 'SchoolCapacity', 'must be a whole number'],
    ['no name', PRIMARY.replace('Imaginary Primary School', ''), 'EstablishmentName', 'is empty'],
    ['closed before it opened', PRIMARY.replace('01-09-1998,,', '01-09-1998,01-09-1990,'), 'CloseDate', 'before the day it opened'],
    ['ages upside down', PRIMARY.replace(',4,11,', ',11,4,'), 'StatutoryHighAge', 'lower than the lowest age'],
  ])('%s leaves its line out, naming line and column; the others come in', (_name, bad, column, problem) => {
    const { settings, leftOut } = readRegister(file(bad, SPECIAL));
    expect(settings.map(({ urn }) => urn)).toEqual(['990102']);
    expect(leftOut).toEqual([{ line: 2, column, problem: expect.stringContaining(problem) as string }]);
  });

  test('the same URN twice is taken once', () => {
    const { settings, leftOut } = readRegister(file(PRIMARY, PRIMARY));
    expect([settings.length, leftOut]).toEqual([1, [{ line: 3, column: 'URN', problem: expect.stringContaining('twice') as string }]]);
  });

  test('another file is refused by the column it lacks', () => {
    expect(() => readRegister(new TextEncoder().encode('Name,Town\nA,B'))).toThrow('URN, EstablishmentName, TypeOfEstablishment (name)');
  });
});

describe('in the database', () => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
  });
  afterAll(() => world.close());

  const bring = (...lines: string[]) => registerSettings(world.database, readRegister(file(...lines)).settings.map((setting) => ({ ref: newRef('T'), kind: 'mainstream-school', setting })), '2026-01-12T09:00:00Z' as Instant);

  test('settings come in once; the same file changes nothing; a changed line changes its setting and keeps its reference', async () => {
    expect(await bring(PRIMARY, SPECIAL)).toEqual({ added: 2, changed: 0, same: 0 });
    const { rows: before } = await world.database.pool.query(`SELECT ref FROM setting WHERE urn = '990101'`);
    expect(await bring(PRIMARY, SPECIAL)).toEqual({ added: 0, changed: 0, same: 2 });
    expect(await bring(PRIMARY.replace(',398,', ',401,'))).toEqual({ added: 0, changed: 1, same: 0 });
    const { rows: after } = await world.database.pool.query(`SELECT ref, pupils FROM setting WHERE urn = '990101'`);
    expect(after).toEqual([{ ...(before[0] as object), pupils: 401 }]);
  });
});
