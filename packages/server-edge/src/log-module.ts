import type { LogFields } from './deps.ts';

/** The part of the server that a line is about; in text it stands in front: `[Telegram] telegram.update_buried`. */
export type LogModule = 'Session' | 'Chat' | 'Widget' | 'Telegram' | 'Mail' | 'Storage' | 'Tick' | 'Http';

const BY_SUBJECT: Readonly<Record<string, LogModule>> = {
  session: 'Session',
  chat: 'Chat',
  widget: 'Widget',
  telegram: 'Telegram',
  mail: 'Mail',
  storage: 'Storage',
  tick: 'Tick',
  request: 'Http',
};

/** The first that fits; what is below `chat` and has no line of its own is a conversation's. */
const BY_ROUTE: readonly (readonly [RegExp, LogModule])[] = [
  [/\/chat\/(?:session|identify|logout)\b/, 'Session'],
  [/\/chat\/(?:upload|attachment|file)/, 'Storage'],
  [/\/chat\/transcript\b/, 'Mail'],
  [/\/chat\//, 'Chat'],
  [/\/widget-config\b/, 'Widget'],
  [/\/internal\/tick\b/, 'Tick'],
  [/\/support-telegram\b/, 'Telegram'],
];

/**
 * By the name of the event (`telegram.update_buried`), for a request by its route, for work after an answer by its name
 * (`telegram.outbox`). `undefined` for a line that is a sentence, as the local stack writes them.
 */
export function moduleOf(event: string, fields: LogFields): LogModule | undefined {
  const route = fields['route'];
  if (typeof route === 'string') return BY_ROUTE.find(([pattern]) => pattern.test(route))?.[1] ?? 'Http';
  const work = fields['work'];
  return BY_SUBJECT[subjectOf(typeof work === 'string' ? work : event)];
}

function subjectOf(event: string): string {
  return /^([a-z]+)\.[a-z_]+$/.exec(event)?.[1] ?? '';
}
