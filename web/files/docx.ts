import type { Paper, PaperBlock } from '../presenting/plan-paper.js';
import { zip } from './zip.js';

/**
 * A paper as a Word document (Office Open XML, ECMA-376): real heading styles, tables whose first row repeats and is marked as their
 * header, British English, a title; nothing that runs, nothing fetched from elsewhere.
 */
export const docx = (paper: Paper): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: CONTENT_TYPES },
    { name: '_rels/.rels', content: RELATIONS },
    { name: 'docProps/core.xml', content: core(paper.title) },
    { name: 'word/_rels/document.xml.rels', content: DOCUMENT_RELATIONS },
    { name: 'word/styles.xml', content: STYLES },
    { name: 'word/settings.xml', content: SETTINGS },
    { name: 'word/document.xml', content: document(paper) },
  ]);

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PART = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

/** Text for XML: its marks escaped, and what XML cannot hold (control characters, lone surrogates) left out. */
const safe = (text: string): string =>
  text.replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').replace(/[&<>"]/g, (mark: string) => `&#${mark.charCodeAt(0)};`);

const run = (text: string): string => `<w:r>${text.split('\n').map((line) => `<w:t xml:space="preserve">${safe(line)}</w:t>`).join('<w:br/>')}</w:r>`;
const paragraph = (text: string, style?: string): string => `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${run(text)}</w:p>`;

function document({ title, about, blocks }: Paper): string {
  const facts = about.map(({ label, text }) => `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${safe(label)}: </w:t></w:r>${run(text)}</w:p>`).join('');
  const page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'; // A4, 2 cm
  return `${XML}<w:document ${W}><w:body>${paragraph(title, 'Title')}${facts}${blocks.map(block).join('')}${page}</w:body></w:document>`;
}

function block(one: PaperBlock): string {
  if (one.kind === 'heading') return paragraph(one.text, `Heading${one.level - 1}`);
  return one.kind === 'text' ? paragraph(one.text) : table(one);
}

const TEXT_WIDTH = 9638; // twentieths of a point between the margins
const FIRST_WIDTH = 850;

function table({ caption, head, rows }: Extract<PaperBlock, { kind: 'table' }>): string {
  const other = Math.floor((TEXT_WIDTH - FIRST_WIDTH) / Math.max(1, head.length - 1));
  const width = (i: number): number => (i === 0 ? FIRST_WIDTH : other);
  const cell = (text: string, i: number, style?: string): string => `<w:tc><w:tcPr><w:tcW w:w="${width(i)}" w:type="dxa"/></w:tcPr>${paragraph(text, style)}</w:tc>`;
  const header = `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${head.map((text, i) => cell(text, i, 'TableHead')).join('')}</w:tr>`;
  const body = rows.map((row) => `<w:tr>${row.map((text, i) => cell(text, i, i === 0 ? 'TableHead' : undefined)).join('')}</w:tr>`).join('');
  const properties = `<w:tblPr><w:tblStyle w:val="Grid"/><w:tblW w:w="${TEXT_WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/><w:tblCaption w:val="${safe(caption)}"/></w:tblPr>`;
  return `<w:tbl>${properties}<w:tblGrid>${head.map((_, i) => `<w:gridCol w:w="${width(i)}"/>`).join('')}</w:tblGrid>${header}${body}</w:tbl><w:p/>`;
}

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${PART}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${PART}.styles+xml"/><Override PartName="/word/settings.xml" ContentType="${PART}.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;
const DOCUMENT_RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${OFFICE}/settings" Target="settings.xml"/></Relationships>`;
const SETTINGS = `${XML}<w:settings ${W}><w:themeFontLang w:val="en-GB"/></w:settings>`;

const core = (title: string): string =>
  `${XML}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${safe(title)}</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`;

const heading = (level: number, size: number): string =>
  `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`;
const border = (side: string): string => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`;
const STYLES = `${XML}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>${heading(1, 27)}${heading(2, 23)}<w:style w:type="paragraph" w:styleId="TableHead"><w:name w:val="Table Head"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>${['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(border).join('')}</w:tblBorders></w:tblPr></w:style></w:styles>`;
