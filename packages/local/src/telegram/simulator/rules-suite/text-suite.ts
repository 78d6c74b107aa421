import assert from 'node:assert/strict';
import { withButton } from './outside-client-suite.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

/** Texts, their formatting, buttons and replies. */
export const textRules: readonly Rule[] = [
  refuses('a message says something', 'DOC #sendmessage', 'Bad Request: message text is empty', (client) =>
    client.trySend({ text: '' }),
  ),
  refuses('a text shows something', 'TDLib fix_formatted_text', 'Bad Request: text must be non-empty', (client) =>
    client.trySend({ text: ' \n\u200b' }),
  ),
  refuses('a text has 4096 characters at most', 'DOC #sendmessage', 'Bad Request: message is too long', (client) =>
    client.trySend({ text: 'x'.repeat(4097) }),
  ),
  holds('the limit counts what is left after markup', 'DOC #sendmessage', async (client) => {
    const { text } = await client.send({ text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' });
    assert.equal(text?.length, 4096);
  }),
  refuses(
    'an emoji counts for two of them',
    'unverified: whether the server counts UTF-16 units or code points; units are stricter',
    'Bad Request: message is too long',
    (client) => client.trySend({ text: '😀'.repeat(2049) }),
  ),
  holds('offsets of entities are UTF-16 units', 'DOC #messageentity', async (client) => {
    const { entities } = await client.send({ text: '😀 <b>bold</b>', parse_mode: 'HTML' });
    assert.deepEqual(entities, [{ type: 'bold', offset: 3, length: 4 }]);
  }),
  refuses(
    'a parse mode is a known one',
    'SRC Client::get_formatted_text',
    'Bad Request: unsupported parse_mode',
    (client) => client.trySend({ parse_mode: 'bbcode' }),
  ),
  refuses(
    'HTML has tags that Telegram knows',
    'TDLib parse_html',
    'Bad Request: can\'t parse entities: Unsupported start tag "font" at byte offset 2',
    (client) => client.trySend({ text: 'é<font>x</font>', parse_mode: 'HTML' }),
  ),
  refuses(
    'HTML is closed',
    'TDLib parse_html',
    'Bad Request: can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    (client) => client.trySend({ text: '<b>x', parse_mode: 'HTML' }),
  ),
  refuses(
    'HTML is closed in order',
    'TDLib parse_html',
    'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
    (client) => client.trySend({ text: '<b><i>x</b></i>', parse_mode: 'HTML' }),
  ),
  refuses(
    'an entity ends within its text',
    'TDLib fix_formatted_text',
    'Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 4',
    (client) => client.trySend({ text: 'abc', entities: [{ type: 'bold', offset: 1, length: 3 }] }),
  ),
  refuses(
    'an entity does not cut an emoji in two',
    'TDLib fix_formatted_text',
    'Bad Request: entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 4',
    (client) => client.trySend({ text: '😀 hi', entities: [{ type: 'bold', offset: 0, length: 1 }] }),
  ),
  refuses(
    'an entity is of a known type',
    'SRC Client::get_text_entity_type',
    "Bad Request: can't parse MessageEntity: Unsupported type specified",
    (client) => client.trySend({ entities: [{ type: 'shout', offset: 0, length: 1 }] }),
  ),
  holds("Telegram finds commands, mentions and links in a bot's text too", 'DOC #messageentity', async (client) => {
    const { entities } = await client.send({ text: '/close @mika_harbor https://harbor.example' });
    assert.deepEqual(
      entities?.map(({ type }) => type),
      ['bot_command', 'mention', 'url'],
    );
  }),
  holds('a link preview is switched off only where a link is', 'DOC #linkpreviewoptions', async (client) => {
    const link_preview_options = { is_disabled: true };
    const plain = await client.send({ link_preview_options });
    const linked = await client.send({ text: 'https://harbor.example', link_preview_options });
    assert.deepEqual([plain.link_preview_options, linked.link_preview_options], [undefined, { is_disabled: true }]);
  }),

  refuses(
    'callback data has 64 bytes at most, not characters',
    'DOC #inlinekeyboardbutton',
    'Bad Request: BUTTON_DATA_INVALID',
    (client) => client.trySend(withButton({ text: 'Go', callback_data: 'é'.repeat(33) })),
  ),
  refuses(
    'a button does something',
    'SRC Client::get_inline_keyboard_button',
    "Bad Request: can't parse InlineKeyboardButton: Text buttons are not allowed in the inline keyboard",
    (client) => client.trySend(withButton({ text: 'Go' })),
  ),
  refuses(
    'a button has a text',
    'SRC Client::get_inline_keyboard_button',
    'Bad Request: can\'t parse InlineKeyboardButton: Can\'t find field "text"',
    (client) => client.trySend(withButton({ callback_data: 'x' })),
  ),
  refuses(
    'a button links to an address',
    'SRC Client::get_inline_keyboard_button',
    "Bad Request: inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
    (client) => client.trySend(withButton({ text: 'Go', url: 'javascript:alert(1)' })),
  ),
  refuses(
    'a button copies up to 256 characters',
    'unverified: the wording; the length is in DOC #copytextbutton',
    'Bad Request: BUTTON_COPY_TEXT_INVALID',
    (client) => client.trySend(withButton({ text: 'Copy', copy_text: { text: 'x'.repeat(257) } })),
  ),
  refuses(
    'a button has one of three styles',
    'unverified: the wording; the styles are in DOC #inlinekeyboardbutton',
    'Bad Request: BUTTON_STYLE_INVALID',
    (client) => client.trySend(withButton({ text: 'Go', callback_data: 'x', style: 'rainbow' })),
  ),
  refuses(
    'markup is JSON',
    'SRC Client::get_reply_markup',
    "Bad Request: can't parse reply keyboard markup JSON object",
    (client) => client.trySend({ reply_markup: '{' }),
  ),
  holds('a disabled button cannot be tapped', '10.3 InlineKeyboardButton.disabled', async (client) => {
    const { message_id: messageId } = await client.send(withButton({ text: 'Claimed by Mika', disabled: {} }));
    await assert.rejects(client.tap(messageId, 'Claimed by Mika'), /disabled/);
  }),

  refuses(
    'a reply answers something that is there',
    'SRC Client::check_reply_parameters',
    'Bad Request: message to be replied not found',
    (client) => client.trySend({ reply_parameters: { message_id: 999 } }),
  ),
  holds('a reply to nothing is sent where the bot allows it', 'DOC #replyparameters', async (client) => {
    const reply_parameters = { message_id: 999, allow_sending_without_reply: true };
    assert.equal((await client.send({ reply_parameters })).reply_to_message, undefined);
  }),
  refuses(
    'a reply to another topic is never sent without its target',
    'DOC #replyparameters',
    'Bad Request: message to be replied not found',
    async (client) => {
      const { message_id } = await client.send();
      const message_thread_id = await client.createTopic();
      return client.trySend({ message_thread_id, reply_parameters: { message_id, allow_sending_without_reply: true } });
    },
  ),
  refuses(
    'a quote is an exact part of the original',
    'DOC #replyparameters',
    'Bad Request: QUOTE_TEXT_INVALID',
    async (client) => {
      const { message_id } = await client.send();
      return client.trySend({ reply_parameters: { message_id, quote: 'nobody said this' } });
    },
  ),
  holds('a reply shows its quote and no replies within replies', 'DOC #message', async (client) => {
    const { message_id: first } = await client.send({ text: 'one two three' });
    const second = await client.send({ reply_parameters: { message_id: first, quote: 'two' } });
    const third = await client.send({ reply_parameters: { message_id: second.message_id } });
    assert.deepEqual([second.quote?.text, second.quote?.position], ['two', 4]);
    assert.equal(third.reply_to_message?.reply_to_message, undefined);
  }),
];
