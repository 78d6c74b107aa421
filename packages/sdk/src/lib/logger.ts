/** `error`: a defect; `warn`: the chat goes on, with less; `debug`: for those who look for something. */
export type ChatLogLevel = 'debug' | 'warn' | 'error';

/** Receives what developers may want to know. Never called with the text of a message or with a token. */
export type ChatLogger = (level: ChatLogLevel, message: string, detail?: unknown) => void;

/** Silent but for defects: a widget has no business in the console of its host. */
export const defaultLogger: ChatLogger = (level, message, detail) => {
  if (level === 'error') console.error(`[support-chat] ${message}`, detail);
};
