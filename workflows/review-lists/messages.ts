/** What the process that sends a term's lists of reviews is told: codes and references. Who is on them stays in PostgreSQL. */

export type ReviewListsInput = Readonly<{
  term: string;
  /** To this setting alone; null: to all, the services among them. */
  setting: string | null;
  /** Who sends them: a staff reference. */
  by: string;
}>;

/** One process at a time for the same lists. */
export const reviewListsId = ({ term, setting }: Pick<ReviewListsInput, 'term' | 'setting'>): string => `review-lists-${term}-${setting ?? 'all'}`;

export const REVIEW_LISTS = { workflow: 'reviewLists', id: reviewListsId } as const;

export type ReviewListActivities = Readonly<{
  /** All that have not gone, and the fact on each plan. May be repeated at any point: what is done is done once. */
  sendLists: (input: ReviewListsInput) => Promise<void>;
}>;
