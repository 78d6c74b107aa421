/** `GET admin-config/departments`: inactive ones too, in the order in which visitors see them. */
export interface WireAdminDepartments {
  readonly departments: readonly WireAdminDepartment[];
}

export interface WireAdminDepartment {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly description: string | null;
  /** Where requests outside working hours are copied to. */
  readonly email: string | null;
  /** Agents without all of these are not given its conversations. */
  readonly required_skills: readonly string[];
  /** False: not offered any more; its conversations stay. */
  readonly is_active: boolean;
  /** Who answers for it. An agent who is member of none answers for all. */
  readonly agent_ids: readonly string[];
  readonly created_at: string;
  readonly updated_at: string;
  /** Raised by every change, of its members too. */
  readonly version: number;
}

export interface WireDepartmentFields {
  /** 1 to 100 characters, each once. */
  readonly name?: string;
  /** 0 to 10 000; a new one is last unless it says where. */
  readonly position?: number;
  /** At most 500 characters. */
  readonly description?: string | null;
  readonly email?: string | null;
  /** At most 50 of 50 characters. */
  readonly required_skills?: readonly string[];
  readonly is_active?: boolean;
}

/** `POST admin-config/department` */
export interface WireNewDepartment extends WireDepartmentFields {
  readonly name: string;
}

/** `PUT admin-config/department`: what is left out stays. */
export interface WireDepartmentChange extends WireDepartmentFields {
  readonly department_id: string;
  /**
   * The version that the change was made on: on another one than the current one nothing changes, `version_conflict` with the
   * current one in `details.version`. Left out: the last one who saves wins.
   */
  readonly version?: number;
}

/** `PUT admin-config/department/members`: who answers for it, all of them. */
export interface WireDepartmentMembers {
  readonly department_id: string;
  /** As with a {@link WireDepartmentChange}. */
  readonly version?: number;
  /** At most 500. */
  readonly agent_ids: readonly string[];
}

export interface WireDepartmentResponse {
  readonly department: WireAdminDepartment;
}

/** `DELETE admin-config/department?department_id=…`: one that has had conversations is only switched off. */
export interface WireDepartmentDeletion {
  readonly outcome: 'deleted' | 'deactivated';
}
