import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createTestDatabase } from '../../../local/testing/test-database.ts';
import { createChatDb, type ChatDb } from './chat-db.ts';
import type { FunctionArguments } from './database-caller.ts';

const ACTOR = { kind: 'agent', agent_id: 'a', ip_hash: 'i', user_agent: 'u' } as const;
const BY_ADMIN = { actor: ACTOR, organizationId: 'o' };

/** Every method with every argument it knows. */
const EVERY_CALL: { readonly [Method in keyof ChatDb]: Parameters<ChatDb[Method]> } = {
  getWidget: ['wk_demo'],
  createSession: [{ widgetId: 'w', refreshTokenHash: 'h', context: {}, ipHash: 'i' }],
  refreshSession: [{ widgetId: 'w', refreshTokenHash: 'h', newRefreshTokenHash: 'n' }],
  startConversation: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', departmentId: 'd', context: {} }],
  postVisitorMessage: [
    {
      sessionId: 's',
      visitorId: 'v',
      widgetId: 'w',
      messageId: 'm',
      text: 't',
      conversationId: 'c',
      departmentId: 'd',
      context: {},
      ipHash: 'i',
    },
  ],
  listMessages: [
    { sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', afterSeq: 1, beforeSeq: 2, limit: 3 },
  ],
  pollChanges: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', afterRevision: 1 }],
  markRead: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', seq: 1 }],
  editVisitorMessage: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', messageId: 'm', text: 't' }],
  deleteVisitorMessage: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', messageId: 'm' }],
  setTyping: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', isTyping: true }],
  endConversation: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c' }],
  rateConversation: [
    { sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', rating: 5, comment: 't', nps: 10 },
  ],
  requestTranscript: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', conversationId: 'c', email: 'e' }],
  listVisitorConversations: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', beforeNumber: 1, limit: 2 }],
  trackEvents: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', events: [] }],
  setConsent: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', decision: 'granted', textVersion: 't', ipHash: 'i' }],
  updateVisitor: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', profile: { name: 'Mika' } }],
  listIdentitySecrets: ['o'],
  identifyVisitor: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', externalId: 'e', traits: {} }],
  countHits: [[{ key: 'k', limit: 1, window_seconds: 1 }]],
  exportVisitor: [{ sessionId: 's', visitorId: 'v', widgetId: 'w' }],
  eraseVisitor: [{ sessionId: 's', visitorId: 'v', widgetId: 'w' }],
  revokeSession: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', reason: 'r' }],
  createAttachment: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', name: 'n', mediaType: 'm', byteSize: 1 }],
  getUpload: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', attachmentId: 'a' }],
  settleAttachment: [
    { attachmentId: 'a', outcome: 'stored', mediaType: 'm', byteSize: 1, width: 2, height: 3, durationSeconds: 4 },
  ],
  getAttachment: [{ sessionId: 's', visitorId: 'v', widgetId: 'w', attachmentId: 'a' }],
  leaseStorageDeletions: [{ limit: 1, leaseSeconds: 2 }],
  settleStorageDeletion: [{ path: 'p', outcome: 'retry', error: 'e' }],
  postAgentMessage: [
    {
      conversationId: 'c',
      agentId: 'a',
      messageId: 'm',
      text: 't',
      content: { entities: [] },
      internal: true,
      replyTo: 'q',
      attachmentIds: ['f'],
      telegram: { bot_id: 1, chat_id: 2, message_id: 3, thread_id: null },
    },
  ],
  editAgentMessage: [{ chatId: 1, telegramMessageId: 2, text: 't', entities: [] }],
  createAgentAttachment: [{ agentId: 'a', conversationId: 'c', name: 'n', mediaType: 'm', byteSize: 1 }],
  appendAgentFiles: [
    {
      conversationId: 'c',
      agentId: 'a',
      messageId: 'm',
      attachmentIds: ['f'],
      text: 't',
      telegram: { bot_id: 1, chat_id: 2, message_id: 3, thread_id: null },
    },
  ],
  listMessageFiles: ['m'],
  deleteTelegramMessage: [{ chatId: 1, telegramMessageId: 2, agentId: 'a' }],
  markConversationRead: [{ conversationId: 'c', agentId: 'a', seq: 1 }],
  findAgent: [{ userId: 'u', organizationId: 'o' }],
  heartbeatAgent: [{ agentId: 'a', connectionId: 'c', status: 'online', ttlSeconds: 1 }],
  setAgentPresence: [{ agentId: 'a', presence: 'away', snoozedUntil: 't' }],
  listConversations: [{ agentId: 'a', filter: { scope: 'mine' }, before: {}, limit: 1 }],
  getConversation: [{ agentId: 'a', conversationId: 'c' }],
  listConversationMessages: [{ agentId: 'a', conversationId: 'c', afterSeq: 1, beforeSeq: 2, limit: 3 }],
  updateConversation: [{ agentId: 'a', conversationId: 'c', change: { subject: 's' } }],
  unassignConversation: [{ conversationId: 'c', byAgentId: 'a' }],
  transferConversation: [{ conversationId: 'c', byAgentId: 'a', toAgentId: 'b', toDepartmentId: 'd', note: 'n' }],
  resolveConversation: [{ agentId: 'a', conversationId: 'c' }],
  editMessageByAgent: [{ agentId: 'a', messageId: 'm', text: 't' }],
  deleteMessageByAgent: [{ agentId: 'a', messageId: 'm' }],
  setAgentTyping: [{ agentId: 'a', conversationId: 'c', isTyping: true }],
  listVisitorEvents: [{ agentId: 'a', visitorId: 'v', beforeId: 1, limit: 2 }],
  listTeam: [{ agentId: 'a', organizationId: 'o' }],
  listDepartments: [{ agentId: 'a', organizationId: 'o' }],
  getLiveState: [{ agentId: 'a', organizationId: 'o' }],
  listWidgets: [BY_ADMIN],
  getWidgetSettings: [{ actor: ACTOR, widgetId: 'w' }],
  createWidget: [{ ...BY_ADMIN, widget: { name: 'n' } }],
  updateWidget: [{ actor: ACTOR, widgetId: 'w', change: { name: 'n' }, version: 1 }],
  deleteWidget: [{ actor: ACTOR, widgetId: 'w' }],
  rotateWidgetKey: [{ actor: ACTOR, widgetId: 'w', graceHours: 1 }],
  getOrganization: [BY_ADMIN],
  updateOrganization: [{ ...BY_ADMIN, change: { name: 'n' }, version: 1 }],
  listPlans: [{ actor: ACTOR }],
  createIdentitySecret: [{ ...BY_ADMIN, kid: 'k' }],
  retireIdentitySecret: [{ ...BY_ADMIN, kid: 'k', retiresAt: 't' }],
  listAllDepartments: [BY_ADMIN],
  createDepartment: [{ ...BY_ADMIN, department: { name: 'n' } }],
  updateDepartment: [{ actor: ACTOR, departmentId: 'd', change: { name: 'n' }, version: 1 }],
  setDepartmentMembers: [{ actor: ACTOR, departmentId: 'd', agentIds: ['a'], version: 1 }],
  deleteDepartment: [{ actor: ACTOR, departmentId: 'd' }],
  listSharedResponses: [BY_ADMIN],
  saveSharedResponse: [{ ...BY_ADMIN, response: { shortcut: 's' }, version: 1 }],
  deleteSharedResponse: [{ ...BY_ADMIN, id: 'r' }],
  listMembers: [BY_ADMIN],
  updateAgent: [{ actor: ACTOR, agentId: 'a', change: { name: 'n' }, version: 1 }],
  deactivateAgent: [{ actor: ACTOR, agentId: 'a' }],
  activateAgent: [{ actor: ACTOR, agentId: 'a' }],
  createTelegramLink: [{ actor: ACTOR, agentId: 'a', tokenHash: 'h' }],
  listInvitations: [BY_ADMIN],
  inviteAgent: [{ ...BY_ADMIN, tokenHash: 'h', email: 'e', role: 'agent', expiresInHours: 1, link: 'l' }],
  deleteInvitation: [{ actor: ACTOR, invitationId: 'i' }],
  acceptInvitation: [{ tokenHash: 'h', userId: 'u', name: 'n', client: { ip_hash: 'i', user_agent: 'u' } }],
  acceptInvitationInTelegram: [{ tokenHash: 'h', telegramUserId: 1, name: 'n', username: 'u' }],
  getAnalytics: [{ ...BY_ADMIN, from: 'f', to: 't', widgetId: 'w' }],
  getWidgetAnalytics: [{ ...BY_ADMIN, from: 'f', to: 't' }],
  getAgentPerformance: [{ ...BY_ADMIN, from: 'f', to: 't', agentId: 'a', widgetId: 'w' }],
  listAuditLogs: [
    { ...BY_ADMIN, action: 'a', entityId: 'e', actorId: 'b', since: 's', until: 'u', beforeId: 1, limit: 2 },
  ],
  listTelegramChats: [BY_ADMIN],
  updateTelegramChat: [{ ...BY_ADMIN, chatId: -1, change: { mode: 'claims' } }],
  deleteTelegramChat: [{ ...BY_ADMIN, chatId: -1 }],
  exportVisitorByAgent: [{ actor: ACTOR, visitorId: 'v' }],
  eraseVisitorByAgent: [{ actor: ACTOR, visitorId: 'v' }],
  getAgentUpload: [{ agentId: 'a', attachmentId: 'f' }],
  getAttachmentForAgent: [{ agentId: 'a', attachmentId: 'f' }],
  claimConversation: [{ conversationId: 'c', agentId: 'a' }],
  getTeamView: [{ conversationId: 'c', agentId: 'a' }],
  listAgents: [{ agentId: 'a', organizationId: 'o' }],
  assignConversation: [{ conversationId: 'c', agentId: 'a', byAgentId: 'b' }],
  banVisitor: [{ visitorId: 'v', agentId: 'a', reason: 'r', until: 't' }],
  unbanVisitor: [{ visitorId: 'v', agentId: 'a' }],
  snoozeConversation: [{ conversationId: 'c', agentId: 'a', until: 't' }],
  updateVisitorByAgent: [{ agentId: 'a', visitorId: 'v', profile: { name: 'Mika', locale: 'de' } }],
  listCannedResponses: [{ agentId: 'a', departmentId: 'd', search: 's' }],
  saveOwnResponse: [{ agentId: 'a', response: { shortcut: 's', title: 't', body: 'b' } }],
  deleteOwnResponse: [{ agentId: 'a', id: 'r' }],
  useCannedResponse: [{ agentId: 'a', conversationId: 'c', shortcutOrId: 's' }],
  setTopicIcon: [{ chatId: -1, threadId: 1, icon: 'i' }],
  passConversation: [{ conversationId: 'c', agentId: 'a' }],
  closeConversation: [{ conversationId: 'c', agentId: 'a' }],
  reopenConversation: [{ conversationId: 'c', agentId: 'a' }],
  upsertTelegramAgent: [{ organizationId: 'o', telegramUserId: 1, name: 'Mika', username: 'mika', dmStarted: true }],
  findTelegramChat: [1],
  findTelegramRoute: [{ chatId: 1, threadId: 2, replyToMessageId: 3, telegramUserId: 4 }],
  findTelegramMessage: [{ chatId: 1, telegramMessageId: 2, telegramUserId: 3 }],
  recordTelegramTopic: [{ visitorId: 'v', widgetId: 'w', chatId: 1, threadId: 2, name: 'n' }],
  setTelegramTopicState: [{ chatId: 1, threadId: 2, state: 'lost' }],
  migrateTelegramChat: [{ oldChatId: 1, newChatId: 2 }],
  pauseTelegramChat: [{ chatId: 1, reason: 'r' }],
  resumeTelegramChat: [1],
  recordTelegramCard: [{ conversationId: 'c', chatId: 1, messageId: 2, threadId: 3, role: 'picker' }],
  connectTelegramChat: [
    { actor: { kind: 'service' }, organizationId: 'o', chat: { chat_id: 1, mode: 'topics', bot_id: 2 } },
  ],
  setAgentConversation: [{ agentId: 'a', conversationId: 'c' }],
  storeTelegramUpdate: [{ botId: 1, updateId: 2, lane: 'l', update: {} }],
  leaseTelegramUpdates: [{ botId: 1, limit: 2, leaseSeconds: 3 }],
  settleTelegramUpdate: [{ botId: 1, updateId: 2, outcome: 'retry', error: 'e', retrySeconds: 3 }],
  leaseOutbox: [{ limit: 1, leaseSeconds: 2, lane: 'l', sendsPerMinute: 3 }],
  getNextDelivery: [{ sendsPerMinute: 3 }],
  renewLease: [{ id: '1', attempts: 2, leaseSeconds: 3 }],
  recordOutboxPart: [{ id: '1', sent: { chat_id: 1, message_id: 2, thread_id: null, role: 'message', part: 1 } }],
  settleOutbox: [{ id: '1', outcome: 'sent', error: 'e', retrySeconds: 2, sent: [], sentParts: 3, attempts: 2 }],
  leaseEmails: [{ limit: 1, leaseSeconds: 2, lane: 'l' }],
  getTranscript: ['c'],
  getEmailAnswer: ['c'],
  recordEmailAnswer: [{ conversationId: 'c', seq: 1 }],
  getEmailOfflineRequest: [{ conversationId: 'c', firstSeq: 1 }],
  resumeSession: [
    {
      widgetId: 'w',
      visitorId: 'v',
      conversationId: 'c',
      linkHash: 'l',
      refreshTokenHash: 'h',
      context: {},
      ipHash: 'i',
      origin: 'o',
      userAgent: 'u',
    },
  ],
  countBacklog: [],
  runTick: [],
};

let database: Awaited<ReturnType<typeof createTestDatabase>>;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.close());

describe('ChatDb', () => {
  it('calls functions that exist, names their parameters as they do, and leaves out only what has a default', async () => {
    const called: Record<string, readonly string[]> = {};
    const db = createChatDb({
      call: (name: string, args: FunctionArguments) => {
        called[name] = Object.keys(args).sort();
        return Promise.resolve({});
      },
    });
    for (const [method, args] of Object.entries(EVERY_CALL)) {
      await (db[method as keyof ChatDb] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    }

    const functions = await database.query<{ name: string; parameters: readonly string[] | null; required: number }>(
      `select proname as name, proargnames as parameters, pronargs - pronargdefaults as required from pg_catalog.pg_proc
       where pronamespace = 'public'::regnamespace and proname like 'support\\_%'`,
    );
    const defined = new Map(functions.map(({ name, ...rest }) => [name, rest]));
    const problems = Object.entries(called).flatMap(([name, given]) => {
      const { parameters, required = 0 } = defined.get(name) ?? {};
      if (parameters === undefined) return [`There is no ${name}.`];
      const known = parameters ?? [];
      return [
        ...given.filter((parameter) => !known.includes(parameter)).map((parameter) => `${name} has no ${parameter}.`),
        ...known
          .slice(0, required)
          .filter((parameter) => !given.includes(parameter))
          .map((parameter) => `${name} needs ${parameter}.`),
      ];
    });
    assert.deepEqual(problems, []);
  });

  it('leaves out what is undefined, so that the defaults of SQL apply', async () => {
    const calls: FunctionArguments[] = [];
    const db = createChatDb({ call: (_name, args) => Promise.resolve(void calls.push(args)) });
    await db.leaseOutbox();
    await db.leaseOutbox({ limit: 5, lane: undefined });
    await db.findTelegramRoute({ chatId: -100, threadId: undefined });
    assert.deepEqual(calls, [{}, { p_limit: 5 }, { p_chat_id: -100 }]);
  });
});
