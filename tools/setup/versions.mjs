// @ts-check
// Versions as programs print them, and the ranges that package.json writes.

/** @typedef {readonly [number, number, number]} Version */

/**
 * @param {string} text what a program prints, like `go version go1.26.8 linux/amd64` or `openjdk version "17.0.15"`
 * @returns {Version | null} the first version in it; Java's old `1.8.0` is 8
 */
export function versionIn(text) {
  const found = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text);
  if (found === null) return null;
  const [major = 0, minor = 0, patch = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return major === 1 && /(java|jdk) version/i.test(text) ? [minor, patch, 0] : [major, minor, patch];
}

/** @param {Version} version @param {Version} least */
export function isAtLeast(version, least) {
  for (const [i, part] of version.entries()) {
    const other = least[i] ?? 0;
    if (part !== other) return part > other;
  }
  return true;
}

/**
 * Whether a version lies in a range of the two forms we write: `^20.19` (that major line, from there) and `>=24`, joined by `||`.
 * @param {Version} version
 * @param {string} range
 */
export function satisfies(version, range) {
  return range.split('||').some((part) => {
    const least = versionIn(part);
    if (least === null) throw new Error(`"${part.trim()}" is not a range of versions`);
    return isAtLeast(version, least) && (!part.includes('^') || version[0] === least[0]);
  });
}
