/**
 * Checks a live deployment from outside, each part with what to do when it is not well.
 *
 * It changes nothing but what it cleans up itself: a visitor's session (ended again, forgotten by the tick) and a file of
 * one pixel (removed). It never prints a key or a token.
 */
import type { Command } from './command.ts';
import { checksJson, formatChecks, isWell, type Check } from '../checks/check.ts';
import { checkMigrations, checkPrivateSchema, checkProjectKey, checkSchedule } from './doctor/check-database.ts';
import { checkChatFunction, checkTelegramFunction } from './doctor/check-functions.ts';
import { checkVisitors } from './doctor/check-session.ts';
import { checkStorage } from './doctor/check-storage.ts';
import { createProjectClient, valueOf, type ProjectClient } from './doctor/project-client.ts';
import { readRelease } from './release.ts';
import { PROJECT_HELP, PROJECT_OPTIONS, readProject, readSettings, type Project, type Settings } from './settings.ts';
import { readGroups } from './telegram.ts';
import { checkBot } from './telegram/check-bot.ts';
import type { SupportGroup } from '../telegram/doctor/check-group.ts';
import { findTelegramSettings, webhookUrlOf } from './telegram/telegram-settings.ts';
import { plainWidgetKey } from './widget/find-widget.ts';
import { OPERATOR } from './database.ts';
import type { CliWorld } from './world.ts';

const HELP = `
  --widget-key KEY  opens a session with this widget and joins Realtime with its token
  --chat ID         the Telegram group, like -1001234567890 (default: TELEGRAM_SUPPORT_CHAT_ID,
                    or those that the widget's organization is connected to)
  --mode MODE       how the team answers there: topics (default) or claims
${PROJECT_HELP}

With TELEGRAM_BOT_TOKEN set, the checks of "telegram doctor" are added. SUPPORT_WIDGET_KEY stands for --widget-key.
✓ well   ! works, but look   ✗ failed   ? could not be found out. Exit code 1 when something failed.`;

/** `release` is the folder with what was shipped; tests bring their own. */
export function createDoctor(release?: string): Command {
  return {
    words: ['doctor'],
    summary: 'Check everything that a live deployment needs, and say how to mend what is wrong.',
    help: HELP,
    options: {
      ...PROJECT_OPTIONS,
      'widget-key': { type: 'string' },
      chat: { type: 'string', multiple: true },
      mode: { type: 'string' },
    },
    async run(flags, world) {
      const settings = await readSettings(flags, world);
      const project = await readProject(flags, world);
      const named = flags.text('widget-key') ?? settings.read('SUPPORT_WIDGET_KEY');
      const checks = await examine({
        project,
        settings,
        widgetKey: named === undefined ? undefined : plainWidgetKey(named),
        groups: readGroups(flags, settings),
        entryPoints: (await readRelease(release)).entryPoints,
        world,
      });
      return { exitCode: isWell(checks) ? 0 : 1, text: formatChecks(checks), json: checksJson(checks) };
    },
  };
}

interface Examination {
  readonly project: Project;
  readonly settings: Settings;
  readonly widgetKey: string | undefined;
  readonly groups: readonly SupportGroup[];
  readonly entryPoints: Awaited<ReturnType<typeof readRelease>>['entryPoints'];
  readonly world: CliWorld;
}

async function examine({
  project,
  settings,
  widgetKey,
  groups,
  entryPoints,
  world,
}: Examination): Promise<readonly Check[]> {
  const ask = createProjectClient(project, world);
  const key = await checkProjectKey(ask);
  // Everything else asks with the same key at the same address.
  if (key.status === 'failed') return [key];
  const telegram = findTelegramSettings(settings);
  const checks = [
    key,
    await checkMigrations(ask, entryPoints),
    await checkPrivateSchema(ask),
    await checkChatFunction(ask),
    await checkTelegramFunction(ask, telegram !== undefined),
    ...(await checkVisitors(ask, widgetKey, world)),
    ...(await checkStorage(ask, project, world)),
    await checkSchedule(ask),
  ];
  if (telegram === undefined) return checks;
  const known = groups.length > 0 || widgetKey === undefined ? groups : await connectedGroups(ask, widgetKey);
  return [...checks, ...(await checkBot({ telegram, webhookUrl: webhookUrlOf(project.url), groups: known }, world))];
}

/** The groups in which the organization of a widget answers; none when that cannot be found out. */
async function connectedGroups(ask: ProjectClient, widgetKey: string): Promise<readonly SupportGroup[]> {
  const call = (name: string, json: object) => ask(`/rest/v1/rpc/${name}`, { method: 'POST', asOperator: true, json });
  const widget = await call('support_get_widget', { p_widget_key: widgetKey });
  const answer = await call('support_list_telegram_chats', {
    p_actor: OPERATOR,
    p_organization_id: valueOf(widget.body, 'organization_id'),
  });
  const chats = valueOf(answer.body, 'telegram_chats');
  return (Array.isArray(chats) ? chats : []).map(
    (chat: { readonly chat_id: number; readonly mode: SupportGroup['mode'] }) => ({
      chatId: chat.chat_id,
      mode: chat.mode,
    }),
  );
}
