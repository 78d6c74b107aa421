import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from './errors.ts';
import { parseWidgetKey, resolveApiUrl } from './widget-key.ts';

describe('parseWidgetKey', () => {
  it('takes a key with a host apart', () => {
    assert.deepEqual(parseWidgetKey('wk_ab12@abcdefgh'), { id: 'wk_ab12', host: 'abcdefgh' });
    assert.deepEqual(parseWidgetKey(' wk_Ab-1_2@Chat.Example.com:8443 '), {
      id: 'wk_Ab-1_2',
      host: 'chat.example.com:8443',
    });
  });

  it('leaves the host open when the key names none', () => {
    assert.deepEqual(parseWidgetKey('wk_ab12'), { id: 'wk_ab12', host: null });
  });

  for (const bad of ['', 'ab12', 'wk_', 'wk_ab12@', 'wk_a b', 'wk_ab@ex ample', 'wk_ab@evil.test/path', 'wk_ab@-x']) {
    it(`refuses "${bad}"`, () => {
      assert.throws(
        () => parseWidgetKey(bad),
        (error) => error instanceof ChatError && error.code === 'widget_key_invalid',
      );
    });
  }
});

describe('resolveApiUrl', () => {
  const resolve = (key: string, apiUrl?: string): string => resolveApiUrl(parseWidgetKey(key), apiUrl);

  it('reads a host without a dot as a Supabase project', () => {
    assert.equal(resolve('wk_ab12@abcdefgh'), 'https://abcdefgh.supabase.co/functions/v1/support-chat');
  });

  it('speaks http to this machine', () => {
    assert.equal(resolve('wk_ab12@localhost:54321'), 'http://localhost:54321/functions/v1/support-chat');
    assert.equal(resolve('wk_ab12@localhost'), 'http://localhost/functions/v1/support-chat');
    assert.equal(resolve('wk_ab12@127.0.0.1:8000'), 'http://127.0.0.1:8000/functions/v1/support-chat');
  });

  it('speaks https to every other host', () => {
    assert.equal(resolve('wk_ab12@chat.example.com'), 'https://chat.example.com/functions/v1/support-chat');
    assert.equal(resolve('wk_ab12@localhost.evil.test'), 'https://localhost.evil.test/functions/v1/support-chat');
    assert.equal(resolve('wk_ab12@intranet:8443'), 'https://intranet:8443/functions/v1/support-chat');
  });

  it('prefers apiUrl, without the slash at its end', () => {
    assert.equal(resolve('wk_ab12@abcdefgh', 'https://api.example.com/chat/'), 'https://api.example.com/chat');
    assert.equal(resolve('wk_ab12', '/functions/v1/support-chat'), '/functions/v1/support-chat');
  });

  it('asks for a host when nothing names one', () => {
    assert.throws(() => resolve('wk_ab12'), /use wk_ab12@<host> or set apiUrl/);
  });
});
