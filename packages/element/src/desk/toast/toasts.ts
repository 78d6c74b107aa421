import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../icons.ts';

export interface Toast {
  readonly words: string;
  /** `danger`: something did not work. Default: neutral. */
  readonly tone?: 'neutral' | 'danger';
  readonly action?: { readonly label: string; readonly run: () => void };
}

/** How long one stays, in milliseconds: long enough to read it and to reach its button. */
const STAY_MS = 7_000;
/** More of them would cover what people work on. */
const MOST = 3;

/** Short messages at the bottom that go by themselves. They never take the focus. The host renders them. */
export class ToastController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #timers = new Map<Toast, ReturnType<typeof setTimeout>>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  show(toast: Toast): void {
    const [oldest] = this.#timers.keys();
    if (oldest !== undefined && this.#timers.size >= MOST) this.#dismiss(oldest);
    this.#timers.set(toast, this.#timer(toast));
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** `closeLabel`: what the button that dismisses one is called. */
  render(closeLabel: string): TemplateResult {
    return html`<div class="toasts" role="status">
      ${[...this.#timers.keys()].map(
        (toast) =>
          html`<div
            class="toast ${toast.tone ?? 'neutral'}"
            part="toast"
            @pointerenter=${() => clearTimeout(this.#timers.get(toast))}
            @pointerleave=${() => this.#timers.has(toast) && this.#timers.set(toast, this.#timer(toast))}
          >
            ${toast.tone === 'danger' ? renderDeskIcon('alert') : nothing}<span>${toast.words}</span>
            ${
              toast.action === undefined
                ? nothing
                : html`<button type="button" class="act" @click=${() => this.#act(toast)}>
                    ${toast.action.label}
                  </button>`
            }
            <button type="button" class="icon-button" aria-label=${closeLabel} @click=${() => this.#dismiss(toast)}>
              ${renderDeskIcon('close')}
            </button>
          </div>`,
      )}
    </div>`;
  }

  #timer(toast: Toast): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#dismiss(toast), STAY_MS);
  }

  #act(toast: Toast): void {
    this.#dismiss(toast);
    toast.action?.run();
  }

  #dismiss(toast: Toast): void {
    clearTimeout(this.#timers.get(toast));
    this.#timers.delete(toast);
    this.#host.requestUpdate();
  }
}

export const toastStyles = css`
  .toasts {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 12px;
    z-index: 20;
    display: grid;
    gap: 8px;
    justify-items: center;
    pointer-events: none;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    max-inline-size: min(520px, 100%);
    padding: 6px 6px 6px 16px;
    border-radius: calc(var(--_round) * 0.75);
    font-size: var(--_medium);
    color: var(--support-chat-surface);
    background: var(--support-chat-text);
    box-shadow: 0 12px 32px -8px rgb(0 0 0 / 0.35);
    pointer-events: auto;
    animation: toast 180ms cubic-bezier(0.2, 0.9, 0.25, 1);
  }
  .toast:dir(rtl) {
    padding: 6px 16px 6px 6px;
  }
  .toast .act {
    padding: 6px 8px;
    border-radius: 6px;
    font-weight: 650;
    text-decoration: underline;
    text-underline-offset: 2.5px;
  }
  .toast :focus-visible {
    outline-color: currentColor;
  }
  @keyframes toast {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (forced-colors: active) {
    .toast {
      border: 1px solid CanvasText;
    }
  }
`;
