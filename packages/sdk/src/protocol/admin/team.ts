import type { WireTeamMember, WireTeamRole } from '../agent/identity.ts';

/** `GET admin-config/agents`: active people first. */
export interface WireManagedAgents {
  readonly agents: readonly WireManagedAgent[];
}

/** Somebody of the team, with what their admins know. */
export interface WireManagedAgent extends WireTeamMember {
  /** Whether they can sign in on the web. */
  readonly has_account: boolean;
  /** Without the `@`. */
  readonly telegram_username: string | null;
  /** Whether the bot may write to them directly. */
  readonly has_started_bot: boolean;
  /** The language in which the bot and the inbox speak to them. */
  readonly locale: string | null;
  readonly presence: 'auto' | 'away';
  readonly snoozed_until: string | null;
  readonly last_seen_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  /** Raised by every change of what admins set, of their departments too; not by coming and going. */
  readonly version: number;
}

/** `PUT admin-config/agent`: what is left out stays. Owners are made and unmade by owners; one always remains. */
export interface WireManagedAgentChange {
  readonly agent_id: string;
  /**
   * The version that the change was made on: on another one than the current one nothing changes, `version_conflict` with the
   * current one in `details.version`. Left out: the last one who saves wins.
   */
  readonly version?: number;
  /** 1 to 100 characters. */
  readonly name?: string;
  /** An `https:` address. */
  readonly avatar_url?: string | null;
  readonly email?: string | null;
  readonly role?: WireTeamRole;
  /** At most 50 of 50 characters. */
  readonly skills?: readonly string[];
  /** BCP 47. */
  readonly languages?: readonly string[];
  readonly locale?: string | null;
  /** 0 to 1 000; 0: they are given none. */
  readonly max_concurrent_chats?: number;
  /** Empty: they answer for all. */
  readonly department_ids?: readonly string[];
}

export interface WireManagedAgentResponse {
  readonly agent: WireManagedAgent;
}

/** `POST admin-config/agent/deactivate`, `activate` and `telegram-link`. */
export interface WireManagedAgentCall {
  readonly agent_id: string;
}

/** They may do nothing any more; their open conversations are back in the queue. */
export interface WireDeactivatedAgent extends WireManagedAgentResponse {
  /** How many conversations went back. */
  readonly released: number;
}

/** `POST admin-config/agent/telegram-link`: opened by the agent within an hour, it ties their Telegram account to them. */
export interface WireTelegramLink {
  /** `https://t.me/…` */
  readonly link: string;
  readonly expires_at: string;
}

/** `GET admin-config/invitations`: those nobody has used, also when they have run out; the newest in front. */
export interface WireInvitations {
  readonly invitations: readonly WireInvitation[];
}

export interface WireInvitation {
  readonly id: string;
  /** `link_telegram` adds an account to an agent, `join` makes one. */
  readonly purpose: 'join' | 'link_telegram';
  /** Whom it is for, where that is known. */
  readonly agent_id: string | null;
  readonly email: string | null;
  readonly role: WireTeamRole;
  readonly invited_by: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

/** `POST admin-config/invitation`. Inviting an address again takes the place of the invitation that it had. */
export interface WireNewInvitation {
  readonly email?: string;
  /** Default `agent`. Owners are invited by owners. */
  readonly role?: WireTeamRole;
  /** 1 to 720; default 168. */
  readonly expires_in_hours?: number;
  /**
   * The page of yours that accepts invitations, an `https:` address without a fragment. With it and an address the
   * link goes out by e-mail.
   */
  readonly accept_url?: string;
}

export interface WireNewInvitationResponse {
  readonly invitation: WireInvitation;
  /** Goes into `accept-invitation`. Told this once; only its hash is kept. */
  readonly token: string;
  /** `accept_url` with `#support-invitation=<token>`; null without one. */
  readonly link: string | null;
}

/** `DELETE admin-config/invitation?invitation_id=…` */
export interface WireInvitationDeletion {
  readonly outcome: 'deleted';
}

/** `POST admin-config/accept-invitation`, with the sign-in of whoever accepts: any account, once. */
export interface WireInvitationAcceptance {
  readonly token: string;
  /** What visitors call them; at most 100 characters. Default: what stands before the `@` of the invited address. */
  readonly name?: string;
}

export interface WireAcceptedInvitation {
  /** `linked`: the account was added to somebody who was on the team; `already`: this account has accepted it before. */
  readonly outcome: 'joined' | 'linked' | 'already';
  readonly agent: WireTeamMember;
  /** For whom they answer from now on. */
  readonly organization_id: string;
}
