import { ChatError } from '../src/errors.ts';
import { createHttp } from '../src/http/http-client.ts';
import type { WireSync } from '../src/protocol/sync.ts';
import { createVisitorSession, type VisitorSession } from '../src/session/visitor-session.ts';
import type { KeyValueStorage } from '../src/storage/key-value-storage.ts';
import { createTabLocks, type WebLocks } from '../src/tabs/tab-locks.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeServer } from './fake-server.ts';

/** A page of which only the visitor's session is there. */
export interface SessionTab {
  readonly session: VisitorSession;
  readonly changes: ['active' | 'none', boolean][];
  /** Of every change, whether the visitor was made with it. */
  readonly news: boolean[];
  poll(): Promise<WireSync>;
  close(): void;
}

/** Sessions in several tabs of one browser, before one server. */
export class SessionWorld {
  readonly clock = new FakeClock();
  readonly server = new FakeServer(this.clock);
  readonly browser = new FakeBrowser();
  #tabs = 0;

  /** `locks: null`: a browser without Web Locks. */
  openTab({
    storage = this.browser.openStorage('chat'),
    locks = this.browser.openLocks(),
  }: {
    readonly storage?: KeyValueStorage;
    readonly locks?: WebLocks | null;
  } = {}): SessionTab {
    const { clock: timers, server } = this;
    const controller = new AbortController();
    const { signal } = controller;
    const owner = `tab-${++this.#tabs}`;
    const changes: ['active' | 'none', boolean][] = [];
    const news: boolean[] = [];
    const session = createVisitorSession({
      send: createHttp({
        apiUrl: 'https://x.test/support-chat',
        widgetId: 'wk_demo',
        fetch: server.fetch,
        timers,
        onOutcome: () => {},
        signal,
      }),
      storage,
      runLocked: createTabLocks({ scope: 'chat', storage, locks, timers, uuid: () => owner }),
      timers,
      context: () => ({ language: 'de' }),
      onChange: (current, isOwn, isNew) => {
        changes.push([current ? 'active' : 'none', isOwn]);
        news.push(isNew);
      },
      signal,
    });
    const poll = (): Promise<WireSync> => session.authorized('create', 'chat/poll', {});
    return { session, changes, news, poll, close: () => controller.abort() };
  }

  /** How often an endpoint was asked. */
  count(path: string): number {
    return this.server.requestsTo(path).length;
  }
}

export function idOf({ current }: VisitorSession): string | null {
  return current?.session_id ?? null;
}

/** For `assert.rejects`. */
export function hasCode(expected: string): (error: unknown) => boolean {
  return (error) => error instanceof ChatError && error.code === expected;
}
