import assert from 'node:assert/strict';
import { createTelegramSimulator } from '../telegram-simulator.ts';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

const CHANNEL = { id: -1002000000001, title: 'Harbor News' };

/** Who is behind a message, whom the bot hears, what people are offered. */
export const peopleRules: readonly Rule[] = [
  holds('an anonymous administrator is GroupAnonymousBot with a title', 'DOC #message', async (client) => {
    await client.drain();
    await client.say('from the lead', { userId: client.ids.anonymousAdmin });
    const [message] = await client.waiting('message');
    assert.deepEqual(
      [message?.from.id, message?.from.is_bot, message?.sender_chat?.id, message?.author_signature],
      [1087968824, true, client.forum, 'Team lead'],
    );
  }),
  holds('somebody who writes as a channel is Channel_Bot with that channel', 'DOC #message', async (client) => {
    await client.drain();
    await client.say('as a channel', { asChannel: CHANNEL });
    const [message] = await client.waiting('message');
    assert.deepEqual(
      [message?.from.id, message?.sender_chat, message?.is_automatic_forward],
      [136817688, { ...CHANNEL, type: 'channel' }, undefined],
    );
  }),
  holds('a post of the linked channel comes from Telegram itself', 'DOC #message', async (client) => {
    await client.drain();
    await client.say('news', { asChannel: { ...CHANNEL, isAutomaticForward: true } });
    const [message] = await client.waiting('message');
    assert.deepEqual(
      [message?.from.id, message?.sender_chat?.id, message?.is_automatic_forward, message?.forward_origin?.type],
      [777000, CHANNEL.id, true, 'channel'],
    );
  }),
  holds(
    'other bots are heard only in bot-to-bot mode',
    'unverified: core.telegram.org/api/bots/bot-to-bot, not tried',
    async (client) => {
      const other = await client.act('create-user', { firstName: 'Helper', username: 'helper_bot', isBot: true });
      await client.act('set-member', { chatId: client.forum, userId: other.id, by: client.ids.mika });
      await client.drain();
      await client.say('unheard', { userId: other.id });
      assert.deepEqual(await client.waiting('message'), []);
      await client.act('set-bot', { hearsBots: true });
      await client.say('heard', { userId: other.id });
      assert.equal((await client.waiting('message'))[0]?.from.is_bot, true);
    },
  ),
  holds(
    'an administrator hears everything, a member with privacy only what is meant for it',
    'FAQ #what-messages-will-my-bot-get',
    async (client) => {
      await client.say('everything');
      await client.setBotMember({ status: 'member' });
      await client.drain();
      const { message_id: replyTo } = await client.send();
      await client.say('nothing of this');
      await client.say('/help');
      await client.say('/help@other_bot');
      await client.say('an answer', { replyTo });
      assert.deepEqual(
        (await client.waiting('message')).map(({ text }) => text),
        ['/help', 'an answer'],
      );
    },
  ),
  holds('my_chat_member tells what became of the bot', 'DOC #chatmemberupdated', async (client) => {
    await client.drain();
    await client.setBotMember({ status: 'administrator', rights: [] });
    const [change] = await client.waiting<{ new_chat_member: Record<string, unknown>; from: { first_name: string } }>(
      'my_chat_member',
    );
    assert.deepEqual([change?.from.first_name, change?.new_chat_member['can_manage_topics']], ['Mika', false]);
  }),

  holds(
    'the narrowest list of commands is offered, in the language of the person',
    'DOC #determining-list-of-commands',
    async (client) => {
      const set = (name: string, scope?: object, language_code?: string) =>
        client.ok('setMyCommands', {
          commands: [{ command: name, description: name }],
          ...(scope && { scope }),
          ...(language_code && { language_code }),
        });
      await set('everybody');
      await set('groups', { type: 'all_group_chats' });
      await set('gruppen', { type: 'all_group_chats' }, 'de');
      await set('admins', { type: 'chat_administrators', chat_id: client.forum });
      const german = await client.act('create-user', { firstName: 'Uwe', languageCode: 'de' });
      await client.act('set-member', { chatId: client.forum, userId: german.id, by: client.ids.mika });
      const offered = async (userId: number, chatId: number) =>
        (await client.look<{ command: string }[]>('commands', { userId, chatId })).map(({ command }) => command);
      const { mika, jo } = client.ids;
      assert.deepEqual(
        [
          await offered(mika, client.forum),
          await offered(jo, client.forum),
          await offered(german.id, client.forum),
          await offered(mika, mika),
        ],
        [['admins'], ['groups'], ['gruppen'], ['everybody']],
      );
      await client.ok('deleteMyCommands', { scope: { type: 'all_group_chats' } });
      assert.deepEqual(await offered(jo, client.forum), ['everybody']);
      assert.deepEqual(await client.ok<unknown[]>('getMyCommands', { scope: { type: 'all_private_chats' } }), []);
    },
  ),
  refuses(
    'a command has lower-case letters, digits and _',
    'unverified: the wording; the rule is in DOC #botcommand',
    'Bad Request: BOT_COMMAND_INVALID',
    (client) => client.call('setMyCommands', { commands: [{ command: 'Close!', description: 'x' }] }),
  ),
  refuses(
    'a list has 100 commands at most',
    'unverified: the wording; the rule is in DOC #setmycommands',
    'Bad Request: BOT_COMMANDS_TOO_MUCH',
    (client) =>
      client.call('setMyCommands', {
        commands: Array.from({ length: 101 }, (_, index) => ({ command: `c${index}`, description: 'x' })),
      }),
  ),
  refuses(
    'a list is for a chat the bot knows',
    'SRC Client::check_bot_command_scope',
    'Bad Request: chat not found',
    (client) => client.call('setMyCommands', { commands: [], scope: { type: 'chat', chat_id: -1009 } }),
  ),

  holds('/start brings what the link carried', 'FAQ #deep-linking', async (client) => {
    await client.drain();
    await client.act('start-bot', { userId: client.ids.jo, payload: 'claim_abc-1' });
    assert.equal((await client.waiting('message'))[0]?.text, '/start claim_abc-1');
    await client.send({ chat_id: client.ids.jo });
  }),
  holds('a token that looks real is refused', 'unverified: our own guard, no rule of Telegram', async () => {
    const token = `123456789:${'A'.repeat(35)}`;
    assert.throws(() => createTelegramSimulator({ token }), /looks like the token of a real Telegram bot/);
  }),
  holds(
    'the control API answers this machine only',
    'unverified: our own guard, no rule of Telegram',
    async (client) => {
      const headers = { origin: 'https://evil.example' };
      assert.equal((await client.fetch('/sim/state', { headers })).status, 403);
    },
  ),
  holds('a conversation reads as text', 'unverified: a means of tests, no rule of Telegram', async (client) => {
    const threadId = await client.createTopic({ name: 'Robin' });
    await client.send({ message_thread_id: threadId, text: 'Hi\nthere' });
    const { id: messageId } = await client.say('Let me look', { threadId });
    await client.act('react', { userId: client.ids.ana, chatId: client.forum, messageId, emoji: '👀' });
    const text = await (await client.fetch(`/sim/transcript?chatId=${client.forum}&threadId=${threadId}`)).text();
    assert.deepEqual(text.split('\n'), [
      '09:00 Harbor Support: (Topic created)',
      '09:00 Harbor Support: Hi / there',
      '09:00 Mika Lindgren: Let me look 👀',
    ]);
  }),
];
