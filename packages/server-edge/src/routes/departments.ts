import type { Handler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { readBehavior } from '../widget-settings/behavior.ts';
import { publicPresence } from '../widget-settings/presence.ts';

/**
 * `GET chat/departments`: who can be asked and who is there, without the caches that `widget-config` may come out of. It
 * needs no session, since it says nothing that the configuration does not, and costs the database nothing.
 */
export const getDepartments: Handler<AppEnv> = (c) => {
  const widget = c.get('widget');
  return c.json(publicPresence(widget, readBehavior(widget.behavior)));
};
