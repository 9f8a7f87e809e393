import type { Role } from '../settings.js';
import type { IsoDate } from '../dates/iso-date.js';
import { addWorkingDays, type WorkingDays } from '../dates/working-days.js';

/** By when somebody is to see to a task, counted from the day it opens: the next working day. A council's custom, not law. */
export const actBy = (opensOn: IsoDate, working: WorkingDays): IsoDate => addWorkingDays(opensOn, 1, working);

/** Who sees to a message that did not arrive: whoever holds its record; of a mail to staff about many, whoever keeps their accounts. */
export const mendedBy = ({ recordRef, toKind }: Readonly<{ recordRef: string | null; toKind: string }>): Role => (recordRef === null && toKind === 'staff' ? 'administrator' : 'caseworker');
