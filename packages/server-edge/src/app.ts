/**
 * The public HTTP API as a function of its dependencies. It runs unchanged as the Edge Function `support-chat`, inside the
 * local stack and in tests; the platform and the local stack both keep the function's name in the path.
 *
 * Guarantees: every answer is JSON or empty (but one, a CSV file) and carries `x-request-id`; every failure has the shape and the codes of
 * errors.ts; nothing is read from a body beyond the limit; a visitor's message costs one database round trip. It keeps
 * no state but a short memory of widgets.
 */
import { requestId } from 'hono/request-id';
import { createHono, type SupportHono } from './create-hono.ts';
import type { SupportDeps } from './deps.ts';
import { methodNotAllowed } from './middleware/allow-method.ts';
import { authenticate } from './middleware/authenticate.ts';
import { DEFAULT_MAX_BODY_BYTES, limitBody } from './middleware/limit-body.ts';
import { logRequests } from './middleware/log-requests.ts';
import { noStore } from './middleware/no-store.ts';
import { onError, onNotFound } from './middleware/on-error.ts';
import { requireEnabled } from './middleware/require-enabled.ts';
import { requireSecretKey } from './middleware/require-secret-key.ts';
import { resolveWidget } from './middleware/resolve-widget.ts';
import { addAdminRoutes } from './routes/admin/index.ts';
import { addAgentRoutes } from './routes/agent/index.ts';
import { postConsent } from './routes/consent.ts';
import { postEnd } from './routes/conversation-end.ts';
import { getConversations } from './routes/conversation-list.ts';
import { getPoll, postRead, postStart } from './routes/conversations.ts';
import { getDepartments } from './routes/departments.ts';
import { postFeedback } from './routes/feedback.ts';
import { getHealth } from './routes/health.ts';
import { postIdentify } from './routes/identify.ts';
import { postTick } from './routes/internal-tick.ts';
import { deleteMessage, patchMessage } from './routes/message-changes.ts';
import { getMessages, postMessage } from './routes/messages.ts';
import { getOpenApi } from './routes/openapi.ts';
import { postProfile } from './routes/profile.ts';
import { postSessionResume } from './routes/session-resume.ts';
import { postSession, postSessionEnd, postSessionRefresh } from './routes/sessions.ts';
import { postTrack } from './routes/trail.ts';
import { postTranscript } from './routes/transcript.ts';
import { postTyping } from './routes/typing.ts';
import { deleteData, getExport } from './routes/visitor-data.ts';
import { getFile, postUpload, postUploadComplete } from './routes/uploads.ts';
import { getWidgetConfig } from './routes/widget-config.ts';
import { createWidgetCache } from './widget-cache.ts';

export function createApp(deps: SupportDeps): SupportHono {
  const widget = resolveWidget(createWidgetCache(deps), deps);
  const visitor = authenticate(deps.signer);
  const body = limitBody(deps.config.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);

  const root = createHono();
  root.onError(onError(deps.logger));
  root.notFound(onNotFound);
  root.use(requestId({ limitLength: 64, generator: deps.uuid }), logRequests(deps));

  const app = root.basePath('/support-chat');
  app.get('/health', getHealth).all(methodNotAllowed('GET'));
  app.get('/openapi.json', getOpenApi(deps)).all(methodNotAllowed('GET'));

  app.use('/widget-config', widget, requireEnabled);
  app.get('/widget-config', getWidgetConfig(deps)).all(methodNotAllowed('GET'));

  app.use('/chat/*', noStore, widget, body);
  app.post('/chat/session/end', visitor, postSessionEnd(deps)).all(methodNotAllowed('POST'));
  app.get('/chat/export', visitor, getExport(deps)).all(methodNotAllowed('GET'));
  app.delete('/chat/data', visitor, deleteData(deps)).all(methodNotAllowed('DELETE'));

  app.use('/chat/*', requireEnabled);
  app.post('/chat/session', postSession(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/session/refresh', postSessionRefresh(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/session/resume', postSessionResume(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/start', visitor, postStart(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/message', visitor, postMessage(deps)).all(methodNotAllowed('POST'));
  app
    .patch('/chat/message/:id', visitor, patchMessage(deps))
    .delete(visitor, deleteMessage(deps))
    .all(methodNotAllowed('PATCH', 'DELETE'));
  app.get('/chat/messages', visitor, getMessages(deps)).all(methodNotAllowed('GET'));
  app.get('/chat/poll', visitor, getPoll(deps)).all(methodNotAllowed('GET'));
  app.post('/chat/read', visitor, postRead(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/typing', visitor, postTyping(deps)).all(methodNotAllowed('POST'));
  app.get('/chat/departments', getDepartments).all(methodNotAllowed('GET'));
  app.get('/chat/conversations', visitor, getConversations(deps)).all(methodNotAllowed('GET'));
  app.post('/chat/end', visitor, postEnd(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/feedback', visitor, postFeedback(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/transcript', visitor, postTranscript(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/identify', visitor, postIdentify(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/profile', visitor, postProfile(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/track', visitor, postTrack(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/consent', visitor, postConsent(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/upload', visitor, postUpload(deps)).all(methodNotAllowed('POST'));
  app.post('/chat/upload/complete', visitor, postUploadComplete(deps)).all(methodNotAllowed('POST'));
  app.get('/chat/file', visitor, getFile(deps)).all(methodNotAllowed('GET'));

  addAgentRoutes(app, deps, body);
  addAdminRoutes(app, deps);

  app.use('/internal/*', noStore, requireSecretKey(deps.config.secretKeys), body);
  app.post('/internal/tick', postTick(deps)).all(methodNotAllowed('POST'));
  return root;
}
