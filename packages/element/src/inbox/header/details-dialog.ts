import { isChatError, type AgentConversation } from '@support-chat/sdk/agent';
import { html, LitElement, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';
import { dialogStyles } from './dialog-form.styles.ts';

/**
 * Subject and tags of a conversation.
 *
 * @fires desk-close - Done, or given up.
 */
export class InboxDetailsElement extends LitElement {
  static override styles = [deskStyles, dialogStyles];
  static override properties = {
    language: { attribute: false },
    actions: { attribute: false },
    conversation: { attribute: false },
    isBusy: { state: true },
  };

  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  conversation!: AgentConversation;
  private isBusy = false;

  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const { subject, tags } = this.conversation;
    return html`<support-desk-dialog
      .heading=${words.details}
      .closeLabel=${chat.phrases.close}
      @desk-close=${this.#close}
    >
      <form id="form" @submit=${this.#onSubmit}>
        <label class="labelled"
          ><span>${words.subject}</span>
          <input class="field" name="subject" maxlength="200" data-first value=${subject ?? ''} />
        </label>
        <label class="labelled"
          ><span>${words.tags}</span>
          <input class="field" name="tags" aria-describedby="tags-hint" value=${tags.join(', ')} />
          <small class="hint" id="tags-hint">${words.tagsHint}</small></label
        >
      </form>
      <button slot="actions" class="button quiet" type="button" @click=${this.#close}>${chat.phrases.cancel}</button>
      <button slot="actions" class="button" type="submit" form="form" ?disabled=${this.isBusy}>
        ${chat.phrases.save}
      </button>
    </support-desk-dialog>`;
  }

  readonly #onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const subject = String(data.get('subject')).trim();
    this.isBusy = true;
    const answer = await this.actions.ask((client) =>
      client.updateConversation(this.conversation.id, {
        subject: subject === '' ? null : subject,
        tags: toTags(String(data.get('tags'))),
      }),
    );
    this.isBusy = false;
    if (isChatError(answer)) return;
    this.actions.show({ words: this.language.words.done.saved });
    this.#close();
  };

  readonly #close = (): void => {
    this.dispatchEvent(new Event('desk-close'));
  };
}

/** Each once, in the order they were written in. */
function toTags(text: string): string[] {
  const tags = text.split(/[,،、，]/).map((tag) => tag.trim());
  return [...new Set(tags.filter(Boolean))];
}
