import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { createConsoleLogger } from './console-logger.ts';
import { DatabaseError } from './db/database-caller.ts';

describe('the console logger', () => {
  it('writes one line of JSON per event, errors with their causes', () => {
    const write = mock.method(console, 'error', () => undefined);
    const cause = new DatabaseError('no such table', { sqlstate: '42P01' });
    createConsoleLogger().error('request.failed', { request_id: 'r1', error: new Error('outer', { cause }) });
    const [line] = write.mock.calls[0]?.arguments ?? [];
    write.mock.restore();
    assert.ok(typeof line === 'string' && !line.includes('\n'));
    const { level, event, request_id, error } = JSON.parse(line) as Record<string, unknown>;
    assert.deepEqual([level, event, request_id], ['error', 'request.failed', 'r1']);
    const { message, cause: inner } = error as { message: string; cause: { message: string; sqlstate: string } };
    assert.deepEqual([message, inner.message, inner.sqlstate], ['outer', 'no such table', '42P01']);
  });
});
