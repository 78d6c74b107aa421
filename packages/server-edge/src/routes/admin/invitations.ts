import type { Handler } from 'hono';
import type {
  WireAcceptedInvitation,
  WireInvitation,
  WireInvitations,
  WireNewInvitationResponse,
} from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { driveMail } from '../../drive-deliveries.ts';
import { clientOf } from '../../middleware/authenticate-admin.ts';
import { invitationAcceptanceSchema, invitationQuerySchema, newInvitationSchema } from '../../schemas/admin/team.ts';
import { toMember } from '../agent/identity.ts';
import { readBody, readQuery } from '../read-input.ts';
import { createInvitationToken, hashInvitationToken } from './invitation-token.ts';
import { picked } from './picked.ts';

/** Guessing 256 bits is hopeless; this keeps an account from asking all day. */
const ACCEPTANCES_A_MINUTE = 20;

/** `GET admin-config/invitations` */
export function getInvitations({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const invitations = await db.listInvitations(c.get('admin'));
    return c.json({ invitations: invitations.map(toInvitation) } satisfies WireInvitations);
  };
}

/** `POST admin-config/invitation`. In a fragment the token reaches no server but the one that accepts it. */
export function postInvitation(deps: SupportDeps): Handler<AppEnv> {
  return async (c) => {
    const { email, role, expires_in_hours, accept_url } = await readBody(c, newInvitationSchema);
    const { token, hash } = await createInvitationToken(deps.randomBytes);
    const link = accept_url === undefined ? undefined : `${accept_url}#support-invitation=${token}`;
    const invitation = await deps.db.inviteAgent({
      ...c.get('admin'),
      tokenHash: hash,
      email,
      role,
      expiresInHours: expires_in_hours,
      link,
    });
    driveMail(deps);
    return c.json({
      invitation: toInvitation(invitation),
      token,
      link: link ?? null,
    } satisfies WireNewInvitationResponse);
  };
}

/** `DELETE admin-config/invitation?invitation_id=…` */
export function deleteInvitation({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { invitation_id } = readQuery(c, invitationQuerySchema);
    return c.json(await db.deleteInvitation({ actor, invitationId: invitation_id }));
  };
}

/** `POST admin-config/accept-invitation`, with the sign-in of whoever accepts it. */
export function postAcceptance({ db, config }: Pick<SupportDeps, 'db' | 'config'>): Handler<AppEnv> {
  return async (c) => {
    const { userId } = c.get('account');
    const { token, name } = await readBody(c, invitationAcceptanceSchema);
    await db.countHits([{ key: `invitation:account:${userId}`, limit: ACCEPTANCES_A_MINUTE, window_seconds: 60 }]);
    const tokenHash = await hashInvitationToken(token);
    const client = await clientOf(c, config);
    const { outcome, agent } = await db.acceptInvitation({ tokenHash, userId, name, client });
    return c.json({
      outcome,
      agent: toMember(agent),
      organization_id: agent.organization_id,
    } satisfies WireAcceptedInvitation);
  };
}

function toInvitation(row: WireInvitation): WireInvitation {
  return picked(row, ['id', 'purpose', 'agent_id', 'email', 'role', 'invited_by', 'created_at', 'expires_at']);
}
