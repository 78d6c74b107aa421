/**
 * The one click with which a person at this machine becomes somebody of the demo team, for the pages `/inbox` and
 * `/console`. Only the local stack has it: nothing of it is in what is deployed.
 *
 * It takes no secret, so it answers only to a page of the stack itself: the name in `Host` must be this machine's (another
 * site that lets its name point here is refused), the call must come from the same origin, and no answer may be read by
 * other origins. It knows the people of the demo organization and nobody else, also when the database holds others.
 */
import type { LocalDatabase } from '../database/local-database.ts';
import { DEMO_ORGANIZATION_ID } from '../seed.ts';
import type { LocalAuth } from './local-auth.ts';
import { readBody } from './read-body.ts';

export interface DemoPerson {
  readonly name: string;
  readonly email: string;
  readonly role: 'owner' | 'admin' | 'agent';
}

export interface DemoSignInOptions {
  readonly database: Pick<LocalDatabase, 'query'>;
  readonly auth: Pick<LocalAuth, 'signIn'>;
}

const PEOPLE_PATH = '/team/people';
const SESSION_PATH = '/team/session';
const THIS_MACHINE: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/** Answers for its two paths; undefined for paths that are not its own. */
export function createDemoSignIn({ database, auth }: DemoSignInOptions) {
  const people = () =>
    database.query<DemoPerson & Record<string, unknown>>(
      `select name, email, role from support.agents
       where organization_id = $1 and is_active and user_id is not null and email is not null
       order by array_position('{owner,admin,agent}', role), created_at, name`,
      [DEMO_ORGANIZATION_ID],
    );

  async function answer(request: Request, path: string): Promise<Response> {
    if (!comesFromHere(request))
      return Response.json({ message: 'Only for the pages of this stack.' }, { status: 403 });
    const team = await people();
    if (path === PEOPLE_PATH) return fresh({ people: team });
    const { email } = await readBody(request);
    const person = team.find((one) => one.email === email);
    const signedIn = person === undefined ? undefined : await auth.signIn(person.email);
    if (signedIn === undefined) return Response.json({ message: 'Nobody here has this address.' }, { status: 404 });
    return fresh(signedIn);
  }

  return {
    handle(request: Request, path: string): Promise<Response> | undefined {
      const isOurs =
        (path === PEOPLE_PATH && request.method === 'GET') || (path === SESSION_PATH && request.method === 'POST');
      return isOurs ? answer(request, path) : undefined;
    },
  };
}

function comesFromHere(request: Request): boolean {
  const { origin, hostname } = new URL(request.url);
  // Browsers leave `Origin` out of a page's GET to itself, and say `Sec-Fetch-Site` with every request.
  const site = request.headers.get('sec-fetch-site');
  const isSameSite =
    request.method === 'GET' ? site === null || site === 'same-origin' : request.headers.get('origin') === origin;
  return THIS_MACHINE.includes(hostname) && isSameSite;
}

function fresh(body: unknown): Response {
  return Response.json(body, { headers: { 'cache-control': 'no-store' } });
}
