import type { LogFields, Logger } from './deps.ts';

/** One JSON line per event, which is what Supabase's log explorer can search. Lines are capped at 10 000 characters there. */
export function createConsoleLogger(): Logger {
  return {
    info: (event, fields) => console.info(line('info', event, fields)),
    warn: (event, fields) => console.warn(line('warn', event, fields)),
    error: (event, fields) => console.error(line('error', event, fields)),
  };
}

function line(level: string, event: string, fields: LogFields = {}): string {
  return JSON.stringify({ level, event, ...fields }, (_key, value: unknown) =>
    value instanceof Error ? describeError(value) : value,
  );
}

/** Errors keep what they say in properties that JSON leaves out. */
function describeError(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return { ...error, name, message, stack, ...(cause === undefined ? {} : { cause }) };
}
