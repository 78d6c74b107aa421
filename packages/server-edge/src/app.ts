/**
 * The public HTTP API as a function of its dependencies. It runs unchanged as the Edge Function `support-chat`, inside the
 * local stack and in tests; the platform and the local stack both keep the function's name in the path.
 *
 * Guarantees: every answer is JSON or empty and carries `x-request-id`; every failure has the shape and the codes of
 * errors.ts; nothing is read from a body beyond the limit; a visitor's message costs one database round trip. It keeps
 * no state but a short memory of widgets.
 */
import { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import type { AppEnv } from './app-env.ts';
import type { SupportDeps } from './deps.ts';
import { methodNotAllowed } from './middleware/allow-method.ts';
import { authenticate } from './middleware/authenticate.ts';
import { DEFAULT_MAX_BODY_BYTES, limitBody } from './middleware/limit-body.ts';
import { noStore } from './middleware/no-store.ts';
import { onError, onNotFound } from './middleware/on-error.ts';
import { requireSecretKey } from './middleware/require-secret-key.ts';
import { resolveWidget } from './middleware/resolve-widget.ts';
import { getPoll, postRead, postStart } from './routes/conversations.ts';
import { getHealth } from './routes/health.ts';
import { postTick } from './routes/internal-tick.ts';
import { getMessages, postMessage } from './routes/messages.ts';
import { postSession, postSessionRefresh } from './routes/sessions.ts';
import { getWidgetConfig } from './routes/widget-config.ts';
import { WidgetCache } from './widget-cache.ts';

export function createApp(deps: SupportDeps): Hono<AppEnv> {
  const widget = resolveWidget(new WidgetCache(deps));
  const visitor = authenticate(deps.signer);
  const body = limitBody(deps.config.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);

  const root = new Hono<AppEnv>();
  root.onError(onError(deps.logger));
  root.notFound(onNotFound);
  root.use(requestId({ limitLength: 64, generator: deps.uuid }));

  const app = root.basePath('/support-chat');
  app.get('/health', getHealth).all(methodNotAllowed('GET'));

  app.use('/widget-config', widget);
  app.get('/widget-config', getWidgetConfig(deps)).all(methodNotAllowed('GET'));

  app.use('/chat/*', noStore, widget, body);
  app.post('/chat/session', postSession(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/session/refresh', postSessionRefresh(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/start', visitor, postStart(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/message', visitor, postMessage(deps)).all(methodNotAllowed('POST'));
  app.get('/chat/messages', visitor, getMessages(deps)).all(methodNotAllowed('GET'));
  app.get('/chat/poll', visitor, getPoll(deps)).all(methodNotAllowed('GET'));
  app.post('/chat/read', visitor, postRead(deps)).all(methodNotAllowed('POST'));

  app.use('/internal/*', noStore, requireSecretKey(deps.config.secretKeys), body);
  app.post('/internal/tick', postTick(deps)).all(methodNotAllowed('POST'));
  return root;
}
