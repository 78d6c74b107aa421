import { parseWidgetKey, resolveApiUrl } from '@support-chat/sdk';

export interface LoaderSettings {
  readonly widgetId: string;
  readonly apiUrl: string;
  /** Where the rest of the chat lies: beside this script. */
  readonly fullUrl: string;
  readonly nonce: string;
  /** Of the element to come. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** What is read of a script's tag. */
export interface ScriptTag {
  readonly src: string;
  readonly nonce?: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}

/**
 * Everything the script tag says: `?id=KEY`, `?widget_id=KEY` or `data-widget-key`, `?debug=true`, and every other `data-`
 * attribute as an attribute of the element (`data-theme="dark"`, `data-lang="de"`, `data-position="bottom-start"`). A key
 * without a host belongs to the server that the script came from.
 *
 * @throws {ChatError} `widget_key_invalid`
 */
export function readSettings({ src, nonce = '', attributes: given }: ScriptTag): LoaderSettings {
  const source = new URL(src);
  const attributes: Record<string, string> = {};
  for (const { name, value } of given) {
    if (name.startsWith('data-')) attributes[name.slice(5)] = value;
  }
  const said = (name: string): string | null => source.searchParams.get(name);
  if (said('debug') === 'true') attributes['debug'] = '';
  const key = parseWidgetKey((attributes['widget-key'] ??= said('id') ?? said('widget_id') ?? ''));
  if (key.host === null) attributes['api-url'] ??= `${source.origin}/functions/v1/support-chat`;
  return {
    widgetId: key.id,
    apiUrl: resolveApiUrl(key, attributes['api-url']),
    fullUrl: new URL('widget-full.js', source).href,
    nonce,
    attributes,
  };
}
