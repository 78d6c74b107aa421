/**
 * Every e-mail that the local stack would have sent, caught in memory: nothing leaves this machine. `/mailbox/` shows
 * them to a person, `/mailbox/messages` to a test. The newest 200 are kept, until the stack stops.
 */
import { randomUUID } from 'node:crypto';
import type { Mail, Mailer } from '@support-chat/server-edge';
import { servePageFolder } from '../page-folder.ts';

/** As `/mailbox/messages` answers it, newest first. */
export interface CapturedMail {
  readonly id: string;
  /** Grows by one with every mail. */
  readonly number: number;
  readonly received_at: string;
  readonly message_id: string;
  readonly from_name: string;
  readonly to: string;
  readonly reply_to: string | null;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Mailbox {
  readonly mailer: Mailer;
  messages(): readonly CapturedMail[];
  /** Page, list and bodies; undefined for paths that are not its own. */
  readonly handle: (request: Request, path: string) => Promise<Response> | undefined;
}

const CAPACITY = 200;
/** From `src/mailbox` and from `dist/mailbox` this is the same folder. */
const PAGE_FOLDER = new URL('../../public/mailbox/', import.meta.url);

/**
 * What a stranger wrote is in these: no scripts, no forms, nothing loaded but pictures over https, and an origin of its
 * own. Links open outside, as in a mail program.
 */
const BODY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox allow-popups allow-popups-to-escape-sandbox";

export function createMailbox({ clock = Date.now }: { readonly clock?: () => number } = {}): Mailbox {
  const kept: CapturedMail[] = [];
  let received = 0;

  const capture = (mail: Mail) => {
    // As providers do with an idempotency key: the second try of the same mail is no second mail.
    if (kept.some(({ message_id }) => message_id === mail.messageId)) return;
    received += 1;
    kept.unshift({
      id: randomUUID(),
      number: received,
      received_at: new Date(clock()).toISOString(),
      message_id: mail.messageId,
      from_name: mail.fromName,
      to: mail.to,
      reply_to: mail.replyTo ?? null,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
    });
    kept.splice(CAPACITY);
  };

  const answer = async (request: Request, name: string): Promise<Response> => {
    if (name === 'messages') {
      if (request.method === 'DELETE') kept.splice(0);
      else if (request.method !== 'GET') return refuse(405);
      return Response.json({ messages: kept }, { headers: { 'cache-control': 'no-store' } });
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const id = /^messages\/([\w-]+)\/html$/.exec(name)?.[1];
    if (id === undefined) return (await servePageFolder(PAGE_FOLDER, name)) ?? refuse(404);
    const mail = kept.find((known) => known.id === id);
    return mail === undefined ? refuse(404) : body(mail);
  };

  return {
    mailer: {
      send: async (mail) => capture(mail),
    },
    messages: () => [...kept],
    handle(request, path) {
      if (path === '/mailbox')
        return Promise.resolve(new Response(null, { status: 308, headers: { location: '/mailbox/' } }));
      return path.startsWith('/mailbox/') ? answer(request, path.slice('/mailbox/'.length)) : undefined;
    },
  };
}

function body({ html }: CapturedMail): Response {
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': BODY_POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    },
  });
}

function refuse(status: 404 | 405): Response {
  return new Response(status === 404 ? 'There is nothing here.' : 'This cannot be done here.', {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}
