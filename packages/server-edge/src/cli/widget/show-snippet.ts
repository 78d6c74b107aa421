import type { Command } from '../command.ts';
import type { Flags } from '../flags.ts';
import { readProjectUrl, readSettings, readUrl } from '../settings.ts';
import type { CliWorld } from '../world.ts';
import { plainWidgetKey } from './find-widget.ts';
import { createSnippet } from './snippet.ts';

export const showSnippet: Command = {
  words: ['widget', 'snippet'],
  summary: 'Print the tags for a page.',
  help: `
  --widget-key KEY  wk_…, or wk_…@host, which needs no --url
  --url URL         the project, like https://abcdefgh.supabase.co (default: SUPABASE_URL)
  --env-file FILE   read SUPABASE_URL from this file
  --cdn URL         where you serve dist/cdn of @support-chat/element (default: a placeholder)

Asks nobody and needs no key but the widget's, which is public.`,
  options: {
    'widget-key': { type: 'string' },
    url: { type: 'string' },
    cdn: { type: 'string' },
    'env-file': { type: 'string' },
  },
  async run(flags, world) {
    const key = flags.requiredText('widget-key', 'whose tags you want');
    const cdn = flags.text('cdn');
    const snippet = createSnippet({
      key: plainWidgetKey(key),
      projectUrl: await projectUrlOf(key, flags, world),
      cdnUrl: cdn === undefined ? undefined : readUrl(cdn),
    });
    return {
      exitCode: 0,
      text: [
        'One script tag, for any page:',
        '',
        `  ${snippet.scriptTag}`,
        '',
        'With a bundler (npm install @support-chat/element):',
        '',
        "  import '@support-chat/element/define';",
        '',
        `  ${snippet.elementTag}`,
      ].join('\n'),
      json: { widget_key: snippet.widgetKey, script_tag: snippet.scriptTag, element_tag: snippet.elementTag },
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
