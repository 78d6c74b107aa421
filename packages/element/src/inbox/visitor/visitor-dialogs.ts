import { isChatError, type AgentVisitor } from '@support-chat/sdk/agent';
import { html, LitElement, type TemplateResult } from 'lit';
import { deskStyles } from '../../desk/desk.styles.ts';
import type { DeskLanguage } from '../../desk/i18n/desk-language.ts';
import { dialogStyles } from '../header/dialog-form.styles.ts';
import type { InboxPhrases } from '../i18n/inbox-phrases.ts';
import type { InboxActions } from '../inbox-actions.ts';

const DAY = 86_400_000;
/** For how long, in milliseconds; null: for good. */
const BAN_TIMES = { day: DAY, week: 7 * DAY, month: 30 * DAY, forever: null } as const;
type BanTime = keyof typeof BAN_TIMES;

/** What the two dialogs about a visitor share. */
abstract class VisitorDialog extends LitElement {
  static override styles = [deskStyles, dialogStyles];
  static override properties = {
    language: { attribute: false },
    actions: { attribute: false },
    visitor: { attribute: false },
    isBusy: { state: true },
  };

  language!: DeskLanguage<InboxPhrases>;
  actions!: InboxActions;
  visitor!: AgentVisitor;
  protected isBusy = false;

  /** What the form asks for; resolves with what to say, or null when it did not work. */
  protected abstract apply(data: FormData): Promise<string | null>;

  protected readonly onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    this.isBusy = true;
    const words = await this.apply(new FormData(event.currentTarget as HTMLFormElement));
    this.isBusy = false;
    if (words === null) return;
    this.actions.show({ words });
    this.close();
  };

  protected readonly close = (): void => {
    this.dispatchEvent(new Event('desk-close'));
  };
}

/**
 * Corrects how somebody can be reached.
 *
 * @fires desk-close - Done, or given up.
 */
export class InboxEditVisitorElement extends VisitorDialog {
  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    const { name, email, phone } = this.visitor;
    return html`<support-desk-dialog
      .heading=${words.contact}
      .closeLabel=${chat.phrases.close}
      @desk-close=${this.close}
    >
      <form id="form" @submit=${this.onSubmit}>
        <label class="labelled"
          ><span>${words.name}</span
          ><input class="field" name="name" maxlength="200" autocomplete="off" data-first value=${name ?? ''}
        /></label>
        <label class="labelled"
          ><span>${words.email}</span
          ><input class="field" name="email" type="email" autocomplete="off" value=${email ?? ''}
        /></label>
        <label class="labelled"
          ><span>${words.phone}</span
          ><input class="field" name="phone" type="tel" autocomplete="off" value=${phone ?? ''}
        /></label>
        <p class="hint">${words.editVisitorHint}</p>
      </form>
      <button slot="actions" class="button quiet" type="button" @click=${this.close}>${chat.phrases.cancel}</button>
      <button slot="actions" class="button" type="submit" form="form" ?disabled=${this.isBusy}>
        ${chat.phrases.save}
      </button>
    </support-desk-dialog>`;
  }

  protected override async apply(data: FormData): Promise<string | null> {
    const read = (name: string): string | null => String(data.get(name)).trim() || null;
    const change = { name: read('name'), email: read('email'), phone: read('phone') };
    const answer = await this.actions.ask((client) => client.updateVisitor(this.visitor.id, change));
    return isChatError(answer) ? null : this.language.words.done.saved;
  }
}

/**
 * Asks before a visitor is refused, for how long and why.
 *
 * @fires desk-close - Done, or given up.
 */
export class InboxBanElement extends VisitorDialog {
  protected override render(): TemplateResult {
    const { words, chat } = this.language;
    return html`<support-desk-dialog
      .heading=${words.banTitle(this.visitor.name ?? words.visitor)}
      .closeLabel=${chat.phrases.close}
      @desk-close=${this.close}
    >
      <form id="form" @submit=${this.onSubmit}>
        <p>${words.banText}</p>
        <label class="labelled"
          ><span>${words.banFor}</span
          ><select class="field" name="time">
            ${(Object.keys(BAN_TIMES) as BanTime[]).map((time) => html`<option value=${time}>${words.banTimes[time]}</option>`)}
          </select></label
        >
        <label class="labelled"
          ><span>${words.banReason}</span><textarea class="field" name="reason" rows="2" maxlength="500"></textarea>
        </label>
      </form>
      <button slot="actions" class="button quiet" type="button" data-first @click=${this.close}>
        ${chat.phrases.cancel}
      </button>
      <button slot="actions" class="button danger" type="submit" form="form" ?disabled=${this.isBusy}>
        ${words.ban.replace(/\s*…$/, '')}
      </button>
    </support-desk-dialog>`;
  }

  protected override async apply(data: FormData): Promise<string | null> {
    const time = BAN_TIMES[data.get('time') as BanTime];
    const reason = String(data.get('reason')).trim();
    const answer = await this.actions.ask((client) =>
      client.ban(this.visitor.id, {
        ...(reason === '' ? {} : { reason }),
        ...(time === null ? {} : { until: Date.now() + time }),
      }),
    );
    return isChatError(answer) ? null : this.language.words.banned;
  }
}
