import type { WireConversation } from '../src/protocol/conversation.ts';
import type { WireMessage } from '../src/protocol/message.ts';
import type { WireSync } from '../src/protocol/sync.ts';
import type { WireWidgetConfig } from '../src/protocol/widget-config.ts';

export const CONFIG: WireWidgetConfig = {
  protocol: 1,
  id: 'wk_demo',
  name: 'Demo',
  version: 1,
  branding: { team_name: 'Robin & friends', accent: null, logo_url: null, greeting_title: null, greeting_text: null },
  localization: { default_locale: 'en' },
  departments: [{ id: 'd', name: 'Sales' }],
  availability: { status: 'online', agents: [], reply_time_seconds: null },
  limits: { message_characters: 4000 },
  realtime: { url: 'wss://realtime.test/realtime/v1', api_key: 'key' },
};

export function aConversation(change: Partial<WireConversation> = {}): WireConversation {
  return {
    id: 'c',
    number: 1024,
    status: 'queued',
    revision: 1,
    last_seq: 1,
    delivered_seq: 0,
    seen_seq: 0,
    visitor_read_seq: 0,
    agent: null,
    created_at: '2026-01-05T09:00:00Z',
    ...change,
  };
}

/** A message of the visitor, unless `sender` says otherwise. */
export function aMessage(seq: number, change: Partial<WireMessage> = {}): WireMessage {
  return {
    id: `m${seq}`,
    conversation_id: 'c',
    seq,
    revision: seq,
    sender: { kind: 'visitor', name: null, avatar_url: null },
    type: 'text',
    text: `message ${seq}`,
    created_at: '2026-01-05T09:00:00Z',
    edited_at: null,
    deleted_at: null,
    ...change,
  };
}

export function aReply(seq: number, change: Partial<WireMessage> = {}): WireMessage {
  return aMessage(seq, { sender: { kind: 'agent', name: 'Mika', avatar_url: null }, ...change });
}

export function aSync(conversation: WireConversation | null, messages: readonly WireMessage[]): WireSync {
  const availability = { status: 'online', agents: [], reply_time_seconds: null } as const;
  return { conversation, messages, has_more: false, availability };
}
