import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { addDays } from '../../domain/dates/iso-date.js';
import { instantOf, londonDay } from '../../domain/dates/london.js';
import { AppError, notFound } from '../errors.js';
import { mailboxOf, standingOf, type Link, type LinkHolderKind, type LinkStanding } from '../link-models.js';
import { holderOf, type LinkHolder } from '../link-permissions.js';
import { mayOn, scopeFor, type Caller } from '../permissions.js';
import type { UseCaseDeps } from '../ports.js';
import { newRef } from '../refs.js';
import { nowOf } from '../now.js';

/** Signing in by a link and a code sent to the registered address: for professionals without an account, and for families. */

const CODE_MINUTES = 15;
const MINUTE = 60_000;
const CODE = /^\d{6}$/;
/** What a token of ours looks like: anything else is looked for nowhere. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export type OpenedLink = Readonly<{
  standing: LinkStanding;
  kind: LinkHolderKind;
  /** Of a setting: it leads to its pupils' reviews. */
  forReviews: boolean;
  /** It leads to the questions on how it was. */
  forFeedback: boolean;
  /** There is a registered address a code can go to. */
  reachable: boolean;
  /** The caseworker to turn to. */
  owner: string | null;
}>;
/** Keyed, for six digits are guessed from a plain hash in no time; of one link only, so that no code fits another. */
const hashOf = (deps: UseCaseDeps, link: string, code: string): string => createHmac('sha256', deps.secret).update(`access-code/${link}/${code}`).digest('base64url');

async function linkOf(deps: UseCaseDeps, token: string): Promise<Link> {
  const link = TOKEN.test(token) ? await deps.links.byToken(token) : null;
  if (link === null) throw notFound();
  return link;
}

/** What a link is good for, and nothing about the child. @throws AppError `not-found` where there is no such link */
export async function openLink(deps: UseCaseDeps, token: string): Promise<OpenedLink> {
  const link = await linkOf(deps, token);
  return { standing: standingOf(link, nowOf(deps)), kind: link.forKind, forReviews: link.forReviews, forFeedback: link.forFeedback, reachable: mailboxOf(link) !== null, owner: link.ownerName };
}

/**
 * Sends a new code to the registered address; the one before is worth nothing from then on.
 *
 * @returns `too-often` where one was sent within the minute, or five within the hour
 * @throws AppError `not-found`
 */
export async function sendAccessCode(deps: UseCaseDeps, token: string): Promise<LinkStanding | 'sent' | 'too-often' | 'unreachable'> {
  const link = await linkOf(deps, token);
  const at = nowOf(deps);
  const standing = standingOf(link, at);
  if (standing !== 'open') return standing;
  const address = mailboxOf(link);
  if (address === null) return 'unreachable';
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const sent = await deps.links.sendCode({
    link,
    codeHash: hashOf(deps, link.ref, code),
    endsAt: instantOf(new Date(Date.parse(at) + CODE_MINUTES * MINUTE)),
    at,
    message: { ref: newRef('M'), reference: randomUUID(), address, subject: `Your code for ${deps.council.name}`, body: codeWords(deps.council.name, code) },
  });
  if (!sent) return 'too-often';
  deps.nudgeDelivery?.(); // it is worth something for minutes only
  return 'sent';
}

/** As domain/tell's blocks: it says what it is for and names nobody. */
const codeWords = (council: string, code: string): readonly object[] => [
  { kind: 'paragraph', text: `Your code is ${code}.` },
  { kind: 'paragraph', text: `Enter it on the page of ${council} that you opened from our message. It works for ${CODE_MINUTES} minutes, once.` },
  { kind: 'paragraph', text: 'If you did not ask for a code, somebody else has our message to you. Tell us, and do not pass the code on.' },
];

export type Entered = Readonly<{ kind: 'in'; holder: LinkHolder } | { kind: 'wrong'; left: number } | { kind: 'expired' | 'locked' } | { kind: 'ended'; standing: LinkStanding }>;

/** The code as it was typed, spaces and all. Five wrong ones lock the link and become the caseworker's task. */
export async function enterAccessCode(deps: UseCaseDeps, token: string, typed: string): Promise<Entered> {
  const link = await linkOf(deps, token);
  const at = nowOf(deps);
  const standing = standingOf(link, at);
  if (standing === 'locked') return { kind: 'locked' };
  if (standing !== 'open') return { kind: 'ended', standing };
  const code = typed.replaceAll(/\s/g, '');
  const tried = await deps.links.tryCode({ ref: link.ref, codeHash: CODE.test(code) ? hashOf(deps, link.ref, code) : '', at, actBy: addDays(londonDay(at), 1) });
  return tried.kind === 'right' ? { kind: 'in', holder: holderOf(link) } : tried;
}

/**
 * Who a session's link stands for now. Once answered it may still be read, until the session ends; locking keeps others out, not
 * whoever is in; revoked, expired, or its record ended, it is nobody.
 */
export async function linkHolder(deps: UseCaseDeps, linkRef: string): Promise<LinkHolder | null> {
  const link = await deps.links.byRef(linkRef);
  if (link === null) return null;
  const standing = standingOf(link, nowOf(deps));
  return standing === 'open' || standing === 'answered' || standing === 'locked' ? holderOf(link) : null;
}

/** Ends the links of somebody on a record: they can be sent a new one. @throws AppError `not-found`, `not-yours-to-record` */
export async function revokeLinks(deps: UseCaseDeps, caller: Caller, whose: { caseRef: string; forKind: LinkHolderKind; forRef: string }): Promise<number> {
  const record = await deps.cases.access(scopeFor(caller), whose.caseRef);
  if (record === null) throw notFound();
  if (!mayOn(caller, 'record.facts', record)) throw new AppError('not-yours-to-record');
  return deps.links.revoke({ recordRef: record.ref, forKind: whose.forKind, forRef: whose.forRef, by: caller.ref, at: nowOf(deps) });
}
