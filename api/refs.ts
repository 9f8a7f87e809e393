import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, so that a reference read aloud is written down right. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A: assessment, P: plan, C: child, S: person (staff or family), V: adviser, T: setting, N: note, L: link, M: message, K: task, D: document, E: item of post, W: panel, I: file of the backlog, B: list of reviews, Q: action of a report, H: control of a cohort, U: quality audit, F: finding, X: action of an audit, Y: priority of the improvement plan, G: learning point, Z: asking how it was, R: answer to that, J: what was done about a theme, O: good practice. */
export type RefKind = 'A' | 'P' | 'C' | 'S' | 'V' | 'T' | 'N' | 'L' | 'M' | 'K' | 'D' | 'E' | 'W' | 'I' | 'B' | 'Q' | 'H' | 'U' | 'F' | 'X' | 'Y' | 'G' | 'Z' | 'R' | 'J' | 'O';

/** A new opaque reference, as `A-7K3M9QZX`: it says nothing about the person it stands for. */
export const newRef = (kind: RefKind): string => `${kind}-${Array.from({ length: 8 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** The shape of a case's reference, of a learning point's, of good practice, and of a quality audit's. */
export const RECORD_REF = /^[AP]-[0-9A-HJKMNP-TV-Z]{8}$/;
export const POINT_REF = /^G-[0-9A-HJKMNP-TV-Z]{8}$/;
export const PRACTICE_REF = /^O-[0-9A-HJKMNP-TV-Z]{8}$/;
export const AUDIT_REF = /^U-[0-9A-HJKMNP-TV-Z]{8}$/;
