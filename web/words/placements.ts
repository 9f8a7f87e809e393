import type { CostBand, Transport } from '../../domain/placement.js';

/** Words of the page that compares settings. */
export const PLACEMENT_WORDS = {
  title: 'Settings consulted',
  costBand: 'Yearly cost to the council',
  transport: 'Transport',
  reason: 'What speaks for or against it',
  reasonHint:
    'Needs it can meet, efficient education of others, use of resources (sections 38, 39 and 9). Only the council’s own record keeps these words.',
  costBands: {
    'under-10k': 'Under £10,000',
    '10k-to-30k': '£10,000 to £30,000',
    '30k-to-60k': '£30,000 to £60,000',
    'over-60k': 'Over £60,000',
  } satisfies Record<CostBand, string>,
  transports: { none: 'Not needed', needed: 'Needed', 'not-known': 'Not known yet' } satisfies Record<
    Transport,
    string
  >,
  answers: { yes: 'Can meet the needs', no: 'Says it cannot', other: 'Something else' } as Readonly<
    Record<string, string>
  >,
  noAnswer: 'No answer yet',
  answered: 'Answered',
  mustAdmit: (why: string) => `Must admit if named: ${why}`,
  mayRefuse: (why: string) => `Need not admit: ${why}`,
  kept: 'What you weighed is kept.',
  papersKept: 'Whoever is consulted sees these papers by their link from now on.',
  linkEnded: 'Their links are ended.',
  endLink: 'End their link',
  said: {
    places: (count: number) => `${count} ${count === 1 ? 'place' : 'places'} free`,
    cost: (pounds: number) => `£${pounds.toLocaleString('en-GB')} a year by its own account`,
    starts: (day: string) => `from ${day}`,
  },
  papers: 'Papers of the consultation',
  papersHint: 'Settings consulted see these by their link, until they have answered. The draft plan and its appendices belong here.',
  papersNone: 'No document is on this case yet. Add the draft plan below.',
  paperFile: 'Add a paper',
  paperFileHint: 'PDF, Word, OpenDocument, text, PNG or JPEG; at most 10 MB each and 5 at once',
  papersSave: 'Save the papers',
} as const;
