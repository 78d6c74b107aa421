import type { AgentMessage } from '@support-chat/sdk/agent';
import { countSame, findNewMessages } from '../../content/new-messages.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';

/** Tells which messages of a conversation came in while it was shown. */
export class Arrivals {
  /** Everything that was ever in the thread; null until its first page is here. */
  #knownIds: Set<string> | null = null;
  /** The thread as it was looked through last. */
  #noted: readonly AgentMessage[] = [];

  /** Whether there was a first page, which is no news. */
  get hasBegun(): boolean {
    return this.#knownIds !== null;
  }

  of(messages: readonly AgentMessage[]): readonly AgentMessage[] {
    // Only from where the thread has changed, and one known message before that: a long one costs no more than a short one.
    const from = this.#knownIds === null ? 0 : Math.max(0, countSame(this.#noted, messages) - 1);
    const changed = messages.slice(from);
    this.#noted = messages;
    const added = this.#knownIds === null ? [] : findNewMessages(changed, this.#knownIds);
    this.#knownIds ??= new Set();
    for (const { id } of changed) this.#knownIds.add(id);
    return added;
  }
}

/** What is said to a screen reader when a message comes in. */
export function sentenceFor(
  { isInternal, sender, text, attachments }: AgentMessage,
  visitorName: string,
  { words, chat }: DeskLanguage<InboxPhrases>,
): string {
  if (sender.kind === 'system') return text;
  const said = [text, ...attachments.map(({ name }) => name)].filter(Boolean).join(', ');
  const author = sender.kind === 'visitor' ? visitorName : (sender.name ?? chat.phrases.team);
  return `${isInternal ? words.noteBy(author) : author}: ${said}`;
}
