import type { LitElement, ReactiveController } from 'lit';
import type { PanelView } from '../components/panel/panel.ts';

/**
 * Where the keyboard is: into the panel when somebody opens it, back to where it came from when it closes.
 * On touch screens the heading takes the focus instead of the text field, so that no keyboard jumps up uninvited.
 */
export class FocusController implements ReactiveController {
  readonly #host: LitElement;
  #before: Element | null = null;
  #shouldEnter = false;
  #shouldLeave = false;
  #tookOver = false;
  #wasInside = false;
  /** What has the focus here, however deep; still known while the element is being moved. */
  #inside: HTMLElement | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** To be called once with what the element renders into. */
  watch(root: EventTarget): void {
    root.addEventListener('focusin', (event) => (this.#inside = event.composedPath()[0] as HTMLElement));
    root.addEventListener('focusout', () => {
      const left = this.#inside;
      // A removal takes the focus too, in some browsers with this event: then the insertion comes before this task ends.
      queueMicrotask(() => {
        if (this.#inside === left) this.#inside = null;
      });
    });
  }

  hostConnected(): void {
    const inside = this.#inside;
    if (inside !== null) void this.#host.updateComplete.then(() => inside.focus({ preventScroll: true }));
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#inside = null;
    });
  }

  hostUpdate(): void {
    this.#wasInside = !!this.#root?.activeElement;
  }

  /** The loader's launcher may have the focus; ours gets it once it is drawn. */
  takeOver(root: ShadowRoot | null): void {
    this.#tookOver = (root?.activeElement ?? null) !== null;
  }

  /** To be called when the panel is about to open on somebody's wish. */
  remember(): void {
    this.#before = document.activeElement;
    this.#shouldEnter = true;
  }

  /** To be called before the panel closes: only a focus that is inside has to be given back. */
  willLeave(panel: HTMLElement | null): void {
    this.#shouldLeave = panel?.contains(this.#root?.activeElement ?? null) ?? false;
  }

  /** To be called after each drawing. */
  update(): void {
    // What had it is gone, as is the heading of what was on its way; the one that came instead of it is next.
    if (this.#wasInside && !this.#root?.activeElement) this.#find('#heading')?.focus({ preventScroll: true });
    if (!this.#tookOver) return;
    this.#tookOver = false;
    if (!this.#shouldEnter) this.#find('.launcher')?.focus();
  }

  /** Moves the focus to where reading or writing goes on. `isWish`: the visitor asked for this view just now. */
  async enter(view: PanelView, messageCount: number, isWish = false): Promise<void> {
    if (!this.#shouldEnter && !isWish) return;
    this.#shouldEnter = false;
    const isTouch = matchMedia('(pointer: coarse)').matches;
    const wantsToWrite = !isTouch || (isWish && messageCount === 0);
    const composer = this.#find('support-chat-prechat,support-chat-composer') as LitElement | null;
    // It, or what is asked before it, is drawn before the chunk with its class is there; until then the heading has the focus.
    if (composer !== null && composer.updateComplete === undefined) {
      this.#find('#heading')?.focus({ preventScroll: true });
      await customElements.whenDefined(composer.localName);
      if (this.#root?.activeElement !== this.#find('#heading')) return;
    }
    await composer?.updateComplete;
    const target = view === 'conversation' && wantsToWrite ? composer : this.#find('#heading');
    target?.focus({ preventScroll: true });
  }

  leave(): void {
    if (!this.#shouldLeave) return;
    this.#shouldLeave = false;
    const before = this.#before;
    const isElsewhere =
      before instanceof HTMLElement && before !== this.#host && before !== document.body && before.isConnected;
    const target = isElsewhere ? before : this.#find('.launcher');
    target?.focus({ preventScroll: true });
  }

  /**
   * Shows or hides the dialog. Where it fills the screen it is modal, so that nothing behind it can be reached; elsewhere
   * the attribute alone opens it, because `show()` would take the focus from the page.
   */
  syncDialog(dialog: HTMLDialogElement, isOpened: boolean, isModal: boolean): void {
    // An element that has left the page is still drawn when its client goes; a dialog there cannot become modal.
    if (!dialog.isConnected) return;
    const wasModal = dialog.open && dialog.matches(':modal');
    if (dialog.open === isOpened && (!isOpened || wasModal === isModal)) return;
    if (wasModal) dialog.close();
    else dialog.open = false;
    if (isOpened && isModal) dialog.showModal();
    else dialog.open = isOpened;
  }

  get #root(): ShadowRoot | null {
    return this.#host.shadowRoot;
  }

  #find(selector: string): HTMLElement | null {
    return this.#root?.querySelector<HTMLElement>(selector) ?? null;
  }
}
