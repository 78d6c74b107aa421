import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import { onAbort } from '../lib/abort.ts';
import { checkText } from '../outbox/check-text.ts';
import type { OutboxEntry } from '../outbox/outbox-entry.ts';
import type { WireMessage } from '../protocol/message.ts';

/**
 * Changing what was written. What the server has is changed there, and shown once it has answered; what still waits is
 * changed where it waits. A message whose answer got lost waits here and is on the server already: it is put right
 * there as soon as it turns up.
 */
export function createMessageActions({ session, store, outbox, tell, logger, signal }: ClientParts) {
  /** What was meant to become of messages that waited: another text, or null for nothing at all. */
  const meant = new Map<string, string | null>();

  const editThere = async (id: string, text: string): Promise<void> => {
    tell({ message: (await session.authorized('existing', 'PATCH chat/message', { id, body: { text } })).message });
  };

  const unsendThere = async (id: string): Promise<void> => {
    tell({ message: (await session.authorized('existing', 'DELETE chat/message', { id })).message });
  };

  /** The entry of an unsent message that is not on the wire; what is there is waited for. */
  const waiting = async (id: string): Promise<OutboxEntry | undefined> => {
    const find = (): OutboxEntry | undefined => store.state.outbox.find((entry) => entry.id === id);
    if (find()?.delivery.state === 'sending') {
      await new Promise<void>((resolve, reject) => {
        const undo = [
          store.follow(() => {
            if (find()?.delivery.state === 'sending') return;
            undo.forEach((one) => one());
            resolve();
          }),
          onAbort(signal, () => reject(new ChatError('client_destroyed', 'This client was destroyed.'))),
        ];
      });
    }
    return find();
  };

  const putRight = ({ id, text, deleted_at: deletedAt }: WireMessage): void => {
    const wanted = meant.get(id);
    if (wanted === undefined) return;
    meant.delete(id);
    if (deletedAt !== null || wanted === text) return;
    (wanted === null ? unsendThere(id) : editThere(id, wanted)).catch((error: unknown) =>
      logger('warn', 'A message could not be changed after it had arrived.', error),
    );
  };

  store.follow(() => {
    if (meant.size === 0) return;
    const { messages, other } = store.state;
    for (const message of [...messages.slice(-LOOK_BACK), ...(other?.messages.slice(-LOOK_BACK) ?? [])]) {
      putRight(message);
    }
  });

  return {
    async edit(messageId: string, text: string): Promise<void> {
      const entry = await waiting(messageId);
      const checked = checkText(
        text,
        store.state.config,
        entry?.files !== undefined || hasFiles(store.state, messageId),
      );
      if (entry) {
        meant.set(messageId, checked);
        if (await outbox.edit(messageId, { text: checked, isEdited: true })) return;
        meant.delete(messageId);
      }
      await editThere(messageId, checked);
    },

    async unsend(messageId: string): Promise<void> {
      if (await waiting(messageId)) {
        meant.set(messageId, null);
        return outbox.discard(messageId);
      }
      await unsendThere(messageId);
    },
  };
}

/** Messages that waited here arrive at the end. */
const LOOK_BACK = 20;

function hasFiles({ messages }: { readonly messages: readonly WireMessage[] }, id: string): boolean {
  return (messages.find((message) => message.id === id)?.attachments?.length ?? 0) > 0;
}
