import type {
  WireAdminDepartment,
  WireDepartmentDeletion,
  WireDepartmentFields,
  WireSharedResponse,
  WireSharedResponseDeletion,
  WireSharedResponseFields,
  WireSharedResponses,
} from '@support-chat/sdk/protocol/admin';
import type { DatabaseCaller } from '../database-caller.ts';
import { namedArguments } from '../named-arguments.ts';
import type { ByAdmin, InOrganization } from './admin-actor.ts';

/** Made on this version; without one on whichever there is. */
interface OnVersion {
  readonly version?: number | undefined;
}

interface OnDepartment extends ByAdmin {
  readonly departmentId: string;
}

/** Departments, and the texts that they and the whole team share. */
export interface DepartmentsDb {
  /** Inactive ones too. */
  listAllDepartments(asked: InOrganization): Promise<readonly WireAdminDepartment[]>;
  createDepartment(made: InOrganization & { readonly department: WireDepartmentFields }): Promise<WireAdminDepartment>;
  updateDepartment(
    change: OnDepartment & OnVersion & { readonly change: WireDepartmentFields },
  ): Promise<WireAdminDepartment>;
  setDepartmentMembers(
    members: OnDepartment & OnVersion & { readonly agentIds: readonly string[] },
  ): Promise<WireAdminDepartment>;
  deleteDepartment(deletion: OnDepartment): Promise<WireDepartmentDeletion>;
  listSharedResponses(asked: InOrganization): Promise<WireSharedResponses>;
  /** With an `id`: changes that one. */
  saveSharedResponse(
    saved: InOrganization & OnVersion & { readonly response: WireSharedResponseFields & { readonly id?: string } },
  ): Promise<WireSharedResponse>;
  deleteSharedResponse(deletion: InOrganization & { readonly id: string }): Promise<WireSharedResponseDeletion>;
}

interface OneDepartment {
  readonly department: WireAdminDepartment;
}

export function createDepartmentsDb(caller: DatabaseCaller): DepartmentsDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    async listAllDepartments(asked) {
      const answer = await call<{ departments: readonly WireAdminDepartment[] }>('support_list_departments', asked);
      return answer.departments;
    },
    createDepartment: async (made) => (await call<OneDepartment>('support_create_department', made)).department,
    updateDepartment: async (change) => (await call<OneDepartment>('support_update_department', change)).department,
    setDepartmentMembers: async (members) =>
      (await call<OneDepartment>('support_set_department_members', members)).department,
    deleteDepartment: (deletion) => call('support_delete_department', deletion),
    listSharedResponses: (asked) => call('support_list_shared_responses', asked),
    saveSharedResponse: (saved) => call('support_save_shared_response', saved),
    deleteSharedResponse: (deletion) => call('support_delete_shared_response', deletion),
  };
}
