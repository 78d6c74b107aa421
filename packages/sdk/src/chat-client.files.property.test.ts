import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import type { Fault } from '../testing/fake-network.ts';
import { TestWorld, visible } from '../testing/test-world.ts';
import type { SupportChat } from './support-chat.ts';

const PATHS = ['chat/upload', 'PUT', 'chat/upload/complete', 'chat/message'] as const;

type Step =
  | { readonly type: 'upload' | 'send' | 'reload' | 'pause' | 'resume'; readonly tab: number }
  | { readonly type: 'fault'; readonly fault: Fault | null }
  | { readonly type: 'next-fault'; readonly fault: Fault; readonly path: (typeof PATHS)[number] }
  | { readonly type: 'wait'; readonly durationMs: number }
  | { readonly type: 'travel'; readonly durationMs: number }
  | { readonly type: 'forget-files' | 'revoke' | 'online' };

const fault = fc.oneof(
  fc.constantFrom<Fault>({ kind: 'down' }, { kind: 'lost-answer' }, { kind: 'portal' }),
  fc.constantFrom<Fault>({ kind: 'status', status: 503 }, { kind: 'slow', delayMs: 9_000 }),
  fc.constant<Fault>({ kind: 'status', status: 429, code: 'rate_limited', retryAfter: '3' }),
);

function step(tabs: number): fc.Arbitrary<Step> {
  const tab = fc.nat(tabs - 1);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('upload' as const, 'send' as const), tab }) },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constantFrom('reload' as const, 'pause' as const, 'resume' as const), tab }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('fault' as const), fault: fc.option(fault) }) },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('next-fault' as const), fault, path: fc.constantFrom(...PATHS) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('wait' as const),
        durationMs: fc.constantFrom(0, 50, 700, 5_000, 70_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constant('travel' as const), durationMs: fc.constantFrom(0, 500, 20_000) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ type: fc.constantFrom('forget-files' as const, 'revoke' as const, 'online' as const) }),
    },
  );
}

/** What one tab has sent: texts, with the names of their files. */
type Written = [text: string, files: readonly string[]][];

async function play(
  world: TestWorld,
  steps: readonly Step[],
  tabCount: number,
  hasLocks: boolean,
): Promise<readonly Written[]> {
  world.server.files.rules = { ...world.server.files.rules, max_files: 3 };
  const open = (): SupportChat => {
    const chat = world.open(hasLocks ? {} : { locks: null });
    chat.setOpen(true);
    return chat;
  };
  const tabs = Array.from({ length: tabCount }, open);
  const written: Written[] = tabs.map(() => []);
  const at = (tab: number): SupportChat => tabs[tab] as SupportChat;
  for (const [index, one] of steps.entries()) {
    switch (one.type) {
      case 'upload':
        if (at(one.tab).getSnapshot().uploads.length === 3) break;
        await at(one.tab).upload(new File(['x'], `${one.tab}-${index}.png`, { type: 'image/png' }));
        break;
      case 'send': {
        const { uploads } = at(one.tab).getSnapshot();
        const text = `${one.tab}/${index}`;
        await at(one.tab).send({ text, uploadIds: uploads.map(({ id }) => id) });
        written[one.tab]?.push([text, uploads.map(({ name }) => name)]);
        break;
      }
      case 'reload':
        at(one.tab).destroy();
        tabs[one.tab] = open();
        break;
      case 'pause':
      case 'resume': {
        const id = at(one.tab).getSnapshot().uploads[0]?.id ?? '';
        if (one.type === 'pause') at(one.tab).pauseUpload(id);
        else at(one.tab).resumeUpload(id);
        break;
      }
      case 'fault':
        world.server.fault = one.fault;
        break;
      case 'next-fault':
        world.server.nextFaults.push({ ...one.fault, path: one.path });
        break;
      case 'wait':
        await world.clock.advance(one.durationMs);
        break;
      case 'travel':
        world.server.files.travelMs = one.durationMs;
        break;
      case 'forget-files':
        world.server.files.deleteUnsent();
        break;
      case 'revoke':
        world.server.sessions.revoke();
        break;
      case 'online':
        world.page.send('online');
        break;
    }
  }
  world.server.fault = null;
  world.server.nextFaults.length = 0;
  world.page.send('online');
  await world.clock.advance(301_000);
  for (const chat of tabs) {
    assert.deepEqual(
      visible(chat).filter((line) => !line.endsWith('(sent)')),
      [],
      'no tab shows anything as unsent',
    );
  }
  return written;
}

for (const [tabCount, hasLocks] of [
  [1, true],
  [2, true],
  [2, false],
] as const) {
  const name = `${tabCount} ${tabCount === 1 ? 'tab' : 'tabs'}${hasLocks ? '' : ' over a lease'}`;
  it(`whatever happens, each message arrives once, in order and with its files (${name})`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step(tabCount), { maxLength: 25 }), async (steps) => {
        const world = new TestWorld(new FakeClock(undefined, 4));
        try {
          const written = await play(world, steps, tabCount, hasLocks);
          const arrived = world.server.conversations.flatMap(({ messages }) =>
            messages.map(({ text, attachments = [] }): Written[0] => [text, attachments.map(({ name }) => name)]),
          );
          for (const [tab, messages] of written.entries()) {
            assert.deepEqual(
              arrived.filter(([text]) => text.startsWith(`${tab}/`)),
              messages,
            );
          }
          assert.equal(arrived.length, written.flat().length);
          const storage = world.browser.openStorage(
            'support-chat/wk_demo/http://localhost:4000/functions/v1/support-chat',
          );
          for (const prefix of ['message:', 'file:', 'upload:']) {
            assert.deepEqual([...(await storage.list(prefix)).keys()], [], 'nothing is left in storage');
          }
        } finally {
          world.close();
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 10_000 },
    );
  });
}
