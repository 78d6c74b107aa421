import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { TestWorld, visible } from '../../testing/test-world.ts';
import { ChatError } from '../errors.ts';
import type { WirePrechatForm } from '../protocol/widget-config.ts';

const FORM: WirePrechatForm = {
  is_required: true,
  title: 'Before we start',
  fields: [
    { name: 'name', label: 'Name', kind: 'text', is_required: true, max_characters: 100 },
    { name: 'email', label: 'E-mail', kind: 'email', is_required: false, max_characters: 320 },
  ],
};

describe('the form before the chat', () => {
  let world: TestWorld;
  beforeEach(() => {
    world = new TestWorld();
    world.server.settings = { prechat: FORM };
  });
  afterEach(() => world.close());

  const refusal = async (promise: Promise<unknown>): Promise<ChatError> => {
    const error: unknown = await promise.then(
      () => assert.fail('was not refused'),
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof ChatError);
    assert.equal(error.code, 'prechat_invalid');
    return error;
  };

  it('has to be answered before a message, where the widget insists on it', async () => {
    const chat = world.open();
    assert.equal(chat.getSnapshot().needsPrechat, false, 'nobody knows yet');
    await chat.load();
    assert.equal(chat.getSnapshot().needsPrechat, true);
    const error = await refusal(chat.send('Hello'));
    assert.deepEqual(error.details, { fields: { name: 'required' } });
    assert.ok(Object.isFrozen(error.details));
    await refusal(chat.startConversation());
    assert.deepEqual(visible(chat), []);
    assert.equal(world.server.sessions.count, 0);
  });

  it('may be left alone where it does not', async () => {
    world.server.settings = { prechat: { ...FORM, is_required: false } };
    const chat = world.open();
    await chat.load();
    assert.equal(chat.getSnapshot().needsPrechat, false);
    await chat.send('Hello');
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['Hello (sent)']);
  });

  it('is told at once what is wrong with the answers', async () => {
    const chat = world.open();
    await chat.load();
    const error = await refusal(chat.submitPrechat({ email: 'ana' }));
    assert.deepEqual(error.details, { fields: { name: 'required', email: 'email' } });
    assert.equal(chat.getSnapshot().needsPrechat, true);
  });

  it('is answered with the first message, and then never again', async () => {
    const chat = world.open();
    await chat.load();
    const asked: boolean[] = [];
    await chat.submitPrechat({ name: ' Ana ' });
    chat.subscribe(() => asked.push(chat.getSnapshot().needsPrechat));
    await chat.send('Hello');
    await chat.send('Still there?');
    await world.clock.advance(1_000);
    assert.deepEqual(world.server.actions.prechat, [{ name: 'Ana' }]);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Still there? (sent)']);
    assert.ok(asked.every((needs) => !needs));
    chat.destroy();
    const again = world.open();
    await again.load();
    again.setOpen(true);
    await world.clock.advance(1_000);
    assert.equal(again.getSnapshot().needsPrechat, false);
    await again.send('One more');
    await world.clock.advance(1_000);
    assert.equal(world.server.actions.prechat.length, 1);
  });

  it('stays answered over a reload', async () => {
    const first = world.open();
    await first.load();
    await first.submitPrechat({ name: 'Ana' });
    first.destroy();
    const chat = world.open();
    await chat.load();
    assert.equal(chat.getSnapshot().needsPrechat, false);
    await chat.send('Hello');
    await world.clock.advance(1_000);
    assert.deepEqual(world.server.actions.prechat, [{ name: 'Ana' }]);
  });

  it('stays answered while the first message waits for the network, over a reload too', async () => {
    const first = world.open();
    await first.load();
    await first.submitPrechat({ name: 'Ana' });
    world.server.fault = { kind: 'down' };
    await first.send('Hello');
    await world.clock.advance(1_000);
    assert.equal(first.getSnapshot().needsPrechat, false);
    first.destroy();
    world.server.fault = null;
    const chat = world.open();
    await chat.load();
    assert.equal(chat.getSnapshot().needsPrechat, false);
    await world.clock.advance(31_000);
    assert.deepEqual(visible(chat), ['Hello (sent)']);
    assert.deepEqual(world.server.actions.prechat, [{ name: 'Ana' }]);
  });

  it('goes with the beginning of a conversation without a message', async () => {
    const chat = world.open();
    await chat.load();
    await chat.submitPrechat({ name: 'Ana' });
    await chat.startConversation();
    assert.deepEqual(world.server.actions.prechat, [{ name: 'Ana' }]);
    await chat.send('Hello');
    await world.clock.advance(1_000);
    assert.equal(world.server.actions.prechat.length, 1);
  });

  it('is not asked of somebody who has a conversation already', async () => {
    world.server.settings = {};
    const before = world.open();
    await before.send('Hello');
    await world.clock.advance(1_000);
    before.destroy();
    world.server.settings = { prechat: FORM };
    const chat = world.open();
    await chat.load();
    assert.equal(chat.getSnapshot().needsPrechat, false, 'as long as it is not known');
    chat.setOpen(true);
    await world.clock.advance(1_000);
    assert.equal(chat.getSnapshot().needsPrechat, false);
  });

  it('is not known before the configuration is', async () => {
    await refusal(world.open().submitPrechat({ name: 'Ana' }));
  });

  it('is shown again when the server refuses its answers; the new ones go with the message that waits', async () => {
    const [chat, other] = [world.open(), world.open()];
    await chat.load();
    await other.load();
    await chat.submitPrechat({ name: 'Ana' });
    const refused = { kind: 'status', status: 400, code: 'prechat_invalid', path: 'chat/message' } as const;
    world.server.nextFaults.push(refused, refused);
    await chat.send('Hello');
    await chat.send('Anybody there?');
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['Hello (failed)', 'Anybody there? (failed)']);
    assert.deepEqual([chat.getSnapshot().needsPrechat, other.getSnapshot().needsPrechat], [true, true]);
    await other.submitPrechat({ name: 'Ana', email: 'ana@example.com' });
    assert.equal(other.getSnapshot().needsPrechat, false);
    await world.clock.advance(1_000);
    assert.deepEqual(visible(chat), ['Hello (sent)', 'Anybody there? (sent)']);
    assert.deepEqual(world.server.actions.prechat, [{ name: 'Ana', email: 'ana@example.com' }]);
    assert.equal(chat.getSnapshot().needsPrechat, false);
  });
});
