import type { Handler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { triggerDryRunSchema } from '../../schemas/admin/trigger.ts';
import { dryRunTriggers } from '../../widget-settings/dry-run.ts';
import { readBody } from '../read-input.ts';

/** `POST admin-config/trigger/dry-run` */
export function postDryRun({ db, clock }: Pick<SupportDeps, 'db' | 'clock'>): Handler<AppEnv> {
  return async (c) => {
    const { widget_id, triggers: draft = [], situation } = await readBody(c, triggerDryRunSchema);
    const { actor } = c.get('admin');
    const triggers =
      widget_id === undefined ? draft : (await db.getWidgetSettings({ actor, widgetId: widget_id })).triggers;
    return c.json(dryRunTriggers(triggers, situation, clock()));
  };
}
