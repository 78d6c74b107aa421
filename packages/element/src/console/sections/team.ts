import type { WireAdminDepartment, WireInvitation, WireManagedAgent } from '@support-chat/sdk/protocol/admin';
import type { WireTeamRole } from '@support-chat/sdk/protocol/agent';
import { ChatError } from '@support-chat/sdk/admin';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { DeskMenuItem } from '../../desk/menu/menu.ts';
import { renderDeskIcon } from '../../desk/icons.ts';
import { DraftController, type Versioned } from '../changes/draft-controller.ts';
import { onVersion, recordOf } from '../changes/record.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { renderFields } from '../form/render-field.ts';
import { renderConflict } from '../form/save-bar.ts';
import { LoadController } from '../load-controller.ts';
import { PARTS } from '../parts.ts';
import { ConsoleSection } from '../section.ts';
import { renderCode } from '../widget/copy-code.ts';

type Dialog =
  | { readonly name: 'invite' }
  | { readonly name: 'link'; readonly heading: string; readonly text: string; readonly link: string }
  | { readonly name: 'edit' | 'deactivate'; readonly agent: WireManagedAgent };

interface Team {
  readonly agents: readonly WireManagedAgent[];
  readonly invitations: readonly WireInvitation[];
  readonly departments: readonly WireAdminDepartment[];
}

const ROLES: readonly WireTeamRole[] = ['agent', 'admin', 'owner'];

/** Who answers, who may change what, and who is invited. */
export class ConsoleTeamElement extends ConsoleSection {
  static override properties: PropertyDeclarations = { ...ConsoleSection.properties, dialog: { state: true } };

  private dialog: Dialog | null = null;
  readonly #team = new LoadController<Team>(this, async () => {
    const { client } = this.context;
    const [{ agents }, { invitations }, { departments }] = await Promise.all([
      client.listAgents(),
      client.listInvitations(),
      client.listDepartments(),
    ]);
    return { agents, departments, invitations: invitations.filter(({ purpose }) => purpose === 'join') };
  });
  readonly #draft = new DraftController(this, {
    save: async (changed, version) => {
      const change = { agent_id: this.#editedId ?? '', ...onVersion(version), ...changed };
      return this.#asRead((await this.context.client.updateAgent(change)).agent);
    },
    read: async () => {
      const id = this.#editedId;
      const agent = (await this.context.client.listAgents()).agents.find((one) => one.id === id);
      if (agent === undefined) throw new ChatError('record_not_found', 'Somebody has taken them off the team.');
      return this.#asRead(agent);
    },
    fail: (cause) => this.context.fail(cause),
    onTaken: (count) => this.context.tell(this.words.conflictTaken(count)),
    onSaved: () => this.#done('agent', this.#editedId),
    onChange: (count) => this.context?.setUnsaved(count),
  });

  get #editedId(): string | null {
    return this.dialog?.name === 'edit' ? this.dialog.agent.id : null;
  }

  #asRead(agent: WireManagedAgent): Versioned {
    return recordOf(
      agent,
      this.#fields().map(({ path }) => path),
    );
  }

  protected override renderSection(): TemplateResult {
    const { words } = this;
    return html`<div class="head" part="section-header">
        <h1 class="grow">${words.sections.team}</h1>
        <button class="button" part="button" type="button" @click=${() => (this.dialog = { name: 'invite' })}>
          ${renderDeskIcon('plus')}${words.actions.invite}
        </button>
      </div>
      ${this.#team.render(
        words,
        (team) =>
          html`<div class="stack">
            <ul class="rows" part="rows">
              ${team.agents.map((agent) => this.#renderAgent(agent))}
              ${team.invitations.map((invitation) => this.#renderInvitation(invitation))}
            </ul>
            <p class="hint">${words.rolesText}</p>
          </div>`,
      )}
      ${this.#renderDialog()} ${renderConflict(this.#draft, words, this.#fields())}`;
  }

  #renderAgent(agent: WireManagedAgent): TemplateResult {
    const { words } = this;
    const { actions, choices, states, fields } = words;
    const items: readonly DeskMenuItem[] = [
      { id: 'edit', label: actions.edit, icon: 'edit' },
      ...(agent.is_active
        ? [
            { id: 'telegram', label: actions.linkTelegram, icon: 'external' as const },
            { id: 'deactivate', label: actions.deactivate, icon: 'ban' as const, isDanger: true, startsGroup: true },
          ]
        : [{ id: 'activate', label: actions.reactivate, icon: 'reopen' as const }]),
    ];
    return html`<li class="row" part="row">
      <div class="grow">
        <p class="title">${agent.name}</p>
        <p class="muted">
          ${agent.email ?? (agent.telegram_username === null ? nothing : `@${agent.telegram_username}`)}
        </p>
      </div>
      ${agent.is_in_telegram ? html`<span class="chip" part="chip">${words.sections.telegram}</span>` : nothing}
      <span class="muted">${fields.limits}: ${agent.max_concurrent_chats}</span>
      <span class="chip ${agent.role === 'agent' ? '' : 'accent'}" part="chip">${choices[agent.role]}</span>
      ${agent.is_active ? nothing : html`<span class="chip" part="chip">${states.inactive}</span>`}
      <support-desk-menu
        exportparts=${PARTS}
        label="${actions.edit}: ${agent.name}"
        .items=${items}
        @desk-choose=${({ detail }: CustomEvent<{ readonly id: string }>) => this.#choose(detail.id, agent)}
      >
        ${renderDeskIcon('settings')}
      </support-desk-menu>
    </li>`;
  }

  #renderInvitation({ id, email, role }: WireInvitation): TemplateResult {
    const { words } = this;
    const withdraw = async (): Promise<void> => {
      await this.#run(() => this.context.client.deleteInvitation(id), 'invitation', id);
    };
    return html`<li class="row" part="row">
      <div class="grow"><p class="title">${email ?? words.states.invited}</p></div>
      <span class="chip notice" part="chip">${words.states.invited}</span>
      <span class="chip" part="chip">${words.choices[role]}</span>
      <button
        class="icon-button"
        part="icon-button"
        type="button"
        aria-label="${words.actions.remove}: ${email ?? words.states.invited}"
        @click=${withdraw}
      >
        ${renderDeskIcon('trash')}
      </button>
    </li>`;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const { dialog, words } = this;
    const { actions } = words;
    if (dialog === null) return nothing;
    const frame = (heading: string, content: TemplateResult, act: TemplateResult): TemplateResult =>
      html`<support-desk-dialog
        exportparts=${PARTS}
        heading=${heading}
        close-label=${actions.close}
        @desk-close=${this.#close}
      >
        ${content}
        <div slot="actions" class="buttons end">
          <button class="button quiet" part="button-quiet" type="button" @click=${this.#close}>
            ${dialog.name === 'link' ? actions.close : actions.cancel}
          </button>
          ${act}
        </div>
      </support-desk-dialog>`;
    switch (dialog.name) {
      case 'invite':
        return frame(
          actions.invite,
          this.#renderInvite(),
          html`<button class="button" part="button" type="submit" form="invite">${actions.create}</button>`,
        );
      case 'link':
        return frame(
          dialog.heading,
          html`<p>${dialog.text}</p>
            ${renderCode(dialog.link, words.fields.link, this.context)}`,
          html``,
        );
      case 'deactivate':
        return frame(
          `${actions.deactivate}: ${dialog.agent.name}`,
          html`<p>${words.deactivateText}</p>`,
          html`<button class="button danger" part="button" type="button" @click=${() => this.#deactivate(dialog.agent)}>
            ${actions.deactivate}
          </button>`,
        );
      case 'edit':
        return frame(
          dialog.agent.name,
          html`<form id="agent" @submit=${this.#save}>${renderFields(this.#fields(), this.#draft, words)}</form>`,
          html`<button class="button" part="button" type="submit" form="agent" ?disabled=${!this.#draft.canSave}>
            ${actions.save}
          </button>`,
        );
    }
  }

  #renderInvite(): TemplateResult {
    const { fields, choices, states } = this.words;
    return html`<form id="invite" @submit=${this.#invite}>
      <div class="labelled" part="field">
        <label for="email">${fields.email} <span class="muted">(${states.optional})</span></label>
        <input class="field" part="control" id="email" name="email" type="email" maxlength="320" ?autofocus=${true} />
      </div>
      <div class="labelled" part="field">
        <label for="role">${fields.role}</label>
        <select class="field" part="control" id="role" name="role">
          ${ROLES.map((role) => html`<option value=${role}>${choices[role]}</option>`)}
        </select>
      </div>
    </form>`;
  }

  #fields(): readonly FieldSpec[] {
    const { choices } = this.words;
    const departments = this.#team.value?.departments ?? [];
    return [
      { kind: 'text', path: 'name', label: 'name', most: 100, isRequired: true },
      { kind: 'text', type: 'email', path: 'email', label: 'email', most: 320, isNullable: true },
      {
        kind: 'choice',
        path: 'role',
        label: 'role',
        standard: 'agent',
        choices: ROLES.map((role) => [role, choices[role]] as const),
      },
      { kind: 'number', path: 'max_concurrent_chats', label: 'limits', low: 0, high: 1_000 },
      { kind: 'list', path: 'skills', label: 'skills', hint: 'list', separator: 'comma', mayBeEmpty: true },
      { kind: 'list', path: 'languages', label: 'languages', hint: 'list', separator: 'comma', mayBeEmpty: true },
      {
        kind: 'set',
        path: 'department_ids',
        label: 'departments',
        choices: departments.map(({ id, name }) => [id, name] as const),
      },
    ];
  }

  #choose(action: string, agent: WireManagedAgent): void {
    const { words } = this;
    if (action === 'edit') {
      this.#draft.begin(this.#asRead(agent));
      this.dialog = { name: 'edit', agent };
    } else if (action === 'deactivate') this.dialog = { name: 'deactivate', agent };
    else if (action === 'activate')
      void this.#run(() => this.context.client.activateAgent(agent.id), 'agent', agent.id);
    else
      void this.#showLink(words.actions.linkTelegram, words.telegramLinkText, () =>
        this.context.client.createTelegramLink(agent.id),
      );
  }

  async #showLink(
    heading: string,
    text: string,
    ask: () => Promise<{ readonly link: string | null; readonly token?: string }>,
  ): Promise<void> {
    try {
      const { link, token } = await ask();
      // Without a page that accepts invitations there is the bare token, which a page of the team's takes.
      this.dialog = { name: 'link', heading, text, link: link ?? token ?? '' };
    } catch (cause) {
      this.context.fail(cause);
    }
  }

  async #deactivate({ id }: WireManagedAgent): Promise<void> {
    await this.#run(() => this.context.client.deactivateAgent(id), 'agent', id);
  }

  async #run(act: () => Promise<unknown>, what: string, id: string): Promise<void> {
    try {
      await act();
      this.#done(what, id);
    } catch (cause) {
      this.context.fail(cause);
    }
  }

  #done(what: string, id: string | null): void {
    this.context.saved(what, id);
    this.#close();
    void this.#team.reload();
  }

  readonly #save = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#draft.save();
  };

  readonly #invite = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { email, role } = Object.fromEntries(new FormData(event.target as HTMLFormElement)) as Record<string, string>;
    const { words, context } = this;
    await this.#showLink(words.actions.invite, words.inviteText, () =>
      context.client.createInvitation({ role: role as WireTeamRole, ...(email ? { email } : {}) }),
    );
    void this.#team.reload();
  };

  readonly #close = (): void => {
    this.dialog = null;
    this.#draft.begin({ settings: {}, version: null });
  };
}
