import type { FakeSmtp } from '../../delivery/fake-smtp.js';

const OURS = /^Message-ID:\s*<([^@>]+)@/im;

/** The reference of each mail, by the Message-ID it carries. */
export const mailedReferences = (taken: FakeSmtp['taken']): string[] => taken.map(({ words }) => OURS.exec(words)?.[1] ?? 'a mail without an id');
