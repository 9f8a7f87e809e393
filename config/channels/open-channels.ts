import type { Channel, Channels } from '../../activities/delivery/channel.js';
import type { DeliveryEnvironment } from '../delivery.js';
import { letterFolder, outboxFolder } from './folder.js';
import { letterPdf, type LetterPdf } from './letter-pdf.js';
import { notifyEmail, notifyLetter } from './notify.js';
import { smtp } from './smtp.js';

/** The ways out of the house that a deployment names. Nothing is connected until the first message goes. */
export function openChannels(environment: DeliveryEnvironment): Channels {
  const { chromium, council } = environment;
  const pdf = chromium === null ? null : letterPdf({ council, chromium });
  return { email: emailOf(environment), letter: letterOf(environment, pdf) };
}

function emailOf({ mail }: DeliveryEnvironment): Channel {
  switch (mail.kind) {
    case 'notify':
      return notifyEmail(mail);
    case 'smtp':
      return smtp(mail);
    case 'outbox':
      return outboxFolder(mail.folder, null); // mails are not drawn
  }
}

function letterOf({ letters }: DeliveryEnvironment, pdf: LetterPdf | null): Channel {
  if (letters.kind === 'outbox') return outboxFolder(letters.folder, pdf);
  if (pdf === null) throw new RangeError('letters without a browser to draw them'); // the environment was read
  return letters.kind === 'notify' ? notifyLetter(letters, pdf.draw) : letterFolder(letters.folder, pdf);
}
