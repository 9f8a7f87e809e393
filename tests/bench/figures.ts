import { expect, test } from 'vitest';
import { freshDatabase } from '../support/resources.js';
import { benchDerivation } from './derive.js';
import { historyOfStandardCase } from './history.js';
import { benchOutbox } from './outbox.js';
import { benchWorkList } from './work-list.js';

/** `npm run bench`: figures for a person to read. None is held to the clock on the wall; events of a history, which never vary, are. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const figure = (n: number, digits = 0): string => n.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: digits });

const MOST_EVENTS = 330;

test('derivation', () => {
  const { facts, duties, items, median, p95, perSecond } = benchDerivation();
  say(`Derivation of a ${facts}-fact case (${duties} duties, ${items} agenda items): median ${figure(median)} µs, 95th percentile ${figure(p95)} µs, ${figure(perSecond)} a second (target: median at most 250 µs)`);
  expect(facts).toBe(30);
});

test('history', async () => {
  const { events, bytes } = await historyOfStandardCase();
  say(`History of a 7-adviser case, request to final plan: ${figure(events)} events, ${figure(bytes)} bytes (target: at most ${MOST_EVENTS} events)`);
  expect(events).toBeLessThanOrEqual(MOST_EVENTS);
});

test('work list', async () => {
  const { url, drop } = await freshDatabase();
  try {
    const { rows, records, statements, ours, bare, ratio, inFlight } = await benchWorkList(url);
    say(`Work list by API, ${rows} rows of a council of ${figure(records)} records, ${statements.length} statements, beside a bare Express + pg handler running the same:`);
    say(`  one at a time: ${figure(ours, 2)} ms beside ${figure(bare, 2)} ms, ${figure(ratio, 2)} times (target: at most 1.3)`);
    say(`  ${inFlight.at} at once: ${figure(inFlight.ours, 2)} ms beside ${figure(inFlight.bare, 2)} ms, ${figure(inFlight.ratio, 2)} times`);
    expect(rows).toBe(50);
  } finally {
    await drop();
  }
});

test('outbox', async () => {
  const { messages, records, ours, bare, acts } = await benchOutbox();
  say(`Outbox, ${figure(messages)} messages of ${figure(records)} records, each claimed, sent and written into its journal: ${figure(ours)} a second; a bare INSERT and UPDATE loop writes ${figure(bare)} a second`);
  expect(acts).toBe(messages);
});
