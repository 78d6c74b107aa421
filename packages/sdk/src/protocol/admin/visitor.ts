import type { WirePriority } from '../agent/conversation.ts';
import type { WireMessage } from '../message.ts';
import type { WireExportedConversation, WireExportedVisitor, WireVisitorExport } from '../visitor-data.ts';

/** `POST admin-config/visitor/export` and `erase`: what a visitor may ask of the team. Erasing cannot be taken back. */
export interface WireVisitorDataRequest {
  readonly visitor_id: string;
}

/** Everything that is stored about a visitor, with what the team wrote for itself. */
export interface WireTeamVisitorExport extends Omit<WireVisitorExport, 'visitor' | 'conversations'> {
  readonly visitor: WireExportedVisitor & { readonly ban_reason: string | null };
  readonly conversations: readonly WireTeamExportedConversation[];
}

export interface WireTeamExportedConversation extends Omit<WireExportedConversation, 'messages'> {
  readonly tags: readonly string[];
  readonly priority: WirePriority;
  readonly messages: readonly (WireMessage & { readonly is_internal: boolean })[];
}
