/** The tags for a page. Pure: no network, no database. */
export interface Snippet {
  /** With its host part, so that a tag needs nothing else. */
  readonly widgetKey: string;
  readonly scriptTag: string;
  /** In front of the tag: lets the page call the chat before the script is there. */
  readonly queueTag: string;
  readonly elementTag: string;
}

/** Which global the page calls; the two older ones come with a script of their own. */
export type SnippetApi = 'SupportChat' | 'chatdesk' | 'LiveChatWidget';

/** A loader under the name of its contents, which a page may hold it to. */
export interface PinnedLoader {
  readonly file: string;
  readonly integrity: string;
}

/** Where somebody has put `dist/cdn` of `@support-chat/element`; there is no public place for it. */
const CDN_PLACEHOLDER = 'https://cdn.example.com';

export function createSnippet(options: {
  readonly key: string;
  readonly projectUrl: string;
  readonly cdnUrl?: string | undefined;
  readonly api?: SnippetApi | undefined;
  readonly pinned?: PinnedLoader | undefined;
}): Snippet {
  const { api = 'SupportChat', pinned } = options;
  const cdn = (options.cdnUrl ?? CDN_PLACEHOLDER).replace(/\/+$/, '');
  const widgetKey = `${options.key}@${hostPartOf(options.projectUrl)}`;
  const file = pinned?.file ?? (api === 'SupportChat' ? 'widget.js' : 'widget-compat.js');
  // Without `crossorigin` a browser may not look at what it got, and refuses what it cannot hold to its hash.
  const integrity = pinned === undefined ? '' : ` integrity="${pinned.integrity}" crossorigin="anonymous"`;
  return {
    widgetKey,
    scriptTag: `<script async src="${cdn}/${file}?id=${widgetKey}"${integrity}></script>`,
    queueTag: QUEUES[api],
    elementTag: `<support-chat widget-key="${widgetKey}"></support-chat>`,
  };
}

const QUEUES: Readonly<Record<SnippetApi, string>> = {
  SupportChat: queueOf('SupportChat'),
  chatdesk: queueOf('chatdesk'),
  LiveChatWidget: '<script>window.LiveChatWidget ??= { queue: [] };</script>',
};

function queueOf(name: string): string {
  return `<script>window.${name} ??= function () { (${name}.q ??= []).push(arguments); };</script>`;
}

/** `abcdefgh` for a hosted project, else the host: the SDK reads both (packages/sdk/src/widget-key.ts). */
function hostPartOf(projectUrl: string): string {
  const { host } = new URL(projectUrl);
  return /^([a-z0-9]+)\.supabase\.co$/.exec(host)?.[1] ?? host;
}
