const TERM = /^(autumn|spring|summer)-(\d{4})$/;

/** A term's code as people say it: `spring-2027` is `Spring 2027`; what is no term stays as it is. */
export const termWords = (code: string): string => code.replace(TERM, (_, [first = '', ...rest]: string, year: string) => `${first.toUpperCase()}${rest.join('')} ${year}`);
