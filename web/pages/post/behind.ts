import type { Request } from 'express';
import type { PostItem } from '../../../api/post-models.js';
import { postItem } from '../../../api/use-cases/post.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { FactType, ToldFact } from '../../../domain/facts/fact.js';
import { isIncoming } from '../../../domain/facts/receipt.js';
import { factSchema } from '../../../domain/facts/schema.js';
import { cameAsTyped, countsFrom } from '../../../domain/post/came.js';
import type { Caller } from '../../../api/permissions.js';
import { longDay } from '../../dates.js';
import type { Field, Typed } from '../../forms/field.js';
import { typedDay } from '../../forms/read.js';
import { paths } from '../../paths.js';
import { textOf, type Site } from '../../site.js';
import { texts } from '../../texts.js';
import { CHANNEL_CHOICES } from '../../words/choices.js';
import { POST_WORDS as t } from '../../words/post.js';
import { cameWords, fromWords, subjectWords } from './presenter.js';

/** The item of post that a form was opened from: its day and how it came are filled in, its papers are the evidence. */
export type PostBehind = Readonly<{ item: PostItem; shown: object }>;

/**
 * @param record the case whose form it is; null for the form that opens one: sent again, its item is filed already
 * @returns null where the form was opened from none, or from one of another case
 */
export async function postBehind(site: Site, req: Request, caller: Caller, record: string | null): Promise<PostBehind | null> {
  const ref = textOf(req.body, 'post') || textOf(req.query, 'post');
  if (ref === '') return null;
  const { item } = await postItem(site.useCases, caller, ref);
  if (item.settled?.status === 'aside' || (record !== null && item.settled?.recordRef !== record)) return null;
  const { on } = countsFrom(item, workingDays(site.useCases.council.calendar.bankHolidays));
  return {
    item,
    shown: { ref, href: paths.postItem(ref), what: t.fromPost(subjectWords(item)), from: fromWords(item), came: cameWords(item), counts: t.countsFrom(longDay(on)), evidence: t.evidence },
  };
}

/** Whether a fact has a way of coming, by which its day is worked out. */
const comes = (type: FactType): boolean => isIncoming(type) && 'channel' in (factSchema(type)?.shape ?? {});

/** A form's fields, with how and when it came asked in place of the day alone: the rules of receipt then find the day that counts. */
export function asItCame(fields: readonly Field[], type: FactType): readonly Field[] {
  if (!comes(type) || fields.some(({ name }) => name === 'channel')) return fields;
  const f = texts.form;
  return fields.flatMap((field): readonly Field[] =>
    field.name !== 'on'
      ? [field]
      : [
          { kind: 'choice', name: 'channel', label: f.howCame, missing: f.howCameMissing, choices: CHANNEL_CHOICES },
          field,
          { kind: 'time', name: 'time', label: f.atTime, hint: f.atTimeHint, optional: true },
          { kind: 'day', name: 'postedOn', label: f.postedOn, hint: f.postedOnHint, asked: f.asked.posted, optional: true },
        ],
  );
}

/** What is filled in before anybody types. A paper that tells of another day's event leaves that day to its reader. */
export function cameTyped({ item }: PostBehind, type: FactType): Typed {
  const { channel, on, time, postedOn } = cameAsTyped(item);
  if (comes(type)) return { channel, ...typedDay('on', on), ...(time === null ? {} : { time }), ...(on === null ? typedDay('postedOn', postedOn) : {}) };
  if (type === 'contact-made') return typedDay('on', on);
  return type === 'appeal-lodged' ? typedDay('sentToAuthorityOn', on) : {};
}

/** The fact with the papers it came in named as evidence, beside what is named already. */
export const evidenced = <Told extends ToldFact>(fact: Told, behind: PostBehind | null): Told =>
  behind === null ? fact : { ...fact, evidence: [...[fact.evidence ?? []].flat(), ...behind.item.files.map(({ ref }) => ref)] };
