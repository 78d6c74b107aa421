import type { Context } from 'hono';
import type { AppEnv } from '../app-env.ts';
import type { ConversationMatter } from '../db/visitor-db.ts';
import type { SupportDeps } from '../deps.ts';
import { checkAnswers, requireAnswers } from '../prechat/check-answers.ts';
import { visitorScope } from './visitor-scope.ts';

/**
 * What a visitor says about the conversation they begin, checked against the widget's form. What the page says itself
 * (department, category, subject) goes before what was chosen in the form. Throws `prechat_invalid`.
 */
export async function readMatter(
  c: Context<AppEnv>,
  { db }: Pick<SupportDeps, 'db'>,
  told: ConversationMatter,
  { isInConversation = false }: { readonly isInConversation?: boolean } = {},
): Promise<ConversationMatter> {
  const { prechat, departmentId, category, subject } = told;
  if (prechat === undefined) {
    if (!isInConversation) {
      await requireAnswers(c.get('widget'), async () => {
        const { conversation } = await db.pollChanges(visitorScope(c));
        return conversation !== null && (conversation.status === 'queued' || conversation.status === 'active');
      });
    }
    return told;
  }
  const chosen = checkAnswers(c.get('widget'), prechat);
  return {
    prechat: chosen.answers,
    departmentId: departmentId ?? chosen.departmentId,
    category: category ?? chosen.category,
    subject: subject ?? chosen.subject,
  };
}
