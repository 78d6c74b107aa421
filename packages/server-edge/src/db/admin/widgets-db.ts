import type { WireAdminWidget, WireWidgetDeletion, WireWidgetSettings } from '@support-chat/sdk/protocol/admin';
import type { DatabaseCaller } from '../database-caller.ts';
import { namedArguments } from '../named-arguments.ts';
import type { ByAdmin, InOrganization } from './admin-actor.ts';

/** What it holds beyond these fields is not for the wire. */
export type WidgetRow = WireAdminWidget;

interface OnWidget extends ByAdmin {
  readonly widgetId: string;
}

export interface WidgetsDb {
  listWidgets(asked: InOrganization): Promise<readonly WidgetRow[]>;
  /** As it was configured, without what visitors get beyond that. */
  getWidgetSettings(asked: OnWidget): Promise<WidgetRow>;
  createWidget(made: InOrganization & { readonly widget: Partial<WireWidgetSettings> }): Promise<WidgetRow>;
  updateWidget(
    change: OnWidget & { readonly change: Partial<WireWidgetSettings>; readonly version: number },
  ): Promise<WidgetRow>;
  deleteWidget(deletion: OnWidget): Promise<WireWidgetDeletion>;
  rotateWidgetKey(
    rotation: OnWidget & { readonly graceHours?: number | undefined },
  ): Promise<{ readonly widget: WidgetRow; readonly retired_key: string; readonly works_until: string }>;
}

interface OneWidget {
  readonly widget: WidgetRow;
}

export function createWidgetsDb(caller: DatabaseCaller): WidgetsDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    listWidgets: async (asked) =>
      (await call<{ widgets: readonly WidgetRow[] }>('support_list_widgets', asked)).widgets,
    getWidgetSettings: async (asked) => (await call<OneWidget>('support_get_widget_settings', asked)).widget,
    createWidget: async (made) => (await call<OneWidget>('support_create_widget', made)).widget,
    updateWidget: async (change) => (await call<OneWidget>('support_update_widget', change)).widget,
    deleteWidget: (deletion) => call('support_delete_widget', deletion),
    rotateWidgetKey: (rotation) => call('support_rotate_widget_key', rotation),
  };
}
