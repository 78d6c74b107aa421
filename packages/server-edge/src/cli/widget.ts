import type { Command } from './command.ts';
import { createWidget } from './widget/create-widget.ts';
import { showWidgets } from './widget/list-widgets.ts';
import { rotateWidgetKey } from './widget/rotate-widget-key.ts';
import { showSnippet } from './widget/show-snippet.ts';

export const WIDGET_COMMANDS: readonly Command[] = [createWidget, showWidgets, rotateWidgetKey, showSnippet];
