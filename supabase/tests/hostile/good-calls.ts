/**
 * One good call of every function, for tests that spoil it. `ARGUMENTS` says what a parameter of a name usually is, so
 * that most functions need nothing more; `CALLS` says what is different for one function, `undefined` being its default.
 * SQL expressions, over the people and rows of harbor-goods.psql, every-table.psql and `MORE_ROWS`.
 */

/** What every-table.psql does not have, and calls need: things in other states. */
export const MORE_ROWS = `
  insert into support.telegram_updates (bot_id, update_id, lane, update, state, settled_at)
  values (1001, 2, 'chat', '{}', 'dead', now());
  insert into support.telegram_messages (chat_id, message_id, direction, role, conversation_id, support_message_id)
  select -1001, 7, 'in', 'message', said.conversation_id, said.id from support.messages as said
  where said.agent_id = story.id('Mika') limit 1;
  insert into support.outbox (organization_id, lane, chat_id, kind, state, error)
  select organization.id, 'telegram:' || chat.chat_id, chat.chat_id, 'agent_notice', 'dead', 'no'
  from support.organizations as organization join support.telegram_chats as chat on chat.organization_id = organization.id;
  insert into support.agents (id, organization_id, name, is_active) values
    (story.id('Jo'), story.id('Harbor Goods'), 'Jo', false);
  insert into support.visitors (id, organization_id, external_id) values
    (story.id('Known'), story.id('Harbor Goods'), 'customer-7'), (story.id('Other known'), story.id('Other Shop'), 'other-7');
  insert into support.agent_invitations (id, organization_id, token_hash, email, expires_at) values
    (story.id('Invitation'), story.id('Harbor Goods'), story.hash('invitation'), 'jo@example.com', now() + interval '1 day');
  update support.conversations set first_response_at = now() where visitor_id = story.id('Robin');
  insert into support.attachments (
    organization_id, widget_id, visitor_id, conversation_id, uploaded_by, agent_id, path, name, media_type, byte_size)
  select organization_id, widget_id, visitor_id, id, 'agent', story.id('Mika'), 'Mika/1', 'c.png', 'image/png', 9
  from support.conversations where visitor_id = story.id('Robin');
  insert into support.attachments (
    organization_id, widget_id, visitor_id, conversation_id, uploaded_by, agent_id, path, name, media_type, byte_size, state)
  select organization_id, widget_id, visitor_id, id, 'agent', story.id('Mika'), 'Mika/2', 'd.png', 'image/png', 9, 'stored'
  from support.conversations where visitor_id = story.id('Robin');
  update support.attachments set created_at = created_at - interval '1 hour' where true;
`;

export const ARGUMENTS: Readonly<Record<string, string>> = {
  p_actor: `jsonb_build_object('kind', 'agent', 'agent_id', story.id('Ana'))`,
  p_agent_id: `story.id('Mika')`,
  p_attachment_id: `(select id from support.attachments where path = 'Robin/1')`,
  p_bot_id: `1001`,
  p_by_agent_id: `story.id('Mika')`,
  p_chat_id: `-1001`,
  p_connection_id: `'tab'`,
  p_conversation_id: `(story.conversation('Robin')).id`,
  p_department_id: `story.id('Orders')`,
  p_first_seq: `1`,
  p_is_typing: `true`,
  p_link_hash: `story.hash('a link')`,
  p_message_id: `story.id('Robin says hello')`,
  p_name: `'Robin'`,
  p_new_refresh_token_hash: `story.hash('next token')`,
  p_organization_id: `story.id('Harbor Goods')`,
  p_refresh_token_hash: `story.hash('Robin token')`,
  p_session_id: `story.id('Robin session')`,
  p_seq: `1`,
  p_telegram_message_id: `7`,
  p_telegram_user_id: `7001`,
  p_text: `'Where is my lamp?'`,
  p_thread_id: `11`,
  p_to_agent_id: `story.id('Ana')`,
  p_token_hash: `story.hash('a new token')`,
  p_update_id: `1`,
  p_user_id: `story.id('Mika user')`,
  p_visitor_id: `story.id('Robin')`,
  p_widget_id: `story.id('Harbor widget')`,
  p_widget_key: `'wk_harbor'`,
};

type Call = Readonly<Record<string, string | undefined>>;

const OPERATOR: Call = { p_actor: `'{"kind": "service"}'` };
const UPLOAD: Call = { p_name: `'lamp.png'`, p_media_type: `'image/png'`, p_byte_size: `2048` };
const PENDING = `(select id from support.attachments where path = 'Robin/2')`;
const NEW_MESSAGE = `story.id('a new message')`;
const PROFILE = `'{"name": "Robin", "email": "robin@example.com", "phone": "+49 30 1", "locale": "pt-BR", "traits": {"plan": "gold"}}'`;
const DAYS: Call = { p_from: `current_date - 7`, p_to: `current_date` };
const SENT = `'{"chat_id": -1001, "message_id": 70, "thread_id": 11, "role": "message", "part": 1}'`;
const DELIVERY = `(select min(id) from support.outbox where state = 'pending' and chat_id = -1001)`;

const WIDGET = `'{
  "name": "Shop", "is_enabled": true, "allowed_domains": ["*.example.com", "localhost:3000"], "blocked_domains": [],
  "branding": {"team_name": "Team", "accent": "#1d4ed8", "launcher": {"position": "bottom-end", "size": 60}},
  "behavior": {"reopen_hours": 24, "sound": true, "loading": "lazy"},
  "localization": {"default_locale": "en", "locales": ["en", "de"], "texts": {"de": {"send": "Senden"}}},
  "features": {"attachments": {"enabled": true, "max_bytes": 1000, "types": ["image/*"]}, "feedback": true},
  "working_hours": {"time_zone": "Europe/Berlin", "days": {"mon": [["09:00", "17:30"]]},
    "holidays": [{"date": "2026-12-25", "name": "Christmas", "hours": []}]},
  "routing_rules": {"strategy": "least_busy", "escalate_after_minutes": 5,
    "department_id": "' || story.id('Orders') || '", "skills": {"' || story.id('Orders') || '": ["french"]}},
  "prechat": {"is_required": true, "fields": [{"name": "why", "label": "Why?", "kind": "select", "options": ["a", "b"]}],
    "consent": {"is_required": true, "text": "May we?", "link": "https://example.com"}},
  "triggers": [{"id": "hello", "text": "Hello!", "conditions": {"pages": ["/cart"], "seconds_on_page": 5}}]
}'`;

export const CALLS: Readonly<Record<string, Call>> = {
  support_accept_invitation: {
    p_token_hash: `story.hash('invitation')`,
    p_user_id: `story.id('new user')`,
    p_name: `'Jo'`,
  },
  support_accept_invitation_on_web: {
    p_token_hash: `story.hash('invitation')`,
    p_user_id: `story.id('new user')`,
    p_name: `'Jo'`,
    p_client: `'{"ip_hash": "a hash", "user_agent": "A browser"}'`,
  },
  support_activate_agent: { p_agent_id: `story.id('Jo')` },
  support_append_agent_files: {
    p_attachment_ids: `array[(select id from support.attachments where path = 'Mika/2')]`,
    p_telegram: `'{"chat_id": -1001, "message_id": 72, "thread_id": 11}'`,
  },
  support_assign_conversation: { p_agent_id: `story.id('Ana')` },
  support_count_hits: {
    p_limits: `'[{"key": "a", "limit": 5, "window_seconds": 60}, {"key": "b", "limit": 5, "window_seconds": 60}]'`,
  },
  support_create_agent_attachment: UPLOAD,
  support_create_attachment: UPLOAD,
  support_create_department: {
    p_department: `'{"name": "New", "description": "x", "email": "a@b.example", "required_skills": ["french"], "position": 3}'`,
  },
  support_create_identity_secret: { p_kid: `'two'`, p_secret: `repeat('t', 40)` },
  support_create_organization: {
    ...OPERATOR,
    p_name: `'New Shop'`,
    p_owner: `'{"name": "Kai", "email": "kai@example.com", "telegram_user_id": 4711}'`,
    p_time_zone: `'Europe/Berlin'`,
  },
  support_create_session: {
    p_refresh_token_hash: `story.hash('another token')`,
    p_context: `'{"page_url": "https://example.com", "language": "en"}'`,
  },
  support_create_widget: { p_widget: WIDGET },
  support_delete_canned_response: {
    p_id: `(select id from support.canned_responses where agent_id = story.id('Mika'))`,
  },
  support_delete_invitation: { p_invitation_id: `story.id('Invitation')` },
  support_delete_message_by_agent: {
    p_message_id: `(select id from support.messages where agent_id = story.id('Mika'))`,
  },
  support_delete_organization: OPERATOR,
  support_delete_own_response: {
    p_id: `(select id from support.canned_responses where agent_id = story.id('Mika'))`,
  },
  support_delete_shared_response: {
    p_id: `(select id from support.canned_responses where organization_id = story.id('Harbor Goods') and agent_id is null limit 1)`,
  },
  support_edit_agent_message: { p_entities: `'[{"type": "bold", "offset": 0, "length": 5}]'` },
  support_edit_message_by_agent: {
    p_message_id: `(select id from support.messages where agent_id = story.id('Mika'))`,
  },
  support_get_agent_performance: DAYS,
  support_get_attachment_for_agent: { p_attachment_id: `(select id from support.attachments where path = 'Mika/2')` },
  support_get_agent_upload: { p_attachment_id: `(select id from support.attachments where path = 'Mika/1')` },
  support_get_analytics: DAYS,
  support_get_widget_analytics: DAYS,
  support_get_upload: { p_attachment_id: PENDING },
  support_heartbeat_agent: { p_status: `'online'` },
  support_identify_visitor: {
    p_external_id: `'customer-7'`,
    p_traits: `'{"name": "Robin", "email": "robin@example.com", "phone": "+49 30 1", "avatar_url": "https://example.com/a.png", "locale": "de", "traits": {"plan": "gold"}}'`,
  },
  support_invite_agent: { p_email: `'kai@example.com'`, p_role: `'agent'` },
  support_list_conversations: {
    p_filter: `'{"scope": "all", "status": ["queued", "active"], "tag": "x", "search": "rob", "priority": "normal"}'`,
  },
  support_migrate_telegram_chat: { p_old_chat_id: `-1001`, p_new_chat_id: `-1009` },
  support_pause_telegram_chat: { p_reason: `'kicked'` },
  support_post_agent_message: {
    p_message_id: NEW_MESSAGE,
    p_telegram: `'{"chat_id": -1001, "message_id": 71, "thread_id": 11, "reply_to_message_id": 1}'`,
    p_content: `'{"entities": [{"type": "link", "offset": 0, "length": 5, "url": "https://example.com"}]}'`,
  },
  support_post_visitor_message: {
    p_message_id: NEW_MESSAGE,
    p_context: `'{"page_url": "https://example.com"}'`,
    p_content: `'{"answers": {"a": 1}}'`,
    p_prechat: `'{"name": "Robin", "email": "robin@example.com", "phone": "123"}'`,
    p_category: `'orders'`,
    p_subject: `'A lamp'`,
    p_reply_to: `story.id('Robin says hello')`,
    p_attachment_ids: `array(select id from support.attachments where path = 'Robin/1')`,
  },
  support_rate_conversation: { p_rating: `5`, p_comment: `'Thank you'`, p_nps: `9` },
  support_renew_lease: { p_id: DELIVERY, p_attempts: `1`, p_lease_seconds: `60` },
  support_record_outbox_part: { p_id: DELIVERY, p_sent: SENT },
  support_record_telegram_card: { p_message_id: `72` },
  support_request_transcript: { p_email: `'robin@example.com'` },
  support_resume_session: { p_refresh_token_hash: `story.hash('another token')` },
  support_retire_identity_secret: { p_kid: `'one'` },
  support_retry_dead_letters: {
    p_ids: `array(select id from support.outbox where state = 'dead' and chat_id = -1001)`,
  },
  support_retry_dead_updates: { p_update_ids: `array[2::bigint]` },
  support_revoke_visitor_sessions: { p_reason: `'logout'` },
  support_save_canned_response: {
    p_agent_id: `story.id('Ana')`,
    p_response: `jsonb_build_object('shortcut', 'thanks', 'title', 'Thanks', 'body', 'Thank you!', 'department_id', story.id('Orders'))`,
  },
  support_save_own_response: {
    p_response: `'{"shortcut": "thanks", "title": "Thanks", "body": "Thank you!"}'`,
  },
  support_save_plan: {
    ...OPERATOR,
    p_plan: `'{"id": "small", "max_widgets": 2, "max_agents": 3, "messages_per_minute": 60}'`,
  },
  support_save_shared_response: {
    p_version: `1`,
    p_response: `jsonb_build_object('shortcut', 'thanks', 'title', 'Thanks', 'body', 'Thank you!', 'department_id', story.id('Orders'))`,
  },
  support_set_agent_presence: { p_presence: `'away'` },
  support_set_consent: { p_decision: `'granted'`, p_text_version: `'2026-11'` },
  support_set_department_members: {
    p_agent_ids: `array[story.id('Mika'), story.id('Ana')]`,
    p_version: `(select version from support.departments where id = story.id('Orders'))`,
  },
  support_set_telegram_topic_state: { p_state: `'closed'` },
  support_set_topic_icon: { p_icon: `'123'` },
  support_settle_attachment: {
    p_attachment_id: PENDING,
    p_outcome: `'stored'`,
    p_media_type: `'image/png'`,
    p_byte_size: `9`,
    p_sha256: `story.hash('a file')`,
    p_width: `3`,
    p_height: `3`,
  },
  support_settle_outbox: { p_id: DELIVERY, p_outcome: `'sent'`, p_sent: `jsonb_build_array(${SENT}::jsonb)` },
  support_settle_storage_deletion: { p_path: `'Robin/3'`, p_outcome: `'deleted'` },
  support_settle_telegram_update: { p_outcome: `'done'` },
  support_store_telegram_update: {
    p_update_id: `3`,
    p_lane: `'chat'`,
    p_update: `'{"update_id": 3, "message": {"chat": {"id": -1001}}}'`,
  },
  support_transfer_conversation: { p_to_department_id: `story.id('Returns')`, p_note: `'They want another one.'` },
  support_track_events: {
    p_events: `'[{"kind": "page_view", "page_url": "https://example.com", "page_title": "Lamps"}, {"kind": "custom", "name": "cart", "data": {"items": 2}}]'`,
  },
  support_update_agent: {
    p_version: `(select version from support.agents where id = story.id('Mika'))`,
    p_change: `jsonb_build_object('name', 'Mika', 'email', 'mika@example.com', 'role', 'agent', 'skills', '["french"]'::jsonb, 'languages', '["fr"]'::jsonb, 'max_concurrent_chats', 3, 'department_ids', jsonb_build_array(story.id('Orders')))`,
  },
  support_update_conversation: {
    p_change: `jsonb_build_object('snoozed_until', now() + interval '1 day')
      || '{"subject": "Lamp", "category": "orders", "priority": "high", "tags": ["a"], "required_skills": ["french"]}'`,
  },
  support_update_department: {
    p_change: `'{"name": "Sales", "required_skills": ["french"], "is_active": true}'`,
    p_version: `(select version from support.departments where id = story.id('Orders'))`,
  },
  support_update_organization: {
    p_change: `'{"name": "Harbor", "time_zone": "Europe/Berlin", "conversation_retention_days": 30, "event_retention_days": 30, "audit_retention_days": 60}'`,
    p_version: `(select version from support.organizations where id = story.id('Harbor Goods'))`,
  },
  support_update_telegram_chat: {
    p_change: `jsonb_build_object('mode', 'claims', 'department_id', story.id('Orders'))`,
  },
  support_update_telegram_chat_facts: { p_title: `'Team'`, p_is_forum: `true`, p_bot_id: `1001` },
  support_update_visitor: { p_profile: PROFILE },
  support_update_visitor_by_agent: { p_profile: PROFILE },
  support_update_widget: {
    p_change: WIDGET,
    p_version: `(select version from support.widgets where id = story.id('Harbor widget'))`,
  },
  support_upsert_telegram_chat: {
    p_chat: `'{"chat_id": -1003, "mode": "claims", "title": "Team", "bot_id": 5, "department_id": "' || story.id('Orders') || '"}'`,
  },
  support_use_canned_response: { p_shortcut_or_id: `'hello'` },
};
