import { failureWords, gateOf, mayOverride } from '../../../api/use-cases/plan-gate.js';
import type { Caller } from '../../../api/permissions.js';
import { viewPlan } from '../../../api/use-cases/plans.js';
import type { FactType } from '../../../domain/facts/fact.js';
import { evidenceOfVersion, isFinal, versionSentBy } from '../../../domain/plan/versions.js';
import type { Field } from '../../forms/field.js';
import { paths } from '../../paths.js';
import type { Site } from '../../site.js';
import { texts } from '../../texts.js';
import { PLAN_WORDS as t } from '../../words/plan.js';
import { openLines } from '../plan/presenter.js';

/** The plan's text on the forms that send it: which version goes, as it stands now. */
export type TextAsked = Readonly<{ version: Readonly<{ number: number; evidence: string }> | null; shown: object; /** What stops it from being final; null: nothing. */ gate: Readonly<{ heading: string; failures: readonly Readonly<{ text: string; law: string }>[]; words: string; overrides: boolean }> | null; /** Whether the sender may say why a text goes that fails, or that is kept elsewhere. */ despite: boolean }>;

const FIELD = 'planText';

/** @returns null for a fact that sends no plan, and for a text that has not been begun */
export async function textAsked(site: Site, caller: Caller, ref: string, type: FactType): Promise<TextAsked | null> {
  const kind = versionSentBy(type);
  if (kind === null) return null;
  const { versions, shown, lacks, ...plan } = await viewPlan(site.useCases, caller, ref, null);
  const written = shown?.sentOn === null ? shown : null;
  const href = paths.plan(ref);
  const overrides = mayOverride(caller, plan.access);
  const kept = isFinal(kind) && (await site.useCases.planVersions.wasWritten(ref)); // then no other text goes out unseen
  const elsewhere = !kept ? '' : ` ${overrides ? t.form.elsewhere.manager : t.form.elsewhere.other}`;
  if (written === null) return { despite: kept && overrides, version: null, shown: { words: `${t.form.none}${elsewhere}`, href, link: versions.length === 0 ? t.short : t.form.read, lacks: null }, gate: null };
  const open = openLines(written);
  const said = [...(lacks.length === 0 ? [] : [t.lacks(lacks.length)]), ...(open === 0 ? [] : [t.open(open)])];
  const failures = gateOf(site.useCases, plan, written, kind);
  return {
    despite: kept && overrides,
    gate: failures.length === 0 ? null : { heading: t.form.fails.heading(written.number), failures: failures.map((failure) => ({ text: failureWords(failure), law: failure.law })), words: overrides ? t.form.fails.manager : t.form.fails.other, overrides },
    version: { number: written.number, evidence: evidenceOfVersion(written) },
    shown: { words: `${t.form.keep(written.number)}${elsewhere}`, href, link: t.form.read, lacks: said.length === 0 ? null : `${said.join('; ')}.` },
  };
}

/** As the form says it. */
export const gateShown = (asked: TextAsked | null): object | null => (asked?.gate ? { ...asked.gate, mend: t.form.fails.mend } : null);

/** Asked first: whether it is this text that goes. The answer names the version and the save that its sender has before them. */
export function withText(fields: readonly Field[], asked: TextAsked | null): readonly Field[] {
  const version = asked?.version ?? null;
  const despite: readonly Field[] = asked?.despite === true ? [{ kind: 'text', name: 'despite', ...texts.form.fields.despite, most: 10_000 }] : [];
  if (version === null) return [...fields, ...despite];
  const { number, evidence } = version;
  const choices = [{ value: evidence, text: t.version(number) }, { value: 'other', text: t.form.other }];
  return [{ kind: 'choice', name: FIELD, label: t.form.label, missing: t.form.missing, choices }, ...fields, ...despite];
}
