import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { parseJoinConfig } from './join-config.ts';

describe('reading a join', () => {
  it('has the server’s defaults for an empty payload, presence being on', () => {
    for (const payload of [
      undefined,
      null,
      'x',
      [],
      {},
      { config: 1 },
      { config: { broadcast: [], presence: null } },
    ]) {
      assert.deepEqual(parseJoinConfig(payload), {
        isPrivate: false,
        ack: false,
        self: false,
        wantsReplicationNotice: false,
        replay: { kind: 'none' },
        presence: { isEnabled: true, key: undefined },
        wantsPostgresChanges: false,
        accessToken: undefined,
      });
    }
  });

  it('takes flags as booleans or as their names', () => {
    const { isPrivate, ack, self, presence } = parseJoinConfig({
      config: {
        private: 'true',
        broadcast: { ack: true, self: 'yes' },
        presence: { enabled: 'false', key: 'visitor' },
      },
    });
    assert.deepEqual([isPrivate, ack, self, presence], [true, true, false, { isEnabled: false, key: 'visitor' }]);
  });

  it('prefers the older user_token and ignores keys that are no tokens', () => {
    assert.equal(parseJoinConfig({ access_token: 'a', user_token: 'u' }).accessToken, 'u');
    assert.equal(parseJoinConfig({ access_token: 'sb_publishable_a' }).accessToken, undefined);
  });

  it('limits a replay to 25 and refuses one without a moment', () => {
    const replay = (value: unknown) => parseJoinConfig({ config: { broadcast: { replay: value } } }).replay;
    assert.deepEqual(replay({ since: 5 }), { kind: 'since', sinceMs: 5, limit: 25 });
    assert.deepEqual(replay({ since: 5, limit: 100 }), { kind: 'since', sinceMs: 5, limit: 25 });
    for (const value of [{ limit: 2 }, { since: 'now' }, { since: 1.5 }, { since: 5, limit: 0 }, true])
      assert.deepEqual(replay(value), { kind: 'invalid' });
  });
});
