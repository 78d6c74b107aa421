/**
 * Updates that Telegram never sends, as arbitraries of JSON text: what it does send with one thing in it spoiled, and
 * things that are no update at all. None of them says anything to a visitor: what stands in a visitor's topic has lost
 * where it stands, who wrote it, or its words.
 */
import fc from 'fast-check';

const deepArray = '['.repeat(100_000) + ']'.repeat(100_000);
const deepObject = '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000);

/** JSON text of what no field of an update is. Never `true`, and no string that a person could have written. */
const noString = fc.constantFrom(
  'null',
  'false',
  '0',
  '-1',
  '1.5',
  '9007199254740993',
  '-9223372036854775809',
  '123456789012345678901234567890',
  '1e308',
  '1e400',
  '-1e400',
  '[]',
  '{}',
  '[[[]]]',
  '{"__proto__":{"id":1,"text":"LEAK","is_bot":false}}',
  '{"constructor":{"prototype":{"text":"LEAK"}}}',
  '{"\\u0000":"\\u0000","\\ud800":"\\udfff"}',
  `[${'0,'.repeat(50_000)}0]`,
  deepArray,
  deepObject,
);
const anything = fc.oneof(
  noString,
  fc.constantFrom('""', '"\\u0000"', '"\\ud800"', '"LEAK\\u0000"', `"${'x'.repeat(100_000)}"`),
);

type Fields = Readonly<Record<string, unknown>>;

export interface HostilePlaces {
  readonly forum: number;
  readonly threadId: number;
  readonly person: number;
}

/** Marks where the spoiled text goes. */
const HOLE = '<spoiled>';

export function hostileUpdate({ forum, threadId, person }: HostilePlaces): fc.Arbitrary<string> {
  const from = { id: person, is_bot: false, first_name: 'Mika', last_name: 'Lindgren' };
  const chat = { id: forum, type: 'supergroup', is_forum: true };
  const inTopic = { message_id: 900, date: 1, chat, from, message_thread_id: threadId, is_topic_message: true };
  const general = { message_id: 901, date: 1, chat, from, text: 'LEAK' };
  const entities = [{ type: 'text_link', offset: 0, length: 4, url: 'https://x.example/' }];
  const file = { file_id: 'f', file_size: 3, width: 1, height: 1 };

  const whereOrWho = fc.constantFrom('chat', 'chat.id', 'message_thread_id', 'is_topic_message', 'from');
  const spoiled = (kind: string, content: Fields, paths: fc.Arbitrary<string>, by = anything): fc.Arbitrary<string> =>
    fc.tuple(paths, by).map(([path, text]) => updateText({ [kind]: put(content, path.split('.'), HOLE) }, text));
  const anyPathOf = (content: Fields) => fc.constantFrom(...pathsOf(content));
  const anywhere = (kind: string, content: Fields) => spoiled(kind, content, anyPathOf(content));

  const tap = {
    id: 'q',
    from,
    chat_instance: '1',
    message: { message_id: 5, date: 1, chat },
    data: `c1:claim:${'A'.repeat(22)}`,
  };
  const reaction = {
    chat,
    message_id: 5,
    date: 1,
    user: from,
    old_reaction: [],
    new_reaction: [{ type: 'emoji', emoji: '👍' }],
  };
  const member = {
    chat,
    from,
    date: 1,
    new_chat_member: { status: 'administrator', can_manage_topics: true, user: from },
  };
  return fc.oneof(
    spoiled('message', { ...inTopic, text: 'LEAK' }, whereOrWho),
    spoiled('edited_message', { ...inTopic, text: 'LEAK' }, whereOrWho),
    spoiled('message', { ...inTopic, text: 'LEAK', entities }, fc.constant('text'), noString),
    spoiled(
      'message',
      { ...inTopic, photo: [file], caption: 'LEAK' },
      fc.constantFrom('photo', 'photo.0', 'caption'),
      noString,
    ),
    anywhere('message', { ...general, entities, reply_to_message: general }),
    anywhere('callback_query', tap),
    anywhere('message_reaction', reaction),
    anywhere('my_chat_member', member),
    anywhere('chat_member', member),
    fc
      .tuple(fc.constantFrom('message', 'callback_query', 'hologram'), anything)
      .map(([kind, text]) => updateText({ [kind]: HOLE }, text)),
    // No number, or one that no database has room for.
    anything.map((text) => `{"update_id":${text},"message":${JSON.stringify(general)}}`),
    anything,
    fc.json(),
  );
}

let nextUpdateId = 5_000_000;

function updateText(content: Fields, spoiled: string): string {
  nextUpdateId += 1;
  return JSON.stringify({ update_id: nextUpdateId, ...content }).replace(JSON.stringify(HOLE), () => spoiled);
}

/** A copy in which this path holds the value. */
function put(content: unknown, [key = '', ...rest]: readonly string[], value: unknown): Fields {
  const fields = { ...(content as Fields) };
  fields[key] = rest.length === 0 ? value : put(fields[key], rest, value);
  return fields;
}

function pathsOf(content: Fields): string[] {
  return Object.entries(content).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? [key, ...pathsOf(value as Fields).map((path) => `${key}.${path}`)]
      : [key],
  );
}
