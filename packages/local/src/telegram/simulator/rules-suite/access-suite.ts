import assert from 'node:assert/strict';
import { holds, refuses } from './rule-suite.ts';
import type { Rule } from './rule-suite.ts';

/** How a call is made, and whom a bot may write to. */
export const accessRules: readonly Rule[] = [
  refuses('a wrong token is refused', 'SRC ClientManager::send', 'Unauthorized', async (client) =>
    (await client.post('getMe', {}, '1:wrong')).json(),
  ),
  refuses('a method nobody knows is refused', 'SRC Client::on_cmd', 'Not Found: method not found', (client) =>
    client.call('sendTelepathy'),
  ),
  holds('a method is named in any case, and parameters come in any body', 'DOC #making-requests', async (client) => {
    const path = `/bot${client.token}/SENDmessage`;
    const fields = { chat_id: String(client.forum), text: 'hi' };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const query = new URLSearchParams(fields);
    for (const answer of [
      await client.fetch(`${path}?${query}`),
      await client.fetch(path, { method: 'POST', body: query }),
      await client.fetch(path, { method: 'POST', body: form }),
      await client.post('sendmessage', fields),
    ]) {
      assert.equal(((await answer.json()) as { result: { text: string } }).result.text, 'hi');
    }
  }),
  holds('every answer has the status that its body names', 'DOC #making-requests', async (client) => {
    const answer = await client.post('sendMessage', { chat_id: -1009, text: 'x' });
    assert.equal(answer.status, 400);
    assert.match(answer.headers.get('content-type') ?? '', /json/);
  }),
  holds('getMe says who the bot is and what it may', 'DOC #getme', async (client) => {
    const me = await client.ok<Record<string, unknown>>('getMe');
    assert.deepEqual(
      [me['id'], me['is_bot'], typeof me['username'], me['can_read_all_group_messages'], me['has_topics_enabled']],
      [client.ids.bot, true, 'string', false, false],
    );
  }),
  refuses('a chat is named', 'SRC Client::check_chat', 'Bad Request: chat_id is empty', (client) =>
    client.call('sendMessage', { text: 'hi' }),
  ),
  refuses('the bot was never in this chat', 'SRC Client::check_chat', 'Bad Request: chat not found', (client) =>
    client.trySend({ chat_id: -1009 }),
  ),
  refuses('the bot shares no group with a person', 'SRC Client::check_chat', 'Bad Request: chat not found', (client) =>
    client.trySend({ chat_id: client.ids.outsider }),
  ),
  refuses(
    'a person who never started the bot is not written to',
    'FAQ #what-messages-will-my-bot-get',
    "Forbidden: bot can't initiate conversation with a user",
    (client) => client.trySend({ chat_id: client.ids.jo }),
  ),
  refuses(
    'a person who blocked the bot is not written to',
    'SRC Client::fail_query_with_error',
    'Forbidden: bot was blocked by the user',
    async (client) => {
      await client.act('stop-bot', { userId: client.ids.ana });
      return client.trySend({ chat_id: client.ids.ana });
    },
  ),
  holds('blocking and starting again is told by my_chat_member', 'DOC #update', async (client) => {
    await client.act('stop-bot', { userId: client.ids.ana });
    await client.act('start-bot', { userId: client.ids.ana });
    const changes = await client.waiting<{ chat: { id: number }; new_chat_member: { status: string } }>(
      'my_chat_member',
    );
    const own = changes.filter(({ chat }) => chat.id === client.ids.ana);
    assert.deepEqual(
      own.map(({ new_chat_member: member }) => member.status),
      ['kicked', 'member'],
    );
    await client.send({ chat_id: client.ids.ana });
  }),
  refuses(
    'a person whose account is gone is not written to',
    'SRC Client::check_chat_access',
    'Forbidden: user is deactivated',
    async (client) => {
      await client.act('deactivate-user', { userId: client.ids.ana });
      return client.trySend({ chat_id: client.ids.ana });
    },
  ),
  refuses(
    'a group that threw the bot out is closed to it',
    'SRC Client::check_chat_access',
    'Forbidden: bot was kicked from the supergroup chat',
    async (client) => {
      await client.setBotMember({ status: 'kicked' });
      return client.trySend();
    },
  ),
  refuses(
    'a group the bot left is closed to it',
    'SRC Client::check_chat_access',
    'Forbidden: bot is not a member of the supergroup chat',
    async (client) => {
      assert.equal(await client.ok<true>('leaveChat', { chat_id: client.forum }), true);
      return client.trySend();
    },
  ),
  holds('a group that became a supergroup names the new one', 'DOC #responseparameters', async (client) => {
    const { ids } = client;
    const old = await client.act('create-group', { title: 'Old team', kind: 'group' });
    await client.act('set-member', { chatId: old.id, userId: ids.mika, status: 'creator' });
    await client.act('set-member', { chatId: old.id, userId: ids.bot });
    await client.drain();
    const upgraded = await client.act('migrate', { chatId: old.id, by: ids.mika });
    assert.deepEqual(await client.trySend({ chat_id: old.id }), {
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: upgraded.id },
    });
    const said = (await client.waiting('message')).map((message) => [
      message.chat.id,
      message.migrate_to_chat_id ?? message.migrate_from_chat_id,
    ]);
    assert.deepEqual(said, [
      [old.id, upgraded.id],
      [upgraded.id, old.id],
    ]);
    assert.equal((await client.send({ chat_id: upgraded.id })).chat.id, upgraded.id);
  }),
  holds('switching topics on turns a basic group into a supergroup', 'tdlib/telegram-bot-api#575', async (client) => {
    const { ids } = client;
    const group = await client.act('create-group', { title: 'Small team', kind: 'group' });
    await client.act('set-member', { chatId: group.id, userId: ids.mika, status: 'creator' });
    await client.act('set-member', { chatId: group.id, userId: ids.bot, status: 'administrator', by: ids.mika });
    const forum = await client.act('set-forum', { chatId: group.id, isForum: true, by: ids.mika });
    const chat = await client.ok<{ type: string; is_forum?: true }>('getChat', { chat_id: forum.id });
    assert.deepEqual([chat.type, chat.is_forum, forum.id === group.id], ['supergroup', true, false]);
  }),
  holds('getChatMember tells the rank and the rights of the bot', 'DOC #getchatmember', async (client) => {
    const me = { chat_id: client.forum, user_id: client.ids.bot };
    const member = await client.ok<Record<string, unknown>>('getChatMember', me);
    assert.deepEqual(
      [member['status'], member['can_manage_topics'], member['can_promote_members']],
      ['administrator', true, false],
    );
    const jo = await client.ok<{ status: string }>('getChatMember', { ...me, user_id: client.ids.jo });
    const nobody = await client.ok<{ status: string }>('getChatMember', { ...me, user_id: client.ids.outsider });
    assert.deepEqual([jo.status, nobody.status], ['member', 'left']);
  }),
  refuses(
    'getChatMember needs somebody who exists',
    'SRC Client::check_user_no_fail',
    'Bad Request: user not found',
    (client) => client.call('getChatMember', { chat_id: client.forum, user_id: 99 }),
  ),
  holds('a private chat has two members', 'SRC Client::process_get_chat_member_count_query', async (client) => {
    assert.equal(await client.ok<number>('getChatMemberCount', { chat_id: client.ids.mika }), 2);
  }),
  holds('getChatAdministrators lists people who run the group', 'DOC #getchatadministrators', async (client) => {
    const { ids } = client;
    const list = await client.ok<{ user: { id: number } }[]>('getChatAdministrators', { chat_id: client.forum });
    assert.deepEqual(list.map(({ user }) => user.id).sort(), [ids.bot, ids.mika, ids.ana, ids.anonymousAdmin].sort());
  }),
  refuses(
    'a private chat has no administrators',
    'SRC Client::process_get_chat_administrators_query',
    'Bad Request: there are no administrators in the private chat',
    (client) => client.call('getChatAdministrators', { chat_id: client.ids.mika }),
  ),
];
