import type { WireAdminDepartment, WireManagedAgent, WireNewDepartment } from '@support-chat/sdk/protocol/admin';
import { html, nothing, type TemplateResult } from 'lit';
import type { JsonObject } from '../changes/json.ts';
import { onVersion, recordOf } from '../changes/record.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { RecordsSection } from './records-section.ts';

/** Whom visitors can ask, and who answers there. */
export class ConsoleDepartmentsElement extends RecordsSection<WireAdminDepartment> {
  protected override readonly what = 'department';
  #agents: readonly WireManagedAgent[] = [];

  protected override get heading(): string {
    return this.words.sections.departments;
  }

  protected override get creation(): string {
    return this.words.actions.createDepartment;
  }

  protected override async list(): Promise<readonly WireAdminDepartment[]> {
    const { client } = this.context;
    const [{ departments }, { agents }] = await Promise.all([client.listDepartments(), client.listAgents()]);
    this.#agents = agents;
    return departments;
  }

  protected override fieldsOf(): readonly FieldSpec[] {
    return [
      { kind: 'text', path: 'name', label: 'name', most: 100, isRequired: true },
      { kind: 'multiline', path: 'description', label: 'description', most: 500, isNullable: true },
      {
        kind: 'text',
        type: 'email',
        path: 'email',
        label: 'email',
        hint: 'departmentEmail',
        most: 320,
        isNullable: true,
      },
      {
        kind: 'list',
        path: 'required_skills',
        label: 'requiredSkills',
        hint: 'list',
        separator: 'comma',
        mayBeEmpty: true,
      },
      { kind: 'check', path: 'is_active', label: 'enabled', standard: true },
      {
        kind: 'set',
        path: 'agent_ids',
        label: 'agents',
        choices: this.#agents.filter(({ is_active }) => is_active).map(({ id, name }) => [id, name] as const),
      },
    ];
  }

  protected override nameOf({ name }: WireAdminDepartment): string {
    return name;
  }

  protected override renderItem({ name, description, is_active, agent_ids }: WireAdminDepartment): TemplateResult {
    const { states } = this.words;
    const names = this.#agents.filter(({ id }) => agent_ids.includes(id)).map((agent) => agent.name);
    return html`<div class="grow">
        <p class="title">${name}</p>
        ${description ? html`<p class="muted">${description}</p>` : nothing}
      </div>
      <span class="muted">${names.length === 0 ? states.nobody : this.chat.list(names)}</span>
      ${is_active ? nothing : html`<span class="chip" part="chip">${states.off}</span>`}`;
  }

  protected override async create({ agent_ids, ...fields }: JsonObject): Promise<void> {
    const { client } = this.context;
    const { department } = await client.createDepartment(fields as unknown as WireNewDepartment);
    if (agent_ids !== undefined) await this.#setMembers({ department_id: department.id }, agent_ids);
  }

  protected override async change(
    item: WireAdminDepartment,
    { agent_ids, ...fields }: JsonObject,
    version: number | null,
  ): Promise<WireAdminDepartment> {
    const on = { department_id: item.id, ...onVersion(version) };
    if (Object.keys(fields).length === 0) return this.#setMembers(on, agent_ids);
    const { department } = await this.context.client.updateDepartment({ ...on, ...fields });
    if (agent_ids === undefined) return department;
    // The first half has made another version.
    return this.#setMembers({ ...on, ...onVersion(recordOf(department, []).version) }, agent_ids);
  }

  protected override erase({ id }: WireAdminDepartment): Promise<unknown> {
    return this.context.client.deleteDepartment(id);
  }

  async #setMembers(
    on: { readonly department_id: string; readonly version?: number },
    agentIds: unknown,
  ): Promise<WireAdminDepartment> {
    const members = { ...on, agent_ids: agentIds as readonly string[] };
    return (await this.context.client.setDepartmentMembers(members)).department;
  }
}
