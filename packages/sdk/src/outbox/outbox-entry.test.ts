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
  'failed retried': 'queued',
};

const entry = (state: OutboxDelivery['state']): OutboxEntry => ({
  id: 'a',
  text: 'Hello',
  position: 1,
  createdAt: 1,
  delivery: DELIVERIES[state],
});

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
    assert.deepEqual(fromStoredEntry(toStoredEntry(entry('sending'))), entry('queued'));
  });

  it('is still failed, with its reason, when read from storage', () => {
    const { delivery } = fromStoredEntry(structuredClone(toStoredEntry(entry('failed'))));
    assert.equal(delivery.state, 'failed');
    assert.ok(delivery.state === 'failed' && delivery.error instanceof ChatError);
    assert.equal(delivery.error.code, 'message_invalid');
    assert.equal(delivery.error.status, 400);
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
