import type { ChatLogger } from '@support-chat/sdk';

/** For `debug`: what the chat does, where developers look for it. */
export const logToConsole: ChatLogger = (level, message, detail) => {
  console[level](`[support-chat] ${message}`, detail ?? '');
};
