import type { Duty } from '../domain/duty.js';
import type { IsoDate } from '../domain/dates/iso-date.js';
import type { Instant } from '../domain/dates/london.js';
import type { Fact } from '../domain/facts/fact.js';

export type ExportFact = Readonly<{ fact: Fact; recordedAt: Instant; recordedBy: string }>;

export type ExportRecord = Readonly<{
  ref: string;
  kind: 'assessment' | 'reassessment' | 'plan';
  madeFrom: string | null;
  team: string;
  /** Account of whoever holds it. */
  owner: string | null;
  openedAt: Instant;
  importedOn: IsoDate | null;
  endedAt: Instant | null;
  stage: string | null;
  facts: readonly ExportFact[];
}>;

/** `address` and `postcode` are null where the address is protected: they stand on this person's own envelope and nowhere else. */
export type ExportPerson = Readonly<{
  ref: string; name: string; relation: string; parentalResponsibility: boolean; contact: string; email: string | null; emailConsent: boolean; phone: string | null;
  address: string | null; postcode: string | null; addressProtected: boolean; language: string | null;
}>;

export type ExportChild = Readonly<{
  ref: string; givenName: string; familyName: string; bornOn: IsoDate; upn: string | null; councilReference: string | null; sex: string | null; primaryNeed: string | null; placement: string | null;
  setting: Readonly<{ name: string; urn: string | null; ukprn: string | null }> | null;
  people: readonly ExportPerson[];
  records: readonly ExportRecord[];
}>;

export type ExportDuty = Readonly<Pick<Duty, 'code' | 'subject' | 'occurrence' | 'shape' | 'kind' | 'dueOn' | 'actBy' | 'doneOn' | 'outcome' | 'daysLate' | 'excusedDays' | 'law'> & { record: string; by: string }>;

/** What leaves Duly whole: children with their people and records, as known at the end of a day. */
export type Exports = Readonly<{
  /**
   * Children in the order of their references, after one. Those with no record that may be shown are left out.
   * @param staff restricted records are shown to those named on them; null: whoever runs the command, who sees all
   */
  children: (query: { after: string; limit: number; on: IsoDate; staff: string | null }) => Promise<readonly ExportChild[]>;
  duties: (records: readonly string[], on: IsoDate) => Promise<readonly ExportDuty[]>;
}>;
