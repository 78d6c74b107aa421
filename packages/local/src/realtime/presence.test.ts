import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { TopicPresence } from './presence.ts';

describe('the presence of a topic', () => {
  it('announces who comes, changes and goes', () => {
    const presence = new TopicPresence<object>();
    const visitor = {};
    const came = presence.track(visitor, 'visitor', { at: 1 });
    const ref = came?.joins['visitor']?.metas[0]?.phx_ref;
    assert.deepEqual(came, { joins: { visitor: { metas: [{ phx_ref: ref, at: 1 }] } }, leaves: {} });

    const changed = presence.track(visitor, 'visitor', { at: 2 });
    const next = changed?.joins['visitor']?.metas[0]?.phx_ref;
    assert.notEqual(next, ref);
    assert.deepEqual(changed, {
      joins: { visitor: { metas: [{ phx_ref: next, phx_ref_prev: ref, at: 2 }] } },
      leaves: { visitor: { metas: [{ phx_ref: ref, at: 1 }] } },
    });

    assert.deepEqual(presence.untrack(visitor), { joins: {}, leaves: changed?.joins });
    assert.deepEqual(presence.state(), {});
  });

  it('says nothing about the same payload again, or about who was not there', () => {
    const presence = new TopicPresence<object>();
    const visitor = {};
    presence.track(visitor, 'visitor', { list: [1] });
    assert.equal(presence.track(visitor, 'visitor', { list: [1] }), undefined);
    assert.equal(presence.untrack({}), undefined);
  });

  it('keeps two tabs of one key apart', () => {
    const presence = new TopicPresence<object>();
    const [first, second] = [{}, {}];
    presence.track(first, 'visitor', { tab: 1 });
    presence.track(second, 'visitor', { tab: 2 });
    presence.untrack(first);
    assert.deepEqual(
      presence.state()['visitor']?.metas.map((meta) => meta['tab']),
      [2],
    );
  });
});
