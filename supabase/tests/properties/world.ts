/**
 * One organization with its people, and what everybody who acts in it knows: their tokens, what they wrote, what they were
 * answered. Nothing here looks into the database; that is for the invariants, once everybody is quiet.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

import { LocalDatabaseError } from '../../../packages/local/src/database/local-database.ts';
import type { LocalDatabase } from '../../../packages/local/src/database/local-database.ts';

/** A browser with one session, shared by all its tabs. */
export interface Browser {
  readonly sessionId: string;
  readonly widgetId: string;
  /** In everything this browser ever says of its person, and nowhere else. */
  readonly marker: string;
  /** Changes when the visitor is merged into another. */
  visitorId: string;
  /** Everybody this browser's session ever belonged to. */
  readonly visitorIds: Set<string>;
  /** Hashes, oldest first. */
  readonly tokens: string[];
  readonly messageIds: string[];
  readonly attachmentIds: string[];
}

export interface Lease {
  readonly id: string;
  readonly lane: string;
  readonly askedAt: number;
  readonly gotAt: number;
  readonly leaseMs: number;
  /** When the worker began to say how it went; `undefined`: it crashed. */
  releasedAt: number | undefined;
  /** When that was answered. */
  settledAt: number | undefined;
}

export interface Refresh {
  readonly sessionId: string;
  readonly outcome: string;
  readonly askedAt: number;
  readonly answeredAt: number;
}

export const MAX_WIDGETS = 5;
export const MAX_AGENTS = 7;
export const MAX_CONCURRENT_CHATS = 2;

export class World {
  readonly organizationId = randomUUID();
  readonly widgetIds = [randomUUID(), randomUUID()];
  readonly departmentIds = [randomUUID(), randomUUID()];
  readonly agentIds = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  /** Of the group for everybody and the one for the first department. */
  readonly chatIds = [-randomInt(1e9, 1e12), -randomInt(1e9, 1e12)];
  readonly browsers: Browser[] = [];
  readonly conversationIds: string[] = [];
  readonly madeWidgetIds: string[] = [];
  readonly leases: Lease[] = [];
  readonly refreshes: Refresh[] = [];
  readonly posted = new Map<string, { readonly conversationId: string; readonly seq: number }>();
  /** One entry for every answer that said "claimed". */
  readonly claims: { readonly conversationId: string; readonly agentId: string }[] = [];
  /** What reached a caller and never should. */
  readonly surprises: string[] = [];
  /** How often each action was answered and refused, to see that a plan really does something. */
  readonly tally = new Map<string, number>();

  readonly #database: LocalDatabase;
  readonly #documented: ReadonlySet<string>;

  constructor(database: LocalDatabase, documented: ReadonlySet<string>) {
    this.#database = database;
    this.#documented = documented;
  }

  async settle({ strategy, mode }: { readonly strategy: string; readonly mode: string }): Promise<void> {
    const rules = JSON.stringify({ strategy, escalate_after_minutes: 0 });
    const plan = `p${this.organizationId.replaceAll('-', '')}`;
    const [firstAgent, ...agents] = this.agentIds;
    const statements: [string, unknown[]][] = [
      [`insert into support.plans (id, max_widgets, max_agents) values ($1, $2, $3)`, [plan, MAX_WIDGETS, MAX_AGENTS]],
      [
        `insert into support.organizations (id, name, plan) values ($1, 'Harbor Goods', $2)`,
        [this.organizationId, plan],
      ],
      ...this.widgetIds.map((id, place): [string, unknown[]] => [
        `insert into support.widgets (id, organization_id, key, name, routing_rules) values ($1, $2, $3, 'Harbor', $4)`,
        [id, this.organizationId, `wk_${id.replaceAll('-', '')}`, place === 0 ? rules : '{}'],
      ]),
      ...this.departmentIds.map((id, place): [string, unknown[]] => [
        `insert into support.departments (id, organization_id, name) values ($1, $2, $3)`,
        [id, this.organizationId, `Department ${place}`],
      ]),
      ...[firstAgent, ...agents].map((id, place): [string, unknown[]] => [
        `insert into support.agents (id, organization_id, name, role, telegram_user_id, max_concurrent_chats)
         values ($1, $2, $3, $4, $5, $6)`,
        [
          id,
          this.organizationId,
          `Agent ${place}`,
          place === 0 ? 'owner' : 'agent',
          -(this.chatIds[0] ?? 0) + place + 1,
          MAX_CONCURRENT_CHATS,
        ],
      ]),
      [
        `insert into support.agent_departments (agent_id, department_id) values ($1, $2)`,
        [this.agentIds[1], this.departmentIds[0]],
      ],
      [
        `insert into support.telegram_chats (chat_id, organization_id, mode) values ($1, $2, $3)`,
        [this.chatIds[0], this.organizationId, mode],
      ],
      [
        `insert into support.telegram_chats (chat_id, organization_id, department_id) values ($1, $2, $3)`,
        [this.chatIds[1], this.organizationId, this.departmentIds[0]],
      ],
    ];
    await this.#database.batch(statements.map(([text, parameters]) => ({ text, parameters })));
  }

  /** The answer, or `undefined` when the call was refused in a way that docs/errors.md lists. */
  async call<Answer>(name: string, args: Readonly<Record<string, unknown>>): Promise<Answer | undefined> {
    const names = Object.keys(args);
    const written = names.map((key, place) => `${key} => $${place + 1}`).join(', ');
    try {
      const [row] = await this.#database.query<{ answer: Answer }>(
        `select public.${name}(${written}) as answer`,
        Object.values(args),
        { role: 'service_role' },
      );
      this.#count(name);
      return row?.answer;
    } catch (error) {
      if (!(error instanceof LocalDatabaseError)) throw error;
      this.#count(`${name} ${error.sqlstate}`);
      if (!this.#documented.has(error.sqlstate)) {
        const { where = '' } = (error.cause ?? {}) as { readonly where?: string };
        this.surprises.push(
          `${name}: ${error.sqlstate} ${error.message} (${error.detail}) ${JSON.stringify(args)}\n${where}`,
        );
      }
      return undefined;
    }
  }

  async arrive(widgetId: string): Promise<void> {
    const token = randomToken();
    const answer = await this.call<{ session_id: string; visitor_id: string }>('support_create_session', {
      p_widget_id: widgetId,
      p_refresh_token_hash: token,
    });
    if (answer === undefined) return;
    this.browsers.push({
      sessionId: answer.session_id,
      visitorId: answer.visitor_id,
      visitorIds: new Set([answer.visitor_id]),
      widgetId,
      marker: `marker${randomBytes(8).toString('hex')}`,
      tokens: [token],
      messageIds: [],
      attachmentIds: [],
    });
  }

  learn(browser: Browser, visitorId: string): void {
    browser.visitorId = visitorId;
    browser.visitorIds.add(visitorId);
  }

  meet(conversationId: string | null | undefined): void {
    if (conversationId && !this.conversationIds.includes(conversationId)) this.conversationIds.push(conversationId);
  }

  #count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }
}

export function randomToken(): string {
  return randomBytes(32).toString('hex');
}

/** The item a random number stands for; `undefined` when there is none. */
export function pick<Item>(items: readonly Item[], number: number): Item | undefined {
  return items.length === 0 ? undefined : items[number % items.length];
}
