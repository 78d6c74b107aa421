import type { Context, Handler } from 'hono';
import type { WireCustomer, WireCustomerResponse } from '@support-chat/sdk/protocol/admin';
import type { AppEnv } from '../../app-env.ts';
import type { SupportDeps } from '../../deps.ts';
import {
  customerChangeSchema,
  identitySecretRetirementSchema,
  newIdentitySecretSchema,
} from '../../schemas/admin/organization.ts';
import { readBody } from '../read-input.ts';

type Deps = Pick<SupportDeps, 'db'>;

/** `GET admin-config/customer` */
export function getCustomer(deps: Deps): Handler<AppEnv> {
  return async (c) => answer(c, deps, await deps.db.getOrganization(c.get('admin')));
}

/** `PUT admin-config/customer` */
export function putCustomer(deps: Deps): Handler<AppEnv> {
  return async (c) => {
    const { version, ...change } = await readBody(c, customerChangeSchema);
    return answer(c, deps, await deps.db.updateOrganization({ ...c.get('admin'), change, version }));
  };
}

/** `POST admin-config/identity-secret` */
export function postIdentitySecret({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { kid } = await readBody(c, newIdentitySecretSchema);
    return c.json(await db.createIdentitySecret({ ...c.get('admin'), kid }));
  };
}

/** `POST admin-config/identity-secret/retire` */
export function postIdentitySecretRetirement({ db }: Deps): Handler<AppEnv> {
  return async (c) => {
    const { kid, retires_at } = await readBody(c, identitySecretRetirementSchema);
    return c.json(await db.retireIdentitySecret({ ...c.get('admin'), kid, retiresAt: retires_at }));
  };
}

async function answer(c: Context<AppEnv>, { db }: Deps, organization: WireCustomer): Promise<Response> {
  const plans = await db.listPlans({ actor: c.get('admin').actor });
  return c.json({ organization, plans } satisfies WireCustomerResponse);
}
