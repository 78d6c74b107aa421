import { projectKeyHeaders } from '../../auth/project-key-headers.ts';
import type { Project } from '../settings.ts';
import type { CliWorld } from '../world.ts';

/** An answer of the project; status 0 when there was none. */
export interface ProjectAnswer {
  readonly status: number;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export interface ProjectRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Shows the secret key. Default false. */
  readonly asOperator?: boolean;
}

export type ProjectClient = (path: string, request?: ProjectRequest) => Promise<ProjectAnswer>;

const TIMEOUT_MS = 15_000;

/** Asks the project's services, each question once; whatever happens is an answer. */
export function createProjectClient({ url, secretKey }: Project, world: Pick<CliWorld, 'fetch'>): ProjectClient {
  return async (path, { method = 'GET', headers = {}, json, asOperator = false } = {}) => {
    try {
      const response = await world.fetch(url + path, {
        method,
        headers: {
          ...(asOperator ? projectKeyHeaders(secretKey) : {}),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch (error) {
      if (error instanceof Error) return { status: 0, body: error.name };
      throw error;
    }
  };
}

/** A text field of a JSON answer; undefined for anything else. */
export function fieldOf(body: unknown, ...path: readonly string[]): string | undefined {
  const value = valueOf(body, ...path);
  return typeof value === 'string' ? value : undefined;
}

export function valueOf(body: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined,
    body,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
