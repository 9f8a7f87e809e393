/** `Reception`, `Year 6`; null outside school age. */
export function yearGroupWords(year: number | null): string | null {
  if (year === null) return null;
  return year === 0 ? 'Reception' : `Year ${year}`;
}
