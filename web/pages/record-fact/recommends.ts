import type { Recommended } from '../../../api/use-cases/recommended.js';
import { SECTION_CODES } from '../../../domain/plan/sections.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { REVIEW_WORDS } from '../../words/setting-reviews.js';

/** What the setting's report recommends, before whoever records the decision. */
export type Recommends = Readonly<{ heading: string; lines: readonly Readonly<{ about: string | null; text: string }>[]; href: string; link: string }>;

const { ofCase: t, report } = REVIEW_WORDS;

export function recommendsShown(recommended: Recommended | null, ref: string): Recommends {
  const place = { href: paths.caseReports(ref), link: t.readReport };
  if (recommended === null) return { heading: t.title, lines: [{ about: null, text: t.noReportYet }], ...place };
  const { recommendation, reasons, changes, disagreements } = recommended.form;
  return {
    heading: t.recommended(recommended.setting, longDay(recommended.meetingOn)),
    lines: [
      ...(recommendation === '' ? [] : [{ about: report.parts.recommendation, text: report.recommendations[recommendation] }]),
      ...(reasons === '' ? [] : [{ about: report.parts.reasons, text: reasons }]),
      ...SECTION_CODES.flatMap((code) => (changes[code] === '' ? [] : [{ about: report.sections[code], text: changes[code] }])),
      ...(disagreements === '' ? [] : [{ about: report.parts.disagreements, text: disagreements }]),
    ],
    ...place,
  };
}
