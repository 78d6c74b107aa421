import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CommandError, UsageError, type Command } from '../command.ts';
import type { Flags } from '../flags.ts';
import { readProjectUrl, readSettings, readUrl } from '../settings.ts';
import type { CliWorld } from '../world.ts';
import { plainWidgetKey } from './find-widget.ts';
import { createSnippet, type PinnedLoader } from '../../snippets/page-tags.ts';

export const showSnippet: Command = {
  words: ['widget', 'snippet'],
  summary: 'Print the tags for a page.',
  help: `
  --widget-key KEY  wk_…, or wk_…@host, which needs no --url
  --url URL         the project, like https://abcdefgh.supabase.co (default: SUPABASE_URL)
  --env-file FILE   read SUPABASE_URL from this file
  --cdn URL         where you serve dist/cdn of @support-chat/element (default: a placeholder)
  --api NAME        the global that the page calls: SupportChat (default), or chatdesk or LiveChatWidget of an older widget
  --pin FILE        integrity.json of that folder: the tag names the loader by its hash, and the browser refuses any other

Asks nobody and needs no key but the widget's, which is public.`,
  options: {
    'widget-key': { type: 'string' },
    url: { type: 'string' },
    cdn: { type: 'string' },
    api: { type: 'string' },
    pin: { type: 'string' },
    'env-file': { type: 'string' },
  },
  async run(flags, world) {
    const key = flags.requiredText('widget-key', 'whose tags you want');
    const cdn = flags.text('cdn');
    const api = flags.oneOf('api', ['SupportChat', 'chatdesk', 'LiveChatWidget']);
    const manifest = flags.text('pin');
    if (manifest !== undefined && api !== undefined && api !== 'SupportChat') {
      throw new UsageError('--pin is for SupportChat; the script with the older names has no pinned form.');
    }
    const snippet = createSnippet({
      key: plainWidgetKey(key),
      projectUrl: await projectUrlOf(key, flags, world),
      cdnUrl: cdn === undefined ? undefined : readUrl(cdn),
      api,
      pinned: manifest === undefined ? undefined : await readPinnedLoader(resolve(world.cwd, manifest)),
    });
    return {
      exitCode: 0,
      text: [
        'One script tag, for any page:',
        '',
        `  ${snippet.scriptTag}`,
        '',
        'In front of it, for pages that call the chat before the script has arrived:',
        '',
        `  ${snippet.queueTag}`,
        '',
        'With a bundler (npm install @support-chat/element):',
        '',
        "  import '@support-chat/element/define';",
        '',
        `  ${snippet.elementTag}`,
      ].join('\n'),
      json: {
        widget_key: snippet.widgetKey,
        script_tag: snippet.scriptTag,
        queue_tag: snippet.queueTag,
        element_tag: snippet.elementTag,
      },
    };
  },
};

/** A key with a host part says where the project is, except when somebody says otherwise. */
async function projectUrlOf(key: string, flags: Flags, world: CliWorld): Promise<string> {
  const host = key.split('@')[1];
  if (host === undefined || flags.text('url') !== undefined)
    return readProjectUrl(flags, await readSettings(flags, world));
  return projectUrlOfHost(host);
}

/** The other way round than in a widget key. Throws a `CommandError` for what is no host. */
function projectUrlOfHost(host: string): string {
  const isLocal = /^(?:localhost|127\.0\.0\.1)(?::\d+)?$/.test(host);
  return readUrl(`${isLocal ? 'http' : 'https'}://${isLocal || /[.:]/.test(host) ? host : `${host}.supabase.co`}`);
}

async function readPinnedLoader(file: string): Promise<PinnedLoader> {
  const text = await readFile(file, 'utf8');
  const { pinned, files } = JSON.parse(text) as { pinned?: string; files?: Readonly<Record<string, string>> };
  const integrity = pinned === undefined ? undefined : files?.[pinned];
  if (pinned === undefined || integrity === undefined) {
    throw new CommandError(`${file} names no pinned loader; is it the integrity.json of dist/cdn?`);
  }
  return { file: pinned, integrity };
}
