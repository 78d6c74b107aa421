import { readFile } from 'node:fs/promises';

/** One line of a recording; which fields are there depends on `kind`. */
export interface TranscriptLine {
  readonly t_ms: number;
  readonly kind: string;
  readonly dir?: 'client' | 'server';
  readonly conn?: string;
  readonly frame?: string;
  readonly base64?: string;
  readonly elided_bytes?: number;
  readonly url?: string;
  readonly status?: number;
  readonly content_type?: string | null;
  readonly body?: unknown;
  readonly code?: number;
  readonly text?: string;
  readonly query?: string;
  readonly message?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const DIRECTORY = new URL('../../src/realtime/fixtures/transcripts/', import.meta.url);

export async function readTranscript(name: string): Promise<readonly TranscriptLine[]> {
  const content = await readFile(new URL(`${name}.jsonl`, DIRECTORY), 'utf8');
  return content
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TranscriptLine);
}

export const TRANSCRIPTS = DIRECTORY;
