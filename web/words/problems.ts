import type { ErrorCode } from '../../api/errors.js';

/** A failure as a page says it: what happened, whether anything was recorded, what to do. */
type ProblemWords = Readonly<{ title: string; text: string; todo: readonly string[] }>;

const NOTHING_LOST = 'Nothing was recorded.';
const GO_BACK = 'Your browser’s back button may lead to what you typed.';
const UNREADABLE: ProblemWords = {
  title: 'What was sent could not be read',
  text: `The form arrived damaged. ${NOTHING_LOST}`,
  todo: [GO_BACK],
};

/** What somebody had written in a form that failed: pages are kept by no browser, so this is the last place where it stands. */
export const WRITTEN_WORDS = { title: 'What you had written', text: 'It was not kept. Copy what is long before you leave this page.' };

export const PROBLEM_WORDS: Readonly<Record<ErrorCode, ProblemWords>> = {
  'malformed-json': UNREADABLE,
  'unsupported-media-type': UNREADABLE,
  'method-not-allowed': UNREADABLE,
  'body-too-large': {
    title: 'That was too much to send at once',
    text: `Forms may be up to 200 kilobytes. ${NOTHING_LOST}`,
    todo: ['Shorten the longest text and send it again. For many cases at once, use the command line or the API.'],
  },
  'not-signed-in': { title: 'Sign in first', text: 'You need to sign in to see this.', todo: [] },
  'post-token': { title: 'The mailbox’s token is needed', text: 'Only a mailbox of the council hands over mail here.', todo: [] },
  'not-a-mail': { title: 'Not a mail', text: `What was sent is no mail. ${NOTHING_LOST}`, todo: [] },
  'not-a-bounce': { title: 'Not a report of delivery', text: `What was sent is no report of a mail server. ${NOTHING_LOST}`, todo: [] },
  'sign-in-refused': {
    title: 'Sign-in refused',
    text: 'There is no such account, or it has been closed.',
    todo: ['Ask your administrator.'],
  },
  'demo-only': {
    title: 'Demonstration accounts are off',
    text: 'Here people sign in with the council’s own accounts.',
    todo: [],
  },
  'csrf-token': {
    title: 'Your page was open too long',
    text: `The form could not be sent safely, because you have signed in or out since it was opened. ${NOTHING_LOST}`,
    todo: ['Sign in if you are asked to, open the page again, and send it from there.'],
  },
  forbidden: {
    title: 'You may not do this',
    text: 'None of your roles allows it.',
    todo: ['Ask your team manager if you think it should.'],
  },
  'fails-the-law': {
    title: 'The text fails what the law asks of a plan',
    text: 'Nothing was recorded.',
    todo: ['Open the plan’s text and mend what is named.', 'Or ask a team manager: they may record it, with the reason why it is issued all the same.'],
  },
  'not-yours-to-record': {
    title: 'Not yours to record',
    text: 'Facts of a case are recorded by its caseworker or a manager of its team.',
    todo: ['Ask its caseworker to record it, or the team manager to give you the case.'],
  },
  'decision-needs-manager-or-panel': {
    title: 'This needs a manager’s or the panel’s decision',
    text: 'A decision to refuse, to issue or to cease is recorded by a team manager or above, or names the panel’s decision.',
    todo: ['Give the day of the panel and the item on its list, or ask a manager to record it.'],
  },
  'second-person-needed': {
    title: 'A second person is needed',
    text: 'Whoever made a correction cannot agree to it.',
    todo: ['Ask a team manager or above to look at it.'],
  },
  'not-found': {
    title: 'Page not found',
    text: 'There is nothing here that you may see.',
    todo: [
      'If you typed the address, check it. If you followed a link to a case, it may belong to another team: ask its manager.',
    ],
  },
  'rule-refused': {
    title: 'The rule does not allow this now',
    text: 'The law, or what is recorded already, does not allow this.',
    todo: [],
  },
  'not-explained': {
    title: 'Not ready for the board',
    text: 'Something in this report is red without a cause or an action.',
    todo: ['Open the report: it says what is owed, by whom and by when.'],
  },
  'changed-since': {
    title: 'Somebody recorded something while you were typing',
    text: `The case changed after you opened the form. ${NOTHING_LOST}`,
    todo: ['Open the case, read what is new, then record yours if it still holds.'],
  },
  'already-open': {
    title: 'This child has an open assessment',
    text: 'A second request joins it; it starts no second clock.',
    todo: [],
  },
  'already-settled': { title: 'Settled already', text: 'This no longer waits for a second person.', todo: [] },
  'key-reused': {
    title: 'This form was sent before',
    text: 'The same form came earlier with other answers, and those were taken.',
    todo: ['Open the case to see what was recorded. To record something else, open the form again.'],
  },
  invalid: { title: 'Some answers need mending', text: NOTHING_LOST, todo: [GO_BACK] },
  'too-many-requests': {
    title: 'Too many requests',
    text: 'More was asked from your address than one person can.',
    todo: ['Wait a minute, then go on.'],
  },
  'database-unavailable': {
    title: 'The service is not available just now',
    text: `Its database does not answer. ${NOTHING_LOST}`,
    todo: ['Try again in a minute. Sending the same form twice records it once.'],
  },
  unexpected: {
    title: 'Sorry, there is a problem with the service',
    text: 'The fault is ours and has been logged. Nothing is half recorded.',
    todo: ['Try again. Sending the same form twice records it once.'],
  },
};
