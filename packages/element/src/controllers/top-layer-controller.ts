import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { whenIdle } from './when-idle.ts';

/**
 * Brings what is fixed to the screen back to it. An ancestor with a transform, a filter or a containment would otherwise be
 * what "fixed" refers to, so that launcher and panel would lie somewhere down the page: then, and only then, they go to
 * the browser's top layer, where neither those nor `--support-chat-z-index` count.
 */
export class TopLayerController implements ReactiveController {
  readonly #find: () => HTMLElement | null;

  /** `find` names what holds launcher and panel, and nothing that is a part of the page. */
  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    whenIdle(() => this.update());
  }

  /** To be called when the panel has been opened. */
  update(): void {
    const root = this.#find();
    const part = root?.querySelector<HTMLElement>('.launcher,dialog[open]');
    // Of something fixed it is what holds it, and null for the screen (Chrome 109, Firefox 110).
    if (root?.showPopover === undefined || !part?.offsetParent || root.matches(':popover-open')) return;
    root.popover = 'manual';
    root.showPopover();
  }
}
