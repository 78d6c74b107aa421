/**
 * The widget's configuration, read so that nothing in it can stop the chat: a part that is missing, as with an older
 * server, or that is not what it should be gets its default. Names are those of the snapshot; the wire writes them
 * with underscores.
 */
import type { WireDepartmentsResponse, WireWidgetConfig } from '../protocol/widget-config.ts';
import type { ChatAvailability, ChatConfig, ChatDepartment, ChatHours } from './chat-state.ts';

type Read = (value: unknown) => unknown;
/** A value has to be of the type of its default; a function reads by itself. */
type Defaults = Readonly<Record<string, string | number | boolean | Read>>;

const { entries, freeze, fromEntries } = Object;

export function toConfig(wire: WireWidgetConfig): ChatConfig {
  const localeTexts: Read = (value) => byName(value, plain);
  const { editWindowMinutes, ...behavior } = read<ChatConfig['behavior'] & { editWindowMinutes: number }>(
    wire.behavior,
    {
      reopenHours: 168,
      editWindowMinutes: 15,
      sound: true,
      loading: 'lazy',
      isHiddenWhenOffline: false,
      showsAgents: true,
      showsQueuePosition: false,
    },
    'responsePromise',
  );
  const attachments: Read = (value) => {
    const rules = { enabled: false, maxBytes: 10_485_760, maxFiles: 5, types: texts };
    const { enabled: isEnabled, ...rest } = read<{ enabled: boolean }>(value, rules);
    return freeze({ isEnabled, ...rest });
  };
  const field = (value: unknown): unknown =>
    read(
      value,
      {
        name: '',
        label: '',
        labels: localeTexts,
        kind: 'text',
        isRequired: false,
        maxCharacters: 2_000,
        options: (value) => (value ? texts(value) : null),
      },
      'placeholder pattern',
    );
  return freeze({
    ...read<ChatConfig>(wire, { name: '' }),
    ...read<ChatConfig>(
      wire.branding,
      {
        teamName: '',
        launcher: (value) => read(value, {}, 'position label iconUrl size offsetInline offsetBlock isHidden'),
      },
      'accent logoUrl greetingTitle greetingText font radius theme',
    ),
    ...read<ChatConfig>(wire.localization, {
      defaultLocale: 'en',
      locales: texts,
      texts: (value) => byName(value, localeTexts),
    }),
    behavior: freeze({ ...behavior, editWindowMs: editWindowMinutes * 60_000 }),
    ...read<Pick<ChatConfig, 'features' | 'prechat'>>(wire, {
      features: (value) =>
        read(value, {
          attachments,
          feedback: true,
          nps: false,
          transcript: true,
          typing: true,
          receipts: true,
          emoji: true,
          voice: false,
          history: true,
          tracking: false,
        }),
      prechat: (value) =>
        value
          ? read(
              value,
              {
                isRequired: false,
                fields: (value) => list(value, field),
                consent: (value) =>
                  value ? read(value, { isRequired: false, text: '', texts: localeTexts }, 'link textVersion') : null,
              },
              'title',
            )
          : null,
    }),
    ...toPresence(wire),
    maxMessageLength: read<{ messageCharacters: number }>(wire.limits, { messageCharacters: 4_000 }).messageCharacters,
  });
}

/** The part of the configuration that changes by itself. */
export function toPresence(
  wire: Omit<WireDepartmentsResponse, 'availability'>,
): Pick<ChatConfig, 'departments' | 'hours'> {
  return {
    departments: list(wire.departments, (value) =>
      read<ChatDepartment>(value, { id: '', name: '' }, 'description isOnline'),
    ),
    hours: read<ChatHours>(wire.hours, { isOpen: true, opensAt: time, closesAt: time }, 'timeZone'),
  };
}

export function toAvailability(wire: unknown): ChatAvailability {
  const { replyTimeSeconds: seconds, ...rest } = read<ChatAvailability & { replyTimeSeconds: number | null }>(
    wire,
    { status: 'offline', agents: (value) => list(value, (agent) => read(agent, { name: '' }, 'avatarUrl')) },
    'replyTimeSeconds',
  );
  return freeze({ ...rest, replyTimeMs: seconds && seconds * 1000 });
}

/** Of a widget for which nothing is set. */
export const DEFAULT_CONFIG: ChatConfig = /* @__PURE__ */ toConfig({} as WireWidgetConfig);

/** `nullable`: names, with blanks between them, of what is null where it is missing. */
function read<Result>(value: unknown, defaults: Defaults, nullable = ''): Result {
  const source = Object(value) as Readonly<Record<string, unknown>>;
  const names = nullable.split(' ').map((name): [string, Read] => [name, plain]);
  const parts = [...(nullable ? names : []), ...entries(defaults)].map(([name, standard]) => {
    const part = source[name.replace(/[A-Z]/g, (letter) => '_' + letter.toLowerCase())];
    if (typeof standard === 'function') return [name, standard(part)];
    return [name, typeof part === typeof standard ? part : standard];
  });
  return freeze(fromEntries(parts)) as Result;
}

function list<Item>(value: unknown, readOne: (value: unknown) => Item): readonly Item[] {
  return freeze(Array.isArray(value) ? value.map(readOne) : []);
}

function byName(value: unknown, readOne: Read): unknown {
  return freeze(fromEntries(entries(Object(value)).map(([name, one]) => [name, readOne(one)])));
}

function texts(value: unknown): readonly string[] {
  return freeze(Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
}

/** Null for what is not a text, a number, true or false. */
function plain(value: unknown): unknown {
  return typeof value === 'object' ? null : (value ?? null);
}

/** Milliseconds since 1970. */
function time(value: unknown): number | null {
  return Date.parse(value as string) || null;
}
