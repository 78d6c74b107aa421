import type { WireAdminDepartment, WireAdminWidget } from '@support-chat/sdk/protocol/admin';
import type { DraftController } from '../changes/draft-controller.ts';
import type { ConsoleContext } from '../console-context.ts';
import type { ConsolePhrases } from '../i18n/phrases.ts';

/** What every tab of a widget's editor is drawn from. */
export interface TabModel {
  readonly context: ConsoleContext;
  readonly words: ConsolePhrases;
  /** As it is stored. */
  readonly widget: WireAdminWidget;
  /** As it is being edited. */
  readonly draft: DraftController;
  readonly departments: readonly WireAdminDepartment[];
}
