import { clock, clockInput } from '../../domain/clock.js';
import { AppError } from '../errors.js';
import { route } from '../http/route.js';
import { clockAnswer } from '../schemas.js';
import { z } from 'zod';

/** The clock reads its own input, so that its problems are the command's, word for word. */
const anyInput = z.unknown();

export const clockRoutes = [
  route({
    method: 'post',
    path: '/clock',
    may: 'anyone',
    summary: 'Duties and agenda that follow from these facts: reads no record, writes nothing',
    request: { body: anyInput, shownBody: clockInput },
    response: { 200: { description: 'What follows', schema: clockAnswer } },
    problems: ['invalid'],
    handler: ({ body }) => {
      const result = clock(body);
      if (!result.ok) throw new AppError('invalid', { detail: 'Each problem names its field and what mends it.', problems: result.problems });
      return { status: 200, body: result.answer };
    },
  }),
];
