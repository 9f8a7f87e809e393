import type { Pack } from '../../../api/improvement-models.js';
import { longTime } from '../../dates.js';
import { IMPROVEMENT_WORDS as t } from '../../words/improvement.js';
import { planShown, type PlanShown } from './plan.js';

/** A pack for the board in words: the same on the page, on paper and in a workbook. */
export type PackShown = Readonly<{ number: number; title: string; made: string; hash: string; week: string; plan: PlanShown }>;

export const packShown = ({ number, week, madeAt, madeBy, contentHash, content }: Pack): PackShown => ({
  number, title: `${t.title}: ${t.pack.one(number).toLowerCase()}`, made: t.pack.made(madeBy.name, longTime(madeAt)), hash: t.pack.hash(contentHash), week: week ?? '', plan: planShown(content),
});
