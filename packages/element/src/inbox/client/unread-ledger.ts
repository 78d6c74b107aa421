import type { AgentConversation } from '@support-chat/sdk/agent';

/**
 * How many conversations of the agent have something unread. The list shows one tab at a time; this remembers what was
 * seen of the others.
 */
export class UnreadLedger {
  readonly #unreadIds = new Set<string>();

  get count(): number {
    return this.#unreadIds.size;
  }

  note(conversations: readonly AgentConversation[], agentId: string | undefined): void {
    for (const { id, agent, unreadCount } of conversations) {
      if (unreadCount > 0 && agent !== null && agent.id === agentId) this.#unreadIds.add(id);
      else this.#unreadIds.delete(id);
    }
  }

  clear(): void {
    this.#unreadIds.clear();
  }
}
