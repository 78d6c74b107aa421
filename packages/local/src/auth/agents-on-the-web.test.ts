/** The whole way of an agent on the web, against the running stack: sign-in, inbox, answer, and what Telegram and the visitor see. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { createSupportChat } from '@support-chat/sdk';
import type {
  WireClaimResult,
  WireInboxPage,
  WireTeamIdentity,
  WireTeamMessagePage,
  WireTeamMessageResponse,
} from '@support-chat/sdk/protocol/agent';
import { startLocalStack, type LocalStack } from '../local-stack.ts';
import type { SignedIn } from './local-auth.ts';

let stack: LocalStack;

before(async () => {
  stack = await startLocalStack();
});
after(() => stack.stop());

async function signIn(email: string, password = stack.teamPassword): Promise<Response> {
  return fetch(`${stack.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}

async function agent(email: string) {
  const { access_token } = (await (await signIn(email)).json()) as SignedIn;
  return async <Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') => {
    const response = await fetch(`${stack.url}/functions/v1/support-chat/agent/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Answer;
    assert.equal(response.status, 200, JSON.stringify(answer));
    return answer;
  };
}

async function visitor() {
  const call = async (path: string, token?: string, body?: unknown) => {
    const response = await fetch(`${stack.url}/functions/v1/support-chat/${path}?id=wk_demo`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        origin: stack.url,
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.equal(response.status, 200);
    return (await response.json()) as Record<string, unknown>;
  };
  const token = String((await call('chat/session', undefined, {}))['access_token']);
  return {
    say: (text: string) => call('chat/message', token, { id: randomUUID(), text }),
    async heard() {
      const { messages } = (await call('chat/poll', token)) as {
        messages: { text: string; sender: { kind: string } }[];
      };
      return messages.filter(({ sender }) => sender.kind !== 'system').map(({ text }) => text);
    },
  };
}

async function until<Value>(look: () => Promise<Value | undefined | false>): Promise<Value> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error('It did not happen in ten seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('an agent on the web', () => {
  it('signs in with the password of the stack, and with no other', async () => {
    assert.equal((await signIn('mika@harbor-goods.example')).status, 200);
    assert.equal((await signIn('mika@harbor-goods.example', 'guess')).status, 400);
    assert.equal((await signIn('nobody@harbor-goods.example')).status, 400);
  });

  it('learns who they are, for whom they answer and where to listen', async () => {
    const mika = await agent('mika@harbor-goods.example');
    const me = await mika<WireTeamIdentity>('me');
    assert.deepEqual([me.agent.name, me.organization.name], ['Mika', 'Harbor Goods']);
    assert.equal(me.realtime.topic, `support:org:${me.organization.id}`);
    assert.equal('user_id' in me.agent, false);
  });

  it('finds, claims and answers a conversation; the visitor and the topic in Telegram show it', async () => {
    const mika = await agent('mika@harbor-goods.example');
    const ana = await visitor();
    const question = `Do you ship to Iceland? ${randomUUID()}`;
    await ana.say(question);

    const { conversations } = await mika<WireInboxPage>('conversations?scope=queued');
    const found = conversations.find(({ last_message }) => last_message?.text === question);
    assert.ok(found !== undefined);
    const conversation_id = found.id;
    assert.equal((await mika<WireClaimResult>('claim', { conversation_id })).outcome, 'claimed');
    assert.equal((await mika<WireClaimResult>('claim', { conversation_id })).outcome, 'already_yours');

    const message = { id: randomUUID(), conversation_id, text: `We do: ${randomUUID()}` };
    await mika('message', { id: randomUUID(), conversation_id, text: 'Ask Jo about the fee.', is_internal: true });
    const first = await mika<WireTeamMessageResponse>('message', message);
    const second = await mika<WireTeamMessageResponse>('message', message);
    assert.deepEqual([first.outcome, second.outcome], ['posted', 'duplicate']);
    assert.deepEqual(await ana.heard(), [question, message.text]);

    const page = await mika<WireTeamMessagePage>(`messages?conversation_id=${conversation_id}`);
    const said = page.messages.filter(({ sender }) => sender.kind !== 'system');
    assert.deepEqual(
      said.map(({ is_internal }) => is_internal),
      [false, true, false],
    );
    await until(async () => (await (await fetch(`${stack.url}/sim/state`)).text()).includes(message.text));
  });

  it('is seen writing by the visitor, and no longer when they stop', async () => {
    const mika = await agent('mika@harbor-goods.example');
    const chat = createSupportChat({ widgetKey: stack.widgetKey, storage: 'memory' });
    try {
      await chat.load();
      chat.setOpen(true);
      await chat.send(`Anybody there? ${randomUUID()}`);
      const conversation_id = await until(async () => chat.getSnapshot().conversation?.id);
      await until(async () => chat.getSnapshot().connection === 'live');
      await mika('typing', { conversation_id, is_typing: true });
      await until(async () => chat.getSnapshot().typing?.name === 'Mika');
      await mika('typing', { conversation_id, is_typing: false });
      await until(async () => chat.getSnapshot().typing === null);
    } finally {
      chat.destroy();
    }
  });

  it('of two who claim at once one wins, and the other learns who', async () => {
    const [mika, ana] = [await agent('mika@harbor-goods.example'), await agent('ana@harbor-goods.example')];
    const robin = await visitor();
    const question = randomUUID();
    await robin.say(question);
    const { conversations } = await mika<WireInboxPage>(`conversations?scope=queued&limit=200`);
    const found = conversations.find(({ last_message }) => last_message?.text === question);
    assert.ok(found !== undefined);
    const claims = await Promise.all(
      [mika, ana].map((claimant) => claimant<WireClaimResult>('claim', { conversation_id: found.id })),
    );
    assert.deepEqual(claims.map(({ outcome }) => outcome).sort(), ['claimed', 'taken']);
    assert.equal(new Set(claims.map(({ agent: holder }) => holder?.id)).size, 1);
  });

  it('answers preflights from any page, before anybody signs in', async () => {
    const response = await fetch(`${stack.url}/functions/v1/support-chat/agent/me`, {
      method: 'OPTIONS',
      headers: { origin: 'https://office.example', 'access-control-request-method': 'GET' },
    });
    assert.equal(response.status, 204);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.match(response.headers.get('access-control-allow-headers') ?? '', /authorization/);
  });
});
