import type { WhatIf } from '../../../api/use-cases/what-if.js';
import { ORDERS, type Answer, type Clears } from '../../../domain/forecast/what-if.js';
import { oneDecimal } from '../../../domain/one-decimal.js';
import { span } from '../../dates.js';
import { FORECAST_WORDS, WHAT_IF_WORDS as t } from '../../words/forecast.js';
import { twoCourses } from './pictures.js';
import { pounds } from '../../presenting/report/values.js';
import { spanWords } from './presenter.js';

/** Fields of the form by their names in the address. */
export const WHAT_IF_FIELDS = ['of', 'in', 'out', 'extra', 'extraWeeks', 'order', 'weeks', 'waiting', 'cost'] as const;
export type Typed = Readonly<Partial<Record<(typeof WHAT_IF_FIELDS)[number], string>>>;

const share = (of: number | null): string => (of === null ? '–' : `${Math.round(of * 100)}%`);
const wait = (of: number | null): string => (of === null ? '–' : span(of));

function clearsWords(clears: Clears): string {
  if (clears.kind === 'in') return t.clears.in(clears.weeks);
  if (clears.kind === 'beyond') return t.clears.beyond(clears.weeks);
  return clears.growsBy < 0.05 ? t.clears.stays : t.clears.grows(String(oneDecimal(clears.growsBy)));
}

export function whatIfShown(found: WhatIf, typed: Typed) {
  const { answer, asItIs, weeks, plan, queues, of } = found;
  const measured = queues.find((queue) => queue.of === of);
  const last = answer.weeks.at(-1);
  return {
    of: { chosen: of, choices: choices(found) },
    values: { in: typed.in ?? String(plan.demand), out: typed.out ?? String(plan.capacity), extra: typed.extra ?? '', extraWeeks: typed.extraWeeks ?? '', weeks: typed.weeks ?? String(weeks), waiting: typed.waiting ?? String(found.waiting), cost: typed.cost ?? '' },
    orders: ORDERS.map((order) => ({ value: order, text: t.orders[order], checked: order === plan.order })),
    measured: measured === undefined ? t.none : t.measured(String(measured.in), String(measured.out)),
    numbers: [{ count: found.waiting, about: t.waitingNow }, { count: last?.waiting ?? 0, about: t.waitingThen(weeks) }],
    clears: clearsWords(answer.clears),
    unfair: found.overtaken === 0 ? null : t.unfair(found.overtaken),
    compared: compared(found),
    picture: twoCourses(
      { id: 'weeks', title: t.chart, description: t.chartAbout(weeks) },
      [{ week: 0, asItIs: found.waiting, plan: found.waiting, low: found.waiting, high: found.waiting }, ...answer.weeks.map(({ week, waiting, band }, i) => ({ week, plan: waiting, asItIs: asItIs.weeks[i]?.waiting ?? 0, ...band }))],
      [t.asItIs, t.plan, 'Eight in ten outcomes'], 'Weeks from now',
    ),
    chartAbout: t.chart,
    rows: answer.weeks.map(({ week, came, done, waiting, late, longest, band }, i) => [String(week), String(came), String(done), String(waiting), spanWords(band), String(late), span(longest), String(asItIs.weeks[i]?.waiting ?? 0)]),
    limits: t.limits(span(found.limit)),
  };
}

function choices({ queues, of }: WhatIf) {
  const known = queues.some((queue) => queue.of === of) ? queues.map((queue) => queue.of) : [of, ...queues.map((queue) => queue.of)];
  return known.map((value) => {
    const queue = queues.find((one) => one.of === value);
    return { value, text: `${FORECAST_WORDS.services[value]} (${queue?.waiting ?? 0} waiting${queue === undefined || queue.late === 0 ? '' : `, ${queue.late} late`})`, selected: value === of };
  });
}

function compared({ answer, asItIs, cost }: WhatIf): string[][] {
  const row = (name: string, say: (of: Answer) => string): string[] => [name, say(asItIs), say(answer)];
  const end = ({ weeks }: Answer) => weeks.at(-1);
  return [
    row(t.rows.clears, ({ clears }) => clearsWords(clears)),
    row(t.rows.waiting, (of) => String(end(of)?.waiting ?? 0)),
    row(t.rows.late, (of) => String(end(of)?.late ?? 0)),
    row(t.rows.longest, (of) => span(end(of)?.longest ?? 0)),
    row(t.rows.share, ({ all }) => share(all.share)),
    row(t.rows.old, ({ old }) => share(old.share)),
    row(t.rows.fresh, ({ fresh }) => share(fresh.share)),
    row(t.rows.oldLeft, ({ old }) => String(old.stillLate)),
    row(t.rows.oldWait, ({ old }) => wait(old.usualWait)),
    row(t.rows.freshWait, ({ fresh }) => wait(fresh.usualWait)),
    ...(cost === null ? [] : [[t.rows.cost, '–', pounds(cost)]]),
  ];
}
