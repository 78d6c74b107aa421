/**
 * Writes log lines to the console, quiet unless asked: warnings and errors only.
 *
 * Every line says its level, the module it is about, and the id of the request that caused it. Nothing private is ever
 * part of a line; see redact.ts.
 */
import type { LogFields, Logger } from './deps.ts';
import { moduleOf } from './log-module.ts';
import { redact } from './redact.ts';
import { requestContext } from './request-context.ts';

/** In order: a level also shows the ones after it. */
export const LOG_LEVELS = ['info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface ConsoleLoggerOptions {
  /** Nothing below this is written. Default `warn`. */
  readonly level?: LogLevel | undefined;
  /**
   * `json` (default): one line of JSON per event, which is what the log explorers of platforms search. `text`: for a
   * terminal, with the time in front and the stack of an error on the lines after it.
   */
  readonly format?: 'json' | 'text' | undefined;
}

export function createConsoleLogger(options: ConsoleLoggerOptions = {}): Logger {
  const { level: lowest = 'warn', format = 'json' } = options;
  const toLine = format === 'json' ? jsonLine : textLine;
  const writer = (level: LogLevel) => {
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(lowest)) return () => undefined;
    return (event: string, fields: LogFields = {}) => console[level](toLine(level, event, fields));
  };
  return { info: writer('info'), warn: writer('warn'), error: writer('error') };
}

function jsonLine(level: LogLevel, event: string, fields: LogFields): string {
  return JSON.stringify({ level, module: moduleOf(event, fields), event, ...describe(fields) });
}

function textLine(level: LogLevel, event: string, fields: LogFields): string {
  const module = moduleOf(event, fields);
  const { error, ...rest } = describe(fields);
  const details = Object.keys(rest).length === 0 ? '' : ` ${JSON.stringify(rest)}`;
  const line = [new Date().toISOString().slice(11, 23), level.padEnd(5), module && `[${module}]`, event + details];
  return [line.filter((part) => part !== undefined).join(' '), ...stacksOf(error)].join('\n');
}

function describe(fields: LogFields): Record<string, unknown> {
  return { ...requestContext.getStore(), ...(redact(fields) as Record<string, unknown>) };
}

/** An error as it was redacted, then its causes. */
function stacksOf(error: unknown): readonly string[] {
  if (error === undefined) return [];
  if (typeof error !== 'object' || error === null) return [String(error)];
  const { stack, cause, ...rest } = error as Record<string, unknown>;
  const own = Object.fromEntries(Object.entries(rest).filter(([name]) => name !== 'name' && name !== 'message'));
  const details = Object.keys(own).length === 0 ? '' : ` ${JSON.stringify(own)}`;
  return [
    `${typeof stack === 'string' ? stack : JSON.stringify(rest)}${details}`,
    ...stacksOf(cause).map((text) => `Caused by: ${text}`),
  ];
}
