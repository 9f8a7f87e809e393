/** Every error text of the forms. A text names what is wrong and what to type instead. */

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const listed = (parts: readonly string[]): string => parts.join(' and ');

export const errorTexts = {
  day: {
    missing: (asked: string) => `Enter ${asked}`,
    incomplete: (asked: string, lacking: readonly string[]) => `${capital(asked)} must include ${listed(lacking)}`,
    shortYear: (asked: string) => `${capital(asked)} must include a year in four figures, for example 2026`,
    unreal: (asked: string) => `${capital(asked)} must be a day that exists`,
    future: (asked: string) => `${capital(asked)} must be today or in the past`,
  },
  time: {
    missing: 'Enter a time, for example 9:30am',
    unreal: 'Enter a time that exists, for example 9:30am or 14:30',
  },
  tooLong: (label: string, most: number) => `${label} must be ${most.toLocaleString('en-GB')} characters or fewer`,
  upn: 'The unique pupil number must be 13 characters: a letter, 11 digits, and a digit or letter',
} as const;
