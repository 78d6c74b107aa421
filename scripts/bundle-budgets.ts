import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a visitor's browser or a function's cold start has to load, with a ceiling and the reason for it. */
export interface Budget {
  readonly name: string;
  readonly entry: string;
  /** Whether lazily imported chunks count too; of a single file, nothing counts that it imports. */
  readonly chunks: 'none' | 'all' | 'single file';
  /** Chunks that only some visitors load, by the start of their name; weighed and printed, but not counted. */
  readonly notCounted?: Readonly<Record<string, string>>;
  readonly limit: { readonly bytes: number; readonly measure: 'gzip' | 'raw' };
  readonly why: string;
  /** Text that must not occur in the bundle, with what its presence would mean. */
  readonly forbidden: Readonly<Record<string, string>>;
}

const BROWSER_FORBIDDEN = {
  ZodError: 'zod is for the server; the client reads answers with its own guards',
  GoTrueClient: 'the supabase-js umbrella brings auth, storage and postgrest; import @supabase/realtime-js alone',
  PostgrestClient: 'the browser never talks to the Data API',
  GrammyError: 'Telegram code belongs to the server',
  hono: 'server code must not reach the browser',
  service_role: 'nothing in a browser may know about that role',
  'node:': 'a Node module slipped into a browser bundle',
} as const;

const LOADER_FORBIDDEN = {
  ...BROWSER_FORBIDDEN,
  litHtmlVersions: 'the loader draws without Lit',
  RealtimeClient: 'the loader opens no socket',
} as const;

const LANGUAGES = Object.fromEntries(
  readdirSync(new URL('../packages/element/src/i18n/locales', import.meta.url))
    .filter((name) => !name.startsWith('en'))
    .map((name) => [name.replace('.ts', '-'), 'pages in this language']),
);

/** Chunks of the widget that only some visitors load. */
const ONLY_SOME = {
  ...LANGUAGES,
  'load-phrases-': 'pages in another language than English, and teams with their own words',
  'own-words-': 'teams with their own words',
  'en-more-': 'visitors who see more than the conversation',
  'rich-text-': 'conversations with formatted text',
  'define-attachments-': 'conversations with files, and teams that take them',
  'define-message-tools-': 'visitors who point at a message, and conversations with quotes',
  'define-prechat-': 'teams with a form or departments, or that are away',
  'branding-': 'teams with a logo, a font or a launcher of their own',
  'accent-fallback-': 'browsers without relative colours',
  'lease-': 'browsers without Web Locks',
  'storage-guard-': 'pages that ask for consent or share the session',
  'visitor-record-': 'identified visitors',
  'identity-': 'identified visitors',
  'uploads-': 'visitors who send files',
  'actions-': 'visitors who write a second message, edit, rate, or look for more than the conversation',
  'trail-': 'pages with triggers or tracking',
  'define-history-': 'visitors who look for earlier conversations',
  'define-emoji-': 'visitors who look for an emoji',
  'emoji-data-': 'visitors who look for an emoji',
  'define-player-': 'conversations with voice messages',
  'file-format-': 'conversations with files',
  'define-rich-': 'conversations with cards or forms',
  'define-inbox-rich-': 'conversations with cards, forms or suggested answers',
  'define-inbox-texts-': 'agents who look at the texts of their own',
  'define-tail-': 'visitors who see their place in the queue or that somebody writes, or are suggested answers',
  'rich-content-': 'conversations with cards, forms or suggested answers',
  'notifications-': 'visitors who get an answer while they look elsewhere, or open the menu of a conversation',
  'kept-facts-': 'visitors who are asked something, or open the menu of a conversation',
  'attention-': 'visitors who get an answer while they look elsewhere',
  'question.styles-': 'conversations and teams with a form',
  'prechat-field-': 'conversations and teams with a form',
  'form-answers-': 'conversations with cards or forms',
  'quick-replies-': 'conversations with suggested answers',
  'define-menu-': 'visitors who open the menu of a conversation',
  'define-ended-': 'visitors whose conversation has ended',
  'define-consent-': 'pages that ask for consent',
  'define-teaser-': 'pages with triggers',
  'transcript-': 'visitors whose conversation has ended, or who open its menu',
  'chime-': 'visitors who get an answer while they look elsewhere',
} as const;

export const BUDGETS: readonly Budget[] = [
  {
    name: 'loader + launcher',
    entry: 'packages/element/dist/cdn/widget.js',
    chunks: 'none',
    limit: { bytes: 4 * 1024, measure: 'gzip' },
    why: 'every page view pays for it, whether anybody chats or not',
    forbidden: LOADER_FORBIDDEN,
  },
  {
    name: 'loader with the globals of older widgets',
    entry: 'packages/element/dist/cdn/widget-compat.js',
    chunks: 'none',
    limit: { bytes: 5 * 1024, measure: 'gzip' },
    why: 'pages that come from an older widget pay for its names, but not twice for the loader',
    forbidden: LOADER_FORBIDDEN,
  },
  {
    name: 'everything loaded when the chat first opens',
    entry: 'packages/element/dist/cdn/widget-full.js',
    chunks: 'all',
    notCounted: {
      ...ONLY_SOME,
      'define-conversation-': 'visitors who write',
      'online-': 'visitors who write',
      'session-state-': 'visitors who write',
    },
    limit: { bytes: 45 * 1024, measure: 'gzip' },
    why: 'the lightest full open-source peer needs 61.7 KB, the best known about 370 KB',
    forbidden: BROWSER_FORBIDDEN,
  },
  {
    name: 'everything loaded when the visitor writes',
    entry: 'packages/element/dist/cdn/widget-full.js',
    chunks: 'all',
    notCounted: ONLY_SOME,
    limit: { bytes: 60 * 1024, measure: 'gzip' },
    why: 'whoever writes still loads less than the lightest peer shows its first screen with',
    forbidden: BROWSER_FORBIDDEN,
  },
  {
    name: "the team's inbox",
    entry: 'packages/element/dist/cdn/team/inbox.js',
    chunks: 'all',
    notCounted: ONLY_SOME,
    limit: { bytes: 110 * 1024, measure: 'gzip' },
    why: 'agents keep it open all day, but also open it on a phone on the way',
    forbidden: BROWSER_FORBIDDEN,
  },
  {
    name: "the admins' console, without the widget of its preview",
    entry: 'packages/element/dist/cdn/team/console.js',
    chunks: 'all',
    notCounted: { ...ONLY_SOME, 'define-': 'the preview of the widget' },
    limit: { bytes: 130 * 1024, measure: 'gzip' },
    why: 'a back office shows it beside pages of its own',
    forbidden: BROWSER_FORBIDDEN,
  },
  {
    name: 'edge functions, at a cold start',
    entry: 'packages/server-edge/dist/edge.bundle.js',
    chunks: 'none',
    limit: { bytes: 440 * 1024, measure: 'raw' },
    why: 'a cold start parses it before the first answer (npm run bench:cold-start: half of what it may take)',
    forbidden: {
      litHtmlVersions: 'no browser code on the server',
      RealtimeClientOptionsDefault: 'the server needs no socket',
    },
  },
  {
    name: 'edge functions, what admins load besides',
    entry: 'packages/server-edge/dist/edge.admin.bundle.js',
    chunks: 'single file',
    limit: { bytes: 48 * 1024, measure: 'raw' },
    why: 'the first call of an admin waits for it, and no visitor (docs/decisions/0013-admins-in-a-file-of-their-own.md)',
    forbidden: {
      litHtmlVersions: 'no browser code on the server',
      RealtimeClientOptionsDefault: 'the server needs no socket',
    },
  },
];

export interface LoadedFile {
  readonly path: string;
  readonly source: string;
  readonly bytes: number;
  /** Who loads it, when it is not everybody. */
  readonly onlyFor: string | undefined;
}

/** The files a budget covers: the entry, what it imports statically, and its lazy chunks when they count. */
export function loadedFiles(root: string, budget: Budget): LoadedFile[] {
  const files = new Map<string, LoadedFile>();
  const queue = [budget.entry];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (files.has(path)) continue;
    const source = readFileSync(join(root, path), 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
    const onlyFor = Object.entries(budget.notCounted ?? {}).find(([start]) => basename(path).startsWith(start))?.[1];
    files.set(path, { path, source, bytes: weigh(source, budget.limit.measure), onlyFor });
    if (budget.chunks === 'single file') continue;
    for (const match of source.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']|import\(\s*["'](\.[^"']+)["']\s*\)/g)) {
      const target = match[1] ?? (budget.chunks === 'all' ? match[2] : undefined);
      if (target !== undefined) queue.push(normalize(join(dirname(path), target)));
    }
  }
  return [...files.values()];
}

function weigh(source: string, measure: 'gzip' | 'raw'): number {
  return measure === 'gzip' ? gzipSync(source, { level: 9 }).length : Buffer.byteLength(source);
}
