/** What the console's API answers with in tests and in the gallery. */
import type {
  WireAdminDepartment,
  WireAdminWidget,
  WireCustomer,
  WireFigures,
  WireManagedAgent,
} from '@support-chat/sdk/protocol/admin';

/** When everything here happened. */
export const at = '2026-11-20T10:00:00Z';

export function aWidget(change: Partial<WireAdminWidget> = {}): WireAdminWidget {
  return {
    id: 'w1',
    key: 'wk_demo0001',
    version: 3,
    created_at: at,
    updated_at: at,
    retired_keys: [],
    name: 'Northwind shop',
    is_enabled: true,
    allowed_domains: ['northwind.example'],
    blocked_domains: [],
    branding: { team_name: 'Northwind', accent: '#3556d8' },
    behavior: {},
    localization: {},
    features: {},
    working_hours: { time_zone: 'Europe/Lisbon', days: { mon: [['09:00', '18:00']] } },
    routing_rules: {},
    prechat: {
      fields: [
        { name: 'name', label: 'Your name', kind: 'text' },
        { name: 'email', label: 'E-mail', kind: 'email', is_required: true },
      ],
    },
    triggers: [{ id: 'welcome', text: 'Questions about delivery?', conditions: { pages: ['/delivery'] } }],
    ...change,
  };
}

export function anAgent(change: Partial<WireManagedAgent>): WireManagedAgent {
  return {
    id: 'a1',
    name: 'Mika',
    avatar_url: null,
    email: 'mika@northwind.example',
    role: 'owner',
    is_active: true,
    skills: [],
    languages: ['en'],
    department_ids: [],
    max_concurrent_chats: 5,
    is_in_telegram: true,
    has_account: true,
    telegram_username: 'mika',
    has_started_bot: true,
    locale: null,
    presence: 'auto',
    snoozed_until: null,
    last_seen_at: at,
    created_at: at,
    updated_at: at,
    version: 1,
    ...change,
  };
}

export const department: WireAdminDepartment = {
  id: 'd1',
  name: 'Orders',
  position: 0,
  description: 'Everything about a parcel',
  email: null,
  required_skills: [],
  is_active: true,
  agent_ids: ['a1'],
  created_at: at,
  updated_at: at,
  version: 1,
};

export const organization: WireCustomer = {
  id: 'o1',
  name: 'Northwind',
  plan: 'team',
  time_zone: 'Europe/Lisbon',
  conversation_retention_days: null,
  event_retention_days: 90,
  audit_retention_days: 365,
  version: 1,
  created_at: at,
  updated_at: at,
  limits: { max_widgets: 5, max_agents: null, messages_per_minute: null },
  usage: { widgets: 1, agents: 2 },
  identity_secrets: [{ kid: 'main', created_at: at, retires_at: null }],
};

export const figures: WireFigures = {
  visitors: 420,
  page_views: 1800,
  conversations: 42,
  offline_conversations: 3,
  answered: 39,
  missed: 3,
  escalated: 1,
  resolved: 36,
  visitor_messages: 160,
  agent_messages: 190,
  first_response_seconds_mean: 95,
  first_response_seconds_median: 60,
  first_response_seconds_p90: 240,
  resolution_seconds_mean: 5400,
  resolution_seconds_median: 3000,
  ratings: 20,
  rating_mean: 4.6,
  nps_answers: 10,
  nps: 60,
  conversations_by_hour: Array.from({ length: 24 }, (_, hour) => (hour < 8 || hour > 20 ? 0 : (hour * 7) % 9)),
  computed_at: at,
};
