import type { FileContent } from '../../../api/document-models.js';
import type { WholeList } from '../../../api/review-list-models.js';
import { csv } from '../../../api/sheets/write-csv.js';
import { longTime, shortDay } from '../../dates.js';
import { planFile } from '../../files/plan-file.js';
import type { Paper } from '../../presenting/plan-paper.js';
import type { Site } from '../../site.js';
import { LIST_WORDS as t } from '../../words/review-lists.js';
import { termWords } from '../../words/terms.js';

/** A list to take away, as it was sent. @param kind `csv`, `pdf` or `docx` @throws AppError `not-found` for another */
export async function listFile(site: Site, list: WholeList, kind: string): Promise<FileContent> {
  const name = `reviews-${list.term}-${list.ref}`;
  if (kind === 'csv') return { name: `${name}.csv`, mediaType: 'text/csv; charset=utf-8', content: Buffer.from(table(list)) };
  return planFile(site, paper(list, site.useCases.council.name), kind, name);
}

const table = ({ plans }: WholeList): string =>
  csv([t.reference, t.name, t.born, t.setting, t.reviewBy, t.caseworker], plans.map(({ ref, child, bornOn, setting, reviewBy, caseworker }) => [ref, child, bornOn, setting ?? t.noSetting, reviewBy, caseworker ?? '']));

function paper({ term, to, madeAt, startsOn, plans }: WholeList, council: string): Paper {
  return {
    title: t.listOf(termWords(term), to.name),
    about: [
      { label: 'Council', text: council },
      { label: 'To', text: to.name },
      { label: 'Term begins', text: shortDay(startsOn) },
      { label: 'Sent', text: longTime(madeAt) },
    ],
    blocks: [
      {
        kind: 'table',
        caption: t.list,
        head: [t.number, t.name, t.born, t.setting, t.reviewBy, t.caseworker],
        rows: plans.map(({ ref, child, bornOn, setting, reviewBy, caseworker }, i) => [String(i + 1), `${child}\n${ref}`, shortDay(bornOn), setting ?? t.noSetting, shortDay(reviewBy), caseworker ?? '']),
      },
    ],
  };
}
