import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serveFolders, type StaticSite } from '../examples/static-site.ts';
import type { Example } from './catalog.ts';
import { plainEnvironment } from './outside.ts';

const START_MS = 60_000;

/** What an example has built, on a port of its own. */
export async function serveExample({ served }: Example, folder: string): Promise<StaticSite> {
  if (served.by === 'nobody') throw new Error('this example is no page');
  if (served.by === 'any server') return serveFolders([join(folder, served.folder)]);
  const port = await freePort();
  const [command, ...args] = served.command(port);
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...plainEnvironment(), PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', 'ignore', 'inherit'],
    // npx does not pass a signal on; its group gets it.
    detached: true,
  });
  const close = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
  };
  const url = `http://127.0.0.1:${port}/`;
  try {
    await untilAnswered(url, () => child.exitCode !== null);
  } catch (error) {
    close();
    throw error;
  }
  return { url, close };
}

/** Until something at this address is well. */
export async function untilAnswered(url: string, hasEnded: () => boolean): Promise<void> {
  const end = Date.now() + START_MS;
  for (;;) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    if (hasEnded() || Date.now() > end) throw new Error(`Nothing answers on ${url}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
