import type { Caller } from '../../../api/permissions.js';
import type { FilterQuery } from '../../../api/read-models.js';
import { paths } from '../../paths.js';
import { textOf } from '../../site.js';
import type { texts } from '../../texts.js';
import { isStage } from '../../words/stages.js';

/** What a list shows, as its address says it: codes and references, never words somebody looked for. */

export type View = keyof typeof texts.workList.views;
export type ListQuery = Readonly<{ view: View; stage: string; owner: string; by: string }>;

/** A caseworker begins with their own cases, a manager with everything they may see. */
export const viewsFor = (caller: Caller): readonly View[] =>
  caller.roles.includes('caseworker') ? ['mine', 'all', 'late', 'ended'] : ['all', 'late', 'ended'];

/** @param from the query of a list's address, or the hidden fields of the form that keeps it: what is none of ours is left out */
export function readQuery(from: unknown, caller: Caller): ListQuery {
  const views = viewsFor(caller);
  const asked = textOf(from, 'view');
  const stage = textOf(from, 'stage');
  const owner = textOf(from, 'owner');
  const by = textOf(from, 'by');
  return {
    view: views.find((view) => view === asked) ?? views[0] ?? 'all',
    stage: isStage(stage) ? stage : '',
    owner: owner === 'nobody' || /^S-[0-9A-Z]{1,24}$/.test(owner) ? owner : '',
    by: by === 'today' || by === 'week' ? by : '',
  };
}

/** The parts that say something, as they are kept. */
export const kindOf = ({ view, stage, owner, by }: ListQuery): FilterQuery => ({
  view,
  ...(stage === '' ? {} : { stage }),
  ...(owner === '' ? {} : { owner }),
  ...(by === '' ? {} : { by }),
});

/** Its parts in one order always: one view has one address. */
export function addressOf({
  view = '',
  stage = '',
  owner = '',
  by = '',
  after = '',
}: FilterQuery & Readonly<{ after?: string }>): string {
  const kept = Object.entries({ view, stage, owner, by, after }).filter(([, value]) => value !== '');
  return kept.length === 0 ? paths.cases : `${paths.cases}?${new URLSearchParams(kept).toString()}`;
}
