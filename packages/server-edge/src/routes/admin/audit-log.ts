import type { Handler } from 'hono';
import type { WireAuditLog } from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import { auditLogQuerySchema } from '../../schemas/admin/audit-log.ts';
import { readQuery } from '../read-input.ts';

/** `GET admin-config/audit-log?action=…&cursor=…` */
export function getAuditLog({ db }: Pick<SupportDeps, 'db'>): Handler<AppEnv> {
  return async (c) => {
    const { entity_id, actor_id, cursor, ...filter } = readQuery(c, auditLogQuerySchema);
    const page = await db.listAuditLogs({
      ...c.get('admin'),
      ...filter,
      entityId: entity_id,
      actorId: actor_id,
      beforeId: cursor,
    });
    const audit_logs = page.audit_logs.map((entry) => ({ ...entry, id: String(entry.id) }));
    return c.json({ ...page, audit_logs } satisfies WireAuditLog);
  };
}
