/** What agents do on the web: every route below `agent/`. Each needs the sign-in of somebody on the team. */
import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import type { SupportHono } from '../../create-hono.ts';
import type { SupportDeps } from '../../deps.ts';
import { methodNotAllowed } from '../../middleware/allow-method.ts';
import { anyOrigin } from '../../middleware/any-origin.ts';
import { authenticateAgent } from '../../middleware/authenticate-agent.ts';
import { noStore } from '../../middleware/no-store.ts';
import {
  deleteOwnResponse,
  getCannedResponses,
  postCannedResponse,
  postOwnResponse,
  putOwnResponse,
} from './canned-responses.ts';
import {
  getConversation,
  getInbox,
  patchConversation,
  postAssign,
  postConversationCall,
  postTransfer,
} from './conversations.ts';
import { getTeamFile, postTeamUpload, postTeamUploadComplete } from './files.ts';
import { getMe, getStats, getTeam } from './identity.ts';
import {
  deleteTeamMessage,
  getTeamMessages,
  patchTeamMessage,
  postTeamMessage,
  postTeamRead,
  postTeamTyping,
} from './messages.ts';
import { postPresence } from './presence.ts';
import { getVisitorEvents, patchVisitor, postBan, postUnban } from './visitors.ts';

export function addAgentRoutes(app: SupportHono, deps: SupportDeps, body: MiddlewareHandler<AppEnv>): void {
  app.use('/agent/*', noStore, anyOrigin, authenticateAgent(deps), body);
  app.get('/agent/me', getMe(deps)).all(methodNotAllowed('GET'));
  app.get('/agent/team', getTeam(deps)).all(methodNotAllowed('GET'));
  app.get('/agent/stats', getStats(deps)).all(methodNotAllowed('GET'));
  app.post('/agent/presence', postPresence(deps)).all(methodNotAllowed('POST'));

  app.get('/agent/conversations', getInbox(deps)).all(methodNotAllowed('GET'));
  app
    .get('/agent/conversation', getConversation(deps))
    .patch(patchConversation(deps))
    .all(methodNotAllowed('GET', 'PATCH'));
  app
    .post(
      '/agent/claim',
      postConversationCall(deps, (db, on) => db.claimConversation(on)),
    )
    .all(methodNotAllowed('POST'));
  app
    .post(
      '/agent/pass',
      postConversationCall(deps, (db, on) => db.passConversation(on)),
    )
    .all(methodNotAllowed('POST'));
  app.post('/agent/assign', postAssign(deps)).all(methodNotAllowed('POST'));
  app
    .post(
      '/agent/unassign',
      postConversationCall(deps, (db, { conversationId, agentId }) =>
        db.unassignConversation({ conversationId, byAgentId: agentId }),
      ),
    )
    .all(methodNotAllowed('POST'));
  app.post('/agent/transfer', postTransfer(deps)).all(methodNotAllowed('POST'));
  app
    .post(
      '/agent/resolve',
      postConversationCall(deps, (db, on) => db.resolveConversation(on)),
    )
    .all(methodNotAllowed('POST'));
  app
    .post(
      '/agent/close',
      postConversationCall(deps, (db, on) => db.closeConversation(on)),
    )
    .all(methodNotAllowed('POST'));
  app
    .post(
      '/agent/reopen',
      postConversationCall(deps, (db, on) => db.reopenConversation(on)),
    )
    .all(methodNotAllowed('POST'));

  app.get('/agent/messages', getTeamMessages(deps)).all(methodNotAllowed('GET'));
  app.post('/agent/message', postTeamMessage(deps)).all(methodNotAllowed('POST'));
  app
    .patch('/agent/message/:id', patchTeamMessage(deps))
    .delete(deleteTeamMessage(deps))
    .all(methodNotAllowed('PATCH', 'DELETE'));
  app.post('/agent/read', postTeamRead(deps)).all(methodNotAllowed('POST'));
  app.post('/agent/typing', postTeamTyping(deps)).all(methodNotAllowed('POST'));
  app.get('/agent/canned-responses', getCannedResponses(deps)).all(methodNotAllowed('GET'));
  app.post('/agent/canned-response', postCannedResponse(deps)).all(methodNotAllowed('POST'));
  app
    .post('/agent/own-response', postOwnResponse(deps))
    .put(putOwnResponse(deps))
    .delete(deleteOwnResponse(deps))
    .all(methodNotAllowed('POST', 'PUT', 'DELETE'));

  app.patch('/agent/visitor', patchVisitor(deps)).all(methodNotAllowed('PATCH'));
  app.get('/agent/events', getVisitorEvents(deps)).all(methodNotAllowed('GET'));
  app.post('/agent/ban', postBan(deps)).all(methodNotAllowed('POST'));
  app.post('/agent/unban', postUnban(deps)).all(methodNotAllowed('POST'));
  app.post('/agent/upload', postTeamUpload(deps)).all(methodNotAllowed('POST'));
  app.post('/agent/upload/complete', postTeamUploadComplete(deps)).all(methodNotAllowed('POST'));
  app.get('/agent/file', getTeamFile(deps)).all(methodNotAllowed('GET'));
}
