import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Openable {
  open(): void;
  close(): void;
  toggle(): void;
}

/**
 * Buttons of the page that need no script of its own: `<button commandfor="chat" command="--open">` (or `--close`,
 * `--toggle`), and whatever has `data-support-chat-open`: its value is the id of a chat, nothing means the first chat of
 * the page. A link with it leads where it says as long as there is no chat.
 */
export class PageButtons implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement & Openable;

  constructor(host: ReactiveControllerHost & HTMLElement & Openable) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('command', (event) => {
      const [, name] = /^--(open|close|toggle)$/.exec((event as CommandEvent).command) ?? [];
      if (name !== undefined) host[name as keyof Openable]();
    });
  }

  hostConnected(): void {
    document.addEventListener('click', this.#onClick);
  }

  hostDisconnected(): void {
    document.removeEventListener('click', this.#onClick);
  }

  readonly #onClick = (event: MouseEvent): void => {
    const host = this.#host;
    const button = (event.target as Element).closest?.('[data-support-chat-open]');
    if (!button || event.defaultPrevented) return;
    const id = button.getAttribute('data-support-chat-open');
    if (id ? id !== host.id : document.querySelector(host.localName) !== host) return;
    event.preventDefault();
    host.open();
  };
}
