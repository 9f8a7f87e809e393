import type { Answered, Judged, Marking } from '../../../domain/audit/marking.js';
import { ANSWER_WORDS, AUDIT_WORDS } from '../../words/audits.js';

/** Two windows of one marking: what each said, and what stands where they are put together. */

type Kept = Readonly<{ answers: Marking; judged: Judged }>;
type Clash = Readonly<{ criterion: string; theirs: Answered; judged: boolean }>;

const BLANK: Answered = { answer: null, evidence: '', line: null };

/** What was sent; where it says nothing, what was saved: nobody's words are lost for a window that had not read them. */
export const withTheirs = (theirs: Kept, sent: Kept): Kept => ({
  answers: Object.fromEntries([...new Set([...Object.keys(theirs.answers), ...Object.keys(sent.answers)])].map((id) => [id, filled(sent.answers[id] ?? BLANK, theirs.answers[id] ?? BLANK)])),
  judged: { ...theirs.judged, ...sent.judged },
});

const filled = (mine: Answered, theirs: Answered): Answered => ({ answer: mine.answer ?? theirs.answer, evidence: mine.evidence === '' ? theirs.evidence : mine.evidence, line: mine.line ?? theirs.line });

/** Criteria of which both say something, and not the same. */
export function clashesOf(theirs: Kept, sent: Kept, suggestions: readonly Readonly<{ criterion: string; key: string }>[]): readonly Clash[] {
  return Object.entries(sent.answers).flatMap(([criterion, mine]) => {
    const other = theirs.answers[criterion] ?? BLANK;
    const judged = suggestions.some(({ criterion: of, key }) => of === criterion && differs(sent.judged[key] ?? null, theirs.judged[key] ?? null));
    const isClash = differs(mine.answer, other.answer) || differs(mine.line, other.line) || differs(mine.evidence.trim() || null, other.evidence.trim() || null);
    return isClash || judged ? [{ criterion, theirs: other, judged }] : [];
  });
}

const differs = <T>(mine: T | null, theirs: T | null): boolean => mine !== null && theirs !== null && mine !== theirs;

/** What was saved, beside what was sent. */
export const otherShown = (clashes: readonly Clash[]): Readonly<Record<string, object>> =>
  Object.fromEntries(clashes.map(({ criterion, theirs, judged }) => [
    criterion,
    { says: AUDIT_WORDS.mark.meanwhile(theirs.answer === null ? AUDIT_WORDS.mark.open : ANSWER_WORDS[theirs.answer].toLowerCase(), theirs.line), evidence: theirs.evidence, judged: judged ? AUDIT_WORDS.mark.judgedOtherwise : null },
  ]));
