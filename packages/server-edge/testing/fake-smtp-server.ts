import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What the server answers to a command, by how the command begins; everything else is taken. */
export type SmtpScript = Readonly<Record<string, string>>;

export interface FakeSmtpServer {
  readonly port: number;
  /** Every line a client said outside of messages. */
  readonly commands: readonly string[];
  /** Messages as they came, with their headers. */
  readonly messages: readonly string[];
  stop(): Promise<void>;
}

/** Enough of RFC 5321 to take a mail from nodemailer, or to refuse it at the point that a test is about. */
export async function startFakeSmtpServer(script: SmtpScript = {}): Promise<FakeSmtpServer> {
  const commands: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => sockets.delete(socket));
    let isMessage = false;
    let buffer = '';
    const say = (line: string) => socket.write(`${line}\r\n`);
    const answer = (command: string) => {
      commands.push(command);
      const scripted = Object.entries(script).find(([start]) => command.toUpperCase().startsWith(start))?.[1];
      if (scripted !== undefined) return say(scripted);
      if (/^EHLO/i.test(command)) return say('250-fake\r\n250-8BITMIME\r\n250 AUTH PLAIN');
      if (/^AUTH/i.test(command)) return say('235 welcome');
      if (/^DATA/i.test(command)) {
        isMessage = true;
        return say('354 go on');
      }
      if (/^QUIT/i.test(command)) return void socket.end('221 bye\r\n');
      return say('250 ok');
    };
    say(script['CONNECT'] ?? '220 fake');
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1');
      for (;;) {
        const end = buffer.indexOf(isMessage ? '\r\n.\r\n' : '\r\n');
        if (end === -1) return;
        const text = buffer.slice(0, end);
        buffer = buffer.slice(end + (isMessage ? 5 : 2));
        if (isMessage) {
          isMessage = false;
          messages.push(text);
          say(script['MESSAGE'] ?? '250 queued');
        } else answer(text);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    commands,
    messages,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
