import type { ApiEntity } from './api-types.ts';
import type { Clock } from '../clock.ts';

export interface ChatAction {
  readonly chatId: number;
  readonly threadId: number | null;
  readonly action: string;
  /** Milliseconds on the simulator's clock. */
  readonly expiresAt: number;
}

export interface MessagePreview {
  readonly chatId: number;
  readonly threadId: number | null;
  readonly draftId: number;
  /** Empty: Telegram shows "Thinking…". */
  readonly text: string;
  readonly entities: readonly ApiEntity[];
  readonly expiresAt: number;
}

/** [DOC sendChatAction] */
const CHAT_ACTION_MS = 5_000;
/** [DOC sendMessageDraft] */
const PREVIEW_MS = 30_000;

interface Place {
  readonly chatId: number;
  readonly threadId: number | null;
}

const isAt = (a: Place, b: Place) => a.chatId === b.chatId && a.threadId === b.threadId;

/** What Telegram shows for a few seconds and nobody keeps: "typing…" and previews of a message. Never saved. */
export class PassingSigns {
  readonly #clock: Clock;
  #actions: ChatAction[] = [];
  #previews: MessagePreview[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  noteAction(place: Place, action: string): void {
    const expiresAt = this.#clock.now() + CHAT_ACTION_MS;
    this.#actions = [...this.actions().filter((other) => !isAt(other, place)), { ...place, action, expiresAt }];
  }

  /** A preview replaces the earlier one of its chat. */
  notePreview(preview: Omit<MessagePreview, 'expiresAt'>): void {
    const expiresAt = this.#clock.now() + PREVIEW_MS;
    this.#previews = [...this.previews().filter((other) => !isAt(other, preview)), { ...preview, expiresAt }];
  }

  /** [DOC sendChatAction, sendMessageDraft] A message of the bot ends both. */
  end(place: Place): void {
    this.#actions = this.#actions.filter((action) => !isAt(action, place));
    this.#previews = this.#previews.filter((preview) => !isAt(preview, place));
  }

  actions(): readonly ChatAction[] {
    return this.#actions.filter(({ expiresAt }) => expiresAt > this.#clock.now());
  }

  previews(): readonly MessagePreview[] {
    return this.#previews.filter(({ expiresAt }) => expiresAt > this.#clock.now());
  }

  clear(): void {
    this.#actions = [];
    this.#previews = [];
  }
}
