/** The tags for a page. Pure: no network, no database. */
export interface Snippet {
  /** With its host part, so that a tag needs nothing else. */
  readonly widgetKey: string;
  readonly scriptTag: string;
  readonly elementTag: string;
}

/** Where somebody has put `dist/cdn` of `@support-chat/element`; there is no public place for it. */
const CDN_PLACEHOLDER = 'https://cdn.example.com';

export function createSnippet(options: {
  readonly key: string;
  readonly projectUrl: string;
  readonly cdnUrl?: string | undefined;
}): Snippet {
  const cdn = (options.cdnUrl ?? CDN_PLACEHOLDER).replace(/\/+$/, '');
  const widgetKey = `${options.key}@${hostPartOf(options.projectUrl)}`;
  return {
    widgetKey,
    scriptTag: `<script async src="${cdn}/widget.js?id=${widgetKey}"></script>`,
    elementTag: `<support-chat widget-key="${widgetKey}"></support-chat>`,
  };
}

/** `abcdefgh` for a hosted project, else the host: the SDK reads both (packages/sdk/src/widget-key.ts). */
function hostPartOf(projectUrl: string): string {
  const { host } = new URL(projectUrl);
  return /^([a-z0-9]+)\.supabase\.co$/.exec(host)?.[1] ?? host;
}
