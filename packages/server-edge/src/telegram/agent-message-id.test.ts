import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { agentMessageId } from './agent-message-id.ts';

describe('the id of an agent’s message', () => {
  it('is a UUID, the same for the same place in Telegram and another for any other', async () => {
    const id = await agentMessageId(1, -100, 7);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(await agentMessageId(1, -100, 7), id);
    const others = await Promise.all([
      agentMessageId(2, -100, 7),
      agentMessageId(1, -10, 7),
      agentMessageId(1, -100, 8),
      agentMessageId(1, -1, 7),
    ]);
    assert.equal(new Set([id, ...others]).size, 5);
  });
});
