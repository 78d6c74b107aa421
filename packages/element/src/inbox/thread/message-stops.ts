import type { LitElement, ReactiveController } from 'lit';
import { messageOf } from './messages-in-use.ts';

/**
 * Makes one stop for the keyboard of the buttons that messages have, instead of one for each on the way to the composer:
 * that of the newest message, or the one where the keyboard is. Arrows go from message to message.
 */
export class MessageStops implements ReactiveController {
  readonly #host: LitElement;
  readonly #reach: (messageId: string) => Promise<boolean>;

  /** `reach` brings a message and its neighbours into the document. */
  constructor(host: LitElement, reach: (messageId: string) => Promise<boolean>) {
    this.#host = host;
    this.#reach = reach;
    host.addController(this);
  }

  hostUpdated(): void {
    const focused = (this.#host.shadowRoot?.activeElement as HTMLElement | null)?.closest<HTMLElement>('.tool');
    this.#stopAt(focused ?? undefined);
  }

  /** The message where the keyboard is. */
  get messageId(): string | null {
    return messageOf(this.#host.shadowRoot?.activeElement ?? null);
  }

  readonly onKeydown = (event: KeyboardEvent): void => {
    const tool = (event.target as HTMLElement).closest<HTMLElement>('.tool');
    const id = messageOf(tool);
    if (tool === null || id === null || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const by = event.key === 'ArrowUp' ? -1 : 1;
    // Its neighbours may have left since, because somebody has scrolled away from it.
    void this.#reach(id).then(() => this.#step(tool, by));
  };

  #step(tool: HTMLElement, by: 1 | -1): void {
    const tools = this.#tools;
    const next = tools[tools.indexOf(tool) + by];
    if (next === undefined) return;
    this.#stopAt(next);
    next.focus();
  }

  get #tools(): HTMLElement[] {
    return [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.tool')];
  }

  #stopAt(stop?: HTMLElement): void {
    const tools = this.#tools;
    const chosen = stop ?? tools.at(-1);
    for (const tool of tools) tool.tabIndex = tool === chosen ? 0 : -1;
  }
}
