import { z } from 'zod';
import { AppError } from '../errors.js';
import { readBounce } from '../http/bounce.js';
import { readMail } from '../http/mail.js';
import { route } from '../http/route.js';
import { BOUNCE_OUTCOMES } from '../letter-models.js';
import { receiveBounce } from '../use-cases/bounces.js';
import { receiveMail } from '../use-cases/post-receiving.js';

/** Where a mailbox of the council hands over its messages, each as it came. */
export const POST_PATH = '/v1/post';
/** A mail's own words for what it is. */
export const MAIL_TYPE = 'message/rfc822';

/** Where a mailbox hands over the reports of mail servers. */
export const BOUNCES_PATH = '/v1/bounces';

export const postRoutes = [
  route({
    method: 'post',
    path: POST_PATH,
    may: 'anyone',
    summary: 'Hand over a mail as it came (message/rfc822), with the token of the council\'s mailbox. The same mail twice is one item',
    response: {
      201: { description: 'In the post, to be filed by a person', schema: z.object({ ref: z.string() }) },
      200: { description: 'There already: nothing was done', schema: z.object({ ref: z.string() }) },
    },
    problems: ['post-token', 'not-a-mail', 'body-too-large', 'unsupported-media-type'],
    handler: async ({ deps, req }) => {
      if (!Buffer.isBuffer(req.body)) throw new AppError('unsupported-media-type', { detail: `Send the mail itself as ${MAIL_TYPE}.` });
      const mail = await readMail(req.body);
      if (mail === null) throw new AppError('not-a-mail');
      const { kind, ref } = await receiveMail(deps, mail);
      return { status: kind === 'put' ? 201 : 200, body: { ref } };
    },
  }),
  route({
    method: 'post',
    path: BOUNCES_PATH,
    may: 'anyone',
    summary: 'Hand over a mail server\'s report that a mail came back (RFC 3464, as message/rfc822), with the token of the council\'s mailbox. The same report twice is one',
    response: { 200: { description: 'What came of it', schema: z.object({ outcome: z.enum(BOUNCE_OUTCOMES) }) } },
    problems: ['post-token', 'not-a-bounce', 'body-too-large', 'unsupported-media-type'],
    handler: async ({ deps, req }) => {
      if (!Buffer.isBuffer(req.body)) throw new AppError('unsupported-media-type', { detail: `Send the report itself as ${MAIL_TYPE}.` });
      const bounce = await readBounce(req.body);
      if (bounce === null) throw new AppError('not-a-bounce');
      return { status: 200, body: { outcome: await receiveBounce(deps, bounce) } };
    },
  }),
];
