import { oneDecimal } from '../../domain/one-decimal.js';

/** SVG as text: made on the server, without script or style attribute, so it passes `style-src 'self'`. */

type Attributes = Readonly<Record<string, string | number>>;

/** Text safe inside an element or a quoted attribute. */
export const safe = (value: string | number): string =>
  String(typeof value === 'number' ? oneDecimal(value) : value).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

/** An element with its attributes; what is inside must be markup already. */
export const tag = (name: string, attributes: Attributes, ...inside: readonly string[]): string =>
  `<${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${safe(value)}"`)
    .join('')}>${inside.join('')}</${name}>`;

export const words = (x: number, y: number, text: string, more: Attributes = {}): string =>
  tag('text', { x, y, ...more }, safe(text));

export const stroke = (x1: number, y1: number, x2: number, y2: number, more: Attributes = {}): string =>
  tag('line', { x1, y1, x2, y2, ...more });

export const box = (x: number, y: number, width: number, height: number, more: Attributes = {}): string =>
  tag('rect', { x, y, width: Math.max(width, 0), height, ...more });

/** What a picture is called and what it says, for whoever hears it; `id` is unique on its page. */
export type About = Readonly<{ id: string; title: string; description: string }>;

/** A whole picture, as wide as the page lets it. @param name of its class */
export const picture = ({ id, title, description }: About, name: string, [width, height]: readonly [number, number], fill: string, ...inside: readonly string[]): string =>
  tag(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', class: name, role: 'img', 'aria-labelledby': `${id}-title ${id}-about`, viewBox: `0 0 ${width} ${height}`, width, height, fill, 'font-size': 14 },
    tag('title', { id: `${id}-title` }, safe(title)),
    tag('desc', { id: `${id}-about` }, safe(description)),
    ...inside,
  );
