import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError, type KnownChatErrorCode } from '../errors.ts';
import { type ErrorTransition, transitionFor } from './error-transition.ts';

/** Thrown before anything is asked of the server, so never the outcome of a call. */
type NotFromCalls = 'client_destroyed' | 'message_empty' | 'widget_key_invalid';

/** Exhaustive: a new code does not compile until it has a line. Status as the server sends it, undefined for client-only. */
const EXPECTED: Readonly<
  Record<Exclude<KnownChatErrorCode, NotFromCalls>, readonly [number | undefined, ErrorTransition]>
> = {
  aborted: [undefined, 'wait'],
  body_too_large: [413, 'refuse'],
  conversation_not_found: [404, 'refuse'],
  database_unavailable: [503, 'wait'],
  department_not_found: [404, 'refuse'],
  internal_error: [500, 'wait'],
  invalid_json: [400, 'refuse'],
  message_not_found: [404, 'refuse'],
  attachment_not_found: [404, 'refuse'],
  conversation_ended: [409, 'refuse'],
  edit_window_over: [409, 'refuse'],
  attachment_not_ready: [409, 'refuse'],
  attachment_limit_reached: [409, 'refuse'],
  attachment_too_large: [413, 'refuse'],
  attachment_type_refused: [415, 'refuse'],
  invalid_request: [400, 'refuse'],
  message_id_conflict: [409, 'refuse'],
  message_invalid: [400, 'refuse'],
  message_too_long: [413, 'refuse'],
  method_not_allowed: [405, 'refuse'],
  network_unavailable: [undefined, 'wait'],
  not_found: [404, 'refuse'],
  origin_not_allowed: [403, 'refuse'],
  rate_limited: [429, 'wait'],
  refresh_token_invalid: [401, 'renew-session'],
  refresh_token_reused: [401, 'renew-session'],
  session_expired: [401, 'renew-session'],
  session_not_found: [401, 'renew-session'],
  session_revoked: [401, 'renew-session'],
  storage_unavailable: [undefined, 'wait'],
  timeout: [undefined, 'wait'],
  token_expired: [401, 'renew-token'],
  token_invalid: [401, 'renew-token'],
  token_missing: [401, 'renew-token'],
  unsupported_media_type: [415, 'refuse'],
  visitor_banned: [403, 'refuse'],
  feature_disabled: [403, 'refuse'],
  identity_token_invalid: [403, 'refuse'],
  prechat_invalid: [400, 'refuse'],
  resume_link_invalid: [410, 'refuse'],
  widget_disabled: [403, 'refuse'],
  widget_not_found: [404, 'refuse'],
};

describe('transitionFor', () => {
  for (const [code, [status, transition]] of Object.entries(EXPECTED)) {
    it(`answers ${code} with "${transition}"`, () => {
      const retryable = status !== undefined && (status >= 500 || status === 429);
      assert.equal(transitionFor(new ChatError(code, '', { status, retryable })), transition);
    });
  }

  it('waits after a defect', () => assert.equal(transitionFor(new TypeError('a defect')), 'wait'));

  it('judges codes of a newer server by their status', () => {
    assert.equal(transitionFor(new ChatError('new_refusal', '', { status: 451 })), 'refuse');
    assert.equal(transitionFor(new ChatError('new_login', '', { status: 401 })), 'renew-token');
    assert.equal(transitionFor(new ChatError('new_trouble', '', { status: 599, retryable: true })), 'wait');
  });
});
