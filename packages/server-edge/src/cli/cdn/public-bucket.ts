/** A public bucket of a project's Storage, as far as putting files into it goes. */
import { projectKeyHeaders } from '../../auth/project-key-headers.ts';
import { CommandError } from '../command.ts';
import { createProjectClient, valueOf } from '../doctor/project-client.ts';
import type { Project } from '../settings.ts';
import type { CliWorld } from '../world.ts';
import type { CdnFile } from './cdn-files.ts';

const TIMEOUT_MS = 60_000;

export class PublicBucket {
  readonly #project: Project;
  readonly #name: string;
  readonly #fetch: typeof fetch;

  constructor(project: Project, name: string, world: Pick<CliWorld, 'fetch'>) {
    this.#project = project;
    this.#name = name;
    this.#fetch = world.fetch;
  }

  /** Makes it where there is none. Throws a {@link CommandError} when there is a private one of that name. */
  static async open(project: Project, name: string, world: Pick<CliWorld, 'fetch'>): Promise<PublicBucket> {
    const ask = createProjectClient(project, world);
    const described = await ask(`/storage/v1/bucket/${name}`, { asOperator: true });
    if (described.status !== 200) {
      const json = { id: name, name, public: true };
      const made = await ask('/storage/v1/bucket', { method: 'POST', asOperator: true, json });
      if (made.status !== 200) {
        throw new CommandError(`The bucket ${name} could not be made: ${reasonOf(made.status, made.body)}.`);
      }
    } else if (valueOf(described.body, 'public') !== true) {
      throw new CommandError(`The bucket ${name} is private. Name another: --bucket NAME.`);
    }
    return new PublicBucket(project, name, world);
  }

  /** Where everybody finds a file. */
  addressOf(path: string): string {
    return `${this.#project.url}/storage/v1/object/public/${this.#name}/${path}`;
  }

  async has(path: string): Promise<boolean> {
    const response = await this.#request(this.addressOf(path), { method: 'HEAD' });
    return response.ok;
  }

  /** Replaces what is there. */
  async put({ path, mediaType, cacheControl }: CdnFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const response = await this.#request(`${this.#project.url}/storage/v1/object/${this.#name}/${path}`, {
      method: 'POST',
      headers: {
        ...projectKeyHeaders(this.#project.secretKey),
        'content-type': mediaType,
        'cache-control': cacheControl,
        'x-upsert': 'true',
      },
      body: bytes,
    });
    if (response.ok) return;
    throw new CommandError(`${path} was not taken: ${reasonOf(response.status, await response.text())}.`);
  }

  async #request(url: string, init: RequestInit): Promise<Response> {
    try {
      return await this.#fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      throw new CommandError(`${this.#project.url} gives no answer (${error.name}).`);
    }
  }
}

function reasonOf(status: number, body: unknown): string {
  if (status === 0) return 'the project gives no answer';
  const message = valueOf(body, 'message') ?? body;
  return `${String(status)} ${typeof message === 'string' ? message.slice(0, 200) : ''}`.trim();
}
