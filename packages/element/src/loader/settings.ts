import { parseWidgetKey, resolveApiUrl } from '@support-chat/sdk';

export interface LoaderSettings {
  readonly widgetKey: string;
  readonly widgetId: string;
  readonly apiUrl: string;
  /** Where the rest of the chat lies: beside this script. */
  readonly fullUrl: string;
  readonly nonce: string;
  /** Of the element to come. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Everything the script tag says: `?id=KEY` or `data-widget-key`, and every other `data-` attribute as an attribute of the
 * element (`data-theme="dark"`, `data-lang="de"`, `data-position="bottom-start"`). A key without a host belongs to the
 * server that the script came from.
 *
 * @throws {ChatError} `widget_key_invalid`
 */
export function readSettings({ src, nonce, attributes: given }: HTMLScriptElement): LoaderSettings {
  const source = new URL(src);
  const attributes: Record<string, string> = {};
  for (const { name, value } of Array.from(given)) {
    if (name.startsWith('data-')) attributes[name.slice(5)] = value;
  }
  const widgetKey = (attributes['widget-key'] ??= source.searchParams.get('id') ?? '');
  const key = parseWidgetKey(widgetKey);
  if (key.host === null) attributes['api-url'] ??= `${source.origin}/functions/v1/support-chat`;
  return {
    widgetKey,
    widgetId: key.id,
    apiUrl: resolveApiUrl(key, attributes['api-url']),
    fullUrl: new URL('widget-full.js', source).href,
    nonce,
    attributes,
  };
}
