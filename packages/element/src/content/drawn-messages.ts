/** How many messages a long thread begins with. */
export const PAGE = 100;
/** How many more come with each look back: so few that a phone draws them between two frames. */
export const STEP = 20;

/**
 * Which part of a thread is drawn: its end, and more of it as the reader goes back. So a thread of ten thousand messages
 * opens as fast as one of a hundred, and what comes in costs the same in both.
 *
 * The part begins at a message, not at a number, so that nothing moves when messages come in before or after it. It
 * shrinks again only for a reader who is at the end, where nobody sees it.
 */
export class DrawnMessages<Message extends { readonly id: string } = { readonly id: string }> {
  #firstId: string | undefined;

  /** Id of the first message that is drawn. */
  get firstId(): string | undefined {
    return this.#firstId;
  }

  of(messages: readonly Message[], isAtEnd: boolean): readonly Message[] {
    // From its end: the part that is drawn is near it, however long the thread is.
    const index = messages.findLastIndex(({ id }) => id === this.#firstId);
    const isFar = isAtEnd && messages.length - index > 3 * PAGE;
    return this.#from(messages, index === -1 || isFar ? messages.length - PAGE : index);
  }

  /** Goes a step back; false when everything is drawn already. */
  extend(messages: readonly Message[]): boolean {
    const index = messages.findIndex(({ id }) => id === this.#firstId);
    if (index <= 0) return false;
    this.#from(messages, index - STEP);
    return true;
  }

  #from(messages: readonly Message[], index: number): readonly Message[] {
    // A handful before the beginning is not worth another page.
    const drawn = index <= STEP ? messages : messages.slice(index);
    this.#firstId = drawn[0]?.id;
    return drawn;
  }
}
