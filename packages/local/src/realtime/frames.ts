/**
 * The frames of the Realtime protocol, both versions, as realtime-js 2.119 and the server 2.129 write them.
 *
 * Version 1 is an object per frame and knows text only. Version 2 is an array, and has two binary frames for broadcasts:
 * kind 3 from the client and kind 4 to it, with lengths of one byte each and no padding.
 */
export type ProtocolVersion = 1 | 2;

/** What goes over the socket: text, or the bytes of a binary frame. */
export type Frame = string | Uint8Array;

export interface ClientMessage {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
}

/** A broadcast in the binary form: the payload stays bytes and is not wrapped in `{event, payload, type}`. */
export interface BinaryBroadcast {
  readonly event: string;
  readonly encoding: 'json' | 'raw';
  readonly payload: Uint8Array;
}

export interface ClientBroadcast extends Omit<ClientMessage, 'payload' | 'event'> {
  readonly broadcast: BinaryBroadcast;
}

export type ClientFrame =
  | { readonly kind: 'text'; readonly message: ClientMessage }
  | { readonly kind: 'binary'; readonly message: ClientBroadcast };

export interface ServerMessage {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
}

const CLIENT_BROADCAST = 3;
const SERVER_BROADCAST = 4;
const LONGEST = 255;

/** `undefined` for a version this endpoint does not speak. The server takes a missing `vsn` for 1.0.0. */
export function parseVersion(vsn: string | null): ProtocolVersion | undefined {
  if (vsn === null || vsn === '1.0.0') return 1;
  return vsn === '2.0.0' ? 2 : undefined;
}

/** `undefined` for anything that is not a frame of this version; the server drops such input without a word. */
export function decodeFrame(version: ProtocolVersion, data: Uint8Array, isBinary: boolean): ClientFrame | undefined {
  if (isBinary) {
    const message = version === 2 ? decodeBinary(data) : undefined;
    return message === undefined ? undefined : { kind: 'binary', message };
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
  const message = version === 2 ? fromArray(value) : fromObject(value);
  return message === undefined ? undefined : { kind: 'text', message };
}

export function encodeMessage(
  version: ProtocolVersion,
  { joinRef, ref, topic, event, payload }: ServerMessage,
): string {
  return version === 2
    ? JSON.stringify([joinRef, ref, topic, event, payload])
    : JSON.stringify({ ref, event, topic, payload });
}

/**
 * A broadcast whose payload is JSON text already: spliced in, not parsed, so that numbers beyond 2^53 and the
 * formatting of jsonb survive. Only a replay names the join it belongs to.
 */
export function encodeTextBroadcast(
  version: ProtocolVersion,
  joinRef: string | null,
  topic: string,
  envelopeJson: string,
): string {
  return version === 2
    ? `[${JSON.stringify(joinRef)},null,${JSON.stringify(topic)},"broadcast",${envelopeJson}]`
    : `{"ref":null,"event":"broadcast","topic":${JSON.stringify(topic)},"payload":${envelopeJson}}`;
}

/** `undefined` when the topic, the event or the metadata is longer than the frame's one-byte length can say. */
export function encodeBinaryBroadcast(
  topic: string,
  { event, encoding, payload }: BinaryBroadcast,
  metaJson: string,
): Uint8Array | undefined {
  const parts = [topic, event, metaJson].map((part) => Buffer.from(part));
  if (parts.some((part) => part.byteLength > LONGEST)) return undefined;
  const head = [SERVER_BROADCAST, ...parts.map((part) => part.byteLength), encoding === 'json' ? 1 : 0];
  return Buffer.concat([Buffer.from(head), ...parts, payload]);
}

function decodeBinary(data: Uint8Array): ClientBroadcast | undefined {
  const [kind, ...rest] = data.subarray(0, 7);
  if (kind !== CLIENT_BROADCAST || rest.length < 6) return undefined;
  const [joinRefLength = 0, refLength = 0, topicLength = 0, eventLength = 0, metaLength = 0, encoding = 0] = rest;
  let offset = 7;
  const take = (length: number) => Buffer.from(data.subarray(offset, (offset += length))).toString('utf8');
  if (data.byteLength < offset + joinRefLength + refLength + topicLength + eventLength + metaLength) return undefined;
  const [joinRef, ref, topic, event] = [take(joinRefLength), take(refLength), take(topicLength), take(eventLength)];
  // The metadata only says "persist", which this endpoint does not offer.
  offset += metaLength;
  return {
    joinRef: joinRef === '' ? null : joinRef,
    ref: ref === '' ? null : ref,
    topic,
    broadcast: { event, encoding: encoding === 1 ? 'json' : 'raw', payload: data.subarray(offset) },
  };
}

function fromArray(value: unknown): ClientMessage | undefined {
  if (!Array.isArray(value) || value.length !== 5) return undefined;
  const [joinRef, ref, topic, event, payload] = value as unknown[];
  return toMessage({ join_ref: joinRef, ref, topic, event, payload });
}

function fromObject(value: unknown): ClientMessage | undefined {
  return typeof value === 'object' && value !== null ? toMessage(value as Record<string, unknown>) : undefined;
}

function toMessage({
  join_ref,
  ref,
  topic,
  event,
  payload,
}: Readonly<Record<string, unknown>>): ClientMessage | undefined {
  if (typeof topic !== 'string' || typeof event !== 'string') return undefined;
  return { joinRef: toRef(join_ref), ref: toRef(ref), topic, event, payload };
}

function toRef(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}
