import type { DatabaseCaller, FunctionArguments } from '../src/db/database-caller.ts';
import { DatabaseError } from '../src/db/database-caller.ts';
import type { Conversation } from '../src/schemas/conversation.ts';
import type { Message } from '../src/schemas/message.ts';
import type { Widget } from '../src/schemas/widget-config.ts';
import { fileAnswers } from './fake-file-answers.ts';
import { edited, takenBack, visitorAnswers } from './fake-visitor-answers.ts';

export const WIDGET_ID = '30000000-0000-4000-8000-000000000001';
export const CONVERSATION_ID = '40000000-0000-4000-8000-000000000001';

const AVAILABILITY = {
  status: 'online' as const,
  agents: [{ name: 'Mika', avatar_url: null }],
  reply_time_seconds: 120,
};

export function aWidget(changes: Partial<Widget> = {}): Widget {
  return {
    id: WIDGET_ID,
    organization_id: '20000000-0000-4000-8000-000000000001',
    key: 'wk_demo',
    name: 'Demo shop',
    enabled: true,
    version: 3,
    allowed_domains: [],
    blocked_domains: [],
    branding: {
      team_name: 'The team',
      accent: '#3355ff',
      logo_url: null,
      greeting_title: 'Hello',
      greeting_text: null,
    },
    localization: { default_locale: 'en' },
    departments: [],
    availability: AVAILABILITY,
    features: { tracking: true },
    limits: { message_characters: 4_000 },
    ...changes,
  };
}

/**
 * The visitor's part of `public.support_*` in memory: enough of the rules to drive the HTTP routes, no more. What the
 * real functions guarantee under concurrency is tested against a real database.
 */
export class FakeDatabase implements DatabaseCaller {
  readonly widgets = new Map<string, Widget>([['wk_demo', aWidget()]]);
  readonly calls: { readonly name: string; readonly args: FunctionArguments }[] = [];
  readonly messages = new Map<string, Message>();
  readonly #sessionsByTokenHash = new Map<string, { session_id: string; visitor_id: string }>();
  readonly #failures = new Map<string, unknown>();
  readonly #answers = new Map<string, unknown>();
  #sessions = 0;

  /** Every call of this function fails from now on. `*`: every call of any function. */
  failWith(name: string, error: unknown): void {
    this.#failures.set(name, error);
  }

  refuseWith(name: string, sqlstate: string, detail?: string): void {
    this.failWith(name, new DatabaseError('raised on purpose', { sqlstate, detail }));
  }

  /** This function answers nothing else from now on. */
  answerWith(name: string, answer: unknown): void {
    this.#answers.set(name, answer);
  }

  /** What `support_list_identity_secrets` answers. */
  identitySecrets: readonly { readonly kid: string; readonly secret: string }[] = [];
  /** Whom an external id belongs to, and so whom a session that is identified as it joins. */
  readonly identified = new Map<string, string>();

  /** Lets a refresh token end in something else than success. */
  refreshOutcome: 'refreshed' | 'expired' | 'revoked' | 'reused' = 'refreshed';

  callsOf(name: string): readonly FunctionArguments[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }

  async call(name: string, args: FunctionArguments): Promise<unknown> {
    this.calls.push({ name, args });
    const failure = this.#failures.get(name) ?? this.#failures.get('*');
    if (failure !== undefined) throw failure;
    if (this.#answers.has(name)) return this.#answers.get(name);
    const implementation = this.#functions[name];
    if (implementation === undefined) throw new DatabaseError(`no function ${name}`, { sqlstate: '42883' });
    return implementation(args);
  }

  readonly #functions: Readonly<Record<string, (args: FunctionArguments) => unknown>> = {
    /** Keeps none: each is one that came before. */
    support_store_telegram_update: () => ({ stored: false }),
    support_get_widget: (args) => {
      const widget = this.widgets.get(String(args['p_widget_key']));
      if (widget === undefined) throw new DatabaseError('no widget has this key', { sqlstate: 'SC001' });
      return widget;
    },
    support_create_session: (args) => {
      const number = String(++this.#sessions).padStart(12, '0');
      const identity = {
        session_id: `50000000-0000-4000-8000-${number}`,
        visitor_id: `60000000-0000-4000-8000-${number}`,
      };
      this.#sessionsByTokenHash.set(String(args['p_refresh_token_hash']), identity);
      return identity;
    },
    support_refresh_session: (args) => {
      const identity = this.#sessionsByTokenHash.get(String(args['p_refresh_token_hash']));
      if (identity === undefined) return { outcome: 'unknown' };
      if (this.refreshOutcome !== 'refreshed') return { outcome: this.refreshOutcome };
      this.#sessionsByTokenHash.set(String(args['p_new_refresh_token_hash']), identity);
      return { outcome: 'refreshed', ...identity };
    },
    support_start_conversation: () => this.#sync(),
    support_post_visitor_message: (args) => ({
      message: this.#store(String(args['p_message_id']), String(args['p_text'])),
    }),
    support_list_messages: () => ({ messages: [...this.messages.values()], has_more: false }),
    support_poll_changes: () => this.#sync(),
    support_mark_read: (args) => ({
      conversation: { ...this.#conversation(), visitor_read_seq: Number(args['p_seq']) },
    }),
    ...visitorAnswers(() => this.#conversation()),
    ...fileAnswers(),
    support_edit_visitor_message: (args) => this.#change(args, (message) => edited(message, String(args['p_text']))),
    support_delete_visitor_message: (args) => this.#change(args, takenBack),
    support_list_identity_secrets: () => this.identitySecrets,
    support_identify_visitor: (args) => {
      const [externalId, visitorId] = [String(args['p_external_id']), String(args['p_visitor_id'])];
      const known = this.identified.get(externalId);
      this.identified.set(externalId, known ?? visitorId);
      const outcome = known === undefined ? 'identified' : known === visitorId ? 'already' : 'merged';
      return { outcome, visitor_id: known ?? visitorId, conversation_id: null };
    },
    support_run_tick: () => ({ expired_sessions: 1, pruned_updates: 2, skipped: false, has_more: false, failures: [] }),
    support_count_backlog: () => ({
      outbox_pending: 0,
      outbox_dead: 0,
      updates_pending: 0,
      updates_dead: 0,
      oldest_outbox_seconds: null,
    }),
  };

  #store(id: string, text: string): Message {
    const known = this.messages.get(id);
    if (known !== undefined) return known;
    const seq = this.messages.size + 1;
    const message: Message = {
      id,
      conversation_id: CONVERSATION_ID,
      seq,
      revision: seq,
      sender: { kind: 'visitor', name: null, avatar_url: null },
      type: 'text',
      text,
      created_at: '2026-11-21T10:00:00.000+00:00',
      edited_at: null,
      deleted_at: null,
    };
    this.messages.set(id, message);
    return message;
  }

  #change(args: FunctionArguments, change: (message: Message) => { outcome: string; message: Message }): object {
    const message = this.messages.get(String(args['p_message_id']));
    if (message === undefined) throw new DatabaseError('no such message of yours', { sqlstate: 'SC033' });
    const answer = change(message);
    this.messages.set(message.id, answer.message);
    return answer;
  }

  #sync(): object {
    return {
      conversation: this.#conversation(),
      messages: [...this.messages.values()],
      has_more: false,
      availability: AVAILABILITY,
    };
  }

  #conversation(): Conversation {
    return {
      id: CONVERSATION_ID,
      number: 1_024,
      status: 'queued',
      revision: this.messages.size,
      last_seq: this.messages.size,
      delivered_seq: 0,
      seen_seq: 0,
      visitor_read_seq: 0,
      agent: null,
      created_at: '2026-11-21T10:00:00.000+00:00',
    };
  }
}
