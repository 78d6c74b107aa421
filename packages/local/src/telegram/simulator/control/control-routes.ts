import { BotApiError } from '../bot-api-error.ts';
import { ActionError } from './action-error.ts';
import type { SimulatorControl } from './control.ts';
import { eventStream } from './event-stream.ts';
import type { ConversationQuery } from './message-views.ts';

type Body = never;
type Verb = (control: SimulatorControl, body: Body) => unknown;

/** POST verbs; each takes its argument as the JSON body. */
const VERBS: Readonly<Record<string, Verb>> = {
  'send-message': (control, body) => control.people.send(body),
  'send-album': (control, body) => control.people.sendAlbum(body),
  'edit-message': (control, body) => control.people.edit(body),
  'delete-message': (control, body) => control.people.delete(body),
  react: (control, body) => control.people.react(body),
  tap: (control, body) => control.people.tap(body),
  'start-bot': (control, body) => control.people.startBot(body),
  'stop-bot': (control, body) => control.people.stopBot(body),
  'create-topic': (control, body) => control.topics.create(body),
  'rename-topic': (control, body) => control.topics.rename(body),
  'close-topic': (control, body) => control.topics.close(body),
  'reopen-topic': (control, body) => control.topics.reopen(body),
  'delete-topic': (control, body) => control.topics.delete(body),
  'archive-topic': (control, body) => control.topics.archive(body),
  'create-user': (control, body) => control.workspace.createUser(body),
  'deactivate-user': (control, body) => control.workspace.deactivateUser(body),
  'create-group': (control, body) => control.workspace.createGroup(body),
  'set-member': (control, body) => control.workspace.setMember(body),
  'set-forum': (control, body) => control.workspace.setForum(body),
  'set-bot': (control, body) => control.workspace.setBot(body),
  'publish-file': (control, body) => control.workspace.publishFile(body),
  'set-reactions': (control, body) => control.workspace.setReactions(body),
  migrate: (control, body) => control.workspace.migrate(body),
  'push-update': (control, body) => control.pushUpdate(body),
  'inject-fault': (control, body) => control.injectFault(body),
  'remove-fault': (control, body) => control.removeFault(body),
  'clear-faults': (control) => control.clearFaults(),
  'clear-calls': (control) => control.clearCalls(),
  'set-rate-limits': (control, body) => control.setRateLimits(body),
  'advance-clock': (control, body) => control.advanceClock(body),
  'import-state': (control, body) => control.importState(body),
  reset: (control) => control.reset(),
};

/** Answers `/sim/<verb>`, or undefined when there is no such verb. Only for callers on this machine. */
export async function handleControlRequest(
  control: SimulatorControl,
  request: Request,
  verb: string,
): Promise<Response | undefined> {
  const refusal = refuseStrangers(request);
  if (refusal) return refusal;
  try {
    return request.method === 'GET' ? await read(control, request, verb) : await act(control, request, verb);
  } catch (error) {
    if (!(error instanceof ActionError || error instanceof BotApiError || error instanceof SyntaxError)) throw error;
    return Response.json({ error: { message: error.message } }, { status: 400 });
  }
}

/**
 * The control API has no password, so it answers only requests addressed to this machine, and none that a page of
 * another origin makes a browser send.
 */
function refuseStrangers(request: Request): Response | undefined {
  const origin = request.headers.get('origin');
  const isLocal = isLoopback(new URL(request.url).hostname) && (origin === null || isLoopback(hostOf(origin)));
  if (isLocal && request.headers.get('sec-fetch-site') !== 'cross-site') return undefined;
  return Response.json({ error: { message: 'The simulator is controlled from this machine only' } }, { status: 403 });
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : '';
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}

async function read(control: SimulatorControl, request: Request, verb: string): Promise<Response | undefined> {
  const query = new URL(request.url).searchParams;
  switch (verb) {
    case 'state':
      return json(control.overview());
    case 'messages':
      return json(control.messages(readQuery(query)));
    case 'transcript':
      return new Response(control.transcript(readQuery(query)), {
        headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
      });
    case 'outbox':
      return json(control.outbox());
    case 'commands':
      return json(control.commands({ chatId: Number(query.get('chatId')), userId: Number(query.get('userId')) }));
    case 'calls':
      return json(control.calls());
    case 'updates':
      return json(control.pendingUpdates());
    case 'webhook-queues':
      return json(control.webhookQueues());
    case 'export':
      return json(control.exportState());
    case 'callback-answer':
      return json(control.people.callbackAnswer(query.get('id') ?? '') ?? null);
    case 'file':
      return serveFile(control, query.get('id') ?? '');
    case 'events':
      return eventStream(control, request.signal);
    default:
      return undefined;
  }
}

function readQuery(query: URLSearchParams): ConversationQuery {
  const threadId = query.get('threadId');
  const asUserId = query.get('asUserId');
  return {
    chatId: Number(query.get('chatId')),
    ...(threadId && { threadId: Number(threadId) }),
    ...(asUserId && { asUserId: Number(asUserId) }),
  };
}

async function act(control: SimulatorControl, request: Request, verb: string): Promise<Response | undefined> {
  const run = VERBS[verb];
  if (!run) return undefined;
  const text = await request.text();
  const body: unknown = text.trim() === '' ? {} : JSON.parse(text);
  if (typeof body !== 'object' || body === null) throw new ActionError('A JSON object was expected');
  return json((await run(control, body as Body)) ?? { ok: true });
}

function json(value: unknown): Response {
  return Response.json(value, { headers: { 'cache-control': 'no-store' } });
}

/** Only pictures and sound are shown in place; everything else is a download, so that no upload can run as a page. */
function serveFile(control: SimulatorControl, id: string): Response {
  const { base64, mimeType, name } = control.file(id);
  const isShown = /^(image\/(png|jpeg|gif|webp)|audio\/(ogg|mpeg|mp4|webm|wav|x-wav|aac))$/.test(mimeType);
  return new Response(Buffer.from(base64, 'base64'), {
    headers: {
      'content-type': isShown ? mimeType : 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      ...(!isShown && {
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name || 'file')}`,
      }),
    },
  });
}
