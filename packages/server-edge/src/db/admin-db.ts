/** What owners and admins do. The acting admin comes from a verified sign-in, never from a body. */
import { createDepartmentsDb, type DepartmentsDb } from './admin/departments-db.ts';
import { createInsightDb, type InsightDb } from './admin/insight-db.ts';
import { createMembersDb, type MembersDb } from './admin/members-db.ts';
import { createOrganizationDb, type OrganizationDb } from './admin/organization-db.ts';
import { createWidgetsDb, type WidgetsDb } from './admin/widgets-db.ts';
import type { DatabaseCaller } from './database-caller.ts';

export interface AdminDb extends WidgetsDb, OrganizationDb, DepartmentsDb, MembersDb, InsightDb {}

export function createAdminDb(caller: DatabaseCaller): AdminDb {
  return {
    ...createWidgetsDb(caller),
    ...createOrganizationDb(caller),
    ...createDepartmentsDb(caller),
    ...createMembersDb(caller),
    ...createInsightDb(caller),
  };
}
