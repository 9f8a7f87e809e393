import { Router } from 'express';
import { delayCauses } from '../../../api/use-cases/delay-causes.js';
import { readForecast } from '../../../api/use-cases/forecast.js';
import { paths } from '../../paths.js';
import { callerOf, show, type Site } from '../../site.js';
import { FORECAST_WORDS as t } from '../../words/forecast.js';
import { exposureShown, forecastShown } from './presenter.js';

const CASES = 25;

/** How many will be late, which cases, whom they wait for, and how good such forecasts were. */
export const forecastPages = (site: Site): Router =>
  Router().get(paths.forecast, async (req, res) => {
    const caller = callerOf(site, req);
    const forecast = await readForecast(site.useCases, caller, CASES);
    const causes = new Map(delayCauses(site.useCases).map(({ code, words }) => [code, words]));
    show(site, req, res, {
      view: 'forecast/forecast',
      title: t.pages.forecast,
      section: 'forecast',
      shown: { ...forecastShown(forecast), exposure: exposureShown(forecast.exposure, new Map(forecast.teams.map(({ ref, name }) => [ref, name])), causes) },
    });
  });
