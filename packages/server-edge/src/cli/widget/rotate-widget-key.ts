import type { Command } from '../command.ts';
import { openDatabase, OPERATOR } from '../database.ts';
import { PROJECT_HELP, PROJECT_OPTIONS, readProject } from '../settings.ts';
import { findWidgetByKey, summaryOf, type ListedWidget } from './find-widget.ts';
import { createSnippet } from '../../snippets/page-tags.ts';

export const rotateWidgetKey: Command = {
  words: ['widget', 'rotate'],
  summary: 'Give a widget a new key; pages with the old one go on working for a while.',
  help: `
  --widget-key KEY   the key it has now
  --grace-hours N    how long the old key goes on working, 0 to 8760 (default: 168, a week)
${PROJECT_HELP}`,
  options: { ...PROJECT_OPTIONS, 'widget-key': { type: 'string' }, 'grace-hours': { type: 'string' } },
  async run(flags, world) {
    const key = flags.requiredText('widget-key', 'the key it has now');
    const graceHours = flags.integer('grace-hours');
    const project = await readProject(flags, world);
    const database = openDatabase(project, world);
    const { id } = await findWidgetByKey(database, key);
    const answer = (await database.call('support_rotate_widget_key', {
      p_actor: OPERATOR,
      p_widget_id: id,
      p_grace_hours: graceHours,
    })) as { readonly widget: ListedWidget; readonly retired_key: string; readonly works_until: string };
    const { widgetKey } = createSnippet({ key: answer.widget.key, projectUrl: project.url });
    return {
      exitCode: 0,
      text: [
        `New key    ${widgetKey}`,
        `Old key    ${answer.retired_key}, works until ${answer.works_until}`,
        '',
        'Put the new key into your pages before then.',
      ].join('\n'),
      json: {
        widget: summaryOf(answer.widget),
        widget_key: widgetKey,
        retired_key: answer.retired_key,
        works_until: answer.works_until,
      },
    };
  },
};
