import type { Handler } from 'hono';
import type { WireSnippets } from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { snippetQuerySchema } from '../../schemas/admin/widget.ts';
import { installationCode } from '../../snippets/installation-code.ts';
import { createSnippet } from '../../snippets/page-tags.ts';
import { readQuery } from '../read-input.ts';

/** `GET admin-config/snippet?widget_id=…&target=…&cdn_url=…` */
export function getSnippet({ db, config }: Pick<SupportDeps, 'db' | 'config'>): Handler<AppEnv> {
  return async (c) => {
    const { widget_id, target, cdn_url } = readQuery(c, snippetQuerySchema);
    const { key } = await db.getWidgetSettings({ actor: c.get('admin').actor, widgetId: widget_id });
    const tags = createSnippet({ key, projectUrl: config.apiUrl, cdnUrl: cdn_url });
    const snippets = installationCode(tags).filter((one) => target === undefined || one.target === target);
    return c.json({ widget_key: tags.widgetKey, snippets } satisfies WireSnippets);
  };
}
