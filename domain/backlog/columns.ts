/*
 * What a backlog's columns may say (docs/backlog.md is made from this list). `heading`: the plain layout's; `sen2`: the lower-case
 * name in the extract of the SEN2 return (law.md section 6.3); `kind`: how a cell is read.
 */

export type CellKind = 'name' | 'text' | 'day' | 'future-day' | 'code';
type ColumnSpec = Readonly<{ heading: string; sen2: string | null; kind: CellKind; says: string }>;

const column = (heading: string, sen2: string | null, kind: CellKind, says: string): ColumnSpec => ({ heading, sen2, kind, says });

export const COLUMNS = {
  familyName: column('Surname', 'surname', 'name', 'The child’s or young person’s family name'),
  givenName: column('Forename', 'forename', 'name', 'The child’s or young person’s given name'),
  bornOn: column('Date of birth', 'personbirthdate', 'day', 'The day they were born'),
  sex: column('Sex', 'sex', 'code', 'M or F'),
  upn: column('UPN', 'upn', 'code', 'Unique pupil number; blank where there is none yet'),
  councilReference: column('Our reference', 'nativeid', 'code', 'The council’s own reference for the child'),
  primaryNeed: column('Primary need', 'sentype', 'code', 'SPLD, MLD, SLD, PMLD, SEMH, SLCN, HI, VI, MSI, PD, ASD, DS or OTH'),
  settingUrn: column('Setting URN', 'urn', 'code', 'The school or college attended, by its URN in the register of settings'),
  placement: column('Placement', 'sensetting', 'code', 'Where there is no URN: a code of the kind of placement'),
  parentName: column('Parent’s name', null, 'name', 'A parent, or whoever has care'),
  parentRelation: column('Relation', null, 'text', 'Mother, father, foster carer …; “parent” where left out'),
  parentAddress: column('Parent’s address', null, 'text', 'Lines of the address without the postcode, with commas between them'),
  parentPostcode: column('Parent’s postcode', 'postcode', 'code', 'Kept with the parent; not kept where no parent is named'),
  parentEmail: column('Parent’s email', null, 'code', 'Not written to by email until consent is recorded'),
  parentPhone: column('Parent’s phone', null, 'code', 'A number'),
  team: column('Team', null, 'text', 'The team that holds the record, by its name; the one chosen for the file where left out'),
  caseworker: column('Caseworker', null, 'code', 'Whoever holds the record, by the account they sign in with'),
  requestOn: column('Request received', 'receiveddate', 'day', 'The day the request was received, from which the 20 weeks run'),
  requestBy: column('Request from', 'requestsource', 'code', 'Parent, young person, school, post-16, health, social care or other; or SEN2’s 1 to 5'),
  requestOutcome: column('Decision to assess', 'requestoutcome', 'code', 'Yes, no, awaited or withdrawn; or SEN2’s Y, N, A, W'),
  requestOutcomeOn: column('Decided to assess on', 'requestoutcomedate', 'day', 'The day the family was told; for a withdrawal the day it was withdrawn'),
  issueAgreedOn: column('Agreed to issue on', null, 'day', 'The day it was decided to issue a plan'),
  draftOn: column('Draft plan sent', null, 'day', 'The day the draft went to the family'),
  assessmentOutcome: column('Decision to issue', 'assessmentoutcome', 'code', 'Yes, no, awaited or withdrawn; or SEN2’s Y, N, A, W'),
  assessmentOutcomeOn: column('Refused to issue on', 'assessmentoutcomedate', 'day', 'The day the family was told of a refusal to issue, or of a withdrawal. Of a plan issued, “Plan made” counts'),
  planOn: column('Plan made', 'startdate', 'day', 'The day the plan was first made: the row is a plan. Left blank, it is an open request'),
  meetingOn: column('Last review meeting', 'reviewmeeting', 'day', 'The day of the last review meeting'),
  reviewDecision: column('Review decision', 'reviewoutcome', 'code', 'Keep, amend or cease'),
  reviewDecisionOn: column('Review decided', 'lastreview', 'day', 'The day the council wrote with its decision'),
  noticeOn: column('Amendment notice sent', 'reviewdraft', 'day', 'The day the draft amended plan was sent'),
  amendedOn: column('Amended plan issued', 'phasetransferfinaldate', 'day', 'The day the amended plan was issued'),
  provisionOn: column('Provision confirmed', null, 'day', 'The day the provision was confirmed to be in place'),
  amendedProvided: column('Amended plan issued, provision in place', null, 'day', 'Both in one: where it is known that provision has been in place since the amended plan was issued. Without either an amended plan counts as late until somebody confirms its provision'),
  nextMeetingOn: column('Next review meeting', null, 'future-day', 'The day set for the next review meeting'),
  transferKind: column('Phase transfer', null, 'code', 'early-years, infant-junior, primary-middle, primary-secondary, middle-secondary, secondary-post16 or post16-post16'),
  transferOn: column('Phase transfer on', null, 'future-day', 'The day the child moves on, as 1 September'),
  ceasedOn: column('Plan ceased', 'ceasedate', 'day', 'The day the plan ended, not the day it was decided'),
  ceaseReason: column('Why it ceased', 'ceasereason', 'code', 'SEN2’s 1 to 9'),
  record: column('Record', null, 'code', 'Duly’s own reference, in a file that Duly wrote'),
  kind: column('Kind', null, 'code', 'Assessment, reassessment or plan, beside “Facts”'),
  facts: column('Facts', null, 'text', 'Every fact of the record, in a file that Duly wrote. The columns of days are then left out'),
} as const satisfies Readonly<Record<string, ColumnSpec>>;

export type ColumnCode = keyof typeof COLUMNS;
export const COLUMN_CODES = Object.keys(COLUMNS) as readonly ColumnCode[];

/** What a column says: mostly one thing, its own. */
export const saysOf = (code: ColumnCode): readonly ColumnCode[] => (code === 'amendedProvided' ? ['amendedOn', 'provisionOn'] : [code]);

export const isColumnCode = (text: string): text is ColumnCode => Object.hasOwn(COLUMNS, text);

/** Columns of the SEN2 extract of which Duly keeps nothing: counted elsewhere, without a day to count from, or another system's numbering. */
export const NOT_KEPT: ReadonlySet<string> = new Set([
  'ethnicity', 'uniquelearnernumber', 'upnunknown', 'rya', 'requestmediation', 'requesttribunal', 'exported', 'assessmentmediation', 'assessmenttribunal',
  'othermediation', 'othertribunal', 'week20', 'planres', 'planwbp', 'pb', 'oa', 'dp', 'ukprn', 'sensettingother', 'placementrank', 'senunitindicator',
  'resourcedprovisionindicator', 'transferla', 'phasetransferduedate', 'entrydate', 'leavingdate', 'res', 'wbp', 'sentyperank', 'sourceid',
]);

/** Columns that Duly adds to the file of problems, so that a mended file may hold them. */
export const ADDED = { row: 'Row', why: 'Why it was not brought in' } as const;
