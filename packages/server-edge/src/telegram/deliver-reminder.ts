import type { BridgeDeps, Delivery, JobOf } from './bridge-deps.ts';
import { conversationPlace, sendIntoPlace } from './conversation-place.ts';
import { visitorName } from './format-card.ts';
import { formatted, type Span } from './formatted-text.ts';
import { cleanLine } from './plain-text.ts';

/** Tells the group that nobody has taken a conversation; nothing once somebody has, or it has ended. */
export async function deliverReminder(delivery: Delivery<JobOf<'reminder'>>): Promise<void> {
  const { deps, job } = delivery;
  const { conversation, visitor } = job.context;
  if (conversation.status !== 'queued' || conversation.agent !== null) return;
  const text = formatted(
    { bold: `Conversation #${String(conversation.number)}` },
    ` of ${visitorName(visitor)} waits for ${waitingTime(deps, job)}. Who answers?`,
    ...mentions(job),
  );
  const place = conversationPlace(job);
  if (place !== null && (await sendIntoPlace(delivery, place, text, 'reminder'))) return;
  await sendIntoPlace(delivery, { chatId: job.chat_id }, text, 'reminder');
}

/** Called by an entity, which also reaches those without a user name. */
function mentions({ payload }: JobOf<'reminder'>): readonly Span[] {
  return (payload.mentions ?? []).flatMap(({ telegram_user_id: id, name }, index) => {
    const text = cleanLine(name, 100) || 'You';
    const user = { id, is_bot: false, first_name: text };
    const entity = { type: 'text_mention', offset: 0, length: text.length, user } as const;
    return [index === 0 ? '\n' : ', ', { text, entities: [entity] }];
  });
}

function waitingTime({ clock }: BridgeDeps, { payload }: JobOf<'reminder'>): string {
  const since = Date.parse(payload.waiting_since ?? '');
  if (Number.isNaN(since)) return 'some time';
  const minutes = Math.max(1, Math.round((clock() - since) / 60_000));
  return minutes === 1 ? 'a minute' : `${String(minutes)} minutes`;
}
