import type { RedOpened } from '../../../api/use-cases/red-explanations.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { londonDay } from '../../../domain/dates/london.js';
import { faultOfRed } from '../../../domain/weekly-report/fault-of-red.js';
import type { DelayCause } from '../../../domain/settings.js';
import { longDay, shortDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { actionWords, lacksWords, redName, roleWords } from '../../presenting/report/explained.js';
import { casesOf } from '../../presenting/report/names.js';
import { number } from '../../presenting/report/values.js';
import { faultQuery } from '../../presenting/report/controls.js';
import { COHORT_WORDS } from '../../words/cohorts.js';
import { causeWords } from '../../words/causes.js';
import { EXPLAINED_WORDS } from '../../words/explained.js';
import { FORECAST_WORDS } from '../../words/forecast.js';
import { REPORT_WORDS } from '../../words/reports.js';
import { exposureShown } from '../forecast/presenter.js';

const t = EXPLAINED_WORDS.red;

/** One red measure in words. */
export function redShown({ report, by, red, exposure, teams }: RedOpened, causes: readonly DelayCause[], today: IsoDate) {
  const names = { staff: new Map<string, string>(), causes };
  const last = red.versions.length;
  const fault = faultOfRed(red.figure, red.versions.at(-1)?.cause ?? null, report.on);
  return {
    caption: REPORT_WORDS.titleOf(report.week),
    title: redName(red, names),
    page: paths.reportRed(report.week, red.measure),
    back: `${paths.report(report.week)}#explained`,
    rag: { code: red.rag, words: REPORT_WORDS.rags[red.rag] },
    intro: t.intro(number(red.count), longDay(report.on)),
    cases: casesOf(report.week, red.figure),
    cohort: fault === null ? null : `${paths.cohorts}?${faultQuery(fault)}`,
    cohortLink: COHORT_WORDS.link,
    missing: red.lacks.length === 0 ? null : { lacks: EXPLAINED_WORDS.missing(lacksWords(red.lacks), roleWords(red)), owes: t.owes(roleWords(red), longDay(by)) },
    notYours: red.mayExplain ? null : t.notYours(roleWords(red)),
    versions: [...red.versions].reverse().map((one) => ({ number: t.version(one.number), stands: one.number === last, cause: causeWords(causes, one.cause), text: one.words, written: EXPLAINED_WORDS.written(one.by.name, shortDay(londonDay(one.at))) })),
    actions: red.actions.map((action) => ({ state: REPORT_WORDS.actions.states[action.state], code: action.state, text: actionWords(action, today) })),
    isAnswered: red.actions.length > 0,
    exposure: exposure === null ? null : exposureShown(exposure, new Map(teams.map(({ ref, name }) => [ref, name])), new Map(causes.map(({ code, words }) => [code, words]))),
    exposureWords: FORECAST_WORDS.exposure,
  };
}
