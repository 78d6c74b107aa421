import type {
  WireAdminDepartment,
  WireFinding,
  WireTelegramChat,
  WireTelegramChats,
  WireTelegramMode,
} from '@support-chat/sdk/protocol/admin';
import { css, html, nothing, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import { renderDeskIcon } from '../../desk/icons.ts';
import { focusWhenLost } from '../focus-when-lost.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';
import { renderCode } from '../widget/copy-code.ts';

const MODES: readonly WireTelegramMode[] = ['topics', 'claims'];
const TONES: Readonly<Record<WireFinding['severity'], string>> = {
  ok: 'accent',
  warning: 'notice',
  failed: 'danger',
  unknown: '',
};

/** The groups in which the team answers, and what the doctor found. */
export class ConsoleTelegramElement extends ConsoleSection {
  static override styles: CSSResultGroup = [
    ConsoleSection.styles,
    css`
      .choices {
        display: flex;
        align-items: center;
        gap: 6px 14px;
      }
      .choices .field {
        inline-size: auto;
        white-space: nowrap;
        text-overflow: ellipsis;
      }
      /* Words are longer than a phone is wide: one field a line, and the button beside the last. */
      @container section (inline-size < 560px) {
        .choices {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          flex: 1 1 100%;
          gap: 8px;
        }
        .choices .field {
          inline-size: 100%;
        }
        .choices .field:first-child {
          grid-column: 1 / -1;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    ...ConsoleSection.properties,
    removal: { state: true },
    link: { state: true },
  };

  private removal: WireTelegramChat | null = null;
  private link: string | null = null;
  #departments: readonly WireAdminDepartment[] = [];
  readonly #chats = new LoadController<WireTelegramChats>(this, async () => {
    const { client } = this.context;
    const [chats, { departments }] = await Promise.all([client.listTelegramChats(), client.listDepartments()]);
    this.#departments = departments;
    return chats;
  });
  readonly #doctor = new LoadController<readonly WireFinding[]>(this, async () => {
    const { client } = this.context;
    // Without a bot there is nobody to examine, and the server refuses.
    const { bot_username } = await client.listTelegramChats();
    return bot_username === null ? [] : (await client.examineTelegram()).findings;
  });

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header"><h1 class="grow">${words.sections.telegram}</h1></div>
      <div class="stack">
        ${this.#chats.render(words, ({ bot_username, telegram_chats }) => this.#renderChats(bot_username, telegram_chats))}
        <div class="card" part="card">
          <div class="buttons">
            <button
              class="button quiet refresh"
              part="button-quiet"
              type="button"
              @click=${() => this.#doctor.reload()}
            >
              ${renderDeskIcon('refresh')}${words.actions.refresh}
            </button>
          </div>
          ${this.#doctor.render(words, (findings) => this.#renderFindings(findings))}
        </div>
      </div>
      ${this.#renderRemoval()}`;
  }

  #renderChats(bot: string | null, chats: readonly WireTelegramChat[]): TemplateResult {
    const { words } = this;
    return html`${
      chats.length === 0
        ? html`<p class="card" part="card">${words.telegramEmpty}</p>`
        : html`<ul class="rows" part="rows">
            ${chats.map((chat) => this.#renderChat(chat))}
          </ul>`
    }
    ${
      bot === null
        ? nothing
        : html`<div class="buttons">
            <button class="button connect" part="button" type="button" @click=${this.#connect}>
              ${renderDeskIcon('plus')}${words.fields.group}
            </button>
            <span class="muted" dir="ltr">@${bot}</span>
          </div>`
    }
    ${this.link === null ? nothing : renderCode(this.link, words.fields.link, this.context)}`;
  }

  #renderChat(chat: WireTelegramChat): TemplateResult {
    const { words } = this;
    const { fields, states, choices } = words;
    const name = chat.title ?? String(chat.chat_id);
    return html`<li class="row" part="row">
      <div class="grow">
        <p class="title">${name}</p>
        ${chat.pause_reason === null ? nothing : html`<p class="fault">${chat.pause_reason}</p>`}
      </div>
      <span class="chip ${chat.state === 'active' ? 'accent' : 'notice'}" part="chip">${states[chat.state]}</span>
      <div class="choices">
        <select
          class="field"
          part="control"
          aria-label="${fields.mode}: ${name}"
          @change=${({ target }: Event) => this.#change(chat, { mode: (target as HTMLSelectElement).value as WireTelegramMode })}
        >
          ${MODES.map((mode) => html`<option value=${mode} ?selected=${mode === chat.mode}>${choices[mode]}</option>`)}
        </select>
        <select
          class="field"
          part="control"
          aria-label="${fields.department}: ${name}"
          @change=${({ target }: Event) => this.#change(chat, { department_id: (target as HTMLSelectElement).value || null })}
        >
          <option value="">${states.everything}</option>
          ${this.#departments.map(
            (one) => html`<option value=${one.id} ?selected=${one.id === chat.department_id}>${one.name}</option>`,
          )}
        </select>
        <button
          class="icon-button"
          part="icon-button"
          type="button"
          aria-label="${words.actions.remove}: ${name}"
          @click=${() => (this.removal = chat)}
        >
          ${renderDeskIcon('trash')}
        </button>
      </div>
    </li>`;
  }

  #renderFindings(findings: readonly WireFinding[]): TemplateResult {
    const { choices } = this.words;
    return html`<ul class="bare">
      ${findings.map(
        ({ title, severity, detail, fix }) =>
          html`<li>
            <p>
              <span class="chip ${TONES[severity]}" part="chip">${choices[severity]}</span>
              <strong lang="en">${title}</strong>
            </p>
            <p class="muted" lang="en"><bdi>${detail}</bdi></p>
            ${fix === null ? nothing : html`<p lang="en"><bdi>→ ${fix}</bdi></p>`}
          </li>`,
      )}
    </ul>`;
  }

  #renderRemoval(): TemplateResult | typeof nothing {
    const { removal, words } = this;
    if (removal === null) return nothing;
    const { actions } = words;
    const close = (): void => void (this.removal = null);
    return html`<support-desk-dialog
      exportparts=${PARTS}
      heading=${words.deleteTitle(removal.title ?? String(removal.chat_id))}
      close-label=${actions.close}
      @desk-close=${close}
    >
      <p>${words.deleteText}</p>
      <div slot="actions" class="buttons end">
        <button class="button quiet" part="button-quiet" type="button" @click=${close}>${actions.cancel}</button>
        <button class="button danger" part="button" type="button" @click=${() => this.#remove(removal)}>
          ${actions.remove}
        </button>
      </div>
    </support-desk-dialog>`;
  }

  async #change(
    { chat_id }: WireTelegramChat,
    change: { mode?: WireTelegramMode; department_id?: string | null },
  ): Promise<void> {
    await this.#run(() => this.context.client.updateTelegramChat({ chat_id, ...change }), chat_id);
  }

  async #remove({ chat_id }: WireTelegramChat): Promise<void> {
    await this.#run(() => this.context.client.deleteTelegramChat(chat_id), chat_id, this.words.states.deleted);
    this.removal = null;
    await this.updateComplete;
    focusWhenLost(this.renderRoot.querySelector<HTMLElement>('.connect') ?? this.renderRoot.querySelector('.refresh'));
  }

  async #run(act: () => Promise<unknown>, chatId: number, says?: string): Promise<void> {
    try {
      await act();
      this.context.saved('telegram_chat', String(chatId), says);
    } catch (cause) {
      this.context.fail(cause);
    }
    await this.#chats.reload();
  }

  readonly #connect = async (): Promise<void> => {
    try {
      this.link = (await this.context.client.createGroupLink()).link;
    } catch (cause) {
      this.context.fail(cause);
    }
  };
}
