import { UsageError } from '../command.ts';
import type { DatabaseCaller } from '../../db/database-caller.ts';
import { OPERATOR } from '../database.ts';

/** What these commands show of a widget, in the database's spelling. */
export interface ListedWidget {
  readonly id: string;
  readonly organization_id: string;
  readonly key: string;
  readonly name: string;
  readonly is_enabled: boolean;
  readonly allowed_domains: readonly string[];
}

/** `wk_…`, with or without its host part, as the database knows it. Throws a {@link UsageError}. */
export function plainWidgetKey(text: string): string {
  const key = text.split('@')[0] ?? '';
  if (!/^wk_[\w-]+$/.test(key)) throw new UsageError(`"${text}" is not a widget key, like wk_ab12.`);
  return key;
}

/** By its key, also one that was rotated away a short while ago. */
export async function findWidgetByKey(
  database: DatabaseCaller,
  key: string,
): Promise<{ readonly id: string; readonly organization_id: string }> {
  return (await database.call('support_get_widget', { p_widget_key: plainWidgetKey(key) })) as {
    readonly id: string;
    readonly organization_id: string;
  };
}

export async function listWidgets(database: DatabaseCaller, organizationId: string): Promise<readonly ListedWidget[]> {
  const answer = await database.call('support_list_widgets', {
    p_actor: OPERATOR,
    p_organization_id: organizationId,
  });
  return (answer as { readonly widgets: readonly ListedWidget[] }).widgets;
}

export function summaryOf({ id, organization_id, key, name, is_enabled, allowed_domains }: ListedWidget) {
  return { id, organization_id, key, name, is_enabled, allowed_domains };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Throws a {@link UsageError} for what is no id, before the database is asked. */
export function requireUuid(value: string, what: string): string {
  if (!UUID.test(value))
    throw new UsageError(`"${value}" is not the id of ${what}; ids look like 5eed0000-0000-4000-8000-000000000001.`);
  return value;
}
