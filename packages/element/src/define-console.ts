/** Registers `<support-chat-console>` and what it is made of. */
import { SupportChatConsoleElement } from './console/console.ts';
import { ConsoleAnalyticsElement } from './console/sections/analytics.ts';
import { ConsoleAuditElement } from './console/sections/audit.ts';
import { ConsoleDepartmentsElement } from './console/sections/departments.ts';
import { ConsoleOrganizationElement } from './console/sections/organization.ts';
import { ConsoleRepliesElement } from './console/sections/replies.ts';
import { ConsoleTeamElement } from './console/sections/team.ts';
import { ConsoleTelegramElement } from './console/sections/telegram.ts';
import { ConsoleVisitorsElement } from './console/sections/visitors.ts';
import { ConsoleWidgetsElement } from './console/sections/widgets.ts';
import { ConsoleInstallElement } from './console/widget/install-tab.ts';
import { ConsolePreviewElement } from './console/widget/preview.ts';
import { ConsoleTriggersElement } from './console/widget/triggers-tab.ts';
import { ConsoleWidgetElement } from './console/widget/widget-editor.ts';
import { defineDesk } from './desk/define-desk.ts';
import { register } from './register.ts';

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-console': SupportChatConsoleElement;
  }
}

defineDesk();
register('support-console-analytics', ConsoleAnalyticsElement);
register('support-console-audit', ConsoleAuditElement);
register('support-console-departments', ConsoleDepartmentsElement);
register('support-console-install', ConsoleInstallElement);
register('support-console-organization', ConsoleOrganizationElement);
register('support-console-preview', ConsolePreviewElement);
register('support-console-replies', ConsoleRepliesElement);
register('support-console-team', ConsoleTeamElement);
register('support-console-telegram', ConsoleTelegramElement);
register('support-console-triggers', ConsoleTriggersElement);
register('support-console-visitors', ConsoleVisitorsElement);
register('support-console-widget', ConsoleWidgetElement);
register('support-console-widgets', ConsoleWidgetsElement);
register('support-chat-console', SupportChatConsoleElement);

export { SupportChatConsoleElement };
