import type { CaseloadRow } from '../../../api/read-models.js';
import { shortDay } from '../../dates.js';
import type { Choice } from '../../forms/field.js';
import { texts } from '../../texts.js';

const t = texts.day.assign;

/** Those who may take a case on, each with what they hold and until when they are away; whoever holds the fewest and is there, first. */
export const personChoices = (rows: readonly CaseloadRow[]): readonly Choice[] =>
  [...rows]
    .sort((a, b) => Number(a.awayUntil !== null) - Number(b.awayUntil !== null) || a.open - b.open)
    .flatMap(({ staff, leftOn, open, late, awayUntil, cover }) =>
      staff === null || leftOn !== null
        ? []
        : [
            {
              value: staff.ref,
              text: staff.name,
              hint: [
                t.holds(open, late),
                ...(awayUntil === null ? [] : [t.away(shortDay(awayUntil), cover?.name ?? null)]),
              ].join('; '),
            },
          ],
    );
