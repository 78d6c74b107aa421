import { test as base } from '@playwright/test';
import { startLocalStack, type LocalStack } from '@support-chat/local';
import { ChatWidget } from './chat-widget.ts';
import { Team } from './team.ts';

interface Journey {
  /** The visitor's chat on the demo shop, not opened yet. */
  readonly chat: ChatWidget;
  /** The agents, at the simulator. */
  readonly team: Team;
}

interface Shared {
  readonly stack: LocalStack;
}

/** A running system per worker; every test gets a new browser context, so a new visitor. */
export const test = base.extend<Journey, Shared>({
  stack: [
    async ({}, use) => {
      const stack = await startLocalStack({ telegram: { kind: 'simulator', rateLimits: 'off' } });
      await use(stack);
      await stack.stop();
    },
    // To be up has nothing to do with what is tested then; a machine that builds besides needs a minute for it.
    { scope: 'worker', timeout: 180_000 },
  ],
  chat: async ({ page, stack }, use) => {
    await page.goto(stack.url);
    await use(new ChatWidget(page));
  },
  team: async ({ stack }, use) => {
    const team = new Team(stack);
    await use(team);
    team.control.clearFaults();
  },
});

export { expect } from '@playwright/test';
