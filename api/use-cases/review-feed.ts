import { notFound } from '../errors.js';
import { mayReview, type LinkHolder } from '../link-permissions.js';
import { nowOf } from '../now.js';
import type { UseCaseDeps } from '../ports.js';
import type { ReviewFeeds } from '../setting-review-models.js';
import { reviewsFor, type PupilOwed } from './setting-reviews.js';

/** A setting's secret address, under which calendar programs read the dates of its pupils' reviews. */

/** What a token of ours looks like: anything else is looked for nowhere. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Makes a new address; the one before is worth nothing from then on. @throws AppError `not-found` for whoever is no setting */
export async function makeFeed(deps: UseCaseDeps, holder: LinkHolder): Promise<string> {
  if (!mayReview(holder)) throw notFound();
  return deps.reviewFeeds.make({ setting: holder.ref, at: nowOf(deps) });
}

/** Ends the address. @throws AppError `not-found` */
export async function endFeed(deps: UseCaseDeps, holder: LinkHolder): Promise<void> {
  if (!mayReview(holder)) throw notFound();
  await deps.reviewFeeds.end({ setting: holder.ref, at: nowOf(deps) });
}

/** @throws AppError `not-found` */
export async function feedOf(deps: UseCaseDeps, holder: LinkHolder): ReturnType<ReviewFeeds['of']> {
  if (!mayReview(holder)) throw notFound();
  return deps.reviewFeeds.of(holder.ref);
}

export type Feed = Readonly<{ setting: string; pupils: readonly PupilOwed[] }>;

/** What stands behind an address: of restricted plans nothing, for nobody signs in to read it. @throws AppError `not-found` for one that is ended or never was */
export async function readFeed(deps: UseCaseDeps, token: string): Promise<Feed> {
  const at = nowOf(deps);
  const setting = TOKEN.test(token) ? await deps.reviewFeeds.read(token, at) : null;
  const name = setting === null ? null : await deps.settingReviews.settingName(setting);
  if (setting === null || name === null) throw notFound();
  const pupils = await reviewsFor(deps, { setting, linkRecord: null });
  if (pupils.length > 0) await deps.views.log({ staff: setting, caseRefs: pupils.map(({ caseRef }) => caseRef), seen: 'review-calendar', at });
  return { setting: name, pupils };
}
