/** What sort of setting is asked for advice and consulted where a child is placed so; null where there is none to ask. */
export type SettingSort = 'mainstream' | 'special' | 'alternative' | 'college' | 'early-years';

export type Placement = Readonly<{ code: string; label: string; sort: SettingSort | null }>;

const placement = (code: string, label: string, sort: SettingSort | null): Placement => ({ code, label, sort });

/**
 * The placements of caseload.csv by their column, with the label that the other tables use for the same placement, and the
 * sort of setting. Totals of several placements are left out, so that every plan stands in exactly one.
 */
export const PLACEMENTS: readonly Placement[] = [
  placement('mainstream_la_maintained', 'Mainstream - LA maintained', 'mainstream'),
  placement(
    'mainstream_la_maintained_resourced_provision',
    'Mainstream - LA maintained (resourced provision)',
    'mainstream',
  ),
  placement('mainstream_la_maintained_senunit', 'Mainstream - LA maintained (SEN unit)', 'mainstream'),
  placement('mainstream_academy', 'Mainstream - academy', 'mainstream'),
  placement('mainstream_academy_resourced_provision', 'Mainstream - academy (resourced provision)', 'mainstream'),
  placement('mainstream_academy_senunit', 'Mainstream - academy (SEN unit)', 'mainstream'),
  placement('mainstream_free_school', 'Mainstream - free school', 'mainstream'),
  placement(
    'mainstream_free_school_resourced_provision',
    'Mainstream - free school (resourced provision)',
    'mainstream',
  ),
  placement('mainstream_free_school_senunit', 'Mainstream - free school (SEN unit)', 'mainstream'),
  placement('mainstream_independent', 'Mainstream - independent', 'mainstream'),
  placement('special_la_maintained', 'Special - LA maintained', 'special'),
  placement('special_academy_free', 'Special - Academy/free schools', 'special'),
  placement('special_independent', 'Special - independent', 'special'),
  placement('special_non_maintained', 'Special - non-maintained', 'special'),
  placement('ap_pru_academy', 'AP/PRU - academy', 'alternative'),
  placement('ap_pru_free_school', 'AP/PRU - free school', 'alternative'),
  placement('ap_pru_la_maintained', 'AP/PRU - LA maintained', 'alternative'),
  placement('general_fe_tertiary_colleges', 'FE - general FE and tertiary colleges', 'college'),
  placement('specialist_post_16_institutions', 'FE - specialist post-16 institutions', 'college'),
  placement('ukrlp_provider', 'FE - UKRLP provider', 'college'),
  placement('elective_home_education', 'Educated elsewhere - elective home education', null),
  placement('other_arrangements_la', 'Educated elsewhere - other arrangements by LA', null),
  placement('other_arrangements_parents', 'Educated elsewhere - other arrangements by parents', null),
  placement('online_provider', 'Educated elsewhere - online provider', null),
  placement('w_settings', 'Educated elsewhere - Welsh establishment', null),
  placement('other_schools', 'Educated elsewhere - other schools and establishments', null),
  placement('other_placement_settings', 'Educated elsewhere - other placement settings', null),
  placement('neet', 'Educated elsewhere - NEET', null),
  placement('neet_ntci', 'Educated elsewhere - not in education or training (notice to cease issued)', null),
  placement('neet_other', 'Educated elsewhere - not in education or training (other)', null),
  placement('neet_other_csa', 'Educated elsewhere - not in education or training (compulsory school age)', null),
  placement('nm_early_years', 'Non-maintained early years', 'early-years'),
  placement('placement_unknown', 'Placement not recorded', null),
];

/** The column of each primary need in sen_needs_all_plans.csv, by its SEN2 code. */
export const NEEDS = {
  ASD: 'number_asd',
  HI: 'number_hi',
  MLD: 'number_mld',
  MSI: 'number_msi',
  OTH: 'number_oth',
  PD: 'number_pd',
  PMLD: 'number_pmld',
  SEMH: 'number_semh',
  SLCN: 'number_slcn',
  SLD: 'number_sld',
  SPLD: 'number_spld',
  VI: 'number_vi',
  UNKNOWN: 'number_need_unknown',
} as const;
export type Need = keyof typeof NEEDS;
