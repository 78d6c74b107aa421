import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ALLOWED_UPDATES } from '../read-update.ts';
import { explainWebhook, type WebhookInfo } from './explain-webhook.ts';

const URL = 'https://abcdefgh.supabase.co/functions/v1/support-telegram';
const NOW = 1_795_000_000_000;
const WELL: WebhookInfo = { url: URL, pending_update_count: 0, allowed_updates: [...ALLOWED_UPDATES] };

const explain = (changes: Partial<WebhookInfo>, url: string | undefined = URL) =>
  explainWebhook({ ...WELL, ...changes }, { url, now: NOW });
const failed = (changes: Partial<WebhookInfo>) => explain(changes).filter(({ status }) => status === 'failed');

describe('explaining a webhook', () => {
  it('47: finds nothing wrong with a good one, also with a region pinned', () => {
    for (const url of [URL, `${URL}?forceFunctionRegion=eu-central-1`]) {
      assert.deepEqual(new Set(explain({ url }).map(({ status }) => status)), new Set(['ok']));
    }
  });

  it('47: says how to set one where there is none, or another', () => {
    for (const url of ['', 'https://elsewhere.example/hook'])
      assert.match(failed({ url })[0]?.fix ?? '', /set-webhook/);
  });

  it('47: does not judge an address when nobody said where the function is', () => {
    assert.equal(explainWebhook(WELL, { url: undefined, now: NOW })[0]?.status, 'unknown');
  });

  it('47: names the kinds of updates that were not asked for', () => {
    assert.match(failed({ allowed_updates: ['message'] })[0]?.detail ?? '', /callback_query/);
    const rest: WebhookInfo = { url: URL, pending_update_count: 0 };
    assert.equal(
      explainWebhook(rest, { url: URL, now: NOW }).find(({ id }) => id === 'telegram.updates')?.status,
      'warning',
    );
  });

  it('48: warns when many wait', () => {
    assert.equal(explain({ pending_update_count: 250 }).find(({ id }) => id === 'telegram.pending')?.status, 'warning');
  });

  const causes: readonly (readonly [string, RegExp])[] = [
    ['Wrong response from the webhook: 401 Unauthorized', /TELEGRAM_WEBHOOK_SECRET.*verify_jwt/],
    ['Wrong response from the webhook: 404 Not Found', /functions deploy/],
    ['Wrong response from the webhook: 503 Service Unavailable', /secret is missing/],
    ['Wrong response from the webhook: 500 Internal Server Error', /failed/],
    ['Wrong response from the webhook: 302 Found', /redirects/],
    ['SSL error {error:0A000086:SSL routines::certificate verify failed}', /certificate/],
    ['Read timeout expired', /too long/],
    ['Failed to resolve host: Name or service not known', /name of the address/],
    ['Connection refused', /Nothing listens/],
    ['Something new', /log/],
  ];
  for (const [message, fix] of causes) {
    it(`48: tells the usual cause of "${message}"`, () => {
      const [found, ...others] = failed({ last_error_date: NOW / 1_000 - 60, last_error_message: message });
      assert.deepEqual(others, []);
      assert.match(found?.fix ?? '', fix);
      assert.match(found?.detail ?? '', /60 seconds ago/);
    });
  }

  it('leaves an old error be, after which nothing went wrong', () => {
    assert.deepEqual(failed({ last_error_date: NOW / 1_000 - 7_200, last_error_message: 'Connection refused' }), []);
  });
});
