import { createAdminClient, type AdminClient } from '@support-chat/sdk/admin';
import type {
  WireAdminDepartment,
  WireAdminWidget,
  WireCustomer,
  WireManagedAgent,
} from '@support-chat/sdk/protocol/admin';
import type { WireCannedResponse } from '@support-chat/sdk/protocol/agent';
import { anAgent, at, aWidget, department, figures, organization } from './console/examples.ts';
import { afterChange, inVersion, reply, type RecordChange } from './console-records.ts';

type Answer = unknown;
type Route = (body: Readonly<Record<string, unknown>>, query: URLSearchParams) => Answer;

/** A refusal, as the server words it. */
export class Refusal {
  readonly status: number;
  readonly code: string;
  readonly details: object | undefined;

  constructor(status: number, code: string, details?: object) {
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/**
 * The admins' API in memory, behind the real client: what is asked for is in `calls`, and a route that a test replaces
 * answers what the test wants.
 */
export class ConsoleApi {
  /** Answers whose words are being read: engines take their time for that, even where nothing has to be fetched. */
  reading = 0;
  /** Answers whose words have been read. */
  read = 0;
  readonly calls: { readonly route: string; readonly body: Readonly<Record<string, unknown>> }[] = [];
  widgets: readonly WireAdminWidget[] = [aWidget()];
  customer: WireCustomer = organization;
  departments: readonly WireAdminDepartment[] = [inVersion(1, department)];
  replies: readonly WireCannedResponse[] = [inVersion(1, reply)];
  agents: readonly WireManagedAgent[] = [
    inVersion(1, anAgent({})),
    inVersion(
      1,
      anAgent({ id: 'a2', name: 'Ana', role: 'agent', email: 'ana@northwind.example', is_in_telegram: false }),
    ),
  ];
  readonly routes: Record<string, Route> = {
    'GET widgets': () => ({ widgets: this.widgets }),
    'GET widget': (_, query) => ({ widget: this.widgetOf(query.get('widget_id')) }),
    'POST widget': (body) => {
      const widget = aWidget({ ...body, id: `w${this.widgets.length + 1}`, version: 1 });
      this.widgets = [...this.widgets, widget];
      return { widget };
    },
    'PUT widget': ({ widget_id, version, ...change }) => {
      const before = this.widgetOf(widget_id);
      if (before.version !== version) return new Refusal(409, 'version_conflict', { version: before.version });
      return { widget: this.changeWidget(change) };
    },
    'DELETE widget': (_, query) => {
      this.widgets = this.widgets.filter(({ id }) => id !== query.get('widget_id'));
      return { outcome: 'deleted', deleted_at: at };
    },
    'POST refresh-key': () => {
      const widget = this.changeWidget({ key: 'wk_fresh002' });
      return { widget, retired_key: 'wk_demo0001', works_until: '2026-11-27T10:00:00Z' };
    },
    'GET snippet': () => ({
      widget_key: 'wk_demo0001@abcdefgh',
      snippets: [
        {
          target: 'cdn',
          title: 'Script tag',
          install: null,
          files: [{ name: 'index.html', language: 'html', code: '<script async src="…"></script>' }],
        },
        {
          target: 'react',
          title: 'React',
          install: 'npm install @support-chat/element',
          files: [{ name: 'app.tsx', language: 'tsx', code: '<support-chat widget-key="wk_demo0001@abcdefgh" />' }],
        },
      ],
    }),
    'GET customer': () => ({ organization: this.customer, plans: [] }),
    'PUT customer': ({ version, ...change }) => {
      if (version !== this.customer.version)
        return new Refusal(409, 'version_conflict', { version: this.customer.version });
      this.customer = { ...this.customer, ...change, version: this.customer.version + 1 };
      return { organization: this.customer, plans: [] };
    },
    'POST identity-secret': () => ({
      identity_secret: { kid: 'k2', created_at: at, retires_at: null, secret: 'only-once' },
    }),
    'POST identity-secret/retire': ({ kid }) => ({ identity_secret: { kid, created_at: at, retires_at: at } }),
    'GET departments': () => ({ departments: this.departments }),
    'POST department': (body) => {
      const made = { ...department, agent_ids: [], ...body, id: `d${this.departments.length + 1}` };
      this.departments = [...this.departments, made];
      return { department: made };
    },
    'PUT department': ({ department_id, ...change }) =>
      this.#change('departments', 'department', department_id, change),
    'PUT department/members': ({ department_id, ...change }) =>
      this.#change('departments', 'department', department_id, change),
    'DELETE department': (_, query) => {
      this.departments = this.departments.filter(({ id }) => id !== query.get('department_id'));
      return { outcome: 'deleted' };
    },
    'GET agents': () => ({ agents: this.agents }),
    'PUT agent': ({ agent_id, ...change }) => this.#change('agents', 'agent', agent_id, change),
    'POST agent/deactivate': () => ({ agent: this.agents[1], released: 0 }),
    'POST agent/activate': () => ({ agent: this.agents[1] }),
    'POST agent/telegram-link': () => ({ link: 'https://t.me/northwind_bot?start=abc', expires_at: at }),
    'GET invitations': () => ({
      invitations: [
        {
          id: 'i1',
          purpose: 'join',
          agent_id: null,
          email: 'jo@northwind.example',
          role: 'agent',
          invited_by: 'a1',
          created_at: at,
          expires_at: at,
        },
      ],
    }),
    'POST invitation': () => ({ invitation: {}, token: 'secret-token', link: null }),
    'DELETE invitation': () => ({ outcome: 'deleted' }),
    'GET canned-responses': () => ({ canned_responses: this.replies }),
    'POST canned-response': () => ({ canned_response: {} }),
    'PUT canned-response': ({ id, ...change }) => this.#change('replies', 'canned_response', id, change),
    'DELETE canned-response': () => ({ outcome: 'deleted' }),
    'POST trigger/dry-run': () => ({
      shows: null,
      triggers: [
        {
          id: 'welcome',
          verdict: 'held_back',
          due_in_seconds: null,
          text: 'Questions about delivery?',
          reasons: [{ condition: 'pages', due_in_seconds: null }],
        },
      ],
    }),
    'GET telegram/chats': () => ({
      bot_username: 'northwind_bot',
      telegram_chats: [
        {
          chat_id: -1001,
          department_id: null,
          mode: 'topics',
          state: 'active',
          title: 'Northwind support',
          is_forum: true,
          paused_at: null,
          pause_reason: null,
          created_at: at,
          updated_at: at,
        },
      ],
    }),
    'PUT telegram/chat': () => ({ telegram_chat: {} }),
    'DELETE telegram/chat': () => ({ outcome: 'deleted' }),
    'POST telegram/group-link': () => ({ link: 'https://t.me/northwind_bot?startgroup=abc', expires_at: at }),
    'GET telegram/doctor': () => ({
      ok: true,
      findings: [
        { id: 'telegram.token', title: 'The bot', severity: 'ok', detail: '@northwind_bot', fix: null, chat_id: null },
        {
          id: 'telegram.rights',
          title: 'Rights',
          severity: 'warning',
          detail: 'The bot may not pin messages.',
          fix: 'Let it pin messages in the group.',
          chat_id: -1001,
        },
      ],
    }),
    'GET analytics': (_, query) => ({
      from: query.get('from'),
      to: query.get('to'),
      widget_id: null,
      totals: figures,
      days: Array.from({ length: 14 }, (_unused, index) => ({
        ...figures,
        day: `2026-11-${String(index + 1).padStart(2, '0')}`,
        conversations: 3 + ((index * 5) % 7),
        answered: 2 + ((index * 5) % 7),
        missed: index % 3 === 0 ? 1 : 0,
        first_response_seconds_mean: index === 6 ? null : 60 + index * 11,
      })),
    }),
    'GET analytics/widgets': () => ({
      widgets: [{ ...figures, widget_id: 'w1', name: 'Northwind shop' }],
    }),
    'GET analytics/agents': () => ({
      widget_id: null,
      agents: [
        {
          agent_id: 'a1',
          name: 'Mika',
          avatar_url: null,
          role: 'owner',
          is_active: true,
          conversations: 30,
          messages: 120,
          resolved: 28,
          passed: 1,
          first_responses: 29,
          first_response_seconds_mean: 80,
          handling_seconds_sum: 9000,
          peak_concurrent: 4,
          ratings: 12,
          rating_mean: 4.8,
        },
      ],
    }),
    'GET analytics.csv': () => ({}),
    'GET audit-log': () => ({
      audit_logs: [
        {
          id: '7',
          actor_kind: 'agent',
          actor_id: 'a1',
          actor_name: 'Mika',
          action: 'widgets.updated',
          entity_id: 'w1',
          change: { name: ['Shop', 'Northwind shop'], branding: [{}, { accent: '#3556d8' }] },
          ip_hash: 'x',
          user_agent: 'Firefox',
          created_at: at,
        },
      ],
      has_more: false,
      next_cursor: null,
    }),
    'POST visitor/export': () => ({ visitor: {} }),
    'POST visitor/erase': () => ({ outcome: 'erased' }),
  };

  /** The real client on top of it. */
  readonly client: AdminClient = createAdminClient({
    apiUrl: 'https://api.test',
    getAccessToken: () => 'token',
    fetch: (url, init) => Promise.resolve(this.#watch(this.#answer(url, init))),
  });

  /** What was sent to a route, the newest last. */
  sentTo(route: string): readonly Readonly<Record<string, unknown>>[] {
    return this.calls.filter((call) => call.route === route).map(({ body }) => body);
  }

  /** What somebody else would do: the widget has another version then. */
  changeWidget(change: Partial<WireAdminWidget>): WireAdminWidget {
    const widget = { ...this.widgetOf('w1'), ...change, version: this.widgetOf('w1').version + 1 };
    this.widgets = this.widgets.map((one) => (one.id === widget.id ? widget : one));
    return widget;
  }

  widgetOf(id: unknown): WireAdminWidget {
    const widget = this.widgets.find((one) => one.id === id);
    if (widget === undefined) throw new Error(`There is no widget ${String(id)}.`);
    return widget;
  }

  #watch(response: Response): Response {
    const text = async (): Promise<string> => {
      this.reading += 1;
      try {
        return await Response.prototype.text.call(response);
      } finally {
        this.reading -= 1;
        this.read += 1;
      }
    };
    return Object.assign(response, { text });
  }

  #change(kind: 'departments' | 'agents' | 'replies', name: string, id: unknown, change: RecordChange): Answer {
    const records = afterChange<{ readonly id: string; readonly version?: number }>(this[kind], id, change);
    if (records === null) return new Refusal(409, 'version_conflict');
    Object.assign(this, { [kind]: records });
    return { [name]: records.find((one) => one.id === id) };
  }

  #answer(url: string, init: RequestInit): Response {
    const { pathname, searchParams } = new URL(url);
    const route = `${init.method ?? 'GET'} ${pathname.replace('/admin-config/', '')}`;
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Readonly<Record<string, unknown>>;
    this.calls.push({ route, body });
    const answer = this.routes[route]?.(body, searchParams) ?? new Refusal(404, 'not_found');
    if (!(answer instanceof Refusal)) return Response.json(answer);
    const { status, code, details } = answer;
    return Response.json({ error: { code, message: 'No.', ...(details && { details }) } }, { status });
  }
}
