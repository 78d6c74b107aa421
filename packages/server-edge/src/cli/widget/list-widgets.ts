import { UsageError, type Command } from '../command.ts';
import { openDatabase } from '../database.ts';
import { PROJECT_HELP, PROJECT_OPTIONS, readProject } from '../settings.ts';
import { findWidgetByKey, listWidgets, requireUuid, summaryOf, type ListedWidget } from './find-widget.ts';

export const showWidgets: Command = {
  words: ['widget', 'list'],
  summary: 'Show the widgets of an organization.',
  help: `
  --organization ID  whose
  --widget-key KEY   instead: the organization that this widget belongs to
${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, organization: { type: 'string' }, 'widget-key': { type: 'string' } },
  async run(flags, world) {
    const id = flags.text('organization');
    const key = flags.text('widget-key');
    if ((id === undefined) === (key === undefined))
      throw new UsageError('Say either --organization ID or --widget-key KEY.');
    const database = openDatabase(await readProject(flags, world), world);
    const organizationId =
      id === undefined
        ? (await findWidgetByKey(database, key ?? '')).organization_id
        : requireUuid(id, 'an organization');
    const widgets = (await listWidgets(database, organizationId)).map(summaryOf);
    return {
      exitCode: 0,
      text: widgets.length === 0 ? 'This organization has no widgets yet.' : tableOf(widgets, organizationId),
      json: { organization_id: organizationId, widgets },
    };
  },
};

function tableOf(widgets: readonly ListedWidget[], organizationId: string): string {
  const width = Math.max(...widgets.map(({ key }) => key.length));
  return [
    `Widgets of the organization ${organizationId}:`,
    '',
    ...widgets.map(({ key, name, is_enabled, allowed_domains }) => {
      const where = allowed_domains.length === 0 ? 'every website' : allowed_domains.join(', ');
      return `  ${key.padEnd(width)}  ${name}${is_enabled ? '' : ' (switched off)'}  ${where}`;
    }),
  ].join('\n');
}
