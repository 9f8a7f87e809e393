import type { Waits } from '../../domain/waits.js';
import { span } from '../dates.js';
import { texts } from '../texts.js';

/** The three waits, each named: they are never one number. */
export function waitWords({ sinceRequest, statutory, withOwner }: Waits): readonly { label: string; text: string }[] {
  const { waits } = texts.day;
  return [
    { label: waits.sinceRequest, text: span(sinceRequest) },
    { label: waits.statutory, text: span(statutory) },
    withOwner === null
      ? { label: waits.withOwner, text: waits.none }
      : { label: waits.withOwner, text: span(withOwner) },
  ];
}
