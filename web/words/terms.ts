import { termInWords } from '../../domain/dates/said.js';

/** A term's code by itself: `spring-2027` is `Spring 2027`; what is no term stays as it is. */
export function termWords(code: string): string {
  const said = termInWords(code);
  return said === code ? code : `${said.slice(0, 1).toUpperCase()}${said.slice(1)}`;
}
