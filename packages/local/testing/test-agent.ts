import assert from 'node:assert/strict';
import type { LocalStack } from '../src/local-stack.ts';
import type { SignedIn } from '../src/auth/local-auth.ts';

/** Somebody of the demo team who answers on the web, through the API. */
export interface TestAgent {
  readonly accessToken: string;
  /** A path below `agent/`; GET without a body, else POST. Fails when the answer is not 200. */
  readonly call: <Answer>(path: string, body?: unknown, method?: string) => Promise<Answer>;
}

export function signIn(stack: LocalStack, email: string, password = stack.teamPassword): Promise<Response> {
  return fetch(`${stack.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
}

/** `name`: the part of the address before the @. */
export async function connectAgent(stack: LocalStack, name: string): Promise<TestAgent> {
  const { access_token } = (await (await signIn(stack, `${name}@harbor-goods.example`)).json()) as SignedIn;
  return {
    accessToken: access_token,
    async call<Answer>(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST') {
      const response = await fetch(`${stack.url}/functions/v1/support-chat/agent/${path}`, {
        method,
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const answer = (await response.json()) as Answer;
      assert.equal(response.status, 200, `${path}: ${JSON.stringify(answer)}`);
      return answer;
    },
  };
}
