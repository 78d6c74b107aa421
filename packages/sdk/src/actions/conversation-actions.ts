import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import { patch } from '../lib/patch.ts';
import type { WireDepartmentsResponse } from '../protocol/widget-config.ts';
import { type ChatAction, shown, synced } from '../store/chat-reducer.ts';
import { toAvailability, toPresence } from '../store/config-from-wire.ts';
import { selectNeedsPrechat, selectThread } from '../store/selectors.ts';
import type { Feedback, StartOptions } from '../support-chat.ts';
import { PRECHAT_KEY } from './prechat-key.ts';
import { refusePrechat } from './prechat.ts';

/** Who can be asked and whether somebody is there, anew. */
function presenceLoaded(wire: WireDepartmentsResponse): ChatAction {
  return (state) =>
    patch(state, {
      availability: keepIfEqual(state.availability, toAvailability(wire.availability)),
      config: state.config && keepIfEqual(state.config, Object.freeze({ ...state.config, ...toPresence(wire) })),
    });
}

/** What a visitor can do with a conversation besides writing. */
export function createConversationActions({ session, send, store, storage, sync, context, tell }: ClientParts) {
  const currentId = (): string => {
    const { conversationId } = selectThread(store.state);
    if (conversationId === null) throw new ChatError('conversation_not_found', 'There is no conversation yet.');
    return conversationId;
  };

  return {
    async startConversation(options: StartOptions = {}): Promise<void> {
      if (selectNeedsPrechat(store.state)) throw refusePrechat(store.state);
      const { prechatAnswers } = store.state;
      const { departmentId, category, subject } = options;
      const body = {
        department_id: departmentId,
        category,
        subject,
        context: context(),
        prechat: prechatAnswers ?? undefined,
      };
      const started = await session.authorized('create', 'chat/start', { body });
      const { conversation } = started;
      if (prechatAnswers) await storage.delete(PRECHAT_KEY);
      const isNew = conversation?.id !== store.state.conversationId;
      store.dispatch((state) =>
        shown({ other: null, prechatAnswers: null })(isNew ? synced(started, true)(state) : state),
      );
      if (conversation) tell({ conversation });
      // One that was known may have changed in places that are not part of this answer.
      if (!isNew) await sync.now();
    },

    async loadDepartments(): Promise<void> {
      store.dispatch(presenceLoaded(await send('chat/departments', {})));
    },

    async end(): Promise<void> {
      const body = { conversation_id: currentId() };
      tell({ conversation: (await session.authorized('existing', 'chat/end', { body })).conversation });
    },

    async rate({ rating, comment, nps }: Feedback): Promise<void> {
      const body = { conversation_id: currentId(), rating, comment, nps };
      tell({ conversation: (await session.authorized('existing', 'chat/feedback', { body })).conversation });
    },

    async requestTranscript(email?: string): Promise<string> {
      const body = { conversation_id: currentId(), email };
      return (await session.authorized('existing', 'chat/transcript', { body })).recipient;
    },
  };
}
