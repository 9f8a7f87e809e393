import type { IsoDate } from '../../domain/dates/iso-date.js';
import type { Review } from '../../domain/review/cycle.js';
import type { ReviewForm } from '../../domain/review/form.js';
import type { UseCaseDeps } from '../ports.js';

/** What the last review's report asks of the plan: for whoever decides on it, and then amends. */
export type Recommended = Readonly<{
  setting: string;
  meetingOn: IsoDate;
  form: Pick<ReviewForm, 'recommendation' | 'reasons' | 'changes' | 'disagreements'>;
  /** Whether an amendment may still follow from it. */
  open: boolean;
}>;

/** Of a record its reader may see. Null: no meeting was held, or no report of it came by the setting's form. */
export async function recommendedOf(deps: Pick<UseCaseDeps, 'settingReviews'>, ref: string): Promise<Recommended | null> {
  const reviewed = await deps.settingReviews.ofRecord(ref);
  const review = reviewed?.reviews.find(({ held }) => held !== null);
  const meeting = review?.held ?? null;
  const report = reviewed?.reports.find(({ occurrence }) => occurrence === meeting?.occurrence);
  if (review === undefined || meeting === null || report === undefined) return null;
  return { setting: report.setting.name, meetingOn: meeting.on, form: report.form, open: mayAmend(review) };
}

const mayAmend = ({ decision, ended }: Review): boolean => ended === null && (decision === null || decision.decision === 'amend');
