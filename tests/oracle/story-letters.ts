import { Temporal } from 'temporal-polyfill/implementation';

import { tell, tellUndated, type Dice, type Entry, type Script } from './story-script.js';
import type { Day, OracleFact } from './story.js';

type Fields = Omit<OracleFact, 'id' | 'type' | 'on'>;

const HOURS = ['00:10', '00:30', '08:59', '10:00', '16:59', '17:00', '17:01', '18:10', '23:30', '23:59'] as const;

/** An instant at an awkward hour of a London day, written in London's offset or in UTC. */
function someInstant(dice: Dice, day: Day): string {
  const zoned = Temporal.PlainDateTime.from(`${day}T${dice.pick(HOURS)}:00`).toZonedDateTime('Europe/London');
  if (dice.chance(0.5)) return zoned.toInstant().toString();
  return zoned.toString({ timeZoneName: 'never' });
}

/** Something that reached the council about `day`, by any channel, its legal day stated or left to be derived. */
export function incoming(script: Script, type: string, day: Day, fields: Fields): Entry {
  const { dice } = script;
  switch (dice.int(0, 6)) {
    case 0:
      return tellUndated(script, type, { ...fields, channel: 'email', receivedAt: someInstant(dice, day) });
    case 1:
      return tellUndated(script, type, { ...fields, channel: 'online', receivedAt: someInstant(dice, day) });
    case 2:
      return tellUndated(script, type, { ...fields, channel: 'by-hand', receivedAt: someInstant(dice, day) });
    case 3:
      return tellUndated(script, type, { ...fields, channel: 'signed-for', receivedAt: someInstant(dice, day) });
    case 4:
      return tellUndated(script, type, { ...fields, channel: 'first-class-post', postedOn: day });
    default:
      return tell(script, type, day, fields);
  }
}

/** A draft or notice sent on `day`: by hand, by post, by email with and without consent, its service sometimes stated. */
export function outgoing(script: Script, type: string, day: Day): Entry {
  const { dice } = script;
  switch (dice.int(0, 8)) {
    case 0:
      return tell(script, type, day);
    case 1:
      return tell(script, type, day, { channel: 'by-hand' });
    case 2:
      return tell(script, type, day, { channel: 'by-hand', servedOn: day });
    case 3:
    case 4:
      return tell(script, type, day, { channel: 'first-class-post' });
    case 5:
      return tell(script, type, day, { channel: 'email', emailConsent: true });
    case 6:
      return emailedAt(script, type, day);
    case 7:
      return tell(script, type, day, { channel: 'online', emailConsent: true });
    default:
      return tell(script, type, day, { channel: 'email', ...(dice.chance(0.5) ? { emailConsent: false } : {}) });
  }
}

function emailedAt(script: Script, type: string, day: Day): Entry {
  const sentAt = someInstant(script.dice, day);
  const fields = { channel: 'email', emailConsent: true, sentAt };
  return script.dice.chance(0.5) ? tellUndated(script, type, fields) : tell(script, type, day, fields);
}
