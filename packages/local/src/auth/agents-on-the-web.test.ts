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
import { connectAgent, signIn } from '../../testing/test-agent.ts';

let stack: LocalStack;

before(async () => {
  stack = await startLocalStack();
});
after(() => stack.stop());

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
    assert.equal((await signIn(stack, 'mika@harbor-goods.example')).status, 200);
    assert.equal((await signIn(stack, 'mika@harbor-goods.example', 'guess')).status, 400);
    assert.equal((await signIn(stack, 'nobody@harbor-goods.example')).status, 400);
  });

  it('is signed in anew with a refresh token, once', async () => {
    const signedIn = (await (await signIn(stack, 'mika@harbor-goods.example')).json()) as SignedIn;
    const renew = () =>
      fetch(`${stack.url}/auth/v1/token?grant_type=refresh_token`, {
        method: 'POST',
        body: JSON.stringify({ refresh_token: signedIn.refresh_token }),
      });
    const renewed = (await (await renew()).json()) as SignedIn;
    assert.equal(renewed.user.id, signedIn.user.id);
    assert.notEqual(renewed.access_token, signedIn.access_token);
    assert.equal((await renew()).status, 400);
  });

  it('learns who they are, for whom they answer and where to listen', async () => {
    const mika = (await connectAgent(stack, 'mika')).call;
    const me = await mika<WireTeamIdentity>('me');
    assert.deepEqual([me.agent.name, me.organization.name], ['Mika', 'Harbor Goods']);
    assert.equal(me.realtime.topic, `support:org:${me.organization.id}`);
    assert.equal('user_id' in me.agent, false);
  });

  it('finds, claims and answers a conversation; the visitor and the topic in Telegram show it', async () => {
    const mika = (await connectAgent(stack, 'mika')).call;
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
    const mika = (await connectAgent(stack, 'mika')).call;
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
    const [mika, ana] = [(await connectAgent(stack, 'mika')).call, (await connectAgent(stack, 'ana')).call];
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
