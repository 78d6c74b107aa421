import type { Handler } from 'hono';
import type {
  WireAdminWidget,
  WireAdminWidgetResponse,
  WireAdminWidgets,
  WireRefreshedKey,
} from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { WidgetRow } from '../../db/admin/widgets-db.ts';
import type { SupportDeps } from '../../deps.ts';
import {
  newWidgetSchema,
  refreshKeyRequestSchema,
  widgetChangeSchema,
  widgetQuerySchema,
} from '../../schemas/admin/widget.ts';
import { readBody, readQuery } from '../read-input.ts';
import { picked } from './picked.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/widgets` */
export function getWidgets({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const widgets = await db.listWidgets(c.get('admin'));
    return c.json({ widgets: widgets.map(toWidget) } satisfies WireAdminWidgets);
  };
}

/** `GET admin-config/widget?widget_id=…` */
export function getWidget({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { widget_id } = readQuery(c, widgetQuerySchema);
    return c.json(oneWidget(await db.getWidgetSettings({ actor, widgetId: widget_id })));
  };
}

/** `POST admin-config/widget` */
export function postWidget({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const widget = await readBody(c, newWidgetSchema);
    return c.json(oneWidget(await db.createWidget({ ...c.get('admin'), widget })));
  };
}

/** `PUT admin-config/widget` */
export function putWidget({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { widget_id, version, ...change } = await readBody(c, widgetChangeSchema);
    return c.json(oneWidget(await db.updateWidget({ actor, widgetId: widget_id, change, version })));
  };
}

/** `DELETE admin-config/widget?widget_id=…` */
export function deleteWidget({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { widget_id } = readQuery(c, widgetQuerySchema);
    return c.json(await db.deleteWidget({ actor, widgetId: widget_id }));
  };
}

/** `POST admin-config/refresh-key` */
export function postRefreshKey({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { widget_id, grace_hours } = await readBody(c, refreshKeyRequestSchema);
    const rotated = await db.rotateWidgetKey({ actor, widgetId: widget_id, graceHours: grace_hours });
    return c.json({ ...rotated, widget: toWidget(rotated.widget) } satisfies WireRefreshedKey);
  };
}

function oneWidget(row: WidgetRow): WireAdminWidgetResponse {
  return { widget: toWidget(row) };
}

function toWidget(row: WidgetRow): WireAdminWidget {
  return picked(row, [
    'id',
    'key',
    'name',
    'is_enabled',
    'version',
    'allowed_domains',
    'blocked_domains',
    'branding',
    'behavior',
    'localization',
    'features',
    'working_hours',
    'routing_rules',
    'prechat',
    'triggers',
    'created_at',
    'updated_at',
    'retired_keys',
  ]);
}
