import type { Handler } from 'hono';
import type {
  WireAdminDepartment,
  WireAdminDepartments,
  WireDepartmentResponse,
} from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import {
  departmentChangeSchema,
  departmentMembersSchema,
  departmentQuerySchema,
  newDepartmentSchema,
} from '../../schemas/admin/department.ts';
import { readBody, readQuery } from '../read-input.ts';
import { picked } from './picked.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/departments` */
export function getDepartments({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const departments = await db.listAllDepartments(c.get('admin'));
    return c.json({ departments: departments.map(toDepartment) } satisfies WireAdminDepartments);
  };
}

/** `POST admin-config/department` */
export function postDepartment({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const department = await readBody(c, newDepartmentSchema);
    return c.json(oneDepartment(await db.createDepartment({ ...c.get('admin'), department })));
  };
}

/** `PUT admin-config/department` */
export function putDepartment({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { department_id, version, ...change } = await readBody(c, departmentChangeSchema);
    return c.json(oneDepartment(await db.updateDepartment({ actor, departmentId: department_id, change, version })));
  };
}

/** `PUT admin-config/department/members` */
export function putDepartmentMembers({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { department_id, version, agent_ids } = await readBody(c, departmentMembersSchema);
    const members = { actor, departmentId: department_id, agentIds: agent_ids, version };
    return c.json(oneDepartment(await db.setDepartmentMembers(members)));
  };
}

/** `DELETE admin-config/department?department_id=…` */
export function deleteDepartment({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { actor } = c.get('admin');
    const { department_id } = readQuery(c, departmentQuerySchema);
    return c.json(await db.deleteDepartment({ actor, departmentId: department_id }));
  };
}

function oneDepartment(row: WireAdminDepartment): WireDepartmentResponse {
  return { department: toDepartment(row) };
}

function toDepartment(row: WireAdminDepartment): WireAdminDepartment {
  return picked(row, [
    'id',
    'name',
    'position',
    'description',
    'email',
    'required_skills',
    'is_active',
    'agent_ids',
    'created_at',
    'updated_at',
    'version',
  ]);
}
