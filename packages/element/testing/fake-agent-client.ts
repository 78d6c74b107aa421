import {
  ChatError,
  EMPTY_AGENT_SNAPSHOT,
  type AgentClient,
  type AgentDraft,
  type AgentEventMap,
  type AgentMessage,
  type AgentSnapshot,
  type AgentThread,
  type CannedResponse,
  type ClaimResult,
  type ConversationOutcome,
} from '@support-chat/sdk/agent';

type Call = readonly [name: keyof AgentClient, ...values: unknown[]];
type Listeners = { [Type in keyof AgentEventMap]?: Set<(event: AgentEventMap[Type]) => void> };

/** An agent's client without a server: shows what it is told to show, and writes down what it is asked for. */
export class FakeAgentClient implements AgentClient {
  readonly calls: Call[] = [];
  /** What the next calls with these names are refused with. */
  readonly refusals = new Map<keyof AgentClient, ChatError>();
  /** What becomes of a claim; null: it succeeds. */
  claimResult: ClaimResult | null = null;
  /** What `loadMore` changes; null: nothing. */
  more: Partial<AgentSnapshot> | null = null;
  #snapshot: AgentSnapshot;
  readonly #listeners = new Set<() => void>();
  readonly #events: Listeners = {};
  /** The threads that `openConversation` finds. */
  readonly #threads = new Map<string, AgentThread>();
  #nextId = 1;

  constructor(snapshot: Partial<AgentSnapshot> = {}, threads: readonly AgentThread[] = []) {
    this.#snapshot = { ...EMPTY_AGENT_SNAPSHOT, ...snapshot };
    for (const thread of threads) this.#threads.set(thread.conversationId, thread);
  }

  /** Changes what is shown, at once. */
  update(change: Partial<AgentSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    for (const listener of this.#listeners) listener();
  }

  updateThread(change: Partial<AgentThread>): void {
    const { thread } = this.#snapshot;
    if (thread !== null) this.update({ thread: { ...thread, ...change } });
  }

  emit<Type extends keyof AgentEventMap>(type: Type, event: AgentEventMap[Type]): void {
    for (const listener of this.#events[type] ?? []) listener(event);
  }

  callsOf(name: keyof AgentClient): unknown[][] {
    return this.calls.filter(([called]) => called === name).map(([, ...values]) => values);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): AgentSnapshot => this.#snapshot;

  readonly on = <Type extends keyof AgentEventMap>(
    type: Type,
    listener: (event: AgentEventMap[Type]) => void,
  ): (() => void) => {
    const listeners: Set<(event: AgentEventMap[Type]) => void> = this.#events[type] ?? new Set();
    Object.assign(this.#events, { [type]: listeners });
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  readonly start = (): Promise<void> => this.#note('start');
  readonly reconnect = (): void => void this.#note('reconnect');
  readonly destroy = (): void => void this.#note('destroy');

  readonly setFilter: AgentClient['setFilter'] = async (filter) => {
    await this.#note('setFilter', filter);
    this.update({ inbox: { ...this.#snapshot.inbox, filter } });
  };
  readonly loadMore = async (): Promise<void> => {
    await this.#note('loadMore');
    if (this.more !== null) this.update(this.more);
  };

  readonly openConversation: AgentClient['openConversation'] = async (id) => {
    await this.#note('openConversation', id);
    const thread = this.#threads.get(id);
    if (thread === undefined) throw new ChatError('conversation_not_found', 'There is no such conversation.');
    this.update({ thread });
  };
  readonly closeConversationView = (): void => {
    void this.#note('closeConversationView');
    this.update({ thread: null });
  };
  readonly loadOlder = (): Promise<void> => this.#note('loadOlder');
  readonly markRead = (): Promise<void> => this.#note('markRead');
  readonly setTyping = (isTyping: boolean): void => void this.#note('setTyping', isTyping);

  readonly send: AgentClient['send'] = async (draft, conversationId) => {
    await this.#note('send', draft, conversationId);
    const message = this.#message(draft);
    this.updateThread({ messages: [...(this.#snapshot.thread?.messages ?? []), message] });
    return message;
  };
  readonly retry = (id: string): Promise<void> => this.#note('retry', id);
  readonly discard = (id: string): Promise<void> => this.#note('discard', id);
  readonly editMessage = (id: string, text: string): Promise<void> => this.#note('editMessage', id, text);
  readonly deleteMessage = (id: string): Promise<void> => this.#note('deleteMessage', id);
  readonly fileUrl: AgentClient['fileUrl'] = async (id) => {
    await this.#note('fileUrl', id);
    return { url: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', expiresAt: Infinity, disposition: 'inline' };
  };

  readonly claim: AgentClient['claim'] = async (id) => {
    await this.#note('claim', id);
    return this.claimResult ?? { outcome: 'claimed', agent: this.#snapshot.me?.agent ?? null };
  };
  readonly pass = (id: string): Promise<ConversationOutcome> => this.#answer('passed', 'pass', id);
  readonly assign = (id: string, agentId: string): Promise<ConversationOutcome> =>
    this.#answer('assigned', 'assign', id, agentId);
  readonly unassign = (id: string): Promise<ConversationOutcome> => this.#answer('unassigned', 'unassign', id);
  readonly transfer: AgentClient['transfer'] = (id, target) => this.#answer('transferred', 'transfer', id, target);
  readonly resolve = (id: string): Promise<ConversationOutcome> => this.#answer('resolved', 'resolve', id);
  readonly close = (id: string): Promise<ConversationOutcome> => this.#answer('closed', 'close', id);
  readonly reopen = (id: string): Promise<ConversationOutcome> => this.#answer('reopened', 'reopen', id);
  readonly updateConversation: AgentClient['updateConversation'] = (id, change) =>
    this.#answer('updated', 'updateConversation', id, change);

  readonly setPresence: AgentClient['setPresence'] = (choice, until) => this.#note('setPresence', choice, until);
  readonly loadTeam = (): Promise<void> => this.#note('loadTeam');
  readonly loadCannedResponses = (): Promise<void> => this.#note('loadCannedResponses');
  readonly saveOwnResponse: AgentClient['saveOwnResponse'] = async (response) => {
    await this.#note('saveOwnResponse', response);
    const id = 'id' in response ? response.id : `own-${this.#nextId++}`;
    const blank = { shortcut: '', title: '', body: '', scope: 'own', departmentId: null, usedCount: 0 } as const;
    const saved = { ...blank, ...this.#snapshot.cannedResponses?.find((text) => text.id === id), ...response, id };
    this.#putResponse(id, saved);
    return saved;
  };
  readonly deleteOwnResponse: AgentClient['deleteOwnResponse'] = async (id) => {
    await this.#note('deleteOwnResponse', id);
    this.#putResponse(id, null);
  };
  readonly useCannedResponse: AgentClient['useCannedResponse'] = async (id, response) => {
    await this.#note('useCannedResponse', id, response);
    return this.#snapshot.cannedResponses?.find((canned) => canned.id === response)?.body ?? '';
  };
  readonly updateVisitor: AgentClient['updateVisitor'] = (id, change) => this.#note('updateVisitor', id, change);
  readonly loadTrail = (): Promise<void> => this.#note('loadTrail');
  readonly ban: AgentClient['ban'] = (id, options) => this.#note('ban', id, options);
  readonly unban = (id: string): Promise<void> => this.#note('unban', id);

  #putResponse(id: string, response: CannedResponse | null): void {
    const others = (this.#snapshot.cannedResponses ?? []).filter((text) => text.id !== id);
    this.update({ cannedResponses: response === null ? others : [...others, response] });
  }

  #note(name: keyof AgentClient, ...values: unknown[]): Promise<void> {
    this.calls.push([name, ...values]);
    const refusal = this.refusals.get(name);
    return refusal === undefined ? Promise.resolve() : Promise.reject(refusal);
  }

  async #answer<T>(outcome: T, name: keyof AgentClient, ...values: unknown[]): Promise<T> {
    await this.#note(name, ...values);
    return outcome;
  }

  #message({ text, isInternal = false }: AgentDraft): AgentMessage {
    const { me } = this.#snapshot;
    return {
      id: `sent-${this.#nextId++}`,
      seq: null,
      sender: { kind: 'agent', name: me?.agent.name ?? null, avatarUrl: null },
      type: 'text',
      text,
      content: null,
      isInternal,
      isOwn: true,
      agentId: me?.agent.id ?? null,
      attachments: [],
      replyTo: null,
      createdAt: Date.now(),
      editedAt: null,
      deletedAt: null,
      deletedBy: null,
      delivery: { state: 'sending' },
    };
  }
}
