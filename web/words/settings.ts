import type { ClosureFinding } from '../../domain/setting-calendar.js';

/** Words about when settings are open. */
export const SETTING_WORDS = {
  title: 'Settings',
  own: 'The council’s own rules',
  register: 'Schools, colleges and early years settings',
  intro:
    'Term dates and closures of schools, colleges and early years settings. A closure of 4 weeks or more may excuse a late step; reviews count from terms.',
  ladders: 'Reminders and escalation: who is written to, and when',
  find: 'Part of its name',
  nobody: 'No setting of that name is in the register.',
  narrow: 'The first 100 are shown: type part of a name.',
  terms: 'Terms',
  closures: 'Closures',
  noTerms: 'No term dates are kept.',
  noClosures: 'No closure is known. The holidays between two terms count as closures.',
  add: 'Add a term or a closure',
  kind: { label: 'What is it?', missing: 'Choose whether it is a term or a closure' },
  kinds: { term: 'A term', closure: 'A closure' },
  name: {
    label: 'Which term?',
    hint: 'For a term. For example, spring-2027',
    missing: 'Enter the term, for example spring-2027',
  },
  from: { label: 'First day', hint: 'Of the term, or closed', asked: 'the first day' },
  to: { label: 'Last day', hint: 'Of the term, or closed', asked: 'the last day' },
  keep: 'Keep these dates',
  kept: 'The dates are kept.',
  takeOut: 'Take out',
  takenOut: 'The dates are taken out.',
  span: (from: string, to: string) => `${from} to ${to}`,
  closed: (from: string, to: string, days: number) => `Closed ${from} to ${to} (${days} days)`,
  evidence: {
    heading: (setting: string) => `When ${setting} was closed`,
    use: 'Use these dates',
    used: 'The closure’s dates are filled in below.',
    verdicts: {
      'asked-in-window': () => 'Its head was asked for advice in time: it may excuse.',
      'too-short': (needed: number, law: string) =>
        `Not long enough: a continuous closure of at least ${needed} days is needed (${law}).`,
      'not-asked-in-window': (_needed: number, law: string, window: string) =>
        `Its head was not asked for advice from ${window}: it excuses nothing (${law}).`,
    } satisfies Record<ClosureFinding['verdict'], (needed: number, law: string, window: string) => string>,
  },
} as const;
