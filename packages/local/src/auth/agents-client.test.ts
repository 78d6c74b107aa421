/** The agents' client against the running stack: two agents and a visitor in one conversation. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createSupportChat, type SupportChat } from '@support-chat/sdk';
import { type AgentClient, createAgentClient } from '@support-chat/sdk/agent';
import { startLocalStack, type LocalStack } from '../local-stack.ts';
import type { SignedIn } from './local-auth.ts';

let stack: LocalStack;
let mika: AgentClient;
let ana: AgentClient;
/** Whether Mika's page has a network. */
let isMikaOnline = true;

before(async () => {
  stack = await startLocalStack();
  mika = await open('mika@harbor-goods.example', (url, init) =>
    isMikaOnline ? fetch(url, init) : Promise.reject(new TypeError('fetch failed')),
  );
  ana = await open('ana@harbor-goods.example', fetch);
});
after(async () => {
  mika.destroy();
  ana.destroy();
  await stack.stop();
});

async function open(email: string, send: (url: string, init: RequestInit) => Promise<Response>): Promise<AgentClient> {
  const response = await fetch(`${stack.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: stack.teamPassword }),
  });
  const { access_token } = (await response.json()) as SignedIn;
  const agent = createAgentClient({
    apiUrl: `${stack.url}/functions/v1/support-chat`,
    getAccessToken: async () => access_token,
    storage: 'memory',
    environment: { fetch: send },
  });
  await agent.start();
  await until(() => agent.getSnapshot().connection === 'live');
  await agent.setFilter({ scope: 'queued' });
  return agent;
}

async function until<Value>(look: () => Value | undefined | false): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`It did not happen in ten seconds: ${look.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A visitor on the site asks something; resolves with their chat and the id of the conversation. */
async function ask(question: string): Promise<readonly [chat: SupportChat, id: string]> {
  const chat = createSupportChat({ widgetKey: stack.widgetKey, storage: 'memory' });
  await chat.load();
  chat.setOpen(true);
  await chat.send(question);
  const id = await until(() => chat.getSnapshot().conversation?.id);
  await until(() => chat.getSnapshot().connection === 'live');
  return [chat, id];
}

const lines = (agent: AgentClient): readonly string[] =>
  (agent.getSnapshot().thread?.messages ?? [])
    .filter(({ sender }) => sender.kind !== 'system')
    .map(({ text, isInternal }) => (isInternal ? `[${text}]` : text));
const heard = (chat: SupportChat): readonly string[] =>
  chat
    .getSnapshot()
    .messages.filter(({ sender }) => sender.kind !== 'system')
    .map(({ text }) => text);
const isListed = (agent: AgentClient, id: string): boolean =>
  agent.getSnapshot().inbox.conversations.some((conversation) => conversation.id === id);

describe('two agents and a visitor', () => {
  it('have one conversation: claimed by one, answered, noted, handed over and ended', async () => {
    const told: string[] = [];
    const stop = mika.on('message:received', ({ message }) => told.push(message.text));
    const question = `Do you ship to Iceland? ${randomUUID()}`;
    const [chat, id] = await ask(question);
    try {
      await until(() => isListed(mika, id) && isListed(ana, id));
      await until(() => told.includes(question));
      assert.ok(mika.getSnapshot().inbox.conversations.find((one) => one.id === id)?.unreadCount);

      await Promise.all([mika.openConversation(id), ana.openConversation(id)]);
      const claims = await Promise.all([mika.claim(id), ana.claim(id)]);
      assert.deepEqual(claims.map(({ outcome }) => outcome).sort(), ['claimed', 'taken']);
      await until(() => !isListed(mika, id) && !isListed(ana, id));
      const [winner, other] = claims[0]?.outcome === 'claimed' ? [mika, ana] : [ana, mika];
      const otherId = other.getSnapshot().me?.agent.id ?? '';

      winner.setTyping(true);
      await until(() => chat.getSnapshot().typing !== null);
      await winner.send({ text: 'We do.', entities: [{ type: 'bold', offset: 0, length: 2 }] });
      await winner.send({ text: 'Customs take a week.', isInternal: true });
      await until(() => heard(chat).includes('We do.'));
      await until(() => chat.getSnapshot().typing === null);
      await chat.send('How long does it take?');
      const all = [question, 'We do.', '[Customs take a week.]', 'How long does it take?'];
      await until(() => lines(winner).join() === all.join() && lines(other).join() === all.join());
      assert.deepEqual(
        heard(chat),
        all.filter((line) => !line.startsWith('[')),
      );
      assert.deepEqual(
        winner
          .getSnapshot()
          .thread?.messages.filter(({ isOwn }) => isOwn)
          .map(({ delivery }) => delivery?.state),
        ['sent', 'sent'],
      );

      chat.setTyping(true);
      await until(() => winner.getSnapshot().thread?.visitorIsTyping);
      await winner.markRead();
      assert.equal(winner.getSnapshot().thread?.readSeq, winner.getSnapshot().thread?.messages.at(-1)?.seq);

      const assigned: string[] = [];
      other.on('conversation:assigned', ({ conversation }) => assigned.push(conversation.id));
      assert.equal(await winner.transfer(id, { agentId: otherId, note: 'You know the customs.' }), 'transferred');
      await until(() => assigned.includes(id));
      await until(() => other.getSnapshot().thread?.details?.conversation.agent?.id === otherId);
      await other.send({ text: 'Two weeks.' });
      await until(() => heard(chat).includes('Two weeks.'));
      assert.equal(await other.resolve(id), 'resolved');
      await until(() => winner.getSnapshot().thread?.details?.conversation.status === 'resolved');
      await until(() => chat.getSnapshot().conversation?.status === 'resolved');
    } finally {
      stop();
      chat.destroy();
    }
  });

  it('lose nothing while an agent has no network', async () => {
    const [chat, id] = await ask(`Anybody? ${randomUUID()}`);
    try {
      await until(() => isListed(mika, id));
      await mika.openConversation(id);
      isMikaOnline = false;
      await mika.send({ text: 'one' });
      await mika.send({ text: 'two' });
      await mika.send({ text: 'for the team', isInternal: true });
      await chat.send('Hello?');
      await until(() => mika.getSnapshot().outbox.waiting === 3);
      isMikaOnline = true;
      mika.reconnect();
      await until(() => mika.getSnapshot().outbox.waiting === 0);
      await until(() => heard(chat).includes('two'));
      assert.deepEqual(heard(chat).slice(1), ['Hello?', 'one', 'two']);
      await until(() => lines(mika).join().endsWith('Hello?,one,two,[for the team]'));
    } finally {
      isMikaOnline = true;
      chat.destroy();
    }
  });

  it('see the same after the agent comes anew', async () => {
    const [chat, id] = await ask(`Where is my parcel? ${randomUUID()}`);
    try {
      await until(() => isListed(ana, id));
      await ana.claim(id);
      await ana.setFilter({ scope: 'mine' });
      assert.ok(isListed(ana, id));
      await ana.openConversation(id);
      await ana.send({ text: 'On its way.' });
      await until(() => heard(chat).includes('On its way.'));
      const again = await open('ana@harbor-goods.example', fetch);
      await again.openConversation(id);
      assert.deepEqual(lines(again), lines(ana));
      assert.equal(again.getSnapshot().thread?.details?.conversation.agent?.name, 'Ana');
      await again.setPresence('away');
      assert.equal(again.getSnapshot().presence?.choice, 'away');
      await again.setPresence('auto');
      await Promise.all([again.loadTeam(), again.loadCannedResponses(), again.loadTrail()]);
      assert.ok(again.getSnapshot().team?.agents.some(({ name }) => name === 'Mika'));
      again.destroy();
    } finally {
      chat.destroy();
    }
  });
});
