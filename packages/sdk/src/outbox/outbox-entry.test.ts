import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../errors.ts';
import {
  byPosition,
  type EntryChange,
  fromStoredEntry,
  type OutboxDelivery,
  type OutboxEntry,
  refused,
  retried,
  sent,
  toStoredEntry,
  unanswered,
} from './outbox-entry.ts';

const ERROR = new ChatError('message_invalid', 'No.', { status: 400 });
const DELIVERIES: Readonly<Record<OutboxDelivery['state'], OutboxDelivery>> = {
  queued: { state: 'queued' },
  sending: { state: 'sending' },
  failed: { state: 'failed', error: ERROR },
};
const EVENTS: Readonly<Record<string, EntryChange>> = {
  sent,
  unanswered,
  refused: refused(ERROR),
  retried: retried(9),
};
/** From state, by event, to state. Every other pair leaves the entry untouched. */
const TRANSITIONS: Readonly<Record<string, OutboxDelivery['state']>> = {
  'queued sent': 'sending',
  'sending unanswered': 'queued',
  'sending refused': 'failed',
  // By what one of its files is.
  'queued refused': 'failed',
  'failed retried': 'queued',
};

const entry = (state: OutboxDelivery['state']): OutboxEntry => ({
  id: 'a',
  text: 'Hello',
  position: 1,
  createdAt: 1,
  delivery: DELIVERIES[state],
});

function read(stored: unknown): OutboxEntry {
  const found = fromStoredEntry(structuredClone(stored));
  assert.ok(found);
  return found;
}

describe('an outbox entry', () => {
  for (const state of ['queued', 'sending', 'failed'] as const) {
    for (const [event, change] of Object.entries(EVENTS)) {
      const target = TRANSITIONS[`${state} ${event}`];
      it(target ? `${event}: from ${state} to ${target}` : `${event}: means nothing when ${state}`, () => {
        const before = entry(state);
        const after = change(before);
        if (target) assert.equal(after.delivery.state, target);
        else assert.equal(after, before);
      });
    }
  }

  it('keeps the reason of a refusal', () => {
    const { delivery } = refused(ERROR)(entry('sending'));
    assert.deepEqual(delivery, { state: 'failed', error: ERROR });
  });

  it('goes to the end of the queue when it is retried', () => {
    assert.equal(retried(9)(entry('failed')).position, 9);
  });

  it('is queued again when read from storage in the middle of sending', () => {
    assert.deepEqual(read(toStoredEntry(entry('sending'))), entry('queued'));
  });

  it('is still failed, with its reason, when read from storage', () => {
    const { delivery } = read(toStoredEntry(entry('failed')));
    assert.equal(delivery.state, 'failed');
    assert.ok(delivery.state === 'failed' && delivery.error instanceof ChatError);
    assert.equal(delivery.error.code, 'message_invalid');
    assert.equal(delivery.error.status, 400);
  });

  it('keeps everything that the visitor wanted to say', () => {
    const full: OutboxEntry = {
      ...entry('queued'),
      text: '',
      files: [{ id: 'f', name: 'a.png', mediaType: 'image/png', byteSize: 3, isFleeting: true }],
      replyTo: { id: 'm', sender: 'agent', name: 'Mika', text: 'Which one?' },
      departmentId: 'd',
      prechat: { email: 'ana@example.com', terms: true },
    };
    assert.deepEqual(read(toStoredEntry(full)), full);
  });

  describe('of another version', () => {
    const plain = { id: 'a', text: 'Hello', position: 1, createdAt: 1 };
    const rich = { ...entry('queued'), departmentId: 'd' };

    it('is read when it is older', () => {
      assert.deepEqual(read(plain), entry('queued'));
      const failure = { code: 'message_invalid', message: 'No.', status: 400 };
      assert.equal(read({ ...plain, failure }).delivery.state, 'failed');
    });

    it('is written so that an older client sends plain text, and leaves alone what it would send in part', () => {
      assert.deepEqual(toStoredEntry(entry('queued')), plain);
      const stored = toStoredEntry(rich);
      assert.equal('text' in stored, false, 'a client of version 1 looks for a text');
      assert.deepEqual(read(stored), rich);
    });

    it('is left alone when it is newer', () => {
      assert.equal(fromStoredEntry({ ...toStoredEntry(rich), version: 3 }), null);
      assert.equal(fromStoredEntry({ ...plain, version: 3 }), null);
      for (const strange of [undefined, null, 'text', 7, {}, { id: 'a', text: 'b' }]) {
        assert.equal(fromStoredEntry(strange), null);
      }
    });
  });

  it('is ordered by position, then by id', () => {
    const list = [
      { ...entry('queued'), id: 'c', position: 2 },
      { ...entry('queued'), id: 'b', position: 2 },
      { ...entry('queued'), id: 'z', position: 1 },
    ];
    assert.deepEqual(
      list.sort(byPosition).map(({ id }) => id),
      ['z', 'b', 'c'],
    );
  });
});
