/**
 * What the app promises over HTTP, by subject. app.test.ts runs it under Node, app.deno.ts under Deno, which is what
 * Edge Functions run on.
 */
import { appTokenCases } from './app-suite/app-token-suite.ts';
import { beginningCases } from './app-suite/beginning-suite.ts';
import { changeCases } from './app-suite/change-suite.ts';
import { chatCases } from './app-suite/chat-suite.ts';
import { corsCases } from './app-suite/cors-suite.ts';
import { failureCases } from './app-suite/failure-suite.ts';
import { fileCases } from './app-suite/file-suite.ts';
import { identifyCases } from './app-suite/identify-suite.ts';
import { inputCases } from './app-suite/input-suite.ts';
import { logCases } from './app-suite/log-suite.ts';
import { openApiCases } from './app-suite/openapi-suite.ts';
import { resumeCases } from './app-suite/resume-suite.ts';
import { sessionCases } from './app-suite/session-suite.ts';
import { tickCases } from './app-suite/tick-suite.ts';
import { tokenCases } from './app-suite/token-suite.ts';
import { visitorDataCases } from './app-suite/visitor-data-suite.ts';
import { widgetConfigCases } from './app-suite/widget-config-suite.ts';

/** Title → test. A title is a sentence about the subject it stands under. */
export type AppCases = Readonly<Record<string, () => Promise<void>>>;

export const appSuite: Readonly<Record<string, AppCases>> = {
  'widget-config': widgetConfigCases,
  CORS: corsCases,
  'app tokens': appTokenCases,
  sessions: sessionCases,
  'links back into a conversation': resumeCases,
  'access tokens': tokenCases,
  'the beginning of a conversation': beginningCases,
  conversations: chatCases,
  'changes of a conversation': changeCases,
  files: fileCases,
  identification: identifyCases,
  'calls about the visitor': visitorDataCases,
  input: inputCases,
  failures: failureCases,
  'internal/tick': tickCases,
  'log lines': logCases,
  'openapi.json': openApiCases,
};
