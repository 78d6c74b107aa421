/** How much memory the whole local stack needs: resident size of the one process, idle and after some traffic. Linux only. */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { VisitorApi } from '../e2e/support/visitor-api.ts';

const LIMIT_MEGABYTES = 600;
const VISITORS = 50;

const child = spawn('node', ['packages/local/dist/main.js'], {
  env: { ...process.env, PORT: '0', SUPPORT_DATA_DIRECTORY: 'memory', TELEGRAM_BOT_TOKEN: '', DATABASE_URL: '' },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
      if (address !== undefined && output.includes('Ctrl+C')) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the stack ended with ${code}: ${output}`)));
  });
  print('after the start', residentMegabytes('VmRSS'));
  const api = new VisitorApi(url);
  for (let visitor = 0; visitor < VISITORS; visitor += 1) {
    const { access_token: token } = await api.createSession();
    for (let index = 0; index < 4; index += 1) await api.postMessage(token, randomUUID(), 'How heavy are you?');
  }
  print(`after ${VISITORS * 4} messages of ${VISITORS} visitors`, residentMegabytes('VmRSS'));
  if (residentMegabytes('VmRSS') > LIMIT_MEGABYTES) process.exitCode = 1;
  console.log(
    `${residentMegabytes('VmHWM').toFixed(0).padStart(5)} MB for a moment, while the embedded database was first made`,
  );
} finally {
  child.kill('SIGTERM');
}

function residentMegabytes(field: 'VmRSS' | 'VmHWM'): number {
  const line = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${child.pid ?? 0}/status`, 'utf8'));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

function print(when: string, megabytes: number): void {
  console.log(`${megabytes.toFixed(0).padStart(5)} MB ${when} (budget ${LIMIT_MEGABYTES} MB)`);
}
