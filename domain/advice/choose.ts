import type { AdviserRole } from '../facts/fact.js';
import type { ChildToAskAbout } from './who.js';

type Setting = Readonly<{ name: string; kind: string }>;
type Known = Readonly<{ ref: string; name: string; role: AdviserRole; /** Of one person; null: a service's inbox. */ staff: string | null }>;

/** What a child attends, from the kind of its setting: every kind that is none of the others is a school. */
export function attendedKind(setting: Pick<Setting, 'kind'> | null): ChildToAskAbout['attends'] {
  if (setting === null) return null;
  if (/early|nursery/.test(setting.kind)) return 'early-years';
  return /college|post-16|sixth/.test(setting.kind) ? 'college' : 'school';
}

/**
 * Who in a role is asked about this child: the head of its own setting; else whoever was chosen; else the only one there is, or the
 * only inbox of a service, which somebody of it will take. Null where somebody has to choose.
 */
export function adviserFor<A extends Known>(role: AdviserRole, setting: Pick<Setting, 'name'> | null, all: readonly A[], chosen?: string): A | null {
  const inRole = all.filter((adviser) => adviser.role === role);
  const own = setting === null ? undefined : inRole.find(({ name }) => name.endsWith(setting.name));
  const inboxes = inRole.filter(({ staff }) => staff === null);
  const [only, ...others] = inRole.length === 1 ? inRole : inboxes;
  return own ?? inRole.find(({ ref }) => ref === chosen) ?? (others.length === 0 ? only : undefined) ?? null;
}
