/**
 * What the app promises over HTTP, by subject. app.test.ts runs it under Node, app.deno.ts under Deno, which is what
 * Edge Functions run on.
 */
import { chatCases } from './app-suite/chat-suite.ts';
import { corsCases } from './app-suite/cors-suite.ts';
import { failureCases } from './app-suite/failure-suite.ts';
import { inputCases } from './app-suite/input-suite.ts';
import { sessionCases } from './app-suite/session-suite.ts';
import { tickCases } from './app-suite/tick-suite.ts';
import { tokenCases } from './app-suite/token-suite.ts';
import { widgetConfigCases } from './app-suite/widget-config-suite.ts';

/** Title → test. A title is a sentence about the subject it stands under. */
export type AppCases = Readonly<Record<string, () => Promise<void>>>;

export const appSuite: Readonly<Record<string, AppCases>> = {
  'widget-config': widgetConfigCases,
  CORS: corsCases,
  sessions: sessionCases,
  'access tokens': tokenCases,
  conversations: chatCases,
  input: inputCases,
  failures: failureCases,
  'internal/tick': tickCases,
};
