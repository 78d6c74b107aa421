import type { WireCannedResponse } from '@support-chat/sdk/protocol/agent';

const at = '2026-11-20T10:00:00Z';

export const reply: Omit<WireCannedResponse, 'version'> = {
  id: 'c1',
  scope: 'team',
  department_id: null,
  shortcut: 'hello',
  title: 'Greeting',
  body: 'Hello {{visitor.name}}, how can we help?',
  used_count: 3,
  last_used_at: null,
  created_at: at,
  updated_at: at,
};

/** A record as a server sends it that has versions. */
export function inVersion<Item extends object>(version: number, record: Item): Item & { readonly version: number } {
  return { ...record, version };
}

export interface RecordChange {
  /** What it was made on; left out: whatever there is. */
  readonly version?: unknown;
  readonly [name: string]: unknown;
}

/** All records after a change of one, which raises its version if it has one; null when it was made on another version. */
export function afterChange<Item extends { readonly id: string; readonly version?: number }>(
  records: readonly Item[],
  id: unknown,
  { version, ...change }: RecordChange,
): readonly Item[] | null {
  const current = records.find((one) => one.id === id)?.version;
  if (version !== undefined && version !== current) return null;
  const raised = current === undefined ? {} : { version: current + 1 };
  return records.map((one) => (one.id === id ? { ...one, ...change, ...raised } : one));
}
