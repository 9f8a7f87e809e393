import type { Caller } from '../../../api/permissions.js';
import { mayAtAll } from '../../../api/permissions.js';
import { goodPractice } from '../../../api/use-cases/good-practice.js';
import type { AuditKind } from '../../../domain/audit/framework.js';
import { paths } from '../../paths.js';
import type { Site } from '../../site.js';
import { PRACTICE_WORDS as t } from '../../words/good-practice.js';

/** Where whoever writes this finds good examples of it. Null: there are none. @param section of a plan; null: of all of it */
export async function practiceLink(site: Site, caller: Caller, { kind, section, of }: Readonly<{ kind: AuditKind; section: string | null; of: string }>): Promise<Readonly<{ text: string; href: string }> | null> {
  if (!mayAtAll(caller, 'practice.see')) return null;
  const found = await goodPractice(site.useCases, caller, { kind, section });
  return found.length === 0 ? null : { text: t.more(of, found.length), href: practiceAddress(kind, section) };
}

export const practiceAddress = (kind: AuditKind, section: string | null): string => `${paths.goodPractice}?${new URLSearchParams({ kind, ...(section === null ? {} : { section }) }).toString()}`;
