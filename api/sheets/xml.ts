/** What stands between two angle brackets, and the text before it. */
export type Mark = Readonly<{
  kind: 'open' | 'close' | 'empty';
  /** Without its namespace: some writers put every element in a named one. */
  name: string;
  /** As written, between the name and the end. */
  attributes: string;
  /** Text since the mark before, its references resolved. */
  text: string;
}>;

const LONGEST_MARK = 64 * 1024;

/**
 * Reads an XML text once from its beginning to its end, however it is made: a hostile one takes no longer than a good one of its
 * size. What is not well formed is passed over.
 */
export function eachMark(xml: string, hear: (mark: Mark) => void): void {
  let text = '';
  for (let at = 0; ; ) {
    const from = xml.indexOf('<', at);
    if (from === -1) return;
    text += unescaped(xml.slice(at, from));
    const aside = asideAt(xml, from);
    const to = xml.indexOf(aside?.ends ?? '>', from + (aside?.begins.length ?? 1));
    if (to === -1) return;
    at = to + (aside?.ends.length ?? 1);
    if (aside !== null) {
      if (aside.begins === CDATA) text += xml.slice(from + CDATA.length, to);
    } else if (to - from <= LONGEST_MARK) {
      hear(markOf(xml, from + 1, to, text));
      text = '';
    }
  }
}

const CDATA = '<![CDATA[';
const ASIDES = [{ begins: CDATA, ends: ']]>' }, { begins: '<!--', ends: '-->' }, { begins: '<?', ends: '?>' }, { begins: '<!', ends: '>' }] as const;

const [MARK, QUESTION, SLASH, COLON, SPACE] = [0x21, 0x3f, 0x2f, 0x3a, 0x20];

/** What begins there and is no element; null for an element. */
function asideAt(xml: string, from: number): (typeof ASIDES)[number] | null {
  const next = xml.charCodeAt(from + 1);
  return next === MARK || next === QUESTION ? (ASIDES.find(({ begins }) => xml.startsWith(begins, from)) ?? null) : null;
}

function markOf(xml: string, from: number, to: number, text: string): Mark {
  const kind = xml.charCodeAt(from) === SLASH ? 'close' : xml.charCodeAt(to - 1) === SLASH ? 'empty' : 'open';
  const [first, last] = [kind === 'close' ? from + 1 : from, kind === 'empty' ? to - 1 : to];
  let name = first;
  let end = first;
  for (; end < last && xml.charCodeAt(end) > SPACE; end += 1) if (xml.charCodeAt(end) === COLON) name = end + 1;
  return { kind, name: xml.slice(name, end), attributes: xml.slice(end, last), text };
}

/** @returns null where the mark has none of that name, in any namespace */
export function attribute({ attributes }: Pick<Mark, 'attributes'>, name: string): string | null {
  const finder = finders.get(name) ?? new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
  finders.set(name, finder);
  const found = finder.exec(attributes);
  return found === null ? null : unescaped(found[1] ?? found[2] ?? '');
}

/** Made once for each name: a sheet asks for the same few millions of times. */
const finders = new Map<string, RegExp>();

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w{1,8}));/g, (whole, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
