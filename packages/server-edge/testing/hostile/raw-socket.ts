import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

const PATIENCE_MS = 5_000;

/** How the client behaves behind its bytes. */
export type Ending =
  /** Waits until the server hangs up, which it does when the request says `Connection: close`. */
  | 'waits'
  /** Hangs up at once, as somebody does who breaks off. The server need not answer any more. */
  | 'hangs up'
  /** Hangs up when nothing has come for a moment: for bytes that may or may not be a whole request. */
  | 'gives up';

const MOMENT_MS = 100;

/** Sends exactly these bytes, one of a letter (U+0000 to U+00FF), and answers with all that came back. */
export function sendBytes(port: number, letters: string, ending: Ending): Promise<readonly RawAnswer[]> {
  return new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' });
    if (ending === 'gives up') socket.setTimeout(MOMENT_MS, () => socket.destroy());
    else socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('The server neither answered nor hung up.')));
    socket.on('data', (bytes) => received.push(bytes));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Whoever is refused before everything was sent may find the connection gone.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return;
      reject(error);
    });
    socket.on('close', () => resolve(readAnswers(Buffer.concat(received).toString('latin1'))));
    if (ending === 'hangs up') socket.end(letters, 'latin1');
    else socket.write(letters, 'latin1');
  });
}

function readAnswers(text: string): readonly RawAnswer[] {
  return text
    .split(/^(?=HTTP\/1\.1 \d)/m)
    .filter((part) => part !== '')
    .map((part) => {
      const [head = '', ...rest] = part.split('\r\n\r\n');
      return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body: rest.join('\r\n\r\n') };
    });
}
