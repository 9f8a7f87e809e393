import { z } from 'zod';
import { civilDay } from '../../domain/facts/schema.js';
import { DATE_KINDS } from '../../domain/setting-calendar.js';
import { route } from '../http/route.js';
import { day, setting } from '../schemas.js';
import { keepDates, removeDates, viewSetting } from '../use-cases/setting-dates.js';

const ofSetting = z.strictObject({ setting: z.string().max(64) });
const kind = z.enum(DATE_KINDS, { error: 'must be term or closure' });

export const settingRoutes = [
  route({
    method: 'get',
    path: '/settings/{setting}',
    may: 'setting.see',
    summary: 'A setting with its terms and closures; both days of each are included',
    request: { params: ofSetting },
    response: {
      200: {
        description: 'The setting',
        schema: z.object({
          setting,
          terms: z.array(z.object({ name: z.string(), from: day, to: day })).readonly(),
          closures: z.array(z.object({ from: day, to: day })).readonly(),
        }),
      },
    },
    handler: async ({ deps, caller, params }) => {
      const { setting: found, calendar } = await viewSetting(deps, caller, params.setting);
      return { status: 200, body: { setting: found, ...calendar } };
    },
  }),
  route({
    method: 'post',
    path: '/settings/{setting}/dates',
    may: 'setting.see',
    summary: 'Keep a term or a closure; a term of that name, or a closure from that day, gives way',
    request: { params: ofSetting, body: z.strictObject({ kind, name: z.string().max(40).nullable().default(null), from: civilDay, to: civilDay }).meta({ id: 'SettingDates' }) },
    response: { 204: { description: 'Kept' } },
    problems: ['forbidden', 'invalid'],
    handler: async ({ deps, caller, params, body }) => {
      await keepDates(deps, caller, { ...params, ...body });
      return { status: 204 };
    },
  }),
  route({
    method: 'delete',
    path: '/settings/{setting}/dates/{kind}/{from}',
    may: 'setting.see',
    summary: 'Take a term or closure out, by its first day',
    request: { params: ofSetting.extend({ kind, from: civilDay }) },
    response: { 204: { description: 'Taken out' } },
    problems: ['forbidden'],
    handler: async ({ deps, caller, params }) => {
      await removeDates(deps, caller, params);
      return { status: 204 };
    },
  }),
];
