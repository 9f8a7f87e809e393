import type { DelayCause } from '../../domain/settings.js';

/** Words about why steps are late. */
export const CAUSE_WORDS = {
  title: 'Record why it is late (not an exception)',
  intro:
    'A cause is kept so that the council learns from it. It excuses nothing: the due date stays, and late stays late.',
  offer: {
    heading: 'Is the reason not one of the regulations’ grounds?',
    text: 'Staff shortage, advice that came late, or a shorter closure is no exception, and none of them can be chosen here.',
  },
  step: { label: 'Which step is late, or will be?', missing: 'Choose the step that is late, or will be' },
  cause: { label: 'Why?', missing: 'Choose why it is late' },
  note: {
    label: 'In your own words',
    hint: 'Needed for another cause. Only the council’s own record keeps these words.',
    missing: 'Say what the cause is',
  },
  keep: 'Keep this cause',
  recorded: 'What has been said so far',
  nothing: 'Nothing has been said yet.',
  noStep: 'No step of this case is late or still to come.',
  stays: 'It excuses nothing: the due date stays.',
  said: (words: string, on: string, by: string) => `${words} (${by}, ${on})`,
  onDuty: (words: string) => `Cause: ${words}. The due date stays.`,
  say: 'Say why',
  back: 'Take back',
  others: 'Who else did this hit?',
  kept: 'The cause is kept. The due date stays.',
  takenBack: 'The cause is taken back. Both stand in the history.',
} as const;

/** A cause by its code; one that the council's list no longer has stands by its code. */
export const causeWords = (causes: readonly DelayCause[], code: string): string =>
  causes.find((known) => known.code === code)?.words ?? code.replaceAll('-', ' ');
