import type {
  WireCustomer,
  WireCustomerChange,
  WireIdentitySecretResponse,
  WireNewIdentitySecretResponse,
  WirePlan,
} from '@support-chat/sdk/protocol/admin';
import type { DatabaseCaller } from '../database-caller.ts';
import { namedArguments } from '../named-arguments.ts';
import type { ByAdmin, InOrganization } from './admin-actor.ts';

export interface OrganizationDb {
  getOrganization(asked: InOrganization): Promise<WireCustomer>;
  updateOrganization(
    change: InOrganization & { readonly change: Omit<WireCustomerChange, 'version'>; readonly version: number },
  ): Promise<WireCustomer>;
  listPlans(asked: ByAdmin): Promise<readonly WirePlan[]>;
  /** The only call that tells a secret. */
  createIdentitySecret(
    made: InOrganization & { readonly kid?: string | undefined },
  ): Promise<WireNewIdentitySecretResponse>;
  /** `retiresAt` in ISO 8601; left out: now. */
  retireIdentitySecret(
    retirement: InOrganization & { readonly kid: string; readonly retiresAt?: string | undefined },
  ): Promise<WireIdentitySecretResponse>;
}

interface OneOrganization {
  readonly organization: WireCustomer;
}

export function createOrganizationDb(caller: DatabaseCaller): OrganizationDb {
  const call = async <Result>(name: string, args: object) => (await caller.call(name, namedArguments(args))) as Result;
  return {
    getOrganization: async (asked) => (await call<OneOrganization>('support_get_organization', asked)).organization,
    updateOrganization: async (change) =>
      (await call<OneOrganization>('support_update_organization', change)).organization,
    listPlans: async (asked) => (await call<{ plans: readonly WirePlan[] }>('support_list_plans', asked)).plans,
    createIdentitySecret: (made) => call('support_create_identity_secret', made),
    retireIdentitySecret: (retirement) => call('support_retire_identity_secret', retirement),
  };
}
