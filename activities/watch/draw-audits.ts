import { ApplicationFailure } from '@temporalio/activity';
import { drawWhatIsDue, type DrawDeps } from '../../api/use-cases/audit-draws.js';

/** `report`: hears of each that failed, before it is tried again: for the log, which knows what it may write. */
export type DrawingDeps = Readonly<{ drawing: DrawDeps; report?: (step: string, error: unknown) => void }>;

/** Tried again until every kind is drawn; Temporal is told the kinds, as an error's own words may quote a value. */
export async function drawAudits({ drawing, report }: DrawingDeps): Promise<Readonly<{ drawn: number }>> {
  try {
    return { drawn: await drawWhatIsDue(drawing) };
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    for (const one of error.errors) report?.('drawAudits', one);
    throw ApplicationFailure.retryable(error.message, 'not-drawn');
  }
}
