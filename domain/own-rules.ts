import { z } from 'zod';
import { isIsoDate, type IsoDate } from './dates/iso-date.js';
import { IN_FORCE, OPEN_STAGES } from './weekly-report/items.js';
import { delayCausesSchema, silenceNormsSchema, staffMailSchema, type DelayCause, type Settings } from './settings.js';
import type { Stage } from './stages.js';

/**
 * The rules a council makes for itself beside its ladders: why steps are late, when a case is silent, when staff are written to. None
 * moves a date of law or a duty. Each is kept as versions, in force from a day on.
 */
export const RULE_KINDS = ['delay-causes', 'silence-norms', 'staff-mail'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** Stages at which a case is open, and can fall silent. */
export const WATCHED_STAGES: readonly Stage[] = [...OPEN_STAGES, ...IN_FORCE];

/** What each holds. A version that is kept must go on being read: narrow none of these. */
export const RULE_SCHEMAS = {
  'delay-causes': delayCausesSchema,
  'silence-norms': silenceNormsSchema.superRefine((norms, context) => {
    const stages = Object.keys(norms);
    if (stages.length === 0) context.addIssue({ code: 'custom', path: [], message: 'must give one stage at least its days: with none no case would ever be found silent', params: { code: 'none-left' } });
    for (const stage of stages) {
      if (!WATCHED_STAGES.some((one) => one === stage)) context.addIssue({ code: 'custom', path: [stage], message: 'must be left out: a case at this stage is closed', params: { code: 'closed' } });
    }
  }),
  'staff-mail': staffMailSchema,
} as const satisfies Record<RuleKind, z.ZodType>;

export type RuleContents = { readonly [K in RuleKind]: z.output<(typeof RULE_SCHEMAS)[K]> };
export type RuleContent = RuleContents[RuleKind];

/** A rule as it was set, in force from a day on. */
export type RuleVersion = { [K in RuleKind]: Readonly<{ number: number; kind: K; content: RuleContents[K]; effectiveFrom: IsoDate }> }[RuleKind];

const common = { number: z.int(), effectiveFrom: z.string().refine(isIsoDate) };
const kept = z.discriminatedUnion('kind', [
  z.object({ ...common, kind: z.literal('delay-causes'), content: RULE_SCHEMAS['delay-causes'] }),
  z.object({ ...common, kind: z.literal('silence-norms'), content: RULE_SCHEMAS['silence-norms'] }),
  z.object({ ...common, kind: z.literal('staff-mail'), content: RULE_SCHEMAS['staff-mail'] }),
]);

/** A version as it was kept. @throws ZodError where it is none */
export const readVersion = (row: unknown): RuleVersion => kept.parse(row);

/** What the settings say of a kind. */
export function ruleIn<K extends RuleKind>({ delayCauses, silenceNorms, staffMail }: Settings, kind: K): RuleContents[K] {
  const all: RuleContents = { 'delay-causes': delayCauses, 'silence-norms': silenceNorms, 'staff-mail': staffMail };
  return all[kind];
}

/** The settings with these rules in the place of theirs. @param every version there is: a cause that one of them had keeps its name, though it is taken out */
export function settingsWithRules(base: Settings, inForce: readonly RuleVersion[], every: readonly RuleVersion[]): Settings {
  return inForce.reduce<Settings>((settings, { kind, content }) => {
    switch (kind) {
      case 'delay-causes':
        return { ...settings, delayCauses: withNames(content, everyCause(base, every)) };
      case 'silence-norms':
        return { ...settings, silenceNorms: content };
      case 'staff-mail':
        return { ...settings, staffMail: content };
    }
  }, base);
}

/** Every cause the council has ever had, each as it was last worded. @param versions oldest first */
export function everyCause({ delayCauses }: Pick<Settings, 'delayCauses'>, versions: readonly RuleVersion[]): readonly DelayCause[] {
  const all = [...delayCauses, ...versions.flatMap(({ kind, content }) => (kind === 'delay-causes' ? content : []))];
  return [...new Map(all.map((cause) => [cause.code, cause])).values()];
}

/** The causes, and after them the others as retired ones: so that what one was given to never loses its words. */
export const withNames = (causes: readonly DelayCause[], others: readonly DelayCause[]): DelayCause[] => [
  ...causes,
  ...others.filter(({ code }) => causes.every((one) => one.code !== code)).map((cause) => ({ ...cause, retired: true })),
];

/** A cause as somebody sends it: a new one has no code yet. */
export type CauseSent = Omit<DelayCause, 'code'> & Readonly<{ code?: string | undefined }>;

/** Gives each new cause a code of its own, made of its words. @param others codes that the council has used before */
export function withCodes(causes: readonly CauseSent[], others: readonly string[]): readonly DelayCause[] {
  const taken = new Set([...others, ...causes.flatMap(({ code }) => code ?? [])]);
  return causes.map(({ code, ...rest }) => {
    if (code !== undefined) return { code, ...rest };
    const made = freeCode(rest.words, taken);
    taken.add(made);
    return { code: made, ...rest };
  });
}

const LONGEST = 36; // letters, which leaves room for a number

function freeCode(words: string, taken: ReadonlySet<string>): string {
  const plain = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, LONGEST).replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'cause' : plain;
  for (let n = 1; ; n += 1) {
    const code = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(code)) return code;
  }
}

/** How many cases would be silent at a stage. */
export type SilenceChange = Readonly<{ stage: Stage; asItIs: number; changed: number }>;

/** Cases that are silent by the norms as they are, beside those by others, stage by stage. Each list names the stage of every one. */
export const silenceChange = (asItIs: readonly Stage[], changed: readonly Stage[]): readonly SilenceChange[] =>
  WATCHED_STAGES.map((stage) => ({ stage, asItIs: countOf(asItIs, stage), changed: countOf(changed, stage) }));

const countOf = (stages: readonly Stage[], stage: Stage): number => stages.filter((one) => one === stage).length;
