import type { ChatMessage, ChatSnapshot } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import { WritingSpells } from '../../content/writing-spells.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import { say } from '../../controllers/announcer-controller.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';

/**
 * What stands behind the last message for as long as it is the last: the visitor's place in the queue, who is writing, and
 * answers that are suggested. Says who is writing to screen readers, through the live region of the list around it.
 */
export class TailElement extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
    isShown: { attribute: false },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;
  /** False while the panel is closed: nothing is said then. */
  isShown = false;

  readonly #spells = new WritingSpells((name) =>
    say(this.getRootNode() as ShadowRoot, this.localizer.phrases.isTyping(name), 'polite'),
  );
  #writtenId: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#spells.note(null);
  }

  /** What it draws has roots of its own. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    const { messages, typing } = this.snapshot;
    const writtenId = messages.findLast(({ sender }) => sender.kind === 'visitor')?.id;
    if (writtenId !== this.#writtenId) this.#spells.end();
    this.#writtenId = writtenId;
    this.#spells.note(this.isShown && typing !== null ? typing.name : null);
  }

  protected override render(): TemplateResult {
    const { snapshot, localizer, actions } = this;
    const suggesting = this.#suggesting;
    return html`${this.#renderPlace()}${
      snapshot.typing === null
        ? nothing
        : html`<support-chat-typing
            exportparts=${PARTS}
            .person=${snapshot.typing}
            .localizer=${localizer}
          ></support-chat-typing>`
    }${
      suggesting === null
        ? nothing
        : html`<support-chat-quick-replies
            exportparts=${PARTS}
            .message=${suggesting}
            .localizer=${localizer}
            .actions=${actions}
          ></support-chat-quick-replies>`
    }`;
  }

  /** Said again when it changes: whoever waits may be looking elsewhere. */
  #renderPlace(): TemplateResult | typeof nothing {
    const { queuePosition: place = null, estimatedWaitMs: wait = null } = this.snapshot.conversation ?? {};
    if (place === null) return nothing;
    const { localizer } = this;
    const { phrases } = localizer;
    const line = place === 1 ? phrases.nextInLine : phrases.placeInLine(String(place));
    return html`<div class="system" part="message message-system" role="status">
      ${line}${wait === null ? nothing : html`<br />${phrases.waitInLine(localizer.duration(wait, 'long'))}`}
    </div>`;
  }

  /** The latest that was said, when it suggests answers and somebody may still give one. */
  get #suggesting(): ChatMessage | null {
    const { messages, conversation } = this.snapshot;
    const latest = messages.findLast(({ sender }) => sender.kind !== 'system');
    return latest?.content?.['quick_replies'] && latest.sender.kind !== 'visitor' && !isEnded(conversation)
      ? latest
      : null;
  }
}
