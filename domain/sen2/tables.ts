/*
 * The tables of the SEN2 return's person-level extract, in the lower-case names that its readers know (law.md 6.2, 6.3). Each row has an
 * id of its own and that of the row above it. Check the specification of the year before submitting: codes that were not found are
 * left blank, or said in words.
 */

export const SEN2_TABLES = {
  sen2: ['sen2tableid', 'collection', 'year', 'referencedate', 'dmo', 'dco', 'dsco'],
  person: ['persontableid', 'sen2tableid', 'nativeid', 'personorder', 'surname', 'forename', 'personbirthdate', 'sex', 'ethnicity', 'postcode', 'upn', 'uniquelearnernumber', 'upnunknown', 'sourceid'],
  requests: ['requeststableid', 'persontableid', 'nativeid', 'requestsorder', 'receiveddate', 'requestsource', 'rya', 'requestoutcome', 'requestoutcomedate', 'requestmediation', 'requesttribunal', 'exported', 'sourceid'],
  assessment: ['assessmenttableid', 'requeststableid', 'nativeid', 'assessmentorder', 'assessmentoutcome', 'assessmentoutcomedate', 'assessmentmediation', 'assessmenttribunal', 'othermediation', 'othertribunal', 'week20', 'sourceid'],
  namedplan: ['namedplantableid', 'assessmenttableid', 'nativeid', 'namedplanorder', 'startdate', 'planres', 'planwbp', 'pb', 'oa', 'dp', 'ceasedate', 'ceasereason', 'sourceid'],
  plandetail: ['plandetailtableid', 'namedplantableid', 'nativeid', 'plandetailorder', 'urn', 'ukprn', 'sensetting', 'sensettingother', 'placementrank', 'senunitindicator', 'resourcedprovisionindicator', 'sourceid'],
  activeplans: ['activeplanstableid', 'requeststableid', 'nativeid', 'activeplansorder', 'transferla', 'reviewmeeting', 'reviewoutcome', 'lastreview', 'reviewdraft', 'phasetransferduedate', 'phasetransferfinaldate', 'sourceid'],
  placementdetail: ['placementdetailtableid', 'activeplanstableid', 'nativeid', 'placementdetailorder', 'urn', 'ukprn', 'sensetting', 'sensettingother', 'placementrank', 'entrydate', 'leavingdate', 'senunitindicator', 'resourcedprovisionindicator', 'res', 'wbp', 'sourceid'],
  senneed: ['senneedtableid', 'activeplanstableid', 'nativeid', 'senneedorder', 'sentype', 'sentyperank', 'sourceid'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Sen2Table = keyof typeof SEN2_TABLES;
/** Cells by their column; what is left out is blank. */
export type Sen2Row<T extends Sen2Table = Sen2Table> = Readonly<Partial<Record<(typeof SEN2_TABLES)[T][number], string | number>>>;
export type Sen2Rows = Readonly<{ [T in Sen2Table]: readonly Sen2Row<T>[] }>;

/** What Duly does not know, or keeps in no coded form: blank in every row. */
export const ALWAYS_BLANK: Readonly<Partial<Record<Sen2Table, readonly string[]>>> = {
  sen2: ['dmo', 'dco', 'dsco'],
  person: ['ethnicity', 'uniquelearnernumber', 'sourceid'],
  requests: ['rya', 'sourceid'],
  namedplan: ['planres', 'planwbp', 'pb', 'oa', 'dp', 'sourceid'],
  plandetail: ['sensettingother', 'senunitindicator', 'resourcedprovisionindicator', 'sourceid'],
  activeplans: ['sourceid'],
  placementdetail: ['sensettingother', 'entrydate', 'leavingdate', 'senunitindicator', 'resourcedprovisionindicator', 'res', 'wbp', 'sourceid'],
  senneed: ['sourceid'],
  assessment: ['sourceid'],
};
