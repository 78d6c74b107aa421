import { randomBytes, randomUUID } from 'node:crypto';
import type { CliWorld } from './world.ts';

export function createNodeWorld(): CliWorld {
  return {
    env: process.env,
    cwd: process.cwd(),
    print: (text) => process.stdout.write(`${text}\n`),
    printAside: (text) => process.stderr.write(`${text}\n`),
    fetch,
    openSocket: typeof WebSocket === 'undefined' ? undefined : (url) => new WebSocket(url),
    clock: Date.now,
    uuid: randomUUID,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
  };
}
