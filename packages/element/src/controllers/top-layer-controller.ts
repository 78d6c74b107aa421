import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { whenIdle } from './when-idle.ts';

/**
 * Brings what is fixed to the screen back to it. An ancestor with a transform, a filter or a containment would otherwise be
 * what "fixed" refers to, so that launcher and panel would lie somewhere down the page: then, and only then, they go to
 * the browser's top layer, where neither those nor `--support-chat-z-index` count.
 */
export class TopLayerController implements ReactiveController {
  readonly #find: () => HTMLElement | null;
  /** Whether this opening has been seen to already. */
  #isKnown = false;

  /** `find` names what holds launcher and panel, and nothing that is a part of the page. */
  constructor(host: ReactiveControllerHost, find: () => HTMLElement | null) {
    this.#find = find;
    host.addController(this);
  }

  hostConnected(): void {
    whenIdle(() => this.update());
  }

  /**
   * To be called before the drawing that opens the panel: a launcher on screen says where the panel will lie. The panel
   * itself can be asked only after the browser has laid it out, which would then be done twice before it is painted.
   */
  willOpen(): void {
    this.#isKnown = this.#bringBack('.launcher');
  }

  /** To be called when the panel has been opened. */
  update(): void {
    if (!this.#isKnown) this.#bringBack('.launcher,dialog[open]');
  }

  /** False where nothing of this kind is on screen. */
  #bringBack(selector: string): boolean {
    const root = this.#find();
    const part = root?.querySelector<HTMLElement>(selector);
    if (!root?.showPopover || !part?.getClientRects().length) return false;
    // Of something fixed it is what holds it, and null for the screen (Chrome 109, Firefox 110); WebKit always says null.
    if (!root.matches(':popover-open') && (part.offsetParent || isHeld((root.getRootNode() as ShadowRoot).host))) {
      root.popover = 'manual';
      root.showPopover();
    }
    return true;
  }
}

/** Whether something around an element holds what is fixed in it (CSS Transforms 1, Filter Effects 1, CSS Containment 2). */
function isHeld(element: Element): boolean {
  for (let at: Element | null | undefined = element; at;) {
    const { transform, translate, rotate, scale, perspective, filter, contain, willChange } = getComputedStyle(at);
    if (
      [transform, translate, rotate, scale, perspective, filter].some((value) => value && value !== 'none') ||
      /transform|filter|perspective|paint|layout|strict|content/.test(`${contain} ${willChange}`)
    )
      return true;
    at = at.assignedSlot ?? at.parentElement ?? (at.getRootNode() as Partial<ShadowRoot>).host;
  }
  return false;
}
