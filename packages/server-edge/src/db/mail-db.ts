/** What e-mail needs: jobs of the outbox, what they are to say when they are sent, and the way back from a link. */
import type { Message } from '../schemas/message.ts';
import type { VisitorContext } from '../schemas/session.ts';
import type { DatabaseCaller } from './database-caller.ts';
import { namedArguments } from './named-arguments.ts';
import type { SessionIdentity } from './visitor-db.ts';

interface MailJobBase<Kind extends string, Payload> {
  /** Text, because a bigint does not survive JSON.parse. */
  readonly id: string;
  /** `email:<organization id>` */
  readonly lane: string;
  readonly kind: Kind;
  /** 1 at the first try. */
  readonly attempts: number;
  readonly recipient: string;
  readonly payload: Payload;
  /** As for Telegram; empty when the job is about no conversation. */
  readonly context: MailJobContext;
}

export interface MailJobContext {
  /** Where the team talks about this visitor in Telegram. */
  readonly topic?: { readonly chat_id: number; readonly thread_id: number; readonly state: string } | null;
}

export type MailJob =
  | MailJobBase<'email_transcript', { readonly conversation_id: string; readonly last_seq: number }>
  | MailJobBase<'email_answer', { readonly conversation_id: string }>
  | MailJobBase<'email_offline_request', { readonly conversation_id: string; readonly first_seq: number }>
  | MailJobBase<
      'email_invitation',
      {
        readonly link: string;
        readonly role: 'owner' | 'admin' | 'agent';
        /** Null when the service itself invites. */
        readonly invited_by: string | null;
        readonly organization_name: string;
      }
    >;

/** A widget as e-mails show it; settings as they were saved, so nothing in them is certain. */
export interface MailWidget {
  readonly id: string;
  readonly name: string;
  readonly branding: Readonly<Record<string, unknown>>;
  readonly localization: Readonly<Record<string, unknown>>;
}

export interface MailReader {
  readonly name: string | null;
  readonly locale: string | null;
  readonly language: string | null;
  readonly time_zone: string | null;
}

export interface Transcript {
  readonly conversation: { readonly id: string; readonly number: number; readonly created_at: string };
  readonly visitor: MailReader;
  readonly widget: MailWidget;
  readonly messages: readonly Message[];
}

export type EmailAnswer =
  | {
      readonly outcome: 'due';
      readonly recipient: string;
      readonly conversation: { readonly id: string; readonly number: number };
      readonly visitor: MailReader & { readonly id: string; readonly is_identified: boolean };
      readonly widget: MailWidget & {
        readonly allowed_domains: readonly string[];
        readonly blocked_domains: readonly string[];
      };
      readonly page_url: string | null;
      readonly last_seq: number;
      /** May be more than `messages`, which are the newest 20. */
      readonly message_count: number;
      readonly messages: readonly Message[];
    }
  /** The visitor was here a moment ago and may still be reading. */
  | { readonly outcome: 'later'; readonly seconds: number };

export interface OfflineRequest {
  readonly recipient: string;
  readonly locale: string | null;
  /** The organization's. */
  readonly time_zone: string;
  readonly conversation: {
    readonly id: string;
    readonly number: number;
    readonly subject: string | null;
    readonly category: string | null;
    readonly department: string | null;
  };
  readonly visitor: {
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: string | null;
    readonly country: string | null;
    readonly page_url: string | null;
  };
  readonly widget: MailWidget;
  readonly prechat: readonly { readonly label: string; readonly value: unknown }[];
  readonly messages: readonly Message[];
}

export interface EmailLease {
  readonly limit: number;
  readonly leaseSeconds: number;
  readonly lane?: string | undefined;
}

export interface SessionResumption {
  readonly widgetId: string;
  readonly visitorId: string;
  readonly conversationId: string;
  /** SHA-256 of the link's token, in hex: what its uses are counted by. */
  readonly linkHash: string;
  readonly refreshTokenHash: string;
  readonly context: VisitorContext;
  readonly ipHash: string | null;
  readonly origin: string | null;
  readonly userAgent: string | null;
}

export interface MailDb {
  leaseEmails(lease: EmailLease): Promise<readonly MailJob[]>;
  getTranscript(conversationId: string): Promise<Transcript>;
  /** Null: there is nothing to tell any more. */
  getEmailAnswer(conversationId: string): Promise<EmailAnswer | null>;
  recordEmailAnswer(answer: { readonly conversationId: string; readonly seq: number }): Promise<void>;
  /** Null: it was answered meanwhile, or taken back. */
  getEmailOfflineRequest(request: {
    readonly conversationId: string;
    readonly firstSeq: number;
  }): Promise<OfflineRequest | null>;
  resumeSession(resumption: SessionResumption): Promise<SessionIdentity & { readonly conversation_id: string }>;
}

export function createMailDb(caller: DatabaseCaller): MailDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    leaseEmails: (lease) => call('support_lease_outbox', { ...lease, channel: 'email' }),
    getTranscript: (conversationId) => call('support_get_transcript', { conversationId }),
    getEmailAnswer: (conversationId) => call('support_get_email_answer', { conversationId }),
    recordEmailAnswer: async (answer) => void (await call('support_record_email_answer', answer)),
    getEmailOfflineRequest: (request) => call('support_get_email_offline_request', request),
    resumeSession: (resumption) => call('support_resume_session', resumption),
  };
}
