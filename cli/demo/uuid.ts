import type { Random } from '../../domain/chance.js';

const HEX = '0123456789abcdef';

/** A version 4 UUID from a source of chance, so that the same seed gives the same. */
export const uuid = (random: Random): string => `${random.text(8, HEX)}-${random.text(4, HEX)}-4${random.text(3, HEX)}-8${random.text(3, HEX)}-${random.text(12, HEX)}`;
