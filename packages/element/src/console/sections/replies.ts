import type { WireCannedResponse } from '@support-chat/sdk/protocol/agent';
import type { WireAdminDepartment, WireNewSharedResponse } from '@support-chat/sdk/protocol/admin';
import { html, type TemplateResult } from 'lit';
import type { JsonObject } from '../changes/json.ts';
import { onVersion } from '../changes/record.ts';
import type { FieldSpec } from '../form/field-spec.ts';
import { RecordsSection } from './records-section.ts';

/** Texts that the whole team, or a department, answers with. */
export class ConsoleRepliesElement extends RecordsSection<WireCannedResponse> {
  protected override readonly what = 'canned_response';
  #departments: readonly WireAdminDepartment[] = [];

  protected override get heading(): string {
    return this.words.sections.replies;
  }

  protected override get creation(): string {
    return this.words.actions.createReply;
  }

  protected override async list(): Promise<readonly WireCannedResponse[]> {
    const { client } = this.context;
    const [{ canned_responses }, { departments }] = await Promise.all([
      client.listResponses(),
      client.listDepartments(),
    ]);
    this.#departments = departments;
    return canned_responses;
  }

  protected override fieldsOf(): readonly FieldSpec[] {
    return [
      { kind: 'text', path: 'shortcut', label: 'shortcut', hint: 'shortcut', most: 32, isRequired: true },
      { kind: 'text', path: 'title', label: 'title', most: 100, isRequired: true },
      { kind: 'multiline', path: 'body', label: 'text', most: 4_000, isRequired: true },
      {
        kind: 'choice',
        path: 'department_id',
        label: 'department',
        standard: '',
        isNullable: true,
        choices: [['', this.words.states.everything], ...this.#departments.map(({ id, name }) => [id, name] as const)],
      },
    ];
  }

  protected override nameOf({ shortcut }: WireCannedResponse): string {
    return `/${shortcut}`;
  }

  protected override renderItem({ shortcut, title, body, department_id }: WireCannedResponse): TemplateResult {
    const department = this.#departments.find(({ id }) => id === department_id);
    return html`<div class="grow">
        <p class="title"><code>/${shortcut}</code> ${title}</p>
        <p class="muted cut">${body}</p>
      </div>
      <span class="chip" part="chip">${department?.name ?? this.words.states.everything}</span>`;
  }

  protected override create(values: JsonObject): Promise<unknown> {
    return this.context.client.createResponse(values as unknown as WireNewSharedResponse);
  }

  protected override async change(
    { id }: WireCannedResponse,
    values: JsonObject,
    version: number | null,
  ): Promise<WireCannedResponse> {
    const { canned_response } = await this.context.client.updateResponse({ id, ...onVersion(version), ...values });
    return canned_response;
  }

  protected override erase({ id }: WireCannedResponse): Promise<unknown> {
    return this.context.client.deleteResponse(id);
  }
}
