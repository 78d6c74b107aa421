import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { FakeClock } from '../testing/fake-clock.ts';
import { FakeServer } from '../testing/fake-server.ts';
import { createSupportChat, EMPTY_SNAPSHOT } from './index.ts';

const run = promisify(execFile);
const INDEX = JSON.stringify(new URL('./index.ts', import.meta.url).href);

/** Ends by itself or is killed after 20 s. */
const runModule = (source: string): Promise<{ stdout: string }> =>
  run(process.execPath, ['--conditions=@support-chat/source', '--input-type=module', '--eval', source], {
    timeout: 20_000,
  });

describe('a chat in Node, with nothing replaced but the network', () => {
  it('sends, hears that it was sent, and says that it keeps nothing', async () => {
    const server = new FakeServer(new FakeClock());
    const chat = createSupportChat({ widgetKey: 'wk_demo@localhost:4000', environment: { fetch: server.fetch } });
    const sent = new Promise<string>((resolve) => chat.on('message:sent', ({ message }) => resolve(message.text)));
    await chat.load();
    await chat.send('Hello');
    assert.equal(await sent, 'Hello');
    const { storage, messages } = chat.getSnapshot();
    assert.equal(storage, 'memory');
    assert.deepEqual(
      messages.map(({ delivery }) => delivery?.state),
      ['sent'],
    );
    chat.destroy();
  });

  it('touches nothing of the world when it is imported', async () => {
    const { stdout } = await runModule(`
      const before = JSON.stringify([Object.keys(globalThis), process.getActiveResourcesInfo()]);
      await import(${INDEX});
      console.log(before === JSON.stringify([Object.keys(globalThis), process.getActiveResourcesInfo()]));
    `);
    assert.equal(stdout.trim(), 'true');
  });

  it('lets the process end once it is destroyed, also with a message that waits', async () => {
    const { stdout } = await runModule(`
      import { createSupportChat } from ${INDEX};
      const chat = createSupportChat({
        widgetKey: 'wk_demo@localhost:4000',
        environment: { fetch: () => Promise.reject(new TypeError('no network')) },
      });
      chat.setOpen(true);
      await chat.send('Hello');
      console.log(chat.getSnapshot().messages[0].delivery.state);
      chat.destroy();
    `);
    assert.match(stdout, /^(queued|sending)$/m);
  });

  it('has a snapshot to draw from where there is no client', () => {
    assert.ok(Object.isFrozen(EMPTY_SNAPSHOT));
    assert.equal(EMPTY_SNAPSHOT.status, 'idle');
  });
});
