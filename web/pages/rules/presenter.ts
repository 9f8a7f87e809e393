import type { RuleRow } from '../../../api/rule-models.js';
import type { RuleHistory, RuleView } from '../../../api/use-cases/own-rules.js';
import { WATCHED_STAGES, type RuleContent, type RuleContents, type RuleKind, type SilenceChange } from '../../../domain/own-rules.js';
import { longDay } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { mailWords, RULE_WORDS as t } from '../../words/rules.js';

/** The council's own rules in plain words. */

type Line = Readonly<{ text: string; small: string | null }>;

/** What a rule says, line by line. @param given how often each cause was given; null where that is not shown */
export function linesOf(kind: RuleKind, content: RuleContent, given: ReadonlyMap<string, number> | null): readonly Line[] {
  switch (kind) {
    case 'delay-causes':
      return (content as RuleContents['delay-causes']).map(({ code, words, retired }) => {
        const small = [...(retired === true ? [t.cause.retired] : []), ...(given === null ? [] : [t.cause.given(given.get(code) ?? 0)])];
        return { text: words, small: small.length === 0 ? null : small.join('. ') };
      });
    case 'silence-norms': {
      const norms = content as RuleContents['silence-norms'];
      return WATCHED_STAGES.map((stage) => ({ text: `${texts.stages[stage]}: ${t.silence.norm(norms[stage]).toLowerCase()}`, small: null }));
    }
    case 'staff-mail':
      return mailWords(content as RuleContents['staff-mail']).map((text) => ({ text, small: null }));
  }
}

/** In a line, for the list of settings. */
function saidShort(kind: RuleKind, content: RuleContent): string {
  switch (kind) {
    case 'delay-causes': {
      const causes = content as RuleContents['delay-causes'];
      const retired = causes.filter((cause) => cause.retired === true).length;
      return t.cause.count(causes.length - retired, retired);
    }
    case 'silence-norms':
      return t.silence.count(Object.keys(content).length);
    case 'staff-mail': {
      const { digestAt, quietHours } = content as RuleContents['staff-mail'];
      return t.mail.short(digestAt, quietHours === null ? t.mail.shortNone : t.mail.shortQuiet(quietHours.from, quietHours.to));
    }
  }
}

export const ruleInList = ({ kind, content, version, coming }: RuleView) => ({
  title: t.kinds[kind].title,
  href: paths.rule(kind),
  said: saidShort(kind, content),
  since: version === null ? t.asItCame : t.since(longDay(version.effectiveFrom)),
  coming: coming === null ? null : t.coming(longDay(coming.effectiveFrom)),
});

export function ruleShown({ view: { kind, content, coming, mayEdit }, versions, original, given }: RuleHistory) {
  const again = (number: number): string | null => (mayEdit ? `${paths.ruleChange(kind)}?again=${number}` : null);
  return {
    ...t.kinds[kind],
    lines: linesOf(kind, content, given),
    change: mayEdit ? paths.ruleChange(kind) : null,
    coming: coming === null ? null : t.comesIn(longDay(coming.effectiveFrom)),
    versions: versions.map((row) => ({ ...versionShown(row), again: again(row.number), againOf: t.againOf(row.number) })),
    original: { lines: linesOf(kind, original, null), again: again(0), againOf: t.againOf(0) },
  };
}

const versionShown = ({ number, kind, content, effectiveFrom, author, note }: RuleRow) => ({
  number,
  from: longDay(effectiveFrom),
  author: author.name,
  note: note ?? t.noNote,
  lines: linesOf(kind, content, null),
});

export function changeShown(change: readonly SilenceChange[]) {
  const row = (title: string, asItIs: number, changed: number) => ({ title, asItIs, changed, difference: signed(changed - asItIs) });
  const sum = (of: 'asItIs' | 'changed'): number => change.reduce((total, one) => total + one[of], 0);
  return { rows: change.map(({ stage, asItIs, changed }) => row(texts.stages[stage], asItIs, changed)), total: row(t.silence.total, sum('asItIs'), sum('changed')) };
}

const signed = (count: number): string => (count > 0 ? `+${count}` : count < 0 ? `−${-count}` : '0');
