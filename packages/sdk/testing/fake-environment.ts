import type { ChatLogger } from '../src/lib/logger.ts';
import type { StorageMode } from '../src/storage/key-value-storage.ts';
import type { FakeBrowser } from './fake-browser.ts';
import type { FakeClock } from './fake-clock.ts';
import type { FakePage } from './fake-page.ts';
import type { FakeDesk } from './fake-desk.ts';
import type { FakeServer } from './fake-server.ts';

/** What the tabs of one browser have in common, whoever uses them. */
export interface FakeWorld {
  readonly clock: FakeClock;
  readonly server: Pick<FakeDesk | FakeServer, 'fetch' | 'putFile' | 'realtime'>;
  readonly browser: FakeBrowser;
  readonly page: FakePage;
}

/** Makes the outside world of one tab after the other; ids count through all of them. */
export function createFakeEnvironments(world: FakeWorld) {
  let ids = 0;
  return () => {
    // Read for each tab: a test may give two worlds one server.
    const { clock, server, browser, page } = world;
    return {
      fetch: server.fetch,
      timers: clock,
      random: () => 0.5,
      uuid: () => `id-${++ids}`,
      openStorage: (mode: StorageMode, name: string) => (mode === 'memory' ? null : browser.openStorage(name)),
      locks: browser.openLocks(),
      openTabChannel: browser.openTabChannel,
      page,
      createRealtimeClient: server.realtime.createClient,
      putFile: server.putFile,
      shrinkPicture: async () => null,
    };
  };
}

/** A defect of the client fails the test. */
export const failOnDefects: ChatLogger = (level, message, detail) => {
  if (level === 'error') throw new Error(message, { cause: detail });
};
