import * as z from 'zod';
import type {
  WireAdminDepartment,
  WireAdminDepartments,
  WireDepartmentChange,
  WireDepartmentDeletion,
  WireDepartmentMembers,
  WireDepartmentResponse,
  WireNewDepartment,
} from '@support-chat/sdk/protocol/admin';
import { timestamp, uuid } from '../primitives.ts';
import { changesBeyond, email, text, whole, word } from './setting-values.ts';
import { version } from './widget.ts';

const adminDepartmentSchema = z.strictObject({
  id: uuid,
  name: z.string(),
  position: z.int(),
  description: z.string().nullable(),
  email: z.string().nullable(),
  required_skills: z.array(z.string()),
  is_active: z.boolean(),
  agent_ids: z.array(uuid),
  created_at: timestamp,
  updated_at: timestamp,
  version: z.int(),
}) satisfies z.ZodType<WireAdminDepartment>;

export const adminDepartmentsSchema = z.strictObject({
  departments: z.array(adminDepartmentSchema),
}) satisfies z.ZodType<WireAdminDepartments>;

export const departmentResponseSchema = z.strictObject({
  department: adminDepartmentSchema,
}) satisfies z.ZodType<WireDepartmentResponse>;

const fields = {
  position: whole(0, 10_000).exactOptional(),
  description: text(0, 500).nullable().exactOptional(),
  email: email.nullable().exactOptional(),
  required_skills: z.array(word).max(50).exactOptional(),
  is_active: z.boolean().exactOptional(),
};

export const newDepartmentSchema = z.strictObject({
  name: text(1, 100),
  ...fields,
}) satisfies z.ZodType<WireNewDepartment>;

export const departmentChangeSchema = z
  .strictObject({
    department_id: uuid,
    version: version.exactOptional(),
    name: text(1, 100).exactOptional(),
    ...fields,
  })
  .refine(changesBeyond('department_id', 'version'), 'changes something') satisfies z.ZodType<WireDepartmentChange>;

export const departmentMembersSchema = z.strictObject({
  department_id: uuid,
  version: version.exactOptional(),
  agent_ids: z.array(uuid).max(500),
}) satisfies z.ZodType<WireDepartmentMembers>;

export const departmentQuerySchema = z.object({ department_id: uuid });

export const departmentDeletionSchema = z.strictObject({
  outcome: z.enum(['deleted', 'deactivated']),
}) satisfies z.ZodType<WireDepartmentDeletion>;
