// A mail server as RFC 5321 has it, by smtp-server; what it does with the next message is the test's to say.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** Takes it; refuses whom it is for, for good or for now; refuses the words; goes away after the words without a word. */
export type Mood = 'well' | 'no-such-inbox' | 'inbox-busy' | 'words-refused' | 'goes-away-after-words' | 'goes-away-at-greeting';

export type FakeSmtp = Readonly<{ url: string; taken: { to: string; words: string }[]; moods: Mood[]; close: () => Promise<void> }>;

const refusal = (code: number): Error => Object.assign(new Error('refused'), { responseCode: code });

export async function fakeSmtp(): Promise<FakeSmtp> {
  const taken: { to: string; words: string }[] = [];
  const moods: Mood[] = [];
  let mood: Mood = 'well';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onConnect: (_session, done) => {
      mood = moods.shift() ?? 'well';
      if (mood === 'goes-away-at-greeting') {
        done(refusal(421));
        return;
      }
      done();
    },
    onRcptTo: (_address, _session, done) => {
      if (mood === 'no-such-inbox') {
        done(refusal(550));
        return;
      }
      if (mood === 'inbox-busy') {
        done(refusal(451));
        return;
      }
      done();
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (mood === 'words-refused') {
          done(refusal(554));
          return;
        }
        taken.push({ to: session.envelope.rcptTo[0]?.address ?? '', words: Buffer.concat(chunks).toString() });
        if (mood === 'goes-away-after-words') {
          [...server.connections].forEach((connection) => connection._socket.destroy());
          return;
        }
        done();
      });
    },
  });
  server.on('error', () => undefined); // connections torn down on purpose
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    moods,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
      }),
  };
}
