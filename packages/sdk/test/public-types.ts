/**
 * What the public types promise, checked by the compiler and never run. A line under `@ts-expect-error` has to be an
 * error: when it becomes allowed, the compiler complains.
 */
import type { ComputedRef } from 'vue';
import { get, type Readable } from 'svelte/store';
import {
  type ChatClientOptions,
  ChatError,
  type ChatErrorCode,
  type ChatMessage,
  type ChatSnapshot,
  createSupportChat,
  EMPTY_SNAPSHOT,
  isChatError,
  type OutgoingMessage,
  type SupportChat,
} from '@support-chat/sdk';
import { useSupportChat as useInReact, useSupportChatClient } from '@support-chat/sdk/react';
import { toStore } from '@support-chat/sdk/svelte';
import { useSupportChat as useInVue } from '@support-chat/sdk/vue';

/** True only for one and the same type: `any` and wider or narrower types are not. */
type Same<One, Other> = (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
/** Takes a value of exactly this type: of any other it wants a second argument that does not exist. */
const exactly =
  <Expected>() =>
  <Actual>(value: Actual, ..._other: Same<Actual, Expected> extends true ? [] : [never]): Actual =>
    value;

export function options(): void {
  createSupportChat({ widgetKey: 'wk_demo' }) satisfies SupportChat;
  // @ts-expect-error -- nothing works without a key
  createSupportChat({});
  // @ts-expect-error -- there is no such place
  createSupportChat({ widgetKey: 'wk_demo', storage: 'disk' });
  // @ts-expect-error -- an option that is undefined is a mistake, not a default
  createSupportChat({ widgetKey: 'wk_demo', apiUrl: undefined });
  ({
    widgetKey: 'wk_demo',
    consent: 'unknown',
    identityToken: async () => null,
    environment: { random: () => 0, uuid: () => 'one' },
    logger: (level) => level satisfies 'debug' | 'warn' | 'error',
  }) satisfies ChatClientOptions;
}

export function events(chat: SupportChat): void {
  chat.on('message:received', ({ message }) => message satisfies ChatMessage);
  chat.on('unread:changed', (event) => exactly<{ readonly unreadCount: number }>()(event));
  chat.on('message:failed', ({ error }) => error satisfies ChatError);
  chat.on('identity:changed', ({ visitor }) => visitor?.name satisfies string | null | undefined);
  chat.on('ready', () => undefined) satisfies () => void;
  // @ts-expect-error -- no such event
  chat.on('message', () => undefined);
  // @ts-expect-error -- this one tells of a number, not of a message
  chat.on('unread:changed', ({ message }) => message);
}

export async function sending(chat: SupportChat): Promise<void> {
  (await chat.send('Hello')) satisfies ChatMessage;
  await chat.send({ text: 'Hello', replyTo: 'id', uploadIds: ['id'], departmentId: 'id' } satisfies OutgoingMessage);
  await chat.send({ uploadIds: ['id'] });
  // @ts-expect-error -- a file goes through upload() first
  await chat.send(new Blob());
  // @ts-expect-error -- ids, not files
  await chat.send({ uploadIds: [new Blob()] });
  await chat.setConsent('granted');
  // @ts-expect-error -- that is no decision
  await chat.setConsent('unknown');
  await chat.identify({ name: 'Ana', email: null });
  await chat.identify(async () => 'token');
  // @ts-expect-error -- traits have their own place
  await chat.identify({ plan: 'pro' });
}

export function snapshot(chat: SupportChat): void {
  const current = chat.getSnapshot();
  EMPTY_SNAPSHOT satisfies ChatSnapshot;
  // @ts-expect-error -- a snapshot is read
  current.unreadCount = 0;
  // @ts-expect-error -- and so are its lists
  current.messages.push();
  const [message] = current.messages;
  if (!message) return;
  // @ts-expect-error -- and what is in them
  message.text = '';
  // @ts-expect-error -- and what is in that
  message.sender.name = '';
  // @ts-expect-error -- only a message that has failed says why
  void message.delivery?.error;
  if (message.delivery?.state === 'failed') message.delivery.error satisfies ChatError;
  for (const { state } of current.uploads) {
    if (state.name === 'uploading') state.progress satisfies number;
  }
  exactly<'idle' | 'connecting' | 'live' | 'polling' | 'offline'>()(current.connection);
}

export function errors(error: unknown, code: ChatErrorCode): void {
  if (isChatError(error)) error satisfies ChatError;
  // Known codes can be written, and codes of newer servers too.
  'rate_limited' satisfies ChatErrorCode;
  'of_next_year' satisfies ChatErrorCode;
  code satisfies string;
  new ChatError('timeout', 'No answer.', { retryable: true }).retryAfterMs satisfies number | undefined;
}

export function inReact(chat: SupportChat): void {
  const all = useInReact(chat);
  exactly<ChatSnapshot>()(all);
  const unreadCount = useInReact(chat, (current) => current.unreadCount);
  exactly<number>()(unreadCount);
  const texts = useInReact(
    null,
    ({ messages }) => messages.map(({ text }) => text),
    (one, other) => one.length === other.length,
  );
  exactly<string[]>()(texts);
  // @ts-expect-error -- no such part
  useInReact(chat, (current) => current.unread);
  const own = useSupportChatClient({ widgetKey: 'wk_demo' });
  exactly<SupportChat | null>()(own);
}

export function inVue(chat: SupportChat): void {
  const all = useInVue(chat);
  exactly<ComputedRef<ChatSnapshot>>()(all);
  const connection = useInVue(
    () => chat,
    (current) => current.connection,
  );
  exactly<ChatSnapshot['connection']>()(connection.value);
  // @ts-expect-error -- read-only
  connection.value = 'live';
}

export function inSvelte(chat: SupportChat): void {
  const all = toStore(chat);
  all satisfies Readable<ChatSnapshot>;
  const unreadCount = get(toStore(chat, (current) => current.unreadCount));
  exactly<number>()(unreadCount);
  // @ts-expect-error -- it is read only
  all.set(EMPTY_SNAPSHOT);
}
