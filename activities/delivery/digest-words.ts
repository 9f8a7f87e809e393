import { longDay } from '../../domain/dates/said.js';
import type { IsoDate } from '../../domain/dates/iso-date.js';
import { compose } from '../../domain/tell/compose.js';
import { DIGEST_GROUPS, digestCounts, digestLines, eachOnce, type DigestItem } from '../../domain/tell/digest-lines.js';
import type { Composed } from '../../domain/tell/template.js';
import { councilValues, type CouncilDetails } from '../../domain/tell/values.js';
import type { Letters } from '../../config/letters.js';

export type WriteDigest = (items: readonly DigestItem[], today: IsoDate) => Composed;

/** The mail of the day: of its passages those alone that have something to say. */
export const createDigestWriter = ({ letters, council, publicUrl }: Readonly<{ letters: Pick<Letters, 'staff-digest'>; council: CouncilDetails; publicUrl: string }>): WriteDigest => (gathered, today) => {
  const items = eachOnce(gathered);
  const template = letters['staff-digest'];
  const { late, due, later, confirm, quiet, acknowledge } = digestLines(items, today, publicUrl);
  const lines = { late, due, later, confirm, quiet, acknowledge };
  const empty = DIGEST_GROUPS.filter((group) => lines[group].length === 0).map((group) => `digest-${group}`);
  return compose('staff-digest', { ...template, blocks: template.blocks.filter((block) => !block.items.some((item) => empty.includes(item))) }, {
    ...councilValues(council), channel: 'email', links: false, today: longDay(today), digestCounts: digestCounts(items, today),
    digestLate: late, digestDue: due, digestLater: later, digestConfirm: confirm, digestQuiet: quiet, digestAcknowledge: acknowledge,
  });
};
