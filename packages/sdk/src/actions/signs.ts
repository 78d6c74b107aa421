import type { ClientParts } from '../client-parts.ts';
import { keepIfEqual } from '../lib/keep-if-equal.ts';
import { patch } from '../lib/patch.ts';
import type { WireTeamTyping } from '../protocol/realtime-event.ts';
import type { WireQueue } from '../protocol/sync.ts';
import type { WireAvailability } from '../protocol/widget-config.ts';
import type { ChatAction, ChatState } from '../store/chat-reducer.ts';
import { toAvailability } from '../store/config-from-wire.ts';

/** What Realtime tells besides messages and conversations. None of it has a revision: the latest word counts. */
export type Sign = WireTeamTyping | { readonly availability: WireAvailability } | { readonly queue: WireQueue };

export function createSigns(
  { store, signal }: Pick<ClientParts, 'store' | 'signal'>,
  hearTyping: (sign: WireTeamTyping, then: ChatState) => void,
) {
  return {
    /** `then` is what was known when it came. */
    hearSign(sign: Sign, then: ChatState): void {
      if (signal.aborted) return;
      if ('agent' in sign) hearTyping(sign, then);
      else if ('queue' in sign) store.dispatch(placed(sign.queue));
      else if ('availability' in sign) {
        const availability = toAvailability(sign.availability);
        store.dispatch((state) => patch(state, { availability: keepIfEqual(state.availability, availability) }));
      }
    },
  };
}

/** The open conversation is always the newest one. */
function placed(queue: WireQueue): ChatAction {
  const isSound = typeof queue?.position === 'number';
  return (state) => (isSound && queue.conversation_id === state.conversationId ? { ...state, queue } : state);
}
