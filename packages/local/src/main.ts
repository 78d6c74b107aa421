#!/usr/bin/env node
/** `npm start`, and the command `support-chat-local`: the whole system in one process, until Ctrl+C. */
import { join } from 'node:path';
import { createConsoleLogger } from '@support-chat/server-edge';
import { startLocalStack, type LocalStack } from './local-stack.ts';
import { readStackOptions } from './stack-options.ts';

const logger = createConsoleLogger({
  level: process.env['SUPPORT_LOG_LEVEL'] === 'info' ? 'info' : 'warn',
  format: 'text',
});

try {
  const options = readStackOptions(process.env, { dataDirectory: join(process.cwd(), '.support-chat') });
  const starting = startLocalStack({ ...options, logger });
  stopOnSignals(starting);
  const stack = await starting;
  const data =
    options.databaseUrl === undefined ? (options.dataDirectory ?? 'in memory') : 'the Postgres of DATABASE_URL';
  const keys = options.dataDirectory === undefined ? 'in memory' : join(options.dataDirectory, 'secrets.json');
  announce(stack, data, keys);
} catch (error) {
  console.error(`\n  ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function announce(stack: LocalStack, data: string, keys: string): void {
  const telegram = stack.telegram.kind === 'simulator' ? `${stack.url}/telegram/` : 'the real one, by long polling';
  console.log(
    [
      '',
      '  Support Chat is running on this machine only.',
      '',
      `  Demo shop           ${stack.url}/`,
      `  Answer as the team  ${telegram}`,
      `  Inbox               ${stack.url}/inbox`,
      `  Console             ${stack.url}/console`,
      `  Mailbox             ${stack.url}/mailbox/`,
      `  API                 ${stack.url}/functions/v1/support-chat`,
      `  Sign-in of agents   mika@harbor-goods.example, ${stack.teamPassword}`,
      `  Widget key          ${stack.widgetKey}`,
      `  Data                ${data}`,
      `  Keys                ${keys}`,
      '',
      '  Ctrl+C stops it; everything is kept for the next start.',
      '',
    ].join('\n'),
  );
}

/** The first signal stops in order, also one that comes during the start; a second one means now. */
function stopOnSignals(starting: Promise<LocalStack>): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info('Stopping.', { signal });
    starting
      .then((stack) => stack.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          logger.error('The stop did not go well.', { error });
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
