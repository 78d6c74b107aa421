/** What an agent has begun to write in one conversation. */
export interface Draft {
  readonly text: string;
  readonly isNote: boolean;
  /** Kept for as long as the page lives. */
  readonly files: readonly File[];
  /** Id of the message it answers. */
  readonly replyTo: string | null;
}

const EMPTY: Draft = { text: '', isNote: false, files: [], replyTo: null };

/** A draft for each conversation, so that nothing is lost by looking at another one; texts survive a reload of the tab. */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();
  readonly #storage: () => Storage;

  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  get(conversationId: string): Draft {
    let draft = this.#drafts.get(conversationId);
    if (draft === undefined) {
      draft = { ...EMPTY, ...this.#read(conversationId) };
      this.#drafts.set(conversationId, draft);
    }
    return draft;
  }

  set(conversationId: string, change: Partial<Draft>): Draft {
    const draft = { ...this.get(conversationId), ...change };
    this.#drafts.set(conversationId, draft);
    this.#keep(conversationId, draft);
    return draft;
  }

  /**
   * Puts what was not sent back in front of what has been begun since. One of the two a note: both are, because what was
   * meant for the team must not get to the visitor.
   */
  putBack(conversationId: string, unsent: Draft): void {
    const begun = this.get(conversationId);
    this.set(conversationId, {
      text: [unsent.text, begun.text].filter((text) => text !== '').join('\n'),
      isNote: unsent.isNote || (begun.text !== '' && begun.isNote),
      files: [...unsent.files, ...begun.files],
      replyTo: begun.replyTo ?? unsent.replyTo,
    });
  }

  #read(conversationId: string): Partial<Draft> {
    try {
      const kept: unknown = JSON.parse(this.#storage().getItem(keyOf(conversationId)) ?? 'null');
      const { text, isNote } = Object(kept) as Record<string, unknown>;
      return typeof text === 'string' ? { text, isNote: isNote === true } : {};
    } catch {
      // Refused, or written by something else: the field is empty then.
      return {};
    }
  }

  #keep(conversationId: string, { text, isNote }: Draft): void {
    try {
      if (text === '') this.#storage().removeItem(keyOf(conversationId));
      else this.#storage().setItem(keyOf(conversationId), JSON.stringify({ text, isNote }));
    } catch {
      // Full or refused: the draft lives as long as the page.
    }
  }
}

function keyOf(conversationId: string): string {
  return `support-chat-inbox:draft:${conversationId}`;
}
