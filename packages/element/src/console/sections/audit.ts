import type { WireAuditEntry, WireAuditLog } from '@support-chat/sdk/protocol/admin';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { Json } from '../changes/json.ts';
import { showValue } from '../form/save-bar.ts';
import { LoadController } from '../load-controller.ts';
import { ConsoleSection } from '../section.ts';

/** What entries are about, as the server names it. */
const SUBJECTS = [
  'widgets',
  'organizations',
  'departments',
  'agents',
  'agent_invitations',
  'canned_responses',
  'telegram_chats',
  'visitors',
] as const;

/** Who changed what, with what it was before and after. */
export class ConsoleAuditElement extends ConsoleSection {
  static override styles = [
    ConsoleSection.styles,
    css`
      details {
        padding: 10px 16px;
      }
      details + details {
        border-block-start: var(--_line);
      }
      summary {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        cursor: pointer;
      }
      summary .grow {
        flex: 1 0 auto;
        max-inline-size: 100%;
      }
      th,
      td {
        vertical-align: top;
      }
      td {
        white-space: pre-wrap;
        font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
        font-size: 12.5px;
      }
    `,
  ];
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, subject: { state: true } };

  private subject = '';
  readonly #log = new LoadController<WireAuditLog>(this, () =>
    this.context.client.listAuditLog({ action: this.subject || undefined, since: this.#since, until: this.#until }),
  );
  #since: string | undefined;
  #until: string | undefined;

  protected override renderSection(): TemplateResult {
    const { words } = this;
    const { fields, states } = words;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${words.sections.audit}</h1>
        <div class="labelled" part="field">
          <label for="subject">${fields.action}</label>
          <select class="field" part="control" id="subject" @change=${this.#filter}>
            <option value="">${states.everything}</option>
            ${SUBJECTS.map((one) => html`<option value=${one}>${one}</option>`)}
          </select>
        </div>
        ${(['from', 'to'] as const).map(
          (name) =>
            html`<div class="labelled" part="field">
              <label for=${name}>${fields[name]}</label>
              <input class="field" part="control" id=${name} type="date" @change=${this.#filter} />
            </div>`,
        )}
      </div>
      ${this.#log.render(words, ({ audit_logs, next_cursor }) =>
        audit_logs.length === 0
          ? html`<p class="blank">${states.empty}</p>`
          : html`<div class="rows" part="rows">${audit_logs.map((entry) => this.#renderEntry(entry))}</div>
              ${
                next_cursor === null
                  ? nothing
                  : html`<div class="buttons">
                      <button
                        class="button quiet"
                        part="button-quiet"
                        type="button"
                        @click=${() => this.#showMore(audit_logs, next_cursor)}
                      >
                        ${words.actions.showMore}
                      </button>
                    </div>`
              }`,
      )}`;
  }

  #renderEntry({ actor_name, actor_kind, action, change, created_at, user_agent }: WireAuditEntry): TemplateResult {
    const { fields } = this.words;
    const when = new Intl.DateTimeFormat(this.chat.phrases.code, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<details>
      <summary>
        <strong>${actor_name ?? actor_kind}</strong>
        <span class="grow"><code dir="ltr">${action}</code></span>
        <time class="muted" datetime=${created_at}>${when.format(Date.parse(created_at))}</time>
      </summary>
      <table>
        <thead>
          <tr>
            <th scope="col">${fields.name}</th>
            <th scope="col">${fields.before}</th>
            <th scope="col">${fields.after}</th>
          </tr>
        </thead>
        <tbody>
          ${Object.entries(change).map(
            ([name, [before, after]]) =>
              html`<tr>
                <th scope="row"><code dir="ltr">${name}</code></th>
                <td dir="auto">${this.#show(before)}</td>
                <td dir="auto">${this.#show(after)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      ${user_agent === null ? nothing : html`<p class="hint" dir="ltr">${user_agent}</p>`}
    </details>`;
  }

  #show(value: unknown): string {
    return typeof value === 'object' && value !== null
      ? JSON.stringify(value, null, 2)
      : showValue(value as Json | undefined, this.words);
  }

  readonly #filter = ({ target }: Event): void => {
    const { id, value } = target as HTMLInputElement;
    if (id === 'subject') this.subject = value;
    // Days as people see them here; the last one is included.
    else if (id === 'from') this.#since = value === '' ? undefined : new Date(`${value}T00:00`).toISOString();
    else this.#until = value === '' ? undefined : new Date(`${value}T23:59:59.999`).toISOString();
    void this.#log.reload();
  };

  async #showMore(known: readonly WireAuditEntry[], cursor: string): Promise<void> {
    try {
      const page = await this.context.client.listAuditLog({
        action: this.subject || undefined,
        since: this.#since,
        until: this.#until,
        cursor,
      });
      this.#log.set({ ...page, audit_logs: [...known, ...page.audit_logs] });
    } catch (cause) {
      this.context.fail(cause);
    }
  }
}
