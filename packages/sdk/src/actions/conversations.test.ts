import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { ChatError } from '../errors.ts';
import type { ChatEventMap } from '../events.ts';
import type { SupportChat } from '../support-chat.ts';

const code =
  (expected: string) =>
  (error: unknown): boolean =>
    error instanceof ChatError && error.code === expected;

describe('several conversations', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const count = (path: string): number => world.server.requestsTo(path).length;
  const id = (index: number): string => world.server.conversations[index]?.wire.id ?? '';

  /** A visitor with so many conversations of two messages each; all but the last are over. */
  const converse = async (conversations: number, isOpen = true): Promise<SupportChat> => {
    const chat = world.open();
    chat.setOpen(isOpen);
    for (let number = 1; number <= conversations; number++) {
      await chat.send(`question ${number}`);
      await world.clock.advance(1_000);
      world.server.team.reply(`answer ${number}`);
      await world.clock.advance(100);
      await chat.markRead();
      if (number < conversations) world.server.team.update({ status: 'closed' });
      await world.clock.advance(31_000);
    }
    return chat;
  };

  describe('the list', () => {
    it('is not there before it is asked for, then comes page by page, newest first', async () => {
      world.server.actions.listSize = 2;
      const chat = await converse(3);
      assert.equal(chat.getSnapshot().conversations, null);
      const loading: unknown[] = [];
      chat.subscribe(() => loading.push(chat.getSnapshot().conversations?.isLoading));
      await Promise.all([chat.loadConversations(), chat.loadConversations()]);
      assert.equal(loading[0], true);
      const list = chat.getSnapshot().conversations;
      assert.deepEqual(
        list?.items.map(({ number, excerpt, status, unreadCount }) => [number, excerpt, status, unreadCount]),
        [
          [1026, 'answer 3', 'queued', 0],
          [1025, 'answer 2', 'closed', 0],
        ],
      );
      assert.equal(list?.hasMore, true);
      assert.equal(list?.isLoading, false);
      assert.equal(count('chat/conversations'), 1);
      await chat.loadConversations();
      assert.deepEqual(
        chat.getSnapshot().conversations?.items.map(({ number }) => number),
        [1026, 1025, 1024],
      );
      assert.equal(chat.getSnapshot().conversations?.hasMore, false);
      await chat.loadConversations();
      assert.equal(count('chat/conversations'), 2, 'there is nothing more to ask for');
    });

    it('is empty for somebody who has none, and asks nobody', async () => {
      const chat = world.open();
      await chat.loadConversations();
      assert.deepEqual(chat.getSnapshot().conversations, { items: [], hasMore: false, isLoading: false });
      assert.equal(world.server.sessions.count, 0);
    });

    it('of somebody who had none gets the first one', async () => {
      const chat = world.open();
      await chat.loadConversations();
      await chat.send('Hello');
      await world.clock.advance(31_000);
      assert.deepEqual(
        chat.getSnapshot().conversations?.items.map(({ excerpt }) => excerpt),
        ['Hello'],
      );
    });

    it('can be asked for again after a failure', async () => {
      const chat = await converse(1);
      world.server.nextFaults.push({ kind: 'down', path: 'chat/conversations' });
      await assert.rejects(chat.loadConversations(), code('network_unavailable'));
      assert.deepEqual(chat.getSnapshot().conversations, { items: [], hasMore: true, isLoading: false });
      await chat.loadConversations();
      assert.equal(chat.getSnapshot().conversations?.items.length, 1);
    });

    it('follows what is written in the newest conversation, in the same snapshot', async () => {
      const chat = await converse(2);
      await chat.loadConversations();
      const wrong: unknown[] = [];
      chat.subscribe(() => {
        const { messages, conversations } = chat.getSnapshot();
        const last = messages.findLast(({ seq }) => seq !== null)?.text;
        if (conversations?.items[0]?.excerpt !== last) wrong.push([last, conversations]);
      });
      world.server.team.reply('one more thing');
      await world.clock.advance(100);
      const [first] = chat.getSnapshot().conversations?.items ?? [];
      assert.deepEqual([first?.excerpt, first?.unreadCount], ['one more thing', 1]);
      await chat.markRead();
      assert.equal(chat.getSnapshot().conversations?.items[0]?.unreadCount, 0);
      assert.deepEqual(wrong, []);
    });

    it('follows what is written in other conversations, however often the news come', async () => {
      const chat = await converse(2);
      await chat.loadConversations();
      const before = chat.getSnapshot().conversations?.items[0];
      const message = world.server.team.replyIn(id(0), 'about the old matter');
      await world.clock.advance(100);
      world.server.team.announceIn(id(0), 'message.created', { message });
      await world.clock.advance(100);
      const [newest, old] = chat.getSnapshot().conversations?.items ?? [];
      assert.deepEqual([old?.excerpt, old?.unreadCount], ['about the old matter', 1]);
      assert.equal(newest, before, 'what did not change is the same object');
    });

    it('gets the conversation that begins', async () => {
      const chat = await converse(1);
      await chat.loadConversations();
      world.server.team.update({ status: 'closed' });
      await chat.send('Something else');
      await world.clock.advance(1_000);
      assert.deepEqual(
        chat.getSnapshot().conversations?.items.map(({ number, excerpt }) => [number, excerpt]),
        [
          [1025, 'Something else'],
          [1024, 'answer 1'],
        ],
      );
    });
  });

  describe('an older one', () => {
    it('is shown with its messages, and the newest again by null', async () => {
      const chat = await converse(3);
      const events: (keyof ChatEventMap)[] = [];
      for (const type of ['conversation:started', 'message:received', 'conversation:updated'] as const) {
        chat.on(type, () => events.push(type));
      }
      await chat.openConversation(id(0));
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1']);
      assert.equal(chat.getSnapshot().conversation?.number, 1024);
      assert.equal(chat.getSnapshot().isLoadingMessages, false);
      await chat.openConversation(id(1));
      assert.deepEqual(visible(chat), ['question 2 (sent)', 'Mika: answer 2']);
      await chat.openConversation(null);
      assert.deepEqual(visible(chat), ['question 3 (sent)', 'Mika: answer 3']);
      await world.clock.advance(100);
      assert.deepEqual(events, [], 'history is no news');
    });

    it('says that it is loading, and nothing of the conversation before', async () => {
      const chat = await converse(2);
      world.server.nextFaults.push({ kind: 'slow', delayMs: 1_000, path: 'chat/messages' });
      const opening = chat.openConversation(id(0));
      await world.clock.until(() => chat.getSnapshot().isLoadingMessages);
      assert.deepEqual(visible(chat), []);
      assert.equal(chat.getSnapshot().isLoadingOlder, false);
      await world.clock.advance(2_000);
      await opening;
      assert.equal(chat.getSnapshot().isLoadingMessages, false);
    });

    it('leaves everything as it was when it does not exist, or cannot be had', async () => {
      const chat = await converse(2);
      await assert.rejects(chat.openConversation('nobody'), code('conversation_not_found'));
      world.server.nextFaults.push({ kind: 'down', path: 'chat/messages' });
      await assert.rejects(chat.openConversation(id(0)), code('network_unavailable'));
      assert.deepEqual(visible(chat), ['question 2 (sent)', 'Mika: answer 2']);
    });

    it('is found beyond the first page of the list', async () => {
      world.server.actions.listSize = 1;
      const chat = await converse(3);
      await chat.openConversation(id(0));
      assert.equal(chat.getSnapshot().conversation?.number, 1024);
    });

    it('is the last one that was asked for, whichever answer comes first', async () => {
      const chat = await converse(3);
      world.server.nextFaults.push({ kind: 'slow', delayMs: 5_000, path: 'chat/conversations' });
      const first = chat.openConversation(id(0));
      const second = chat.openConversation(id(1));
      await world.clock.advance(6_000);
      await Promise.all([first, second]);
      assert.equal(chat.getSnapshot().conversation?.number, 1025);
    });

    it('has older pages of its own', async () => {
      const chat = await converse(1);
      for (let index = 2; index <= 60; index++) world.server.team.reply(`answer 1/${index}`);
      world.server.team.update({ status: 'closed' });
      await chat.send('new matter');
      await world.clock.advance(31_000);
      await chat.openConversation(id(0));
      assert.equal(chat.getSnapshot().messages.length, 50);
      assert.equal(chat.getSnapshot().hasOlderMessages, true);
      await chat.loadOlder();
      assert.equal(chat.getSnapshot().messages.length, 61);
      assert.equal(chat.getSnapshot().hasOlderMessages, false);
    });

    it('goes on live, while the newest is watched', async () => {
      const chat = await converse(2);
      await chat.openConversation(id(0));
      const received: string[] = [];
      chat.on('message:received', ({ message }) => received.push(message.text));
      const polls = count('chat/poll');
      world.server.team.replyIn(id(0), 'old');
      world.server.team.reply('new');
      await world.clock.advance(100);
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'Mika: old']);
      assert.deepEqual(received, ['new', 'old']);
      assert.equal(chat.getSnapshot().unreadCount, 2, 'over both');
      assert.equal(count('chat/poll'), polls, 'nothing was missed');
      await chat.markRead();
      assert.equal(chat.getSnapshot().unreadCount, 1);
      await chat.openConversation(null);
      await chat.markRead();
      assert.equal(chat.getSnapshot().unreadCount, 0);
      await world.clock.advance(31_000);
      assert.deepEqual(
        world.server.conversations.map(({ wire }) => wire.visitor_read_seq),
        [3, 3],
      );
    });

    it('is put right when an event about it was missed', async () => {
      const chat = await converse(2);
      await chat.openConversation(id(0));
      world.server.team.replyIn(id(0), 'missed', true);
      world.server.team.replyIn(id(0), 'heard');
      await world.clock.advance(1_000);
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'Mika: missed', 'Mika: heard']);
      const before = count('chat/messages');
      world.server.team.replyIn(id(0), 'next');
      await world.clock.advance(1_000);
      assert.equal(count('chat/messages'), before, 'and then goes on by events');
    });

    it('is put right later when the server could not be asked, without pestering it', async () => {
      const chat = await converse(2);
      await chat.openConversation(id(0));
      const before = count('chat/messages');
      for (let failure = 0; failure < 3; failure++) {
        world.server.nextFaults.push({ kind: 'status', status: 500, path: 'chat/messages' });
      }
      world.server.team.replyIn(id(0), 'missed', true);
      world.server.team.replyIn(id(0), 'heard');
      world.server.team.reply('elsewhere');
      await world.clock.advance(9_000);
      assert.equal(count('chat/messages'), before + 1);
      await world.clock.advance(31_000);
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'Mika: missed', 'Mika: heard']);
      assert.equal(count('chat/messages'), before + 4);
    });

    it('is asked for now and then while there is no Realtime', async () => {
      world.server.realtime.answer = { error: 'Unauthorized' };
      const chat = await converse(2);
      await chat.openConversation(id(0));
      world.server.team.replyIn(id(0), 'late answer');
      await world.clock.advance(12_000);
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'Mika: late answer']);
      await chat.openConversation(null);
      const before = count('chat/messages');
      await world.clock.advance(60_000);
      assert.equal(count('chat/messages'), before);
    });

    it('gives way to the conversation that a message went into', async () => {
      const chat = await converse(2);
      await chat.openConversation(id(0));
      await chat.send('By the way');
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'By the way (queued)']);
      await world.clock.advance(1_000);
      assert.deepEqual(visible(chat), ['question 2 (sent)', 'Mika: answer 2', 'By the way (sent)']);
    });

    it('goes on itself when the server opens it again', async () => {
      const chat = await converse(1);
      world.server.team.update({ status: 'closed' });
      await world.clock.advance(100);
      world.server.threads.reopens = true;
      await chat.send('Once more');
      await world.clock.advance(1_000);
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1', 'Once more (sent)']);
      assert.equal(chat.getSnapshot().conversation?.status, 'queued');
    });

    it('is left behind with its visitor', async () => {
      const chat = await converse(2);
      await chat.loadConversations();
      await chat.openConversation(id(0));
      world.server.sessions.revoke();
      await world.clock.advance(60_000);
      assert.deepEqual(visible(chat), []);
      assert.equal(chat.getSnapshot().conversations, null);
    });
  });

  describe('beginning one without a message', () => {
    it('makes what is needed and shows it', async () => {
      const chat = world.open({}, { context: () => ({ page_url: 'https://shop.test/' }) });
      chat.setOpen(true);
      await chat.startConversation({ departmentId: 'd1', category: 'Returns', subject: 'Shoes' });
      assert.equal(chat.getSnapshot().conversation?.number, 1024);
      await world.clock.until(() => chat.getSnapshot().connection === 'live');
      assert.deepEqual(world.server.requestsTo('chat/start')[0]?.body, {
        department_id: 'd1',
        category: 'Returns',
        subject: 'Shoes',
        context: { page_url: 'https://shop.test/' },
      });
    });

    it('finds the one that is open', async () => {
      const chat = await converse(1);
      await chat.startConversation();
      assert.deepEqual(visible(chat), ['question 1 (sent)', 'Mika: answer 1']);
      assert.equal(world.server.conversations.length, 1);
    });

    it('is known in the other tabs at once', async () => {
      const chat = world.open();
      const other = world.open();
      await other.load();
      chat.setOpen(true);
      await chat.startConversation();
      await world.clock.advance(1_000);
      assert.equal(other.getSnapshot().conversation?.number, 1024);
    });
  });

  describe('its end', () => {
    it('is told, and shown at once', async () => {
      const chat = await converse(1);
      await chat.end();
      assert.equal(chat.getSnapshot().conversation?.status, 'resolved');
      await chat.rate({ rating: 5, comment: 'Thanks', nps: 10 });
      assert.deepEqual(world.server.actions.feedback, [
        { conversation_id: id(0), rating: 5, comment: 'Thanks', nps: 10 },
      ]);
      assert.equal(await chat.requestTranscript('ana@example.com'), 'ana@example.com');
    });

    it('means the conversation that is shown', async () => {
      const chat = await converse(2);
      await chat.openConversation(id(0));
      await chat.rate({ rating: 1 });
      assert.equal(world.server.actions.feedback[0]?.conversation_id, id(0));
    });

    it('needs a conversation, and the server', async () => {
      const chat = world.open();
      await assert.rejects(chat.end(), code('conversation_not_found'));
      await assert.rejects(chat.rate({ rating: 5 }), code('conversation_not_found'));
      const talking = await converse(1);
      world.server.nextFaults.push({ kind: 'status', status: 403, code: 'feature_disabled', path: 'chat/transcript' });
      await assert.rejects(talking.requestTranscript(), code('feature_disabled'));
    });
  });

  it('tell anew who can be asked', async () => {
    const chat = world.open();
    await chat.load();
    const { config } = chat.getSnapshot();
    await chat.loadDepartments();
    assert.equal(chat.getSnapshot().config, config, 'nothing has changed');
    world.server.settings = {
      departments: [{ id: 'd1', name: 'Sales', description: 'Before you buy', is_online: true }],
      hours: { is_open: false, opens_at: '2026-01-06T08:00:00Z', closes_at: null, time_zone: 'Europe/Lisbon' },
    };
    world.server.availability = { status: 'away', agents: [], reply_time_seconds: null };
    await chat.loadDepartments();
    const snapshot = chat.getSnapshot();
    assert.deepEqual(snapshot.config?.departments, [
      { id: 'd1', name: 'Sales', description: 'Before you buy', isOnline: true },
    ]);
    assert.equal(snapshot.config?.hours.opensAt, Date.parse('2026-01-06T08:00:00Z'));
    assert.equal(snapshot.availability?.status, 'away');
  });
});
