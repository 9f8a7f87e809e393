/**
 * Every address of the pages, once: routes, links and tests read it. Addresses hold references and codes only, never a name,
 * a date of birth or anything typed.
 */
export const paths = {
  front: '/',
  signIn: '/sign-in',
  signOut: '/sign-out',
  accessibility: '/accessibility',
  cookies: '/cookies',
  cases: '/cases',
  search: '/cases/search',
  newCase: '/cases/new',
  case: (ref: string) => `/cases/${ref}`,
  history: (ref: string) => `/cases/${ref}/history`,
  record: (ref: string, step: string) => `/cases/${ref}/record/${step}`,
  correct: (ref: string, entry: string) => `/cases/${ref}/correct/${entry}`,
  saved: (ref: string, command: string) => `/cases/${ref}/saved/${command}`,
  second: (ref: string, command: string) => `/cases/${ref}/second/${command}`,
  advice: '/advice',
  adviceAnswer: (ref: string, adviser: string) => `/advice/${ref}/${adviser}`,
  figures: '/figures',
  clock: '/clock',
  clockAdd: '/clock/add',
  assets: '/assets',
} as const;
