import type { RefKind } from '../../api/refs.js';
import type { Random } from '../../domain/chance.js';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Opaque references of the shape of api/refs.ts, by seeded chance: the same council gets the same ones. Never one twice. */
export function refMint(random: Random): (kind: RefKind) => string {
  const minted = new Set<string>();
  return function mint(kind) {
    const ref = `${kind}-${random.text(8, LETTERS)}`;
    if (minted.has(ref)) return mint(kind);
    minted.add(ref);
    return ref;
  };
}
