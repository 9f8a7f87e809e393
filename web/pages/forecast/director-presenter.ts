import type { AtAGlance } from '../../../api/use-cases/director.js';
import { longDay, span } from '../../dates.js';
import { paths } from '../../paths.js';
import { explainedPaper } from '../../presenting/report/explained.js';
import { comparedInWords, type Published } from '../../presenting/report/published.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';
import { DIRECTOR_WORDS as t, FORECAST_WORDS } from '../../words/forecast.js';
import { barsAhead, BAR_KEYS, caseShown, chanceWords, forecastPagesNav, spanWords } from './presenter.js';
import { spanBars, type Bar } from './pictures.js';

const NO_NAMES = { staff: new Map<string, string>(), causes: [] };
const SHOWN = 5;
const FOUR_WEEKS = 28;
const EIGHT_WEEKS = 8;

export function directorShown(glance: AtAGlance, published: Published) {
  const { forecast, report, percentInTime, before } = glance;
  const ahead = forecast.expected.ahead.find(({ weeks }) => weeks === EIGHT_WEEKS);
  const bars: Bar[] = [...before.map(({ week, late }) => ({ name: week.slice(5), count: late, span: null })), ...barsAhead(forecast).map((bar, i) => ({ ...bar, name: i === 0 ? t.bars.now : t.bars.ahead(forecast.expected.ahead[i - 1]?.weeks ?? 0) }))];
  return {
    words: t,
    pages: forecastPagesNav('director'),
    asTable: FORECAST_WORDS.asTable,
    intro: t.intro(longDay(forecast.today)),
    report: report === null ? null : { text: t.ofReport(report.week, longDay(report.on)), href: paths.report(report.week) },
    board: glance.reds === null ? null : { text: explainedPaper(glance.reds, NO_NAMES, forecast.today).status, isReady: glance.reds.isReady, href: forecast.ofCouncil ? paths.reportBoard(glance.reds.report.week) : `${paths.report(glance.reds.report.week)}#explained`, link: forecast.ofCouncil ? EXPLAINED_WORDS.board : EXPLAINED_WORDS.title },
    compared: report === null || !forecast.ofCouncil ? null : comparedInWords(glance.figures, published),
    numbers: [
      { count: String(forecast.expected.lateNow), about: t.numbers.late, isLate: forecast.expected.lateNow > 0 },
      { count: percentInTime === null ? '–' : `${percentInTime}%`, about: report === null ? t.noPercent : percentInTime === null ? t.noPlans : t.numbers.percent, isLate: false },
      { count: String(Math.round(ahead?.late ?? 0)), about: t.numbers.ahead(ahead?.band.low ?? 0, ahead?.band.high ?? 0), isLate: false },
    ],
    lists: [
      { id: 'longest', heading: t.lists.longest, items: forecast.longest.slice(0, SHOWN).map((one) => ({ ...caseShown(one), text: `late by ${span(-one.daysLeft)}` })) },
      { id: 'risk', heading: t.lists.risk, items: forecast.cases.slice(0, SHOWN).map((one) => ({ ...caseShown(one), text: `${chanceWords(one.chances['issue-final-plan'] ?? 1)}, by ${caseShown(one).day}` })) },
      { id: 'services', heading: t.lists.services, items: forecast.services.slice(0, SHOWN).map(({ role, waitedFor, cases }) => ({ name: FORECAST_WORDS.services[role], href: `${paths.whatIf}?of=${role}`, ref: null, text: `${waitedFor} requests in ${cases} assessments` })) },
    ],
    chart: { picture: spanBars({ id: 'trend', title: t.chart, description: t.chartAbout }, bars, BAR_KEYS), rows: bars.map(({ name, count, span: of }) => [name, String(Math.round(count)), of === null ? '–' : spanWords(of)]) },
    todo: todoOf(glance),
  };
}

type Todo = Readonly<{ text: string; href: string | null; link: string | null }>;

/** At most four things, each from a figure on the page. */
function todoOf({ forecast }: AtAGlance): Todo[] {
  const { services, longest, cases, exposure } = forecast;
  const [slowest, worst] = [services[0], longest[0]];
  const saveable = cases.filter(({ daysLeft, chances }) => daysLeft <= FOUR_WEEKS && (chances['issue-final-plan'] ?? 1) < 0.5 && (chances['issue-final-plan'] ?? 0) >= 0.01).length;
  const uncaused = exposure.byCause.find(({ key }) => key === null)?.cases ?? 0;
  const todo: Todo[] = [
    ...(slowest === undefined || slowest.spared < 1 ? [] : [{ text: t.todo.service(FORECAST_WORDS.services[slowest.role].toLowerCase(), slowest.waitedFor, String(Math.round(slowest.spared))), href: `${paths.whatIf}?of=${slowest.role}`, link: t.todo.whatIf }]),
    ...(worst === undefined || worst.child === null ? [] : [{ text: t.todo.longest(worst.child.name, `late by ${span(-worst.daysLeft)}`), href: paths.case(worst.ref), link: worst.ref }]),
    ...(saveable === 0 ? [] : [{ text: t.todo.risk(saveable), href: `${paths.forecast}#risk`, link: FORECAST_WORDS.risk.heading }]),
    ...(uncaused === 0 ? [] : [{ text: t.todo.cause(uncaused), href: `${paths.forecast}#exposure`, link: FORECAST_WORDS.exposure.byCause }]),
  ];
  return todo.length === 0 ? [{ text: t.todo.nothing, href: null, link: null }] : todo;
}
