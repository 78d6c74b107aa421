import type {
  WireInvitation,
  WireInvitationDeletion,
  WireManagedAgent,
  WireManagedAgentChange,
} from '@support-chat/sdk/protocol/admin';
import type { WireTeamRole } from '@support-chat/sdk/protocol/agent';
import type { DatabaseCaller } from '../database-caller.ts';
import type { TeamMemberRow } from '../inbox-db.ts';
import { namedArguments } from '../named-arguments.ts';
import type { AdminActor, ByAdmin, InOrganization } from './admin-actor.ts';

/** Somebody of the team as SQL answers them; what it holds beyond these fields is not for the wire. */
export interface ManagedAgentRow
  extends
    TeamMemberRow,
    Pick<
      WireManagedAgent,
      | 'telegram_username'
      | 'locale'
      | 'presence'
      | 'snoozed_until'
      | 'last_seen_at'
      | 'created_at'
      | 'updated_at'
      | 'version'
    > {
  readonly organization_id: string;
  readonly user_id: string | null;
  readonly dm_started: boolean;
}

interface OnAgent extends ByAdmin {
  readonly agentId: string;
}

export interface InvitationTerms extends InOrganization {
  /** SHA-256 of the token, in hex. */
  readonly tokenHash: string;
  readonly email?: string | undefined;
  readonly role?: WireTeamRole | undefined;
  readonly expiresInHours?: number | undefined;
  /** With an e-mail address it is sent there. */
  readonly link?: string | undefined;
}

export interface MembersDb {
  /** Inactive people too. */
  listMembers(asked: InOrganization): Promise<readonly ManagedAgentRow[]>;
  updateAgent(
    change: OnAgent & {
      readonly change: Omit<WireManagedAgentChange, 'agent_id' | 'version'>;
      /** Left out: on whichever there is. */
      readonly version?: number | undefined;
    },
  ): Promise<ManagedAgentRow>;
  deactivateAgent(change: OnAgent): Promise<{ readonly agent: ManagedAgentRow; readonly released: number }>;
  activateAgent(change: OnAgent): Promise<ManagedAgentRow>;
  createTelegramLink(made: OnAgent & { readonly tokenHash: string }): Promise<WireInvitation>;
  listInvitations(asked: InOrganization): Promise<readonly WireInvitation[]>;
  inviteAgent(terms: InvitationTerms): Promise<WireInvitation>;
  deleteInvitation(deletion: ByAdmin & { readonly invitationId: string }): Promise<WireInvitationDeletion>;
  acceptInvitation(acceptance: {
    readonly tokenHash: string;
    readonly userId: string;
    readonly name?: string | undefined;
    readonly client: Pick<AdminActor, 'ip_hash' | 'user_agent'>;
  }): Promise<Accepted>;
  acceptInvitationInTelegram(acceptance: {
    readonly tokenHash: string;
    readonly telegramUserId: number;
    readonly name: string;
    readonly username: string | undefined;
  }): Promise<Accepted>;
}

interface Accepted {
  readonly outcome: 'joined' | 'linked' | 'already';
  readonly agent: ManagedAgentRow;
}

interface OneAgent {
  readonly agent: ManagedAgentRow;
}

interface OneInvitation {
  readonly invitation: WireInvitation;
}

export function createMembersDb(caller: DatabaseCaller): MembersDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    listMembers: async (asked) =>
      (await call<{ agents: readonly ManagedAgentRow[] }>('support_list_agents', asked)).agents,
    updateAgent: async (change) => (await call<OneAgent>('support_update_agent', change)).agent,
    deactivateAgent: (change) => call('support_deactivate_agent', change),
    activateAgent: async (change) => (await call<OneAgent>('support_activate_agent', change)).agent,
    createTelegramLink: async (made) => (await call<OneInvitation>('support_create_telegram_link', made)).invitation,
    listInvitations: async (asked) =>
      (await call<{ invitations: readonly WireInvitation[] }>('support_list_invitations', asked)).invitations,
    inviteAgent: async (terms) => (await call<OneInvitation>('support_invite_agent', terms)).invitation,
    deleteInvitation: (deletion) => call('support_delete_invitation', deletion),
    acceptInvitation: (acceptance) => call('support_accept_invitation_on_web', acceptance),
    acceptInvitationInTelegram: ({ username, ...acceptance }) =>
      call('support_accept_invitation', { ...acceptance, telegramUsername: username }),
  };
}
