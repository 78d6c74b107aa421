import { type ConsoleApi, Refusal } from '../console-api.ts';
import { aWidget } from './examples.ts';

/** A moment that an admin may meet: what is open, and what is otherwise with the server. */
export interface ConsoleStory {
  /** As the property `section` has it. */
  readonly section: string;
  readonly prepare?: (api: ConsoleApi) => void;
}

export const consoleStories = {
  widgets: { section: 'widgets' },
  'no-widgets': { section: 'widgets', prepare: (api) => void (api.widgets = []) },
  'widgets-failed': { section: 'widgets', prepare: refuse('GET widgets', 500, 'internal_error') },
  appearance: {
    section: 'widgets/w1/appearance',
    // The chat beside it takes the machine's own font otherwise, another one on each.
    prepare: (api) => {
      api.widgets = [aWidget({ branding: { team_name: 'Northwind', accent: '#3556d8', font: 'Inter' } })];
    },
  },
  prechat: { section: 'widgets/w1/prechat' },
  languages: { section: 'widgets/w1/languages' },
  hours: { section: 'widgets/w1/hours' },
  triggers: { section: 'widgets/w1/triggers' },
  install: { section: 'widgets/w1/install' },
  departments: { section: 'departments' },
  team: { section: 'team' },
  replies: { section: 'replies' },
  telegram: { section: 'telegram' },
  analytics: { section: 'analytics' },
  audit: { section: 'audit' },
  organization: { section: 'organization' },
  visitors: { section: 'visitors' },
  'signed-out': { section: 'widgets', prepare: refuse('GET customer', 401, 'token_invalid') },
} satisfies Readonly<Record<string, ConsoleStory>>;

export type ConsoleStoryName = keyof typeof consoleStories;

function refuse(route: string, status: number, code: string): (api: ConsoleApi) => void {
  return (api) => {
    api.routes[route] = () => new Refusal(status, code);
  };
}
