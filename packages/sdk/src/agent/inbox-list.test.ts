import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AgentConversation } from './agent-conversation.ts';
import { withPage } from './inbox-list.ts';

const at = (updatedAt: number): AgentConversation => ({ id: `c${updatedAt}`, updatedAt }) as AgentConversation;
const put = (list: readonly number[], page: readonly number[], where: Parameters<typeof withPage>[3]) =>
  withPage(list.map(at), 'all', page.map(at), where).map(({ updatedAt }) => updatedAt);

describe('a page in the list', () => {
  it('takes out what it should have named, and leaves what lies behind it', () => {
    assert.deepEqual(put([9, 7, 5, 3], [9, 5], { isFirst: true, isLast: false }), [9, 5, 3]);
    assert.deepEqual(put([9, 7, 5, 3], [9, 5], { isFirst: true, isLast: true }), [9, 5]);
    assert.deepEqual(put([9, 7], [5, 3], { isFirst: false, isLast: true }), [9, 7, 5, 3]);
  });

  it('that is empty while more is to come takes nothing out; the last one does', () => {
    assert.deepEqual(put([5, 3], [], { isFirst: true, isLast: false }), [5, 3]);
    assert.deepEqual(put([5, 3], [], { isFirst: true, isLast: true }), []);
    assert.deepEqual(put([5, 3], [], { isFirst: false, isLast: false }), [5, 3]);
  });
});
