import type { AgentClient } from '../src/agent/agent-client.ts';
import type { AgentClientOptions, AgentEnvironment } from '../src/agent/agent-options.ts';
import { createAgentClient } from '../src/agent/create-agent-client.ts';
import { FakeBrowser } from './fake-browser.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeDesk } from './fake-desk.ts';
import { createFakeEnvironments, failOnDefects } from './fake-environment.ts';
import { FakeHands } from './fake-hands.ts';
import { FakePage } from './fake-page.ts';

/** A server, a browser and a clock; {@link AgentWorld.open} opens an agent's page in it. */
export class AgentWorld {
  readonly clock = new FakeClock();
  readonly server = new FakeDesk(this.clock);
  readonly browser = new FakeBrowser();
  readonly page = new FakePage();
  readonly hands = new FakeHands();
  /** What the host has for this browser's agents. */
  token: string | null = 'token-mika';
  readonly #open: AgentClient[] = [];
  readonly #environment = createFakeEnvironments(this);

  /** One tab. Every call with the same world shares storage, locks and channels with the others. */
  open(overrides: Partial<AgentEnvironment> = {}, options: Partial<AgentClientOptions> = {}): AgentClient {
    const agent = createAgentClient({
      apiUrl: 'https://api.test/support-chat',
      getAccessToken: async () => this.token,
      logger: failOnDefects,
      ...options,
      environment: { ...this.#environment(), signsOfLife: this.hands, ...overrides },
    });
    this.#open.push(agent);
    return agent;
  }

  /** A tab that has its list and listens. */
  async openReady(
    overrides: Partial<AgentEnvironment> = {},
    options: Partial<AgentClientOptions> = {},
  ): Promise<AgentClient> {
    const agent = this.open(overrides, options);
    void agent.start();
    await this.clock.until(() => agent.getSnapshot().connection === 'live');
    return agent;
  }

  /** Ends all pages. */
  close(): void {
    for (const agent of this.#open.splice(0)) agent.destroy();
  }
}

/** The shown conversation in short: `["Robin: Hello?", "Hi (sent)", "[note] …"]`. */
export function visible(agent: AgentClient): readonly string[] {
  const { messages = [] } = agent.getSnapshot().thread ?? {};
  return messages.map(({ sender, text, delivery, isInternal }) => {
    const note = isInternal ? '[note] ' : '';
    return note + (delivery ? `${text} (${delivery.state})` : `${sender.name ?? sender.kind}: ${text}`);
  });
}

/** The ids of the list. */
export const listed = (agent: AgentClient): readonly string[] =>
  agent.getSnapshot().inbox.conversations.map(({ id }) => id);
