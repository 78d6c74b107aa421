import type { SupportChat } from '@support-chat/sdk';

type Answers = Map<string, string | boolean>;

const typed = new WeakMap<SupportChat, Answers>();

/**
 * What was typed into the form of one chat so far. It outlives the form, which comes and goes with the views of the
 * panel, but not the page: nothing of it is stored before the visitor has handed it in.
 */
export function typedAnswers(client: SupportChat): Answers {
  const known = typed.get(client);
  if (known !== undefined) return known;
  const answers: Answers = new Map();
  typed.set(client, answers);
  // After a logout somebody else may sit here.
  client.on('identity:changed', ({ visitor }) => visitor === null && answers.clear());
  return answers;
}
