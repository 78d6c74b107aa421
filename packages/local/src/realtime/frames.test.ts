import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Broadcast } from './broadcast.ts';
import { decodeFrame, encodeBinaryBroadcast, encodeMessage, parseVersion } from './frames.ts';

const bytes = (text: string) => Buffer.from(text);
/** A recorded broadcast of the client library: {"text":"hello é 世界","n":1} as event msg. */
const RECORDED = Buffer.from(
  'AwEBDgMAATY3cmVhbHRpbWU6bG9iYnltc2d7InRleHQiOiJoZWxsbyDDqSDkuJbnlYwiLCJuIjoxfQ==',
  'base64',
);

describe('reading frames', () => {
  it('knows versions 1 and 2, and takes none for 1', () => {
    assert.deepEqual([null, '1.0.0', '2.0.0', '3.0.0', ''].map(parseVersion), [1, 1, 2, undefined, undefined]);
  });

  it('reads an array in version 2 and an object in version 1', () => {
    const message = { joinRef: '1', ref: '2', topic: 'realtime:a', event: 'phx_join', payload: { x: 1 } };
    assert.deepEqual(decodeFrame(2, bytes('["1","2","realtime:a","phx_join",{"x":1}]'), false), {
      kind: 'text',
      message,
    });
    const v1 = '{"topic":"realtime:a","event":"phx_join","payload":{"x":1},"ref":"2","join_ref":"1"}';
    assert.deepEqual(decodeFrame(1, bytes(v1), false), { kind: 'text', message });
  });

  it('reads a binary broadcast byte for byte', () => {
    const frame = decodeFrame(2, RECORDED, true);
    assert.ok(frame?.kind === 'binary');
    const { broadcast, ...rest } = frame.message;
    assert.deepEqual(rest, { joinRef: '6', ref: '7', topic: 'realtime:lobby' });
    assert.deepEqual([broadcast.event, broadcast.encoding], ['msg', 'json']);
    assert.deepEqual(JSON.parse(Buffer.from(broadcast.payload).toString()), { text: 'hello é 世界', n: 1 });
  });

  for (const [title, version, data, isBinary] of [
    ['text that is not JSON', 2, 'nonsense', false],
    ['an object in version 2', 2, '{"nonsense":1}', false],
    ['an array in version 1', 1, '["1","2","realtime:a","phx_join",{}]', false],
    ['an array of the wrong length', 2, '["1","2","realtime:a","phx_join"]', false],
    ['a topic that is no text', 2, '["1","2",3,"phx_join",{}]', false],
    ['JSON null', 1, 'null', false],
    ['bytes in version 1', 1, RECORDED, true],
    ['bytes of another kind', 2, Buffer.concat([Buffer.from([4]), RECORDED.subarray(1)]), true],
    ['a header cut short', 2, RECORDED.subarray(0, 5), true],
    ['names cut short', 2, RECORDED.subarray(0, 12), true],
    ['no bytes at all', 2, Buffer.alloc(0), true],
  ] as const) {
    it(`ignores ${title}`, () =>
      assert.equal(decodeFrame(version, typeof data === 'string' ? bytes(data) : data, isBinary), undefined));
  }
});

describe('writing frames', () => {
  it('leaves the join out of version 1', () => {
    const message = { joinRef: '1', ref: '2', topic: 't', event: 'e', payload: {} };
    assert.equal(encodeMessage(2, message), '["1","2","t","e",{}]');
    assert.equal(encodeMessage(1, message), '{"ref":"2","event":"e","topic":"t","payload":{}}');
  });

  it('writes the binary frame the server was recorded with', () => {
    const broadcast = { event: 'msg', encoding: 'json', payload: bytes('{"text":"from B"}') } as const;
    const frame = encodeBinaryBroadcast('realtime:lobby', broadcast, '');
    assert.equal(Buffer.from(frame ?? []).toString('base64'), 'BA4DAAFyZWFsdGltZTpsb2JieW1zZ3sidGV4dCI6ImZyb20gQiJ9');
  });

  it('has no binary frame for a name beyond 255 bytes', () => {
    const broadcast = { event: 'é'.repeat(128), encoding: 'json', payload: bytes('{}') } as const;
    assert.equal(encodeBinaryBroadcast('realtime:lobby', broadcast, ''), undefined);
  });
});

describe('a broadcast', () => {
  it('from a row keeps numbers that JavaScript would round', () => {
    const binary = { event: 'e', encoding: 'json', payload: bytes('{"n": 12345678901234567890}') } as const;
    const frame = Broadcast.fromBinary('realtime:a', binary, { id: 'i' }).frame(1);
    assert.equal(
      frame,
      '{"ref":null,"event":"broadcast","topic":"realtime:a","payload":{"event":"e","meta":{"id":"i"},"payload":{"n": 12345678901234567890},"type":"broadcast"}}',
    );
  });

  it('of raw bytes has no form in version 1', () => {
    const broadcast = Broadcast.fromBinary('realtime:a', { event: 'e', encoding: 'raw', payload: new Uint8Array([1]) });
    assert.equal(broadcast.frame(1), undefined);
    assert.ok(broadcast.frame(2) instanceof Uint8Array);
  });

  it('with an event too long for a binary frame goes as text', () => {
    const broadcast = Broadcast.fromBinary('realtime:a', {
      event: 'e'.repeat(256),
      encoding: 'json',
      payload: bytes('{}'),
    });
    assert.equal(typeof broadcast.frame(2), 'string');
  });

  it('as a replay is text that names its join', () => {
    const broadcast = Broadcast.fromBinary(
      'realtime:a',
      { event: 'e', encoding: 'json', payload: bytes('{}') },
      { id: 'i', replayed: true },
    );
    const text =
      '["5",null,"realtime:a","broadcast",{"event":"e","meta":{"id":"i","replayed":true},"payload":{},"type":"broadcast"}]';
    assert.equal(broadcast.replayFrame(2, '5'), text);
  });
});
