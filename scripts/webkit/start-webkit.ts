import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { WebKitPaths } from './find-webkit.ts';

export interface WebDriverSession {
  /** Sends a command of W3C WebDriver; throws what the driver answers as an error. */
  readonly send: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;
  readonly stop: () => Promise<void>;
}

/** Starts a display where there is none, the driver on it, and in the driver one window of the browser. */
export async function startWebKit({ driver, browser }: WebKitPaths): Promise<WebDriverSession> {
  const processes: ChildProcess[] = [];
  const start = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<ChildProcess> => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'], env });
    // Rejects where there is no such command.
    await once(child, 'spawn');
    processes.push(child);
    return child;
  };
  const killAll = (): void => {
    for (const child of processes.splice(0).reverse()) child.kill();
  };
  // Also when the run is broken off.
  process.once('exit', killAll);
  try {
    let display = process.env['DISPLAY'];
    if (display === undefined) {
      const server = await start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24'], process.env);
      const [number] = (await once(server.stdout!, 'data')) as [Buffer];
      display = `:${String(number).trim()}`;
    }
    const port = await findFreePort();
    await start(driver, ['--host=127.0.0.1', `--port=${port}`], { ...process.env, DISPLAY: display });
    const origin = `http://127.0.0.1:${port}`;
    await untilReady(origin);
    const options = { binary: browser, args: ['--automation'] };
    const { sessionId } = (await call(origin, 'POST', '/session', {
      capabilities: { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } },
    })) as { sessionId: string };
    return {
      send: (method, path, body) => call(origin, method, `/session/${sessionId}${path}`, body),
      async stop() {
        try {
          await call(origin, 'DELETE', `/session/${sessionId}`);
        } finally {
          killAll();
        }
      },
    };
  } catch (error) {
    killAll();
    throw error;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Its port is open a moment after it has been started. */
async function untilReady(origin: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const response = await fetch(`${origin}/status`).catch((cause: unknown) => {
      if (tries > 100) throw new Error('The driver of WebKit does not answer.', { cause });
    });
    if (response?.ok) return;
    await delay(100);
  }
}

async function call(origin: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(`${origin}${path}`, {
    method,
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const { value } = (await response.json()) as { value: { readonly message?: string } | null };
  if (!response.ok) throw new Error(`WebDriver ${method} ${path}: ${value?.message ?? response.status}`);
  return value;
}
