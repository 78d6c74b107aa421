import { ChatError } from './errors.ts';

/** A widget key, taken apart. */
export interface WidgetKey {
  /** What the server knows the widget by, for example `wk_ab12`. */
  readonly id: string;
  /** Where the backend is; null when only `apiUrl` can say so. */
  readonly host: string | null;
}

/**
 * Takes `wk_<id>` or `wk_<id>@<host>` apart. The key is public, never a secret.
 *
 * @throws {ChatError} `widget_key_invalid`
 */
export function parseWidgetKey(widgetKey: string): WidgetKey {
  const match = /^(wk_[\w-]+)(?:@([a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d{1,5})?))?$/i.exec(widgetKey.trim());
  if (match === null) {
    throw new ChatError('widget_key_invalid', `"${widgetKey}" is not a widget key like wk_ab12@abcdefgh.`);
  }
  return { id: match[1] as string, host: match[2]?.toLowerCase() ?? null };
}

/**
 * The base URL of the API, without a slash at its end.
 *
 * - `apiUrl` wins when it is given;
 * - a host without a dot is a Supabase project: `https://<ref>.supabase.co/functions/v1/support-chat`;
 * - `localhost` and `127.0.0.1`, with or without a port, are spoken to over http;
 * - every other host over https.
 *
 * @throws {ChatError} `widget_key_invalid` when neither the key nor `apiUrl` says where the backend is.
 */
export function resolveApiUrl(widgetKey: WidgetKey, apiUrl?: string): string {
  if (apiUrl) return apiUrl.replace(/\/+$/, '');
  const { id, host } = widgetKey;
  if (host === null) {
    throw new ChatError('widget_key_invalid', `No server named: use ${id}@<host> or set apiUrl.`);
  }
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host);
  const name = isLocal || /[.:]/.test(host) ? host : `${host}.supabase.co`;
  return `${isLocal ? 'http' : 'https'}://${name}/functions/v1/support-chat`;
}
