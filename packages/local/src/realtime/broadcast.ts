import { encodeBinaryBroadcast, encodeTextBroadcast } from './frames.ts';
import type { BinaryBroadcast, Frame, ProtocolVersion } from './frames.ts';

/** Written into `meta`: the id of the row in `realtime.messages`, and whether this is a replay of it. */
export interface BroadcastMeta {
  readonly id: string;
  readonly replayed?: true;
}

/**
 * One broadcast on its way to many sockets, encoded at most once per protocol version.
 *
 * Two origins: the text form `{event, payload, type}` stays text on every socket; the binary form becomes a kind 4 frame
 * for version 2 and text for version 1, where raw bytes cannot go at all.
 */
export class Broadcast {
  readonly topic: string;
  /** The row it came from; `undefined` for what a client or the REST API sent. */
  readonly rowId: string | undefined;
  /** `undefined` for raw bytes. */
  readonly #envelopeJson: string | undefined;
  readonly #binary: { readonly broadcast: BinaryBroadcast; readonly metaJson: string } | undefined;
  readonly #frames = new Map<ProtocolVersion, Frame | undefined>();

  private constructor(
    topic: string,
    rowId: string | undefined,
    envelope: string | undefined,
    binary?: { broadcast: BinaryBroadcast; metaJson: string },
  ) {
    this.topic = topic;
    this.rowId = rowId;
    this.#envelopeJson = envelope;
    this.#binary = binary;
  }

  static fromEnvelope(topic: string, envelope: unknown): Broadcast {
    return new Broadcast(topic, undefined, JSON.stringify(envelope));
  }

  static fromBinary(topic: string, broadcast: BinaryBroadcast, meta?: BroadcastMeta): Broadcast {
    const metaJson = meta === undefined ? '' : JSON.stringify(meta);
    const envelope = broadcast.encoding === 'raw' ? undefined : toEnvelopeJson(broadcast, metaJson);
    return new Broadcast(topic, meta?.id, envelope, { broadcast, metaJson });
  }

  /** `undefined` when this version has no form for it. */
  frame(version: ProtocolVersion): Frame | undefined {
    if (!this.#frames.has(version)) this.#frames.set(version, this.#encode(version));
    return this.#frames.get(version);
  }

  /** As a replay to one join: text wherever the payload is JSON. */
  replayFrame(version: ProtocolVersion, joinRef: string | null): Frame | undefined {
    if (this.#envelopeJson === undefined) return this.frame(version);
    return encodeTextBroadcast(version, joinRef, this.topic, this.#envelopeJson);
  }

  #encode(version: ProtocolVersion): Frame | undefined {
    if (version === 2 && this.#binary !== undefined) {
      const frame = encodeBinaryBroadcast(this.topic, this.#binary.broadcast, this.#binary.metaJson);
      if (frame !== undefined) return frame;
    }
    return this.#envelopeJson === undefined
      ? undefined
      : encodeTextBroadcast(version, null, this.topic, this.#envelopeJson);
  }
}

function toEnvelopeJson({ event, payload }: BinaryBroadcast, metaJson: string): string {
  const meta = metaJson === '' ? '' : `"meta":${metaJson},`;
  return `{"event":${JSON.stringify(event)},${meta}"payload":${Buffer.from(payload).toString('utf8')},"type":"broadcast"}`;
}
