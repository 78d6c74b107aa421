/** What a visitor sees of the team and of the queue without asking: Realtime brings it, no poll. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSupportChat, type ChatSnapshot, type SupportChat } from '@support-chat/sdk';
import { startLocalStack, type LocalStack } from './local-stack.ts';
import { connectAgent, type TestAgent } from '../testing/test-agent.ts';

let stack: LocalStack;
let mika: TestAgent;
let ana: TestAgent;
const chats: SupportChat[] = [];

before(async () => {
  stack = await startLocalStack();
  [mika, ana] = await Promise.all([connectAgent(stack, 'mika'), connectAgent(stack, 'ana')]);
  // A working Telegram group counts as somebody who is there; here the web is all there is. A group that was only
  // paused would work again as soon as the bot hears that it may write there, which it does while the stack starts.
  await stack.database.query('delete from support.telegram_chats');
  await stack.database.query(
    `update support.widgets set behavior = behavior || '{"shows_queue_position": true}' where key = 'wk_demo'`,
  );
});
after(() => stack.stop());
afterEach(() => {
  for (const chat of chats.splice(0)) chat.destroy();
});

/** A sixth of the pause between two polls of a chat that is live: what comes sooner was not polled. */
const LIMIT_MS = 10_000;

async function sees(chat: SupportChat, what: (snapshot: ChatSnapshot) => boolean): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (!what(chat.getSnapshot())) return;
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = chat.subscribe(look);
    const timer = setTimeout(() => {
      stop();
      reject(new Error(`Not seen: ${what.toString()}`));
    }, LIMIT_MS);
    look();
  });
  assert.equal(chat.getSnapshot().connection, 'live', 'It could have been polled.');
}

/** Writes, and hears over Realtime from then on. */
async function waitingVisitor(): Promise<{ chat: SupportChat; conversationId: string }> {
  const chat = createSupportChat({ widgetKey: stack.widgetKey, storage: 'memory' });
  chats.push(chat);
  await chat.load();
  chat.setOpen(true);
  await chat.send(`Hello ${randomUUID()}`);
  await sees(chat, ({ connection, conversation }) => connection === 'live' && conversation !== null);
  return { chat, conversationId: chat.getSnapshot().conversation?.id ?? '' };
}

async function changes(chat: SupportChat, what: (snapshot: ChatSnapshot) => boolean, cause: () => Promise<unknown>) {
  assert.equal(what(chat.getSnapshot()), false, 'It was so before.');
  await cause();
  await sees(chat, what);
}

const beat = (agent: TestAgent, status: 'online' | 'away' | 'offline') =>
  agent.call('presence', { connection_id: 'tab', status });
const status = (wanted: string) => (snapshot: ChatSnapshot) => snapshot.availability?.status === wanted;
const place = (wanted: number | null) => (snapshot: ChatSnapshot) => snapshot.conversation?.queuePosition === wanted;

describe('a visitor sees without asking', () => {
  it('that somebody is there: a heartbeat, away, and a heartbeat that stays away', async () => {
    const { chat } = await waitingVisitor();
    await changes(chat, status('online'), () => beat(mika, 'online'));
    await changes(chat, status('away'), () => beat(mika, 'away'));
    await changes(chat, status('online'), () => beat(mika, 'online'));
    await changes(chat, status('away'), async () => {
      await stack.database.query('update support.agent_sessions set expires_at = now()');
      await stack.database.query('select support.expire_presence(100)');
    });
  });

  it('who of the team is there, also when it is not the first or the last who comes or goes', async () => {
    const { chat } = await waitingVisitor();
    const first = (name: string) => (snapshot: ChatSnapshot) => snapshot.availability?.agents[0]?.name === name;
    await changes(chat, status('online'), () => beat(mika, 'online'));
    await changes(
      chat,
      (snapshot) => snapshot.availability?.agents[1]?.name === 'Mika',
      () => beat(ana, 'online'),
    );
    await changes(chat, first('Mika'), () => beat(ana, 'offline'));
    await beat(mika, 'offline');
  });

  it('their place in the queue, and everybody moves up when one before them is claimed', async () => {
    const [one, two, three] = [await waitingVisitor(), await waitingVisitor(), await waitingVisitor()];
    const before = two.chat.getSnapshot().conversation?.queuePosition ?? 0;
    assert.ok(before >= 2, 'Its place came with the first sync.');
    assert.equal(three.chat.getSnapshot().conversation?.queuePosition, before + 1);
    const claim = () => mika.call('claim', { conversation_id: one.conversationId });
    await changes(two.chat, place(before - 1), claim);
    await sees(three.chat, place(before));
    await sees(one.chat, place(null));
    await changes(two.chat, place(null), () => mika.call('claim', { conversation_id: two.conversationId }));
    await sees(three.chat, place(before - 1));
    await changes(three.chat, place(before), () =>
      mika
        .call('pass', { conversation_id: one.conversationId })
        .then(() => mika.call('conversation', { conversation_id: one.conversationId, priority: 'urgent' }, 'PATCH')),
    );
  });
});
