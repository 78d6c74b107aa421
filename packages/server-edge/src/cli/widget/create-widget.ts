import { CommandError, UsageError, type Command } from '../command.ts';
import { openDatabase, OPERATOR } from '../database.ts';
import type { DatabaseCaller } from '../../db/database-caller.ts';
import type { Flags } from '../flags.ts';
import { PROJECT_HELP, PROJECT_OPTIONS, readProject } from '../settings.ts';
import { requireUuid, summaryOf, type ListedWidget } from './find-widget.ts';
import { createSnippet } from '../../snippets/page-tags.ts';

export const createWidget: Command = {
  words: ['widget', 'create'],
  summary: 'Make a widget, and the organization it belongs to if that is new.',
  help: `
  --name NAME              what the team calls it
  --organization ID        whose it is; "widget list" and "widget create" show the id
  --new-organization NAME  instead: make the organization too
  --owner-name NAME        its first owner, with --owner-email and --owner-telegram-id if there are any
  --time-zone ZONE         of the new organization, like Europe/Lisbon (default: UTC)
  --domain DOMAIN          a website that may use it; again for more (default: every website)
${PROJECT_HELP}`,
  options: {
    ...PROJECT_OPTIONS,
    name: { type: 'string' },
    organization: { type: 'string' },
    'new-organization': { type: 'string' },
    'owner-name': { type: 'string' },
    'owner-email': { type: 'string' },
    'owner-telegram-id': { type: 'string' },
    'time-zone': { type: 'string' },
    domain: { type: 'string', multiple: true },
  },
  async run(flags, world) {
    const name = flags.requiredText('name', 'what the team calls the widget');
    const owner = readOwner(flags);
    const given = flags.text('organization');
    const isNew = flags.text('new-organization') !== undefined;
    if ((given === undefined) !== isNew)
      throw new UsageError('Say either --organization ID or --new-organization NAME.');
    const project = await readProject(flags, world);
    const database = openDatabase(project, world);
    const organizationId =
      given === undefined ? await createOrganization(database, flags, owner) : requireUuid(given, 'an organization');
    const domains = flags.list('domain');
    const answer = await database
      .call('support_create_widget', {
        p_actor: OPERATOR,
        p_organization_id: organizationId,
        p_widget: { name, ...(domains.length === 0 ? {} : { allowed_domains: domains }) },
      })
      .catch((error: unknown) => {
        if (given !== undefined || !(error instanceof CommandError)) throw error;
        // The organization is there already; a second try must not make another one.
        throw new CommandError(
          `${error.message}\nThe organization was made; try again with --organization ${organizationId}.`,
        );
      });
    const widget = summaryOf((answer as { readonly widget: ListedWidget }).widget);
    const snippet = createSnippet({ key: widget.key, projectUrl: project.url });
    return {
      exitCode: 0,
      text: [
        `Made the widget "${widget.name}".`,
        '',
        `  Widget key    ${snippet.widgetKey}`,
        `  Organization  ${organizationId}`,
        '',
        'Next:',
        `  npx support-chat widget snippet --widget-key ${snippet.widgetKey}`,
        `  npx support-chat doctor --widget-key ${snippet.widgetKey}`,
      ].join('\n'),
      json: { widget, widget_key: snippet.widgetKey },
    };
  },
};

function readOwner(flags: Flags): Readonly<Record<string, unknown>> | undefined {
  const name = flags.text('owner-name');
  const email = flags.text('owner-email');
  const telegramId = flags.integer('owner-telegram-id');
  if (name === undefined) {
    if (email === undefined && telegramId === undefined) return undefined;
    throw new UsageError('--owner-name is missing: an owner has a name.');
  }
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(telegramId === undefined ? {} : { telegram_user_id: telegramId }),
  };
}

async function createOrganization(
  database: DatabaseCaller,
  flags: Flags,
  owner: Readonly<Record<string, unknown>> | undefined,
): Promise<string> {
  const answer = await database.call('support_create_organization', {
    p_actor: OPERATOR,
    p_name: flags.text('new-organization'),
    p_owner: owner,
    p_time_zone: flags.text('time-zone'),
  });
  return (answer as { readonly organization: { readonly id: string } }).organization.id;
}
