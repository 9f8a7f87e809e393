import type { ForecastRead, NamedForecast } from '../../../api/use-cases/forecast.js';
import type { Exposed } from '../../../domain/forecast/exposure.js';
import type { CurveSaid } from '../../../domain/forecast/forecast.js';
import { days, longDay, shortDay, span } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { FORECAST_WORDS as t } from '../../words/forecast.js';
import { STAGE_WORDS } from '../../words/stages.js';
import { pounds } from '../../presenting/report/values.js';
import { calibrationPicture, spanBars, type Bar } from './pictures.js';

type Current = keyof typeof t.pages;

/** The three pages, one of them open. */
export const forecastPagesNav = (current: Current) =>
  (['director', 'forecast', 'whatIf'] as const).map((page) => ({ text: t.pages[page], href: paths[page], current: page === current }));

/** As people say a chance while the day lies ahead: nothing is sure. */
export function chanceWords(chance: number): string {
  if (chance < 0.01) return 'under 1%';
  return chance > 0.99 ? 'over 99%' : `${Math.round(chance * 100)}%`;
}

const share = (of: number): string => `${Math.round(of * 100)}%`;
const score = (of: number): string => of.toFixed(3);
const length = (of: number | null): string => (of === null ? '–' : span(of));
export const spanWords = ({ low, high }: Readonly<{ low: number; high: number }>): string => `${low} to ${high}`;

/** Today and the weeks ahead, as bars. */
export const barsAhead = ({ expected }: Pick<ForecastRead, 'expected'>): Bar[] => [
  { name: t.now, count: expected.lateNow, span: null },
  ...expected.ahead.map(({ weeks, late, band }) => ({ name: t.inWeeks(weeks), count: late, span: band })),
];
export const BAR_KEYS = ['Counted', 'Expected', 'Eight in ten outcomes'] as const;

export function forecastShown(forecast: ForecastRead) {
  const { expected, open, ofCouncil, reopened } = forecast;
  return {
    words: t,
    pages: forecastPagesNav('forecast'),
    whatIf: paths.whatIf,
    isEmpty: open === 0,
    intro: t.intro(open, ofCouncil),
    reopened: reopened === 0 ? null : t.reopened(reopened),
    numbers: [{ count: expected.lateNow, about: t.now.toLowerCase() }, ...expected.ahead.map(({ weeks, late, band }) => ({ count: Math.round(late), about: `${t.inWeeks(weeks).toLowerCase()} (${band.low} to ${band.high})` }))],
    late: {
      picture: spanBars({ id: 'late', title: t.late.heading, description: t.late.about }, barsAhead(forecast), BAR_KEYS),
      rows: [[t.now, String(expected.lateNow), '–', '–'], ...expected.ahead.map(({ weeks, late, band, newly }) => [t.inWeeks(weeks), String(Math.round(late)), spanWords(band), String(Math.round(newly))])],
    },
    slowest: slowestShown(forecast),
    risk: { cases: forecast.cases.map((one) => ({ ...caseShown(one), chance: chanceWords(one.chances['issue-final-plan'] ?? 1), steps: stepsAhead(one) })), more: t.risk.more(forecast.cases.length, open - expected.lateNow), isAll: forecast.cases.length >= open - expected.lateNow },
    longest: forecast.longest.map(caseShown),
    score: scoreShown(forecast),
    curves: forecast.stages.map((curve) => [STAGE_WORDS[curve.stage], ...curveCells(curve)]),
  };
}

const curveCells = ({ half, nineTenths, spells, ended, isGuess }: CurveSaid): string[] => [length(half), length(nineTenths), isGuess ? t.guess(ended) : t.learntFrom(ended, spells)];

function slowestShown({ services, advice }: ForecastRead) {
  const worst = services[0];
  const rows = services.map(({ role, waitedFor, cases, spared }) => {
    const curve = advice.find((one) => one.role === role);
    return [t.services[role], String(waitedFor), String(cases), spared < 0.5 ? 'less than 1' : String(Math.round(spared)), ...(curve === undefined ? ['–', '–', '–'] : curveCells(curve))];
  });
  return { said: worst === undefined || worst.spared < 0.5 ? t.slowest.none : t.slowest.most(t.services[worst.role], String(Math.round(worst.spared))), rows };
}

/** A case as a row; of a restricted record neither name nor address. */
export function caseShown(one: NamedForecast) {
  const { ref, child, dueOn, daysLeft } = one;
  return {
    name: child?.name ?? t.restricted,
    ref: child === null ? null : ref,
    href: child === null ? null : paths.case(ref),
    day: shortDay(dueOn),
    longDay: longDay(dueOn),
    left: daysLeft === 0 ? t.risk.dueToday : daysLeft > 0 ? t.risk.left(days(daysLeft)) : span(-daysLeft),
    why: whyWords(one),
  };
}

/** Why its chance is what it is: whom it waits for or where it is, and what there is still to do. */
function whyWords({ stage, inStage, usualInStage, usuallyAfter, daysLeft, slow, adviser, owner, child }: NamedForecast): string[] {
  const [first, ...others] = slow;
  const where = first === undefined
    ? t.why.stage(STAGE_WORDS[stage], span(inStage), usualInStage === null ? null : span(usualInStage))
    : t.why.waits(adviser === null || child === null ? texts.advisers[first.role] : `${adviser.name} (${texts.advisers[first.role].toLowerCase()})`, span(first.waited), first.usual === null ? null : span(first.usual));
  const left = daysLeft < 0 ? [] : [usuallyAfter === null || usuallyAfter === 0 ? t.why.short(span(daysLeft)) : t.why.after(span(daysLeft), span(usuallyAfter))];
  return [where, ...(others.length === 0 ? [] : [t.why.others(others.length)]), ...left, ...(child === null ? [] : [owner === null ? t.why.nobody : t.why.owner(owner.name)])];
}

const stepsAhead = ({ chances }: NamedForecast): string[] =>
  (['decide-to-assess', 'decide-to-issue'] as const).flatMap((code) => {
    const chance = chances[code];
    return chance === null || chance === 0 ? [] : [`${t.risk.step[code]}: ${chanceWords(chance)}`];
  });

function scoreShown({ score: scored, scoredFrom }: ForecastRead) {
  if (scored === null) return null;
  const { forecasts, brier, naive, ahead, calibration } = scored;
  return {
    said: t.score.said(forecasts, scoredFrom.length),
    verdict: brier < naive ? t.score.better(score(brier), score(naive), share(1 - brier / naive)) : t.score.worse(score(brier), score(naive)),
    ahead: ahead.map((one) => [t.score.ahead(one.from, one.to), String(one.forecasts), score(one.brier), score(one.naive), one.brier < one.naive ? t.score.verdict.better : t.score.verdict.worse]),
    calibration: calibration.map(({ from, to, forecasts: n, said, happened }) => [`${share(from)} to ${share(to)}`, n < FEW_SAID ? `${n} (${t.score.thin})` : String(n), share(said), share(happened)]),
    picture: calibrationPicture({ id: 'calibration', title: t.score.calibration, description: t.score.calibrationAbout }, calibration, ['Chance said', 'Were in time']),
  };
}

const FEW_SAID = 10;

/** @param teams names by reference @param causes words by code */
export function exposureShown({ all, byTeam, byCause }: ForecastRead['exposure'], teams: ReadonlyMap<string, string>, causes: ReadonlyMap<string, string>) {
  const row = (name: string, { cases, months, from, to }: Exposed): string[] => [name, String(cases), months.toFixed(1), pounds(from), pounds(to)];
  return {
    total: all.cases === 0 ? t.exposure.none : t.exposure.total(pounds(all.from), pounds(all.to), all.cases, all.months.toFixed(1)),
    byTeam: byTeam.map((one) => row(teams.get(one.key ?? '') ?? one.key ?? '', one)),
    byCause: byCause.map((one) => row(one.key === null ? t.exposure.unsaid : (causes.get(one.key) ?? one.key), one)),
    isEmpty: all.cases === 0,
  };
}
