import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import type { IdentityTokenSource, VisitorProfile } from '../support-chat.ts';
import type { WireVisitorExport } from '../protocol/visitor-data.ts';

export type Identity = ReturnType<typeof createIdentity>;

/** Who the visitor is, what they have agreed to, and what is kept about them. */
export function createIdentity({ session }: ClientParts) {
  return {
    async identify(_who: string | IdentityTokenSource | VisitorProfile): Promise<void> {
      throw new ChatError('feature_disabled', 'Not built.');
    },
    async logout(): Promise<void> {},
    async resume(_token: string): Promise<void> {},
    async setConsent(_decision: 'granted' | 'denied', _textVersion?: string): Promise<void> {},
    async exportData(): Promise<WireVisitorExport> {
      return session.authorized('existing', 'chat/export', {});
    },
    async deleteData(): Promise<void> {},
  };
}
