import type { Logger } from './database/logger.ts';

type Level = 'info' | 'warn' | 'error';

/**
 * One line per event: time, level, what happened, fields as JSON. Errors come with their stack and causes. `quiet` keeps
 * warnings and errors only.
 */
export function createConsoleLogger({ quiet = false }: { readonly quiet?: boolean } = {}): Logger {
  const write = (level: Level, message: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const { error, ...rest } = fields;
    const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
    const line = `${new Date().toISOString().slice(11, 23)} ${level.padEnd(5)} ${message}${details}`;
    if (level === 'info') {
      if (!quiet) console.log(line);
      return;
    }
    console.error(line);
    if (error !== undefined) console.error(error);
  };
  return {
    info: (message, fields) => write('info', message, fields),
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
  };
}
