import type { WireCustomer, WireCustomerResponse, WireIdentitySecret } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { DraftController, type Versioned } from '../changes/draft-controller.ts';
import { recordOf } from '../changes/record.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { renderFields } from '../form/render-field.ts';
import { renderConflict, renderSaveBar } from '../form/save-bar.ts';
import { LoadController } from '../load-controller.ts';
import { ConsoleSection } from '../section.ts';
import { renderCode } from '../widget/copy-code.ts';

const FIELDS: readonly FieldSpec[] = [
  { kind: 'text', path: 'name', label: 'name', most: 200, isRequired: true },
  { kind: 'text', path: 'time_zone', label: 'timeZone', hint: 'timeZone', most: 64, isRequired: true },
  {
    kind: 'number',
    path: 'conversation_retention_days',
    label: 'retainConversations',
    low: 1,
    high: 3_650,
    unit: 'days',
    isNullable: true,
  },
  { kind: 'number', path: 'event_retention_days', label: 'retainEvents', low: 1, high: 3_650, unit: 'days' },
  { kind: 'number', path: 'audit_retention_days', label: 'retainAudit', low: 30, high: 3_650, unit: 'days' },
];

/** What belongs to the whole organization: its name, how long things are kept, its plan, and what identities are signed with. */
export class ConsoleOrganizationElement extends ConsoleSection {
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, secret: { state: true } };

  /** As long as the page shows it: nobody can read it again. */
  private secret: string | null = null;
  readonly #customer = new LoadController<WireCustomerResponse>(this, async () => {
    const answer = await this.context.client.getCustomer();
    this.#draft.begin(settingsOf(answer.organization));
    return answer;
  });
  readonly #draft = new DraftController(this, {
    save: async (changed, version) =>
      this.#keep(await this.context.client.updateCustomer({ version: version ?? 0, ...changed })),
    read: async () => this.#keep(await this.context.client.getCustomer()),
    fail: (cause) => this.context.fail(cause),
    onTaken: (count) => this.context.tell(this.words.conflictTaken(count)),
    onSaved: () => this.context.saved('organization', null),
    onChange: (count) => this.context?.setUnsaved(count),
  });

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${words.sections.organization}</h1>
        ${renderSaveBar(this.#draft, words)}
      </div>
      ${this.#customer.render(
        words,
        ({ organization }) =>
          html`<div class="stack">
            <div class="card" part="card"><div class="columns">${renderFields(FIELDS, this.#draft, words)}</div></div>
            ${this.#renderPlan(organization)} ${this.#renderSecrets(organization.identity_secrets)}
          </div>`,
      )}
      ${renderConflict(this.#draft, words, FIELDS)}`;
  }

  #renderPlan({ plan, limits, usage }: WireCustomer): TemplateResult {
    const { words } = this;
    const number = new Intl.NumberFormat(this.chat.phrases.code);
    const of = (used: number, most: number | null): string =>
      `${number.format(used)} / ${most === null ? words.states.unlimited : number.format(most)}`;
    return html`<div class="card" part="card">
      <h2>${words.fields.plan}: ${plan}</h2>
      <dl class="columns">
        <div>
          <dt class="hint">${words.sections.widgets}</dt>
          <dd>${of(usage.widgets, limits.max_widgets)}</dd>
        </div>
        <div>
          <dt class="hint">${words.sections.team}</dt>
          <dd>${of(usage.agents, limits.max_agents)}</dd>
        </div>
      </dl>
    </div>`;
  }

  #renderSecrets(secrets: readonly WireIdentitySecret[]): TemplateResult {
    const { words } = this;
    const date = new Intl.DateTimeFormat(this.chat.phrases.code, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<div class="card" part="card">
      <h2>${words.fields.key}</h2>
      <p class="hint">${words.secretText}</p>
      <ul class="bare">
        ${secrets.map(
          ({ kid, created_at, retires_at }) =>
            html`<li class="row" part="row">
              <code class="grow" dir="ltr">${kid}</code>
              <span class="muted">${date.format(Date.parse(created_at))}</span>
              ${
                retires_at === null
                  ? html`<button
                      class="button ghost"
                      part="button-quiet"
                      type="button"
                      aria-label="${words.actions.retire}: ${kid}"
                      @click=${() => this.#retire(kid)}
                    >
                      ${words.actions.retire}
                    </button>`
                  : html`<span class="chip" part="chip">${date.format(Date.parse(retires_at))}</span>`
              }
            </li>`,
        )}
      </ul>
      ${
        this.secret === null
          ? nothing
          : html`<p class="note" role="status">${words.keyShownOnce}</p>
              ${renderCode(this.secret, words.fields.key, this.context)}`
      }
      <div class="buttons">
        <button class="button quiet" part="button-quiet" type="button" @click=${this.#create}>
          ${words.actions.createSecret}
        </button>
      </div>
    </div>`;
  }

  #keep(answer: WireCustomerResponse): Versioned {
    this.#customer.set(answer);
    return settingsOf(answer.organization);
  }

  readonly #create = async (): Promise<void> => {
    try {
      const { identity_secret } = await this.context.client.createIdentitySecret();
      this.secret = identity_secret.secret;
      this.context.saved('identity_secret', identity_secret.kid);
      await this.#refresh();
    } catch (cause) {
      this.context.fail(cause);
    }
  };

  async #retire(kid: string): Promise<void> {
    try {
      await this.context.client.retireIdentitySecret({ kid });
      this.context.saved('identity_secret', kid);
      await this.#refresh();
    } catch (cause) {
      this.context.fail(cause);
    }
  }

  /** What is being edited stays: only the list of secrets is read again. */
  async #refresh(): Promise<void> {
    this.#customer.set(await this.context.client.getCustomer());
  }
}

function settingsOf(organization: WireCustomer): Versioned {
  return recordOf(
    organization,
    FIELDS.map(({ path }) => path),
  );
}
