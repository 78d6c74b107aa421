import type { ChatMessage, ChatSnapshot } from '@support-chat/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { isEnded } from '../../content/conversation.ts';
import type { ChatActions } from '../../contexts/chat-actions.ts';
import type { Localizer } from '../../i18n/localizer.ts';
import { PARTS } from '../../styles/parts.ts';

/** What stands behind the last message for as long as it is the last: who is writing, and answers that are suggested. */
export class TailElement extends LitElement {
  static override properties = {
    snapshot: { attribute: false },
    localizer: { attribute: false },
    actions: { attribute: false },
  };

  snapshot!: ChatSnapshot;
  localizer!: Localizer;
  actions!: ChatActions;

  /** What it draws has roots of its own. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { snapshot, localizer, actions } = this;
    const suggesting = this.#suggesting;
    return html`${
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

  /** The latest that was said, when it suggests answers and somebody may still give one. */
  get #suggesting(): ChatMessage | null {
    const { messages, conversation } = this.snapshot;
    const latest = messages.findLast(({ sender }) => sender.kind !== 'system');
    return latest?.content?.['quick_replies'] && latest.sender.kind !== 'visitor' && !isEnded(conversation)
      ? latest
      : null;
  }
}
