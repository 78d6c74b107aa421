import type { TabMessage } from '../../src/tabs/tab-channel.ts';
import type { ChatEnvironment } from '../../src/chat-environment.ts';
import { createSupportChat } from '../../src/chat-client.ts';
import type { PageSignal } from '../../src/connection/page-signals.ts';
import type { KeyValueStorage } from '../../src/storage/key-value-storage.ts';
import type { SupportChat } from '../../src/support-chat.ts';
import type { RealtimeChannelLike, RealtimeClientLike } from '../../src/transport/realtime-transport.ts';
import { FakePage } from '../fake-page.ts';
import { Gate } from './gate.ts';
import type { ModelDevice } from './model-device.ts';

/**
 * A page that can be taken away at any moment. `crash` is no `destroy`: nothing of the client runs any more, and what
 * it has written, held and sent stays as it was at that moment.
 */
export class ModelTab {
  readonly chat: SupportChat;
  readonly name: string;
  readonly page = new FakePage();
  readonly #gate = new Gate();
  readonly #death = new AbortController();
  readonly #locks: ReturnType<ModelDevice['browser']['openLocks']>;
  readonly #timers = new Set<() => void>();
  readonly #channels = new Set<() => void>();
  readonly #clients = new Set<RealtimeClientLike>();
  #stepsToLive = Infinity;
  #die = (): void => {};

  constructor(device: ModelDevice, name: string) {
    this.name = name;
    this.#locks = device.browser.openLocks();
    this.chat = createSupportChat({
      widgetKey: 'wk_demo@localhost:4000',
      logger: (level, message, detail) => {
        if (level === 'error') device.defects.push(`${name}: ${message} ${String(detail)}`);
      },
      environment: this.#environment(device),
    });
  }

  get isFrozen(): boolean {
    return this.#gate.isFrozen;
  }

  /** The browser says something to this page. */
  send(signal: PageSignal): void {
    this.page.send(signal);
  }

  /** `isHeard`: what was on its way to the server still arrives there, as with `keepalive`. */
  crash(isHeard: boolean): void {
    this.#gate.kill();
    if (!isHeard) this.#death.abort();
    this.#locks.kill();
    for (const cancel of [...this.#timers, ...this.#channels]) cancel();
    for (const client of this.#clients) void client.disconnect();
  }

  /** Calls back after so many more operations of its storage, each of them done and not answered yet. */
  dieAfter(storageSteps: number, die: () => void): void {
    this.#stepsToLive = storageSteps;
    this.#die = die;
  }

  freeze(): void {
    this.page.send('hidden');
    this.#gate.freeze();
  }

  thaw(): void {
    this.#gate.thaw();
    this.page.send('visible');
  }

  /** What should be nothing after `destroy`. */
  get leftovers(): Readonly<Record<string, number>> {
    return { timers: this.#timers.size, channels: this.#channels.size, listeners: this.page.listenerCount };
  }

  #environment(device: ModelDevice): ChatEnvironment {
    const { browser, clock, server } = device;
    const gate = this.#gate;
    return {
      fetch: (url, init) => {
        const signal = AbortSignal.any([this.#death.signal, ...(init.signal ? [init.signal] : [])]);
        return gate.pass(() => server.fetch(url, { ...init, signal }));
      },
      timers: {
        now: () => device.now(),
        after: (delayMs, callback) => {
          if (gate.isDead) return () => {};
          const cancelAlarm = clock.after(delayMs, () =>
            gate.run(() => {
              if (this.#timers.delete(cancel)) callback();
            }),
          );
          const cancel = (): void => {
            this.#timers.delete(cancel);
            cancelAlarm();
          };
          this.#timers.add(cancel);
          return cancel;
        },
      },
      random: () => device.random(),
      uuid: () => device.uuid(),
      openStorage: (mode, name) => (mode === 'memory' ? null : this.#gated(browser.openStorage(name))),
      locks: device.hasLocks ? this.#locks : null,
      openTabChannel: (name, onMessage) => {
        const channel = browser.openTabChannel<TabMessage>(name, (message) => gate.run(() => onMessage(message)));
        if (!channel) return null;
        const close = (): void => {
          this.#channels.delete(close);
          channel.close();
        };
        this.#channels.add(close);
        return { post: (message) => gate.isDead || channel.post(message), close };
      },
      page: this.page,
      createRealtimeClient: async (address) => {
        const client = await gate.pass(() => server.realtime.createClient(address));
        this.#clients.add(client);
        return { ...client, channel: (topic, options) => heardThrough(gate, client.channel(topic, options)) };
      },
      putFile: server.putFile,
      shrinkPicture: async () => null,
    };
  }

  #gated(storage: KeyValueStorage): KeyValueStorage {
    const gated = <Result>(operation: () => Promise<Result>): Promise<Result> =>
      this.#gate.pass(() => {
        const result = operation();
        if (--this.#stepsToLive === 0) this.#die();
        return result;
      });
    return {
      scope: storage.scope,
      get: (key) => gated(() => storage.get(key)),
      list: (prefix) => gated(() => storage.list(prefix)),
      set: (key, value) => gated(() => storage.set(key, value)),
      delete: (key) => gated(() => storage.delete(key)),
      update: (key, change) => gated(() => storage.update(key, change)),
    };
  }
}

function heardThrough(gate: Gate, channel: RealtimeChannelLike): RealtimeChannelLike {
  return {
    on: ((type: 'broadcast', filter: { event: string }, callback: never) =>
      channel.on(type, filter, (message) =>
        gate.run(() => (callback as (message: unknown) => void)(message)),
      )) as RealtimeChannelLike['on'],
    subscribe: (callback) =>
      // A promise that was fulfilled before the end may still go on for a step.
      gate.isDead || channel.subscribe((status, error) => gate.run(() => callback(status, error))),
    unsubscribe: () => channel.unsubscribe(),
  };
}
