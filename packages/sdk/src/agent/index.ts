/** What agents do on the web, headless: for an inbox of your own. `@support-chat/element/inbox` is built on it. */
export { createAgentClient } from './create-agent-client.ts';
export { EMPTY_AGENT_SNAPSHOT } from './empty-snapshot.ts';
export type { AgentClient } from './agent-client.ts';
export type { AgentClientOptions, AgentEnvironment } from './agent-options.ts';
export type { SignsOfLife } from './signs-of-life.ts';
export type { AgentEventMap } from './agent-events.ts';
export type {
  AgentDelivery,
  AgentInbox,
  AgentSnapshot,
  AgentStatus,
  AgentThread,
  InboxCounts,
  OutboxFigures,
} from './agent-snapshot.ts';
export type {
  AgentAssignment,
  AgentConversation,
  AgentConversationDetails,
  AgentExcerpt,
  AgentTrail,
  AgentTrailEvent,
  AgentVisitor,
  ClaimResult,
  ConversationChange,
  ConversationOutcome,
  ConversationPriority,
  ConversationStatus,
  InboxFilter,
  TransferTarget,
  VisitorChange,
} from './agent-conversation.ts';
export type { AgentAttachment, AgentDraft, AgentMessage } from './agent-message.ts';
export type {
  AgentFigures,
  AgentIdentity,
  AgentOrganization,
  AgentPresence,
  AgentRole,
  AgentTeam,
  CannedResponse,
  NewOwnResponse,
  OwnResponseChange,
  DepartmentFigures,
  TeamDepartment,
  TeamFigures,
  TeamMember,
} from './agent-team.ts';
export { ChatError, isChatError } from '../errors.ts';
