import { isChatError, type ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { chatOf } from '../../controllers/kept-facts.ts';
import { canNotify, isNotifying, setNotifying } from '../../controllers/notifications.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import type { SupportChatElement } from '../../support-chat/support-chat.ts';
import { renderIcon } from '../icon/icon.ts';
import { PARTS } from '../../styles/parts.ts';
import { menuStyles } from './menu.styles.ts';
import { saveAsFile } from './save-as-file.ts';

interface Item {
  readonly label: string;
  /** Undefined: not one that is on or off. */
  readonly isChecked?: boolean;
  readonly isDangerous?: boolean;
  readonly run: () => void;
}

/** Closed, the list of what can be done, or one small dialog in its place. */
type Showing =
  | { readonly kind: 'nothing' | 'menu' | 'transcript' | 'delete' | 'busy' }
  | { readonly kind: 'note'; readonly text: string };

const CLOSED: Showing = { kind: 'nothing' };

/**
 * What else can be done with a conversation: end it, have it sent, hear it or not, take one's data along or have it
 * deleted. A menu by the pattern of WAI-ARIA: one stop for Tab, arrows within, Escape back to the button.
 *
 * @slot - The button that opens it.
 * @fires mute - The visitor wants sounds, or wants none any more.
 * @fires history - The visitor wants to see their other conversations. Internal.
 * @csspart menu - The list, or the small dialog in its place.
 */
export class MenuElement extends LitElement {
  static override styles = menuStyles;
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    muted: { attribute: false },
    showing: { state: true },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  muted = false;
  protected showing: Showing = CLOSED;

  /** Opens the menu on its first entry, or closes it. */
  async toggle(): Promise<void> {
    await this.#show(this.showing.kind === 'nothing' ? { kind: 'menu' } : CLOSED);
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>${this.#renderShown()}`;
  }

  protected override updated(): void {
    this.#trigger?.setAttribute('aria-expanded', String(this.showing.kind !== 'nothing'));
  }

  get #trigger(): HTMLElement | null {
    return this.querySelector('button');
  }

  get #items(): Item[] {
    const { phrases } = this.localizer;
    const { conversation, config } = this.snapshot;
    const items: Item[] = [];
    if (config?.behavior.sound !== false)
      items.push({
        label: phrases.sound,
        isChecked: !this.muted,
        run: () => this.dispatchEvent(new CustomEvent('mute', { detail: !this.muted })),
      });
    const chat = chatOf(this);
    if (canNotify())
      items.push({
        label: phrases.notifications,
        isChecked: isNotifying(chat),
        run: () => void this.#notify(chat, !isNotifying(chat)),
      });
    if (conversation !== null && config?.features.history !== false)
      items.push({ label: phrases.conversations, run: () => this.dispatchEvent(new Event('history')) });
    if (conversation !== null && config?.features.transcript !== false)
      items.push({ label: phrases.emailConversation, run: () => void this.#show({ kind: 'transcript' }) });
    if (conversation !== null && !isEnded(conversation))
      items.push({ label: phrases.endConversation, run: () => void this.#end() });
    items.push(
      { label: phrases.exportData, run: () => void this.#export() },
      { label: phrases.deleteData, isDangerous: true, run: () => void this.#show({ kind: 'delete' }) },
    );
    return items;
  }

  #renderShown(): TemplateResult | typeof nothing {
    const { showing } = this;
    const { phrases } = this.localizer;
    switch (showing.kind) {
      case 'nothing':
        return nothing;
      case 'menu':
        return html`<div
          class="popup"
          part="menu"
          role="menu"
          aria-label=${phrases.more}
          @keydown=${this.#onMenuKey}
          @focusout=${this.#onFocusOut}
          @mousedown=${keepFocus}
        >
          ${this.#items.map(renderItem)}
        </div>`;
      case 'transcript':
        return this.#renderDialog(
          html`<h3 id="words">${phrases.emailConversation}</h3>
            <support-chat-transcript
              exportparts=${PARTS}
              .snapshot=${this.snapshot}
              .localizer=${this.localizer}
              .actions=${this.actions}
            ></support-chat-transcript>`,
          phrases.close,
        );
      case 'delete':
        return this.#renderDialog(
          html`<h3 id="words">${phrases.deleteData}</h3>
            <p id="more">${phrases.deleteDataQuestion}</p>
            <button class="button danger" part="button" type="button" @click=${this.#delete}>
              ${phrases.deleteForGood}
            </button>`,
          phrases.cancel,
        );
      case 'busy':
        return this.#renderDialog(html`<p id="words" role="status">${phrases.oneMoment}</p>`, phrases.close);
      case 'note':
        return this.#renderDialog(html`<p id="words" role="status">${showing.text}</p>`, phrases.close);
    }
  }

  #renderDialog(content: TemplateResult, closeLabel: string): TemplateResult {
    return html`<div
      class="popup dialog"
      part="menu"
      role="dialog"
      aria-labelledby="words"
      aria-describedby=${this.showing.kind === 'delete' ? 'more' : nothing}
      tabindex="-1"
      @keydown=${this.#onDialogKey}
    >
      ${content}<button class="quiet" part="button-quiet" type="button" @click=${this.#close}>${closeLabel}</button>
    </div>`;
  }

  async #show(showing: Showing): Promise<void> {
    const wasOpen = this.showing.kind !== 'nothing';
    this.showing = showing;
    await this.updateComplete;
    if (showing.kind === 'nothing') {
      if (wasOpen) this.#trigger?.focus();
    } else this.renderRoot.querySelector<HTMLElement>('[role^=menuitem], .dialog')?.focus();
  }

  readonly #close = (): void => void this.#show(CLOSED);

  async #notify(chat: SupportChatElement, isWanted: boolean): Promise<void> {
    const isOn = await setNotifying(chat, isWanted);
    if (isWanted && !isOn) await this.#tell(this.localizer.phrases.notificationsBlocked);
    else this.requestUpdate();
  }

  async #end(): Promise<void> {
    await this.#show(CLOSED);
    const outcome = await this.actions.ask((chat) => chat.end());
    if (isChatError(outcome)) await this.#show({ kind: 'note', text: this.#reason(outcome) });
  }

  async #export(): Promise<void> {
    const { phrases } = this.localizer;
    await this.#show({ kind: 'busy' });
    const outcome = await this.actions.ask((chat) => chat.exportData());
    if (!isChatError(outcome)) saveAsFile('support-chat.json', JSON.stringify(outcome, null, 2));
    await this.#tell(isChatError(outcome) ? this.#reason(outcome) : phrases.exportDataDone);
  }

  readonly #delete = async (): Promise<void> => {
    await this.#show({ kind: 'busy' });
    const outcome = await this.actions.ask((chat) => chat.deleteData());
    await this.#tell(isChatError(outcome) ? this.#reason(outcome) : this.localizer.phrases.deleteDataDone);
  };

  /** Says how it went, also to somebody who has closed the dialog in the meantime. */
  #tell(text: string): Promise<void> {
    return this.#show({ kind: 'note', text });
  }

  #reason({ code }: ChatError): string {
    const { phrases } = this.localizer;
    return phrases.failures[code as keyof typeof phrases.failures] ?? phrases.actionFailed;
  }

  readonly #onMenuKey = (event: KeyboardEvent): void => {
    const items = Array.from(this.renderRoot.querySelectorAll<HTMLElement>('[role^=menuitem]'));
    const index = items.indexOf(event.target as HTMLElement);
    const target =
      event.key === 'ArrowDown'
        ? items[(index + 1) % items.length]
        : event.key === 'ArrowUp'
          ? items.at(index - 1)
          : event.key === 'Home'
            ? items[0]
            : event.key === 'End'
              ? items.at(-1)
              : findByLetter(items, index, event);
    if (target !== undefined) target.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onDialogKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    // The first Escape closes this, the next one the chat.
    event.stopPropagation();
    this.#close();
  };

  readonly #onFocusOut = ({ relatedTarget }: FocusEvent): void => {
    if (this.showing.kind !== 'menu') return;
    const target = relatedTarget as Node | null;
    // The button closes the menu itself.
    if (target !== null && (this.renderRoot.contains(target) || this.contains(target))) return;
    this.showing = CLOSED;
  };
}

function renderItem({ label, isChecked, isDangerous, run }: Item): TemplateResult {
  return html`<button
    class=${isDangerous ? 'item danger' : 'item'}
    part="menu-item"
    type="button"
    role=${isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
    aria-checked=${isChecked ?? nothing}
    tabindex="-1"
    @click=${run}
  >
    ${label}${isChecked ? renderIcon('check') : nothing}
  </button>`;
}

/** The next entry that begins with the letter. */
function findByLetter(items: readonly HTMLElement[], index: number, event: KeyboardEvent): HTMLElement | undefined {
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const letter = event.key.toLowerCase();
  return [...items.slice(index + 1), ...items.slice(0, index + 1)].find((item) =>
    item.textContent.trim().toLowerCase().startsWith(letter),
  );
}

/** Safari gives buttons no focus at a click: it would leave the menu, and the menu would close under the pointer. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
