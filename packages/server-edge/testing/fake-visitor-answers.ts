import type { FunctionArguments } from '../src/db/database-caller.ts';
import type { Conversation } from '../src/schemas/conversation.ts';
import type { Message } from '../src/schemas/message.ts';

const NOW = '2026-11-21T10:00:00.000+00:00';

/** What the functions that need no memory answer; the rules behind them are tested over the real ones. */
export function visitorAnswers(
  conversation: () => Conversation,
): Readonly<Record<string, (args: FunctionArguments) => unknown>> {
  return {
    support_set_typing: () => ({ announced: true }),
    support_end_conversation: () => ({
      outcome: 'resolved',
      conversation: { ...conversation(), status: 'resolved', closed_at: NOW },
    }),
    support_rate_conversation: (args) => ({ conversation: { ...conversation(), rating: args['p_rating'] ?? null } }),
    support_request_transcript: (args) => ({ outcome: 'queued', recipient: args['p_email'] ?? 'ana@shop.example' }),
    support_list_visitor_conversations: () => ({
      conversations: [{ ...conversation(), last_message: null, unread_count: 2 }],
      has_more: true,
      next_cursor: '1024',
    }),
    support_track_events: (args) => ({ stored: (args['p_events'] as readonly unknown[]).length }),
    support_set_consent: (args) => ({ consent: args['p_decision'] }),
    support_update_visitor: (args) => ({ visitor: { ...visitor(args), ...(args['p_profile'] as object) } }),
    support_count_hits: () => ({ allowed: true }),
    support_export_visitor: (args) => ({
      exported_at: NOW,
      organization: 'Robin’s shop',
      visitor: {
        ...visitor(args),
        context: {},
        banned_at: null,
        banned_until: null,
        created_at: NOW,
        last_seen_at: NOW,
      },
      sessions: [],
      consents: [],
      events: [],
      conversations: [],
      attachments: [],
    }),
    support_erase_visitor: () => ({ outcome: 'erased', messages: 3, files: 1 }),
    support_revoke_session: () => ({ outcome: 'revoked' }),
  };
}

function visitor(args: FunctionArguments): object {
  return {
    id: args['p_visitor_id'],
    external_id: null,
    name: null,
    email: null,
    phone: null,
    avatar_url: null,
    locale: null,
    traits: {},
    consent: 'unknown',
    identified_at: null,
  };
}

export function edited(message: Message, text: string): { outcome: string; message: Message } {
  if (message.text === text) return { outcome: 'unchanged', message };
  return { outcome: 'edited', message: { ...message, text, revision: message.revision + 1, edited_at: NOW } };
}

export function takenBack(message: Message): { outcome: string; message: Message } {
  if (message.deleted_at !== null) return { outcome: 'already_deleted', message };
  return { outcome: 'deleted', message: { ...message, text: '', revision: message.revision + 1, deleted_at: NOW } };
}
