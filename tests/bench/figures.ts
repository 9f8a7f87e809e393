import '../workflows/quiet.js';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/resources.js';
import { sumOf, type Actions } from './actions.js';
import { benchBacklog } from './backlog.js';
import { benchDerivation } from './derive.js';
import { benchForecast } from './forecast.js';
import { benchLive } from './live.js';
import { benchOutbox } from './outbox.js';
import { benchPages, type Times } from './pages.js';
import { benchQuality } from './quality.js';
import { benchReport } from './report.js';
import { benchReviewYear } from './review-year.js';
import { MOST, wholeCase } from './whole-case.js';
import { benchWorkList } from './work-list.js';

/** `npm run bench`: figures for a person to read. None is held to the clock on the wall; events and billed actions, which never vary, are. */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const figure = (n: number, digits = 0): string => n.toLocaleString('en-GB', { maximumFractionDigits: digits, minimumFractionDigits: digits });

const inWords = (actions: Actions): string => Object.entries(actions).filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${kind}`).join(', ');

test('derivation', () => {
  const { facts, duties, items, median, p95, perSecond } = benchDerivation();
  say(`Derivation of a ${facts}-fact case (${duties} duties, ${items} agenda items): median ${figure(median)} µs, 95th percentile ${figure(p95)} µs, ${figure(perSecond)} a second (target: median at most 250 µs)`);
  expect(facts).toBe(30);
});

test('year of reviews', () => {
  const { plans, ms, inTime, late, cost, greedy, random, crowdedMs } = benchReviewYear();
  say(`A year of ${figure(plans)} reviews planned in ${figure(ms)} ms, with half the capacity it needs in ${figure(crowdedMs)} ms (target: under 10,000 ms); ${figure(inTime)} in time, ${figure(late)} cannot be`);
  say(`  it costs ${figure(cost / 1e6, 2)} million; a greedy plan ${figure(greedy / 1e6, 2)}, a random one ${figure(random / 1e6, 2)}`);
  expect(cost).toBeLessThanOrEqual(Math.min(greedy, random));
});

test('forecast', async () => {
  const { url, drop } = await freshDatabase();
  try {
    const { plans, assessments, open, waiting, whatIf, readingWhatIf, forecast } = await benchForecast(url);
    say(`What if, council of ${figure(plans)} plans and ${figure(assessments)} assessments, ${figure(waiting)} requests waiting for a psychologist: ${figure(whatIf)} ms (target: under 2,000 ms), ${figure(readingWhatIf)} ms of it reading`);
    say(`  what will be late, ${figure(open)} open, with bands and half a year of past forecasts made again: ${figure(forecast)} ms`);
    expect(open).toBeGreaterThan(300);
  } finally {
    await drop();
  }
});

test('history', async () => {
  const { size, own, delivery, notices, messages, receipts } = await wholeCase();
  const billed = sumOf(own) + sumOf(delivery);
  say(`A 7-adviser case from request to final plan, ${notices} notices and reminders as ${messages} messages, codes for links included:`);
  say(`  ${figure(size.events)} events (at most ${MOST.events}), ${figure(size.bytes)} bytes (at most ${figure(MOST.bytes)})`);
  say(`  ${figure(billed)} billable actions (at most ${MOST.actions}): ${inWords(own)}; to send codes ${inWords(delivery)}; ${receipts} receipts cost none`);
  say(`  besides, for the whole council: the Schedule of delivery looks every five minutes, 4 actions a look`);
  expect(size.events).toBeLessThanOrEqual(MOST.events);
  expect(size.bytes).toBeLessThanOrEqual(MOST.bytes);
  expect(billed).toBeLessThanOrEqual(MOST.actions);
});

test.each([
  ['a county', { plans: 12_000, requests: 4_000 }, 500],
  ['England', { plans: 640_000, requests: 100_000 }, 10_000],
])('report of %s', async (whose, size, target) => {
  const { plans, requests, duties, made, ms, bare, counted, open, overdue } = await benchReport(size);
  const [first = 0, ...again] = ms;
  const best = [...again].sort((a, b) => a - b)[Math.floor(again.length / 2)] ?? 0;
  say(`Weekly report of ${whose}: ${figure(plans)} plans, ${figure(requests)} requests, ${figure(duties)} duties (made in ${figure(made / 1000)} s)`);
  say(`  counted and put into figures in ${figure(first)} ms the first time, ${figure(best)} ms at the median after it (target: under ${figure(target)} ms); PostgreSQL reads the table of duties alone in ${figure(bare)} ms`);
  say(`  ${figure(counted)} sums; ${figure(open)} assessments open, ${figure(overdue)} reviews overdue`);
  expect([open, overdue].every((n) => n > 0)).toBe(true);
}, 1_800_000);

test('quality', async () => {
  const { url, drop } = await freshDatabase();
  try {
    const { plans, audits, doubled, criteria, grade, gradeBare, drawn, draw, drawBare, report, reportFirst, reportBare } = await benchQuality(url);
    say(`A grade of ${criteria} criteria with its derivation: ${figure(grade)} µs; a bare weighted mean ${figure(gradeBare, 1)} µs`);
    say(`A month drawn of ${figure(plans)} plans, reading included: ${figure(draw)} ms; ${drawn} by PostgreSQL's own chance, without strata, auditors or reasons, ${figure(drawBare)} ms`);
    say(`A quarter's learning report over ${figure(audits)} audits, ${figure(doubled)} of them second markings: ${figure(reportFirst)} ms the first time, ${figure(report)} ms at the median after it; PostgreSQL counting their answers once ${figure(reportBare)} ms`);
    expect(drawn).toBe(20);
  } finally {
    await drop();
  }
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
  say(`Outbox, ${figure(messages)} messages of ${figure(records)} records, each claimed, sent and written into its journal: ${figure(ours)} a second; a bare loop of the same statements, as many at a time, ${figure(bare)} a second`);
  expect(acts).toBe(messages);
});

test('pages', async () => {
  const { cases, users, reading, readingBare, flatOut, flatOutBare, rate, rateBare } = await benchPages();
  const inWords = ({ median, p95, worst }: Times): string => `median ${figure(median)} ms, 95th percentile ${figure(p95)} ms, worst ${figure(worst)} ms`;
  say(`A recorded fact on its caseworker's screen, ${figure(cases)} live cases, ${users} at work at once (target: median at most 1,000 ms), beside bare Express, an INSERT and a SELECT:`);
  say(`  reading a second or two at each page: ${inWords(reading)}; bare: ${inWords(readingBare)}`);
  say(`  flat out: ${inWords(flatOut)}, ${figure(rate, 1)} facts a second; bare: ${inWords(flatOutBare)}, ${figure(rateBare, 1)} a second`);
  expect(reading.count).toBe(readingBare.count);
});

test('backlog', async () => {
  const { rows, faults, refused, judging, seconds, perSecond, counts, waits } = await benchBacklog();
  const at = (share: number): string => figure(waits[Math.floor(share * (waits.length - 1))] ?? 0, 1);
  say(`Backlog of ${figure(rows)} rows, ${figure(faults.length)} with a fault: read and judged in ${figure(judging, 1)} s, exactly those told; ${figure(counts.in)} brought in in ${figure(seconds, 1)} s, ${figure(perSecond)} a second, ${figure(counts.late)} of them late already`);
  say(`  a list of 50 read by the same process meanwhile: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${at(1)} ms`);
  expect(refused).toEqual(faults);
  expect(counts.in).toBe(rows - new Set(faults.map(({ row }) => row)).size);
});

test('live', async () => {
  const { records, awake, judging, rate, rateBare, pages, workerMb } = await benchLive(Number(process.env['RECORDS'] ?? 20_000));
  const at = (share: number): string => figure(pages[Math.floor(share * (pages.length - 1))] ?? 0);
  say(`${figure(records)} records brought in and live: judged in ${figure(judging, 1)} s, then ${figure(rate, 1)} a second; as many bare workflows of one activity and one timer ${figure(rateBare, 1)} a second: ${figure(rate / rateBare, 2)} of it (target: at least 0.7)`);
  say(`  ${workerMb === null ? 'what the worker held is not known here' : `the worker held ${figure(workerMb)} MB at most (target: under 1,024)`}; the work list meanwhile, ${pages.length} times: median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms, worst ${at(1)} ms`);
  expect(awake).toEqual([]);
}, 3_600_000);
