import type { ClientParts } from '../client-parts.ts';
import { ChatError } from '../errors.ts';
import { isFormRefused } from '../outbox/outbox-entry.ts';
import { type ChatState, shown } from '../store/chat-reducer.ts';
import type { PrechatAnswers } from '../support-chat.ts';
import { PRECHAT_KEY } from './prechat-key.ts';
import { validatePrechat } from './validate-prechat.ts';

/** For a conversation that would begin without the form; names all that it insists on. */
export function refusePrechat({ config }: ChatState): ChatError {
  const { fields = [], consent } = config?.prechat ?? {};
  const required = fields.filter((field) => field.isRequired).map(({ name }) => name);
  if (consent?.isRequired) required.push('consent');
  return new ChatError('prechat_invalid', 'This widget asks for its form before a conversation.', {
    details: { fields: Object.fromEntries(required.map((name) => [name, 'required'])) },
  });
}

/**
 * The form before the chat. Its answers are kept until a message, or the start of a conversation, has carried them. Where a
 * message waits with earlier ones, they take their place.
 */
export function createPrechat({ store, storage, outbox }: ClientParts) {
  return {
    refusePrechat,

    async submitPrechat(given: PrechatAnswers): Promise<void> {
      const { config } = store.state;
      if (!config) throw new ChatError('prechat_invalid', 'The form is not known before the configuration is.');
      const { answers, faults } = validatePrechat(config.prechat, given);
      if (faults) {
        throw new ChatError('prechat_invalid', 'Some answers to the form are missing or wrong.', {
          details: { fields: faults },
        });
      }
      const unsent = store.state.outbox;
      const refused = unsent.filter(isFormRefused);
      const carrier = refused[0] ?? unsent.find(({ prechat }) => prechat);
      if (!carrier || !(await outbox.edit(carrier.id, { prechat: answers }))) {
        await storage.set(PRECHAT_KEY, answers);
        store.dispatch(shown({ prechatAnswers: answers }));
      }
      for (const { id } of refused) await outbox.retry(id);
    },
  };
}
