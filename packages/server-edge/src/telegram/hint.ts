import type { BridgeDeps } from './bridge-deps.ts';
import { formatted } from './formatted-text.ts';
import { sayQuietly } from './say.ts';
import type { Place } from './telegram-intent.ts';

/** Tells an agent, as a reply to what they wrote, what became of it. Best effort. */
export async function hint(
  deps: BridgeDeps,
  written: { readonly place: Place; readonly messageId: number },
  text: string,
): Promise<void> {
  const { place, messageId } = written;
  const threadId = place.kind === 'topic' ? place.threadId : undefined;
  await sayQuietly(deps, { chatId: place.chatId, threadId, replyToMessageId: messageId }, formatted(text));
}
