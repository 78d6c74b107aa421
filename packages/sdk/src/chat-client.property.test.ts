import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FakeClock } from '../testing/fake-clock.ts';
import type { Fault } from '../testing/fake-server.ts';
import { TestWorld, visible } from '../testing/test-world.ts';
import type { SupportChat } from './support-chat.ts';

/** One thing that may happen. `tab` picks one of the open tabs. */
type Step =
  | { readonly type: 'send'; readonly tab: number }
  | { readonly type: 'fault'; readonly fault: Fault | null }
  | { readonly type: 'next-fault'; readonly fault: Fault }
  | { readonly type: 'reload'; readonly tab: number }
  | { readonly type: 'wait'; readonly durationMs: number }
  | { readonly type: 'reply' }
  | { readonly type: 'signal'; readonly signal: 'online' | 'offline' | 'visible' | 'hidden' }
  | { readonly type: 'drop-realtime' }
  | { readonly type: 'expire-tokens' };

const fault = fc.oneof(
  fc.constant<Fault>({ kind: 'down' }),
  fc.constant<Fault>({ kind: 'lost-answer' }),
  fc.constant<Fault>({ kind: 'portal' }),
  fc.constantFrom(500, 503).map((status): Fault => ({ kind: 'status', status })),
  fc.constant<Fault>({ kind: 'status', status: 429, code: 'rate_limited', retryAfter: '3' }),
  fc.constantFrom(200, 12_000, 20_000).map((delayMs): Fault => ({ kind: 'slow', delayMs })),
);

const step = (tabs: number): fc.Arbitrary<Step> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.nat(tabs - 1).map((tab): Step => ({ type: 'send', tab })) },
    { weight: 2, arbitrary: fc.option(fault).map((next): Step => ({ type: 'fault', fault: next })) },
    { weight: 2, arbitrary: fault.map((next): Step => ({ type: 'next-fault', fault: next })) },
    { weight: 2, arbitrary: fc.nat(tabs - 1).map((tab): Step => ({ type: 'reload', tab })) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(0, 50, 700, 5_000, 40_000).map((durationMs): Step => ({ type: 'wait', durationMs })),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ type: 'reply' }) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('online' as const, 'offline' as const, 'visible' as const, 'hidden' as const)
        .map((signal): Step => ({ type: 'signal', signal })),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ type: 'drop-realtime' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ type: 'expire-tokens' }) },
  );

interface Outcome {
  /** Texts by the tab that wrote them, in the order of writing. */
  readonly written: readonly (readonly string[])[];
  readonly world: TestWorld;
  readonly tabs: readonly SupportChat[];
  readonly replies: readonly string[];
}

/** Plays the steps, then lets everything come good and waits until nothing is left to do. */
async function play(steps: readonly Step[], tabCount: number): Promise<Outcome> {
  const world = new TestWorld(new FakeClock(undefined, 4));
  const open = (): SupportChat => {
    const chat = world.open();
    chat.setOpen(true);
    return chat;
  };
  const tabs = Array.from({ length: tabCount }, open);
  const written: string[][] = tabs.map(() => []);
  const replies: string[] = [];
  for (const [index, one] of steps.entries()) {
    switch (one.type) {
      case 'send': {
        const text = `${one.tab}/${index}`;
        await (tabs[one.tab] as SupportChat).send(text);
        written[one.tab]?.push(text);
        break;
      }
      case 'fault':
        world.server.fault = one.fault;
        break;
      case 'next-fault':
        world.server.nextFaults.push(one.fault);
        break;
      case 'reload':
        tabs[one.tab]?.destroy();
        tabs[one.tab] = open();
        break;
      case 'wait':
        await world.clock.advance(one.durationMs);
        break;
      case 'reply':
        if (world.server.conversations.length > 0) replies.push(world.server.reply(`reply ${index}`).text);
        break;
      case 'signal':
        world.page.send(one.signal);
        break;
      case 'drop-realtime':
        world.server.realtime.drop();
        break;
      case 'expire-tokens':
        world.server.expireAccessTokens();
        break;
    }
  }
  world.server.fault = null;
  world.server.nextFaults.length = 0;
  world.page.send('online');
  world.page.send('visible');
  await world.clock.advance(120_000);
  return { written, world, tabs, replies };
}

function check({ written, world, tabs, replies }: Outcome): void {
  const arrived = world.server.visitorTexts;
  assert.deepEqual([...arrived].sort(), written.flat().sort(), 'every message arrives, once');
  for (const [tab, texts] of written.entries()) {
    assert.deepEqual(
      arrived.filter((text) => text.startsWith(`${tab}/`)),
      texts,
      'in the order of writing',
    );
  }
  assert.ok(world.server.sessionCount <= 1 || written.flat().length === 0 || hasLostSession(world), 'in one session');
  const history = world.server.conversations.flatMap(({ messages }) => messages.map(({ text }) => text));
  for (const chat of tabs) {
    const { messages, connection } = chat.getSnapshot();
    assert.deepEqual(
      messages.map(({ text }) => text),
      history,
      'every tab shows the whole conversation',
    );
    assert.ok(
      visible(chat).every((line) => !/\((queued|sending|failed)\)$/.test(line)),
      'and nothing as unsent',
    );
    assert.equal(connection, history.length > 0 ? 'live' : 'idle');
  }
  assert.equal(history.filter((text) => text.startsWith('reply')).length, replies.length);
}

/** An answer to `chat/session` may get lost: then there is a session on the server that nobody knows. */
function hasLostSession(world: TestWorld): boolean {
  return world.server.requestsTo('chat/session').length > 1;
}

describe('whatever happens', () => {
  for (const tabCount of [1, 2]) {
    it(`messages arrive once, in order, and nothing is lost (${tabCount} ${tabCount === 1 ? 'tab' : 'tabs'})`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step(tabCount), { maxLength: 25 }), async (steps) => {
          const outcome = await play(steps, tabCount);
          try {
            check(outcome);
          } finally {
            outcome.world.close();
          }
        }),
        { numRuns: 100, interruptAfterTimeLimit: 20_000 },
      );
    });
  }
});
