import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Update } from 'grammy/types';
import type { Clock } from './clock.ts';
import { createHttpUpdateSource, createLongPoller } from './long-poller.ts';
import type { LongPoller, UpdateSource } from './long-poller.ts';
import { Stage, until } from './simulator/simulator-suite.ts';

/** Runs every wait at once and remembers how long it would have been. */
class SkippingClock implements Clock {
  readonly waits: number[] = [];
  now(): number {
    return 0;
  }
  setTimer(task: () => void, delayMs: number): () => void {
    this.waits.push(delayMs);
    const timer = setImmediate(task);
    return () => clearImmediate(timer);
  }
}

class Run {
  readonly stage = new Stage();
  readonly clock = new SkippingClock();
  readonly warnings: string[] = [];
  readonly errors: string[] = [];
  readonly texts: string[] = [];
  onUpdate: (update: Update) => Promise<void> = async () => {};
  poller: LongPoller | undefined;

  static async create(): Promise<Run> {
    const run = new Run();
    await run.stage.drain();
    return run;
  }

  start(api: UpdateSource = this.source()): LongPoller {
    this.poller = createLongPoller({
      api,
      onUpdate: async (update) => {
        await this.onUpdate(update);
        this.texts.push(update.message?.text ?? 'no text');
      },
      logger: {
        info: () => {},
        warn: (message) => this.warnings.push(message),
        error: (message) => this.errors.push(message),
      },
      clock: this.clock,
      random: () => 0,
    });
    return this.poller;
  }

  source(): UpdateSource {
    return createHttpUpdateSource({
      token: this.stage.simulator.token,
      apiRoot: 'http://127.0.0.1',
      fetch: (input, init) => this.stage.simulator.fetch(new Request(input, init)),
    });
  }

  say(text: string): void {
    this.stage.control.people.send({ userId: this.stage.ids.mika, chatId: this.stage.forum, text });
  }

  async stop(): Promise<void> {
    await this.poller?.stop();
    this.stage.simulator.close();
  }
}

describe('The long poller', () => {
  it('hands over updates one by one in order', async () => {
    const run = await Run.create();
    run.start();
    for (const text of ['one', 'two', 'three']) run.say(text);
    await until(() => run.texts.length === 3);
    assert.deepEqual(run.texts, ['one', 'two', 'three']);
    await run.stop();
  });

  it('confirms an update only after it was taken', async () => {
    const run = await Run.create();
    let release = () => {};
    run.onUpdate = () => new Promise((resolve) => (release = resolve));
    run.start();
    run.say('slow');
    await until(() => run.stage.control.pendingUpdates().length === 1);
    await until(() => release.toString() !== '() => {}');
    assert.equal(run.stage.control.pendingUpdates().length, 1);
    release();
    await until(() => run.stage.control.pendingUpdates().length === 0);
    await run.stop();
  });

  it('3: brings an update again that was not taken, and keeps the order', async () => {
    const run = await Run.create();
    let failures = 2;
    run.onUpdate = async () => {
      if (failures-- > 0) throw new Error('database is away');
    };
    run.start();
    run.say('one');
    run.say('two');
    await until(() => run.texts.length === 2);
    assert.deepEqual(run.texts, ['one', 'two']);
    assert.deepEqual(run.clock.waits, [1_000, 2_000]);
    assert.match(run.warnings[0] ?? '', /database is away/);
    await run.stop();
  });

  it('9: asks for reactions and member changes by name', async () => {
    const run = await Run.create();
    run.start();
    await until(() => run.stage.control.exportState().updates.allowed !== null);
    assert.ok(run.stage.control.exportState().updates.allowed?.includes('message_reaction'));
    await run.stop();
  });

  it('waits exactly as long as a 429 says', async () => {
    const run = await Run.create();
    run.stage.control.injectFault({ kind: 'error', code: 429, retryAfter: 7, method: 'getUpdates' });
    run.start();
    run.say('later');
    await until(() => run.texts.length === 1);
    assert.deepEqual(run.clock.waits, [7_000]);
    await run.stop();
  });

  it('backs off up to 30 seconds from server errors and dead connections, and starts over after success', async () => {
    const run = await Run.create();
    run.stage.control.injectFault({ kind: 'error', code: 502, method: 'getUpdates', times: 5 });
    run.stage.control.injectFault({ kind: 'reset', when: 'before', method: 'getUpdates', times: 2 });
    run.start();
    run.say('one');
    await until(() => run.texts.length === 1);
    assert.deepEqual(run.clock.waits, [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
    run.stage.control.injectFault({ kind: 'error', code: 500, method: 'getUpdates' });
    run.say('two');
    run.say('three');
    await until(() => run.texts.length === 3);
    assert.equal(run.clock.waits.at(-1), 1_000);
    await run.stop();
  });

  it('50: gives up on a webhook that is not its own, says what to do, and does not delete it', async () => {
    const run = await Run.create();
    await run.stage.ok('setWebhook', { url: 'https://production.example/hook' });
    const poller = createLongPoller({
      api: run.source(),
      onUpdate: async () => {},
      logger: { info: () => {}, warn: () => {}, error: (message) => run.errors.push(message) },
      clock: run.clock,
    });
    await poller.done;
    const state = poller.state();
    assert.equal(state.status, 'failed');
    assert.match(run.errors[0] ?? '', /This bot has a webhook.*Use another bot for local work/);
    assert.equal(run.stage.control.overview().webhook?.url, 'https://production.example/hook');
    run.stage.simulator.close();
  });

  it('35: gives up on a wrong token without saying it', async () => {
    const run = await Run.create();
    const poller = run.start(
      createHttpUpdateSource({
        token: '77:wrong',
        apiRoot: 'http://127.0.0.1',
        fetch: (input, init) => run.stage.simulator.fetch(new Request(input, init)),
      }),
    );
    await poller.done;
    assert.match(run.errors[0] ?? '', /does not know this bot token/);
    assert.doesNotMatch(run.errors.join(), /77:wrong/);
    run.stage.simulator.close();
  });

  it('keeps trying while another poller takes turns', async () => {
    const run = await Run.create();
    run.start();
    await until(() => run.stage.control.exportState().updates.allowed !== null);
    void run.stage.call('getUpdates', { timeout: 1 });
    await until(() => run.warnings.length > 0);
    assert.match(run.warnings[0] ?? '', /other getUpdates request/);
    await run.stop();
  });

  it('35: keeps the token out of network errors', async () => {
    const source = createHttpUpdateSource({
      token: '55:secret',
      fetch: async (input) => {
        throw new TypeError(`cannot reach ${input}`);
      },
    });
    await assert.rejects(
      source.getUpdates({ limit: 1, timeout: 0, allowed_updates: [] }, new AbortController().signal),
      (error: Error) => {
        assert.equal(error.message, 'No answer from the Bot API');
        assert.doesNotMatch(String((error.cause as Error).message), /55:secret/);
        return true;
      },
    );
  });

  it('stops at once while it waits for news', async () => {
    const run = await Run.create();
    const poller = run.start();
    await until(() => run.stage.control.exportState().updates.allowed !== null);
    await poller.stop();
    assert.deepEqual(poller.state(), { status: 'stopped' });
    run.say('nobody listens');
    assert.deepEqual(run.texts, []);
    run.stage.simulator.close();
  });
});
