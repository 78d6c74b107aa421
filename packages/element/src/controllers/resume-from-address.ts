import { isChatError, takeResumeToken } from '@support-chat/sdk';
import type { LocalizeController } from '../i18n/localize-controller.ts';
import type { ClientController } from './client-controller.ts';

/**
 * Goes on with the conversation that a link in an e-mail stands for, when the page was opened by one. Resolves with
 * what there is to say about a link that does not work; `onFound` is called before the server is asked.
 */
export async function resumeFromAddress(
  client: ClientController,
  words: LocalizeController,
  onFound: () => void,
): Promise<string | null> {
  const token = takeResumeToken(location, history);
  if (token === null) return null;
  onFound();
  const outcome = await client.ask((chat) => chat.resume(token));
  const { failures, actionFailed } = words.localizer.phrases;
  return isChatError(outcome) ? (failures[outcome.code as keyof typeof failures] ?? actionFailed) : null;
}
