import type { ChatMessage } from '@support-chat/sdk';
import { aTimeout, nextFrame } from '@open-wc/testing';
import { message, stories } from './stories.ts';
import { SupportChatHarness } from './support-chat-harness.ts';

const talking = stories.conversation.snapshot;

/** So many messages of the visitor, which fill the panel and more. */
export const many = (count: number, prefix = 'm', at = 0): ChatMessage[] =>
  Array.from({ length: count }, (_, index) =>
    message(`${prefix}${index}`, `Message ${prefix}${index}`, { at: at + index * 0.01 }),
  );

/** Opens the chat in its conversation, and waits until it is laid out. */
export async function mount(snapshot: object = talking): Promise<SupportChatHarness> {
  const chat = await SupportChatHarness.mount(snapshot);
  await chat.openConversation();
  // Layout is observed once a frame.
  await nextFrame();
  await nextFrame();
  return chat;
}

export const distanceFromEnd = ({ log }: SupportChatHarness): number =>
  log.scrollHeight - log.scrollTop - log.clientHeight;

/** Scrolls as a reader does. */
export async function scrollTo(chat: SupportChatHarness, top: number): Promise<void> {
  chat.log.scrollTop = top;
  await new Promise((resolve) => chat.log.addEventListener('scroll', resolve, { once: true }));
  await aTimeout(0);
  await chat.settle();
}
