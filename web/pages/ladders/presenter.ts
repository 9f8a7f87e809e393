import type { LadderRow } from '../../../api/ladder-models.js';
import type { LadderHistory, LadderView, Previewed } from '../../../api/use-cases/ladders.js';
import { isWindow } from '../../../domain/ladder.js';
import { channelOf } from '../../../domain/tell/digest.js';
import type { BusiestDay } from '../../../domain/ladder-preview.js';
import type { LadderCode, Rung } from '../../../domain/settings.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { LADDER_WORDS as t, ladderTitle, whenWords } from '../../words/ladders.js';

/** Ladders in plain words. */

export const rungShown = (code: LadderCode, rung: Rung) => ({
  when: whenWords(rung),
  act: t.acts[rung.act],
  to: texts.roles[rung.to],
  how: t.channels[channelOf(code, rung)],
  within: rung.acknowledgeWithin === undefined ? t.never : t.acknowledgeIn(rung.acknowledgeWithin),
});

export type RungShown = ReturnType<typeof rungShown>;

/** Ladders with rungs of their own first, the general ones by themselves, and the rest by name. */
export function listShown(views: readonly LadderView[]) {
  const isGeneral = ({ code }: LadderView): boolean => code === 'deadline' || code === 'window';
  const row = ({ code, rungs, version, coming }: LadderView) => ({
    title: ladderTitle(code),
    href: paths.ladder(code),
    rungs: t.rungs(rungs?.length ?? 0),
    since: version === null ? t.asItCame : t.sinceDay(version.effectiveFrom),
    coming: coming === null ? null : t.coming(longDay(coming.effectiveFrom)),
  });
  return {
    general: views.filter(isGeneral).map(row),
    own: views.filter((view) => !isGeneral(view) && view.rungs !== null).map(row),
    others: views.filter((view) => !isGeneral(view) && view.rungs === null).map(row),
  };
}

/** The ladder that serves a duty without its own. */
export const generalOf = (code: LadderCode): 'window' | 'deadline' => (isWindow(code) ? 'window' : 'deadline');

export function ladderShown({ view, versions, original }: LadderHistory) {
  const { code, rungs, coming } = view;
  return {
    title: ladderTitle(code),
    rungs: rungs?.map((rung) => rungShown(code, rung)) ?? null,
    general: { text: t.codes[generalOf(code)], href: paths.ladder(generalOf(code)) },
    change: paths.ladderChange(code),
    coming: coming === null ? null : t.comesIn(longDay(coming.effectiveFrom)),
    versions: versions.map((row) => versionShown(row)),
    original: versions.length === 0 ? null : { href: `${paths.ladderChange(code)}?again=0`, rungs: t.rungs(original?.length ?? 0) },
  };
}

const versionShown = ({ number, code, effectiveFrom, author, reason, arming, rungs }: LadderRow) => ({
  number,
  href: paths.ladderVersion(code, number),
  from: longDay(effectiveFrom),
  author: author.name,
  reason,
  rungs: t.rungs(rungs?.length ?? 0),
  arming: arming === null ? t.waiting : arming.isDone ? t.reached(arming.told) : t.reaching(arming.told),
});

/** A version beside the one made before it: rungs are the same where they say the same. */
export function differenceShown({ versions, original }: LadderHistory, row: LadderRow) {
  const before = versions.find(({ number }) => number < row.number) ?? null;
  const [was, is] = [(before === null ? original : before.rungs) ?? [], row.rungs ?? []].map((rungs) => rungs.map((rung) => rungShown(row.code, rung)));
  const has = (rungs: readonly RungShown[] | undefined, one: RungShown): boolean => rungs?.some((other) => JSON.stringify(other) === JSON.stringify(one)) ?? false;
  return {
    title: t.versionTitle(row.number, ladderTitle(row.code)),
    against: t.beforeIt(before?.number ?? 0),
    putIn: is?.filter((one) => !has(was, one)) ?? [],
    takenOut: was?.filter((one) => !has(is, one)) ?? [],
    same: is?.filter((one) => has(was, one)) ?? [],
    isOwn: row.rungs !== null,
    again: `${paths.ladderChange(row.code)}?again=${row.number}`,
    ...versionShown(row),
  };
}

export function previewShown(code: LadderCode, { days, preview }: Previewed) {
  const { rungs, asItIs, changed, mails, busiest } = preview;
  return {
    intro: t.previewIntro(longDay(days.from), longDay(days.to)),
    rows: rungs.map((one) => ({ ...rungShown(code, one.rung), asItIs: one.asItIs, changed: one.changed, difference: signed(one.changed - one.asItIs) })),
    total: { asItIs, changed, difference: signed(changed - asItIs) },
    mails: { ...mails, difference: signed(mails.changed - mails.asItIs) },
    isNothing: asItIs === 0 && changed === 0,
    busiest: { asItIs: busiestSaid(busiest.asItIs), changed: busiestSaid(busiest.changed) },
  };
}

const signed = (count: number): string => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : '0');
const busiestSaid = (day: BusiestDay | null): string => (day === null ? t.busiestNone : t.busiestSaid(day.count, texts.roles[day.to].toLowerCase(), longDay(day.on)));
