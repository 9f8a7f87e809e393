import type { Material } from '../../../api/use-cases/audit-material.js';
import type { AdviceForm } from '../../../domain/advice/form.js';
import { isSectionCode, SECTION_CODES, type SectionCode } from '../../../domain/plan/sections.js';
import { sectionText } from '../../presenting/plan-paper.js';
import { reportWords } from '../setting-reviews/report-presenter.js';

/** What was audited, as plain text. @param section of the framework: of a plan, that section alone; what is no section is the whole */
export function materialText(material: Material, section: string): string {
  switch (material.kind) {
    case 'text':
      return sectionsOf(section).map((code) => sectionText(material.content, code)).filter((text) => text !== '').join('\n\n');
    case 'advice':
      return adviceText(material.sent.form);
    case 'report':
      return reportWords(material.sent.form).flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n\n');
    case 'case':
    case 'none':
      return '';
  }
}

/** Frameworks ask about H as a whole. */
const sectionsOf = (section: string): readonly SectionCode[] => (isSectionCode(section) ? [section] : section === 'H' ? ['H1', 'H2'] : SECTION_CODES);

function adviceText({ views, involvement, needs, provision, outcomes }: AdviceForm): string {
  const lines = (rows: readonly Readonly<Record<string, string>>[]): readonly string[] => rows.map((row) => Object.values(row).filter((text) => text !== '').join('; '));
  return [views, involvement, needs, ...lines(provision), ...lines(outcomes)].filter((text) => text !== '').join('\n\n');
}
