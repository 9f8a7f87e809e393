import type { AdviserRole } from '../../domain/facts/fact.js';
import type { Role } from '../../domain/settings.js';
import { texts } from '../texts.js';

/** `Caseworker`, `Team manager and QA lead`. */
export function roleWords({ roles }: Readonly<{ roles: readonly Role[] }>): string {
  return listed([...new Set(roles)].map((role) => texts.roles[role]));
}

/** `a`, `a and b`, `a, b and c` */
export function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** An adviser's role, where the name does not say it already; null where it does. */
export function roleBeside(name: string, role: AdviserRole): string | null {
  const words = texts.advisers[role];
  return name.toLowerCase().includes(words.toLowerCase()) ? null : words;
}
