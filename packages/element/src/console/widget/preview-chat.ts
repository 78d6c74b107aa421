import {
  ChatError,
  EMPTY_SNAPSHOT,
  type ChatConfig,
  type ChatConversation,
  type ChatMessage,
  type ChatSnapshot,
  type SupportChat,
} from '@support-chat/sdk';

/** What a preview can show. */
export type PreviewState = 'closed' | 'home' | 'conversation' | 'prechat' | 'offline';

export const PREVIEW_STATES: readonly PreviewState[] = ['closed', 'home', 'conversation', 'prechat', 'offline'];

/** Calls without an effect: nothing of a preview is stored or sent. */
const QUIET = [
  'load', 'setOpen', 'retry', 'discard', 'loadOlder', 'markRead', 'edit', 'unsend', 'setTyping', 'pauseUpload', 'resumeUpload',
  'cancelUpload', 'loadConversations', 'openConversation', 'startConversation', 'submitPrechat', 'loadDepartments', 'end',
  'rate', 'identify', 'logout', 'resume', 'track', 'page', 'dismissProactive', 'setConsent', 'deleteData', 'reconnect', 'destroy',
] as const satisfies readonly (keyof SupportChat)[]; // prettier-ignore

/** What would need a server to mean anything. */
const REFUSED = [
  'upload',
  'fileUrl',
  'requestTranscript',
  'exportData',
] as const satisfies readonly (keyof SupportChat)[];

/** A chat with invented people that knows no server. What is written into it stands there and goes nowhere. */
export class PreviewChat {
  #snapshot: ChatSnapshot;
  readonly #listeners = new Set<() => void>();

  constructor(state: PreviewState, config: ChatConfig) {
    this.#snapshot = snapshotOf(state, config);
    for (const name of QUIET) Object.defineProperty(this, name, { value: () => Promise.resolve() });
    const refuse = () => Promise.reject(new ChatError('feature_disabled', 'Not in a preview.'));
    for (const name of REFUSED) Object.defineProperty(this, name, { value: refuse });
  }

  /** Shows other settings. */
  configure(config: ChatConfig): void {
    this.#update({ config });
  }

  getSnapshot(): ChatSnapshot {
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  on(): () => void {
    return () => {};
  }

  send(outgoing: string | { readonly text?: string }): Promise<ChatMessage> {
    const text = typeof outgoing === 'string' ? outgoing : (outgoing.text ?? '');
    const { messages } = this.#snapshot;
    const sent = message(`own-${messages.length}`, text, null, Date.now());
    this.#update({ messages: [...messages, sent] });
    return Promise.resolve(sent);
  }

  #update(change: Partial<ChatSnapshot>): void {
    this.#snapshot = Object.freeze({ ...this.#snapshot, ...change });
    for (const listener of [...this.#listeners]) listener();
  }
}

/** As the widget wants it: the rest of the interface is made from the lists above. */
export function asSupportChat(chat: PreviewChat): SupportChat {
  return chat as unknown as SupportChat;
}

const agents = [
  { name: 'Mika', avatarUrl: null },
  { name: 'Ana', avatarUrl: null },
  { name: 'Jo', avatarUrl: null },
];

const conversation: ChatConversation = {
  id: 'preview',
  number: 1024,
  status: 'active',
  agent: { name: 'Mika', avatarUrl: null },
  queuePosition: null,
  estimatedWaitMs: null,
};

function snapshotOf(state: PreviewState, config: ChatConfig): ChatSnapshot {
  const isOffline = state === 'offline';
  const base: ChatSnapshot = {
    ...EMPTY_SNAPSHOT,
    status: 'ready',
    config,
    availability: {
      status: isOffline ? 'offline' : 'online',
      agents: config.behavior.showsAgents ? agents : [],
      replyTimeMs: isOffline ? null : 120_000,
    },
    connection: 'live',
  };
  if (state === 'prechat') return { ...base, needsPrechat: true };
  if (state !== 'conversation') return base;
  const now = Date.now();
  return {
    ...base,
    conversation,
    messages: [
      message('p1', 'Hey! My order says delivered, but I don’t see it anywhere 😕', null, now - 240_000),
      message('p2', 'Sorry about that, let me look it up for you.', 'Mika', now - 180_000),
      message('p3', 'Your neighbour at no. 14 has it.', 'Mika', now - 170_000),
      message('p4', 'Found it, thank you so much!', null, now - 60_000),
    ],
  };
}

function message(id: string, text: string, from: string | null, createdAt: number): ChatMessage {
  return {
    id,
    seq: 1,
    sender: { kind: from === null ? 'visitor' : 'agent', name: from, avatarUrl: null },
    type: 'text',
    text,
    content: null,
    attachments: [],
    replyTo: null,
    createdAt,
    editedAt: null,
    deletedAt: null,
    delivery: from === null ? { state: 'seen' } : null,
  };
}
