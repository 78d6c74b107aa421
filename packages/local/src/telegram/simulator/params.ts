import { badRequest } from './bot-api-error.ts';

export interface UploadedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Uint8Array;
}

/**
 * The parameters of one call, read the forgiving way Telegram reads them: numbers may come as strings, a flag is true
 * when it says true, yes or 1, and objects may come as JSON text in any kind of body.
 */
export class Params {
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #files: ReadonlyMap<string, UploadedFile>;

  constructor(values: ReadonlyMap<string, unknown>, files: ReadonlyMap<string, UploadedFile> = new Map()) {
    this.#values = values;
    this.#files = files;
  }

  has(name: string): boolean {
    const value = this.#values.get(name);
    return value !== undefined && value !== null && value !== '';
  }

  text(name: string): string | undefined {
    const value = this.#values.get(name);
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  }

  integer(name: string): number | undefined {
    if (!this.has(name)) return undefined;
    const number = Number.parseInt(String(this.#values.get(name)), 10);
    return Number.isSafeInteger(number) ? number : 0;
  }

  flag(name: string): boolean {
    return /^(true|yes|1)$/i.test(String(this.#values.get(name) ?? ''));
  }

  /** The parameter as JSON; `problem` is the refusal for text that is none. */
  json(name: string, problem: string): unknown {
    if (!this.has(name)) return undefined;
    const value = this.#values.get(name);
    if (typeof value !== 'string') return value;
    try {
      return JSON.parse(value);
    } catch {
      throw badRequest(problem);
    }
  }

  /** An upload given as a part of this name, or elsewhere and pointed to by `attach://`. */
  upload(name: string): UploadedFile | undefined {
    const reference = this.#values.get(name);
    const part =
      typeof reference === 'string' && reference.startsWith('attach://') ? reference.slice('attach://'.length) : name;
    return this.#files.get(part);
  }

  /** An upload by its part name, for `attach://` inside JSON. */
  attachment(part: string): UploadedFile | undefined {
    return this.#files.get(part);
  }

  /** What the call log shows: plain values, and uploads by name and size. */
  describe(): Record<string, unknown> {
    const described: Record<string, unknown> = Object.fromEntries(this.#values);
    for (const [name, file] of this.#files) described[name] = `[${file.name}, ${file.bytes.length} bytes]`;
    return described;
  }
}
