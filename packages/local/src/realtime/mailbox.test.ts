import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { deferred } from '../../testing/deferred.ts';
import { Mailbox } from './mailbox.ts';

describe('a mailbox', () => {
  const fail = (error: unknown) => assert.fail(String(error));

  it('runs a task within the call when nothing else runs', () => {
    const done: number[] = [];
    new Mailbox(fail).post(() => void done.push(1));
    assert.deepEqual(done, [1]);
  });

  it('keeps the order when a task waits', async () => {
    const done: number[] = [];
    const [gate, last] = [deferred(), deferred()];
    const mailbox = new Mailbox(fail);
    mailbox.post(async () => {
      await gate.promise;
      done.push(1);
    });
    mailbox.post(() => void done.push(2));
    mailbox.post(() => last.resolve());
    assert.deepEqual(done, []);
    gate.resolve();
    await last.promise;
    assert.deepEqual(done, [1, 2]);
  });

  it('runs a task that a task posts after it', () => {
    const done: string[] = [];
    const mailbox = new Mailbox(fail);
    mailbox.post(() => {
      mailbox.post(() => void done.push('inner'));
      done.push('outer');
    });
    assert.deepEqual(done, ['outer', 'inner']);
  });

  it('goes on after a task that throws or rejects', async () => {
    const failures: string[] = [];
    const last = deferred();
    const mailbox = new Mailbox((error) => failures.push(String(error)));
    mailbox.post(() => {
      throw new Error('thrown');
    });
    mailbox.post(() => Promise.reject(new Error('rejected')));
    mailbox.post(() => last.resolve());
    await last.promise;
    assert.deepEqual(failures, ['Error: thrown', 'Error: rejected']);
  });
});
