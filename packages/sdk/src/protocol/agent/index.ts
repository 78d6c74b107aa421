/** The team's side of the wire protocol (`support-chat/agent/*`): types only, erased from every bundle. */
export type {
  WireOrganization,
  WireTeam,
  WireTeamDepartment,
  WireTeamIdentity,
  WireTeamMember,
  WireTeamRole,
} from './identity.ts';
export type { WireAgentPresence, WirePresence, WirePresenceRequest, WirePresenceResponse } from './presence.ts';
export type {
  WireAssignedAgent,
  WireAssignment,
  WireAssignRequest,
  WireClaimResult,
  WireConversationCall,
  WireConversationChange,
  WireConversationDetails,
  WireConversationFacts,
  WireConversationOutcome,
  WireConversationResult,
  WireInboxExcerpt,
  WireInboxItem,
  WireInboxPage,
  WirePriority,
  WireTeamConversation,
  WireTeamVisitor,
  WireTransferRequest,
} from './conversation.ts';
export type {
  WireTeamMessage,
  WireTeamMessageChange,
  WireTeamMessageEditRequest,
  WireTeamMessagePage,
  WireTeamMessageRequest,
  WireTeamMessageResponse,
  WireTeamReadRequest,
  WireTeamReadResponse,
} from './message.ts';
export type {
  WireBanRequest,
  WireBanResult,
  WireUnbanRequest,
  WireVisitorChange,
  WireVisitorChangeResponse,
  WireVisitorEvent,
  WireVisitorTrail,
} from './visitor.ts';
export type {
  WireCannedResponse,
  WireCannedResponses,
  WireCannedResponseUse,
  WireFilledResponse,
  WireNewOwnResponse,
  WireOwnResponse,
  WireOwnResponseChange,
  WireOwnResponseDeletion,
} from './canned-response.ts';
export type { WireTeamUploadRequest } from './files.ts';
export type { WireAgentStats, WireDepartmentStats, WireTeamStats } from './stats.ts';
