import type { AgentDb } from '../db/agent-db.ts';
import type { MembersDb } from '../db/admin/members-db.ts';
import type { AgentFilesDb } from '../db/agent-files-db.ts';
import type { FilesDb } from '../db/files-db.ts';
import type { OutboxContext, OutboxDb, OutboxJob, SentTelegramMessage } from '../db/outbox-db.ts';
import type { TeamDb } from '../db/team-db.ts';
import type { TelegramDb } from '../db/telegram-db.ts';
import type { Logger } from '../deps.ts';
import type { KnownMembership } from './member-rank.ts';
import type { KnownReadMark } from './read-mark.ts';
import type { FileStorage } from '../storage/file-storage.ts';
import type { TelegramApi } from './telegram-api.ts';

/** What the bridge needs from the world. Everything it must not forget is in the database. */
export interface BridgeDeps {
  readonly db: BridgeDb;
  readonly api: TelegramApi;
  readonly bot: BotIdentity;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Never asked for more than a second. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly logger: Logger;
  /** Where files lie. Left out: files are named in Telegram, and those of agents stay there. */
  readonly storage?: FileStorage | undefined;
  /** Albums of which something had to stay in Telegram and whose sender was told; an album comes as up to ten updates. */
  readonly answeredAlbums: Set<string>;
  /** How each group lets us say "read"; read-mark.ts. */
  readonly readMarks: Map<number, KnownReadMark>;
  /** Who was in which group a moment ago; member-rank.ts. */
  readonly memberships: Map<string, KnownMembership>;
  /** What links that connect a group are sealed with; while one is replaced, the old and the new one. Left out: none connects. */
  readonly linkSecrets?: readonly string[] | undefined;
  /** What a group takes a minute; 0 for no budget. Left out: Telegram's 20. */
  readonly sendsPerMinute?: number | undefined;
}

export type BridgeDb = AgentDb &
  AgentFilesDb &
  Pick<FilesDb, 'settleAttachment'> &
  Pick<MembersDb, 'acceptInvitationInTelegram'> &
  TeamDb &
  TelegramDb &
  Pick<OutboxDb, 'leaseOutbox' | 'getNextDelivery' | 'renewLease' | 'recordOutboxPart' | 'settleOutbox'>;

export interface BotIdentity {
  /** The number in front of the token's colon. */
  readonly id: number;
  /** Without `@`. */
  readonly username: string;
}

/** What `support_lease_outbox` hands out for a delivery. */
export type DeliveryContext = OutboxContext;

export type BridgeJob = OutboxJob;

export type JobOf<Kind extends OutboxJob['kind']> = Extract<BridgeJob, { readonly kind: Kind }>;

/** A job about a conversation; the others have no context to speak of. */
export type ConversationJob = Exclude<BridgeJob, { readonly kind: 'agent_notice' | 'owner_alert' | 'forget_topic' }>;

export type Conversation = OutboxContext['conversation'];

/** What a delivery fills while it sends; recorded even when a later part fails. */
export interface Delivery<Job extends BridgeJob = BridgeJob> {
  readonly deps: BridgeDeps;
  readonly job: Job;
  readonly sent: SentTelegramMessage[];
}
