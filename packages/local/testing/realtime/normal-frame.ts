/** What a server frame says, without what no two runs share: ids, refs the server makes, seconds since an expiry. */
export type NormalEvent =
  { readonly kind: 'frame'; readonly value: unknown } | { readonly kind: 'close'; readonly code: number };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Gives each id a name by its first appearance, so that "the same id again" is still compared. */
export class FrameNormaliser {
  readonly #names = new Map<string, string>();

  text(frame: string): NormalEvent {
    return { kind: 'frame', value: this.#clean(JSON.parse(frame), undefined) };
  }

  binary(frame: Uint8Array): NormalEvent {
    const [kind = 0, topicLength = 0, eventLength = 0, metaLength = 0, encoding = 0] = frame;
    let offset = 5;
    const take = (length: number) => Buffer.from(frame.subarray(offset, (offset += length))).toString('utf8');
    const [topic, event, meta] = [take(topicLength), take(eventLength), take(metaLength)];
    const rest = Buffer.from(frame.subarray(offset));
    const payload: unknown = encoding === 1 ? JSON.parse(rest.toString('utf8')) : rest.toString('hex');
    const value = { kind, encoding, topic, event, meta: meta === '' ? '' : (JSON.parse(meta) as unknown), payload };
    return { kind: 'frame', value: this.#clean(value, undefined) };
  }

  #clean(value: unknown, key: string | undefined): unknown {
    if (typeof value === 'string') {
      if (UUID.test(value) || key === 'phx_ref' || key === 'phx_ref_prev') return this.#nameOf(value);
      return value.replace(/expired \d+ seconds ago/, 'expired N seconds ago');
    }
    if (Array.isArray(value)) return value.map((entry) => this.#clean(entry, undefined));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, entry]) => {
        const cleanName = UUID.test(name) ? this.#nameOf(name) : name;
        // Rows of the example table are numbered by a sequence that both servers had used before.
        if (name === 'id' && typeof entry === 'number' && 'session_id' in value) return [cleanName, 'N'];
        return [cleanName, this.#clean(entry, name)];
      }),
    );
  }

  #nameOf(id: string): string {
    const name = this.#names.get(id) ?? `id ${this.#names.size + 1}`;
    this.#names.set(id, name);
    return name;
  }
}

/** Broadcasts and presence changes have no defined order against replies, only among themselves. */
export function isFloating(event: NormalEvent): boolean {
  if (event.kind === 'close') return false;
  const { value } = event;
  if (Array.isArray(value)) return value[1] === null && (value[3] === 'broadcast' || value[3] === 'presence_diff');
  const named = (value as { readonly event?: unknown; readonly kind?: unknown }) ?? {};
  return named.kind === 4 || named.event === 'broadcast' || named.event === 'presence_diff';
}
