import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertDocumented, type GivenAnswer } from '../../testing/documented-answer.ts';

const HEALTHY: GivenAnswer = {
  method: 'GET',
  path: '/health',
  status: 200,
  headers: new Headers({ 'x-request-id': 'r1' }),
  text: '{"status":"ok","protocol":1}',
};
const refusal = (code: string, more: object = {}) => JSON.stringify({ error: { code, message: 'No.', ...more } });
const limited = { ...HEALTHY, method: 'POST', path: '/chat/message', status: 429, text: refusal('rate_limited') };

function assertRefused(changes: Partial<GivenAnswer>, reason: RegExp): void {
  assert.throws(() => assertDocumented({ ...HEALTHY, ...changes }), reason);
}

describe('the check of every answer', () => {
  it('lets pass what the document promises', () => {
    assertDocumented(HEALTHY);
    assertDocumented({ ...HEALTHY, method: 'HEAD', text: '' });
    assertDocumented({ ...HEALTHY, path: '/nothing', status: 404, text: refusal('not_found') });
    assertDocumented({
      ...HEALTHY,
      path: '/chat/poll',
      status: 405,
      method: 'POST',
      text: refusal('method_not_allowed'),
    });
    assertDocumented({ ...HEALTHY, path: '/widget-config', status: 304, text: '' });
    const headers = new Headers({ 'x-request-id': 'r1', 'retry-after': '7' });
    assertDocumented({ ...limited, headers });
    assertDocumented({
      ...HEALTHY,
      method: 'PATCH',
      path: '/chat/message/11111111-1111-4111-8111-111111111111',
      status: 409,
      text: refusal('edit_window_over'),
    });
  });

  it('notices a field too many, one too few, one of another type, and no JSON', () => {
    for (const text of [
      '{"status":"ok","protocol":1,"secret":2}',
      '{"status":"ok"}',
      '{"status":"ok","protocol":"1"}',
      '',
    ]) {
      assertRefused({ text }, /not as documented/);
    }
  });

  it('notices a status or a code that the endpoint has not announced', () => {
    assertRefused({ status: 201 }, /not in the OpenAPI document/);
    assertRefused({ status: 401, text: refusal('token_missing') }, /does not name/);
    assertRefused({ path: '/chat/poll', status: 404, text: refusal('message_not_found') }, /not as documented/);
    assertRefused({ path: '/nothing' }, /not in the OpenAPI document/);
  });

  it('notices an error of another shape', () => {
    assertRefused({ status: 500, text: refusal('internal_error', { stack: 'at …' }) }, /not as documented/);
    assertRefused({ path: '/nothing', status: 404, text: 'Not found' }, /something else than an error/);
  });

  it('notices a body where there should be none, and missing headers', () => {
    assertRefused({ path: '/widget-config', status: 304, text: '{}' }, /with a body/);
    assertRefused({ method: 'HEAD' }, /with a body/);
    assertRefused({ headers: new Headers() }, /without x-request-id/);
    assertRefused(limited, /without Retry-After/);
  });
});
