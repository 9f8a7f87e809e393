/** What is weighed of a setting beside its answer. Bands are of the yearly cost to the council, in pounds. */
export const COST_BANDS = ['under-10k', '10k-to-30k', '30k-to-60k', 'over-60k'] as const;
export type CostBand = (typeof COST_BANDS)[number];
export const TRANSPORT = ['none', 'needed', 'not-known'] as const;
export type Transport = (typeof TRANSPORT)[number];
