import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { FakeBrowser } from '../../testing/fake-browser.ts';
import { TestWorld, visible } from '../../testing/test-world.ts';
import type { ChatConsent } from '../store/chat-state.ts';
import type { SupportChat } from '../support-chat.ts';

const SCOPE = 'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat';

describe('consent', () => {
  let world: TestWorld;
  beforeEach(() => (world = new TestWorld()));
  afterEach(() => world.close());

  const open = (consent?: ChatConsent): SupportChat => {
    const chat = world.open({}, consent ? { consent } : {});
    chat.setOpen(true);
    return chat;
  };
  const stored = async (): Promise<string[]> =>
    [...(await world.browser.openStorage(SCOPE).list('')).keys()].sort().map((key) => key.replace(/id-\d+/, '…'));
  const consents = (): unknown[] =>
    world.server.visitors.consents.map(({ decision, textVersion }) => [decision, textVersion]);
  const state = (chat: SupportChat): unknown[] => [chat.getSnapshot().consent, chat.getSnapshot().storage];

  async function say(chat: SupportChat, text: string): Promise<void> {
    await chat.send(text);
    await world.clock.until(() => visible(chat).includes(`${text} (sent)`));
    await world.clock.advance(1_000);
  }

  it('need not be asked for when the option is left out', async () => {
    const chat = open();
    await say(chat, 'Hello');
    assert.deepEqual(state(chat), ['unknown', 'persistent']);
    assert.deepEqual(await stored(), ['session']);
    assert.deepEqual(consents(), []);
  });

  for (const consent of ['unknown', 'denied'] as const) {
    it(`that is ${consent} lets nothing be written, whatever the visitor does`, async () => {
      const chat = open(consent);
      await chat.identify({ name: 'Ana' });
      await say(chat, 'Hello');
      world.server.team.reply('Hi');
      await world.clock.advance(3_600_000);
      await say(chat, 'More');
      assert.equal(world.browser.writes, 0);
      assert.deepEqual(state(chat), [consent, 'memory']);
      assert.deepEqual(visible(chat), ['Hello (sent)', 'Mika: Hi', 'More (sent)']);
    });
  }

  it('that is granted brings to storage what memory held', async () => {
    const chat = open('unknown');
    const heard: ChatConsent[] = [];
    chat.on('consent:changed', ({ consent }) => heard.push(consent));
    await say(chat, 'Hello');
    world.server.fault = { kind: 'down' };
    await chat.send('Unsent');
    await chat.setConsent('granted', 'text 3');
    assert.deepEqual(await stored(), ['message:…', 'session', 'visitor']);
    assert.deepEqual(state(chat), ['granted', 'persistent']);
    chat.destroy();
    world.server.fault = null;
    const next = open('unknown');
    await world.clock.until(() => visible(next).length === 2 && visible(next)[1] === 'Unsent (sent)');
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(heard, ['granted']);
  });

  it('that was granted is remembered by the next page', async () => {
    const first = open('unknown');
    await first.setConsent('granted');
    first.destroy();
    const next = open('unknown');
    await say(next, 'Hello');
    assert.deepEqual(state(next), ['granted', 'persistent']);
    assert.deepEqual(await stored(), ['session', 'visitor']);
  });

  it('that was denied deletes what was stored; the chat goes on until the page ends', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.fault = { kind: 'down' };
    await chat.send('Unsent');
    await chat.setConsent('denied');
    assert.deepEqual(await stored(), []);
    assert.deepEqual(state(chat), ['denied', 'memory']);
    world.server.fault = null;
    chat.reconnect();
    await world.clock.until(() => visible(chat).includes('Unsent (sent)'));
    assert.deepEqual(await stored(), []);
    assert.equal(world.server.sessions.count, 1);
    chat.destroy();
    const next = open('unknown');
    await next.load();
    assert.deepEqual(state(next), ['unknown', 'memory']);
    assert.deepEqual(visible(next), []);
  });

  it('that the page knows to be denied deletes what an earlier page has stored', async () => {
    const first = open();
    await say(first, 'Hello');
    first.destroy();
    await open('denied').load();
    await world.clock.advance(1_000);
    assert.deepEqual(await stored(), []);
  });

  it('may be taken back and given again', async () => {
    const chat = open('unknown');
    await say(chat, 'Hello');
    for (const decision of ['granted', 'denied', 'granted'] as const) {
      await chat.setConsent(decision);
      await world.clock.advance(1_000);
      assert.equal((await stored()).includes('session'), decision === 'granted');
    }
    assert.deepEqual(consents(), [
      ['granted', null],
      ['denied', null],
      ['granted', null],
    ]);
    assert.equal(world.server.sessions.count, 1);
  });

  it('is told to the server with the first session, with the text that was shown, once', async () => {
    const chat = open('unknown');
    await chat.setConsent('granted', 'text 3');
    await world.clock.advance(60_000);
    assert.equal(world.server.requestsTo('chat/consent').length, 0);
    await say(chat, 'Hello');
    chat.destroy();
    const next = open('unknown');
    await say(next, 'Again');
    await next.setConsent('granted', 'text 3');
    await world.clock.advance(5_000);
    assert.deepEqual(consents(), [['granted', 'text 3']]);
  });

  it('is told again when it is about another text', async () => {
    const chat = open('unknown');
    await say(chat, 'Hello');
    await chat.setConsent('granted', 'text 3');
    await chat.setConsent('granted', 'text 4');
    await world.clock.advance(1_000);
    assert.deepEqual(consents(), [
      ['granted', 'text 3'],
      ['granted', 'text 4'],
    ]);
  });

  it('is told later when there is no answer', async () => {
    const chat = open();
    await say(chat, 'Hello');
    world.server.fault = { kind: 'down' };
    await chat.setConsent('denied');
    await world.clock.advance(5_000);
    world.server.fault = null;
    await world.clock.advance(60_000);
    assert.deepEqual(consents(), [['denied', null]]);
  });

  it('that the page knows from elsewhere is told like a decision made here', async () => {
    const chat = open('granted');
    await say(chat, 'Hello');
    assert.deepEqual(consents(), [['granted', null]]);
    chat.destroy();
    const next = open('granted');
    await say(next, 'Again');
    assert.deepEqual(consents(), [['granted', null]]);
  });

  it('holds for all tabs', async () => {
    const [a, b] = [open('unknown'), open('unknown')];
    await world.clock.advance(100);
    await a.setConsent('granted', 'text 3');
    await world.clock.advance(1_000);
    assert.deepEqual(
      [state(a), state(b)],
      [
        ['granted', 'persistent'],
        ['granted', 'persistent'],
      ],
    );
    await say(a, 'Hello');
    assert.deepEqual(visible(b), ['Hello (sent)']);
    await b.setConsent('denied');
    await world.clock.advance(1_000);
    assert.deepEqual(
      [state(a), state(b)],
      [
        ['denied', 'memory'],
        ['denied', 'memory'],
      ],
    );
    await say(a, 'More');
    assert.deepEqual(await stored(), []);
    assert.equal(world.server.sessions.count, 1);
    assert.deepEqual(consents().length, 2);
  });

  it('changes nothing where the browser has no storage', async () => {
    const chat = world.open({ openStorage: () => null }, { consent: 'unknown' });
    await chat.setConsent('granted');
    await say(chat, 'Hello');
    assert.deepEqual(state(chat), ['granted', 'memory']);
    assert.deepEqual(consents(), [['granted', null]]);
  });

  it('does not hinder the chat when storage refuses after it was given', async () => {
    const chat = open('unknown');
    await say(chat, 'Hello');
    world.browser.storageError = new Error('quota');
    await chat.setConsent('granted');
    await say(chat, 'More');
    assert.deepEqual(state(chat), ['granted', 'memory']);
    assert.equal(world.server.sessions.count, 1);
  });

  it('is not hindered by storage that cannot even be asked', async () => {
    const broken = new FakeBrowser();
    const chat = world.open({ openStorage: (_mode, name) => broken.openStorage(name) }, { consent: 'unknown' });
    broken.storageError = new Error('blocked');
    await say(chat, 'Hello');
    assert.equal(broken.writes, 0);
  });
});
