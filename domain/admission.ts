/** Whether a setting that a plan names must admit the child. */
export type Admission = Readonly<{ must: boolean; why: string; law: string }>;

const SECTION_43 = 'Children and Families Act 2014 s 43';

/** Kinds of the national register, by the words its types begin or end with, that section 43(3) binds. */
const BOUND: readonly Readonly<{ type: RegExp; why: string }>[] = [
  { type: /^(community|foundation|voluntary (aided|controlled)) (special )?school$/i, why: 'a maintained school' },
  { type: /^(local authority nursery school|maintained nursery school)$/i, why: 'a maintained nursery school' },
  { type: /^pupil referral unit$/i, why: 'a maintained school' },
  { type: /^(academy|free schools?|university technical college|studio schools?|city technology college)\b/i, why: 'an Academy' },
  { type: /^(further education|sixth form centres|special post 16 institution in the fe sector)/i, why: 'an institution within the further education sector' },
  { type: /^non-maintained special school$/i, why: 'a non-maintained special school' },
];

/**
 * Whether the setting must admit a child whose plan names it. A maintained school or nursery school, an Academy, an institution
 * of further education, a non-maintained special school, and an institution approved under section 41 must; others must agree.
 *
 * @param establishmentType the type as the national register words it
 * @source Children and Families Act 2014 ss 41, 43(2), (3)
 */
export function dutyToAdmit({ establishmentType, section41 }: Readonly<{ establishmentType: string | null; section41: boolean }>): Admission {
  if (section41) return { must: true, why: 'approved under section 41', law: SECTION_43 };
  const bound = BOUND.find(({ type }) => type.test(establishmentType ?? ''));
  if (bound) return { must: true, why: bound.why, law: SECTION_43 };
  return { must: false, why: establishmentType === null ? 'its type is not known' : `${establishmentType.toLowerCase()}: section 43 does not name it, so it must agree`, law: SECTION_43 };
}
