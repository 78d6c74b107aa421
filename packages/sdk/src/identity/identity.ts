/**
 * Who the visitor is, what they have agreed to, and what is kept about them. Loaded with the first use of any of it, or
 * with a session when an option or an earlier visit left something to tell the server.
 */
import type { ClientParts } from '../client-parts.ts';
import { isChatError } from '../errors.ts';
import { transitionFor } from '../http/error-transition.ts';
import type { WireVisitorExport } from '../protocol/visitor-data.ts';
import type { IdentityTokenSource, VisitorProfile } from '../support-chat.ts';
import { createConsent } from './consent.ts';
import { createFarewell } from './farewell.ts';
import { createProfile } from './profile.ts';
import { createSignIn } from './sign-in.ts';
import { createVisitorRecords } from './visitor-record.ts';

export type Identity = ReturnType<typeof createIdentity>;

export function createIdentity(parts: ClientParts) {
  const { session, send, emit, context, timers, logger, onLeave, openConversation } = parts;
  const records = createVisitorRecords(parts);
  const farewell = createFarewell(parts);
  const consent = createConsent(parts, records);
  const profile = createProfile(parts, records);
  const signIn = createSignIn({ ...parts, records, forget: farewell.forgetVisitor });
  onLeave(signIn.reset);

  /** Nobody waits for these; the chat goes on without. */
  const quietly = (told: Promise<void>): void => {
    told.catch((error: unknown) => {
      // A session that ended under way is told in the next one.
      if (!session.current || !isChatError(error) || error.code === 'aborted')
        return logger('debug', 'Not told.', error);
      emit('error', { error });
    });
  };

  const tellProfile = (): Promise<void> =>
    profile.tell().catch(async (error: unknown) => {
      if (transitionFor(error) === 'refuse') await profile.drop();
      throw error;
    });

  return {
    /** There is a session, or another one than before. `isOwn`: this tab made it, or found it when the page loaded. */
    async attend(isOwn: boolean): Promise<void> {
      if (session.current && parts.consent && parts.consent !== 'unknown') await consent.assume(parts.consent);
      await records.show();
      if (!session.current) return;
      quietly(consent.tell());
      quietly(tellProfile());
      quietly(signIn.run(isOwn));
    },

    async hearTab(decision: 'granted' | 'denied' | undefined): Promise<void> {
      await (decision ? consent.hear(decision) : records.show());
      if (!session.current) return;
      // The tab that knows may be gone before it has told the server.
      quietly(consent.tell());
      quietly(tellProfile());
    },

    async identify(who: string | IdentityTokenSource | VisitorProfile): Promise<void> {
      if (typeof who === 'string' || typeof who === 'function') return signIn.with(who);
      await profile.keep(who);
      if (session.current) await tellProfile();
    },

    logout: farewell.logout,

    async resume(token: string): Promise<void> {
      const body = { token, context: context() };
      const { conversation_id: conversationId, ...resumed } = await send('chat/session/resume', { body });
      await session.replace(() => ({ ...resumed, received_at: timers.now(), rotation: 0 }));
      await openConversation(conversationId);
    },

    async setConsent(decision: 'granted' | 'denied', textVersion?: string): Promise<void> {
      await consent.set(decision, textVersion);
      quietly(consent.tell());
    },

    async exportData(): Promise<WireVisitorExport> {
      return session.authorized('existing', 'chat/export', {});
    },

    deleteData: farewell.deleteData,
  };
}
