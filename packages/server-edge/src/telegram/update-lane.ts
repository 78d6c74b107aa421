/**
 * The lane an update waits in; updates of one lane are worked off one after another. The chat decides, so that messages,
 * edits and taps of one chat, which Telegram delivers through separate queues, keep their order from here on.
 */
export function updateLane(update: unknown): string {
  for (const content of Object.values(asRecord(update))) {
    const record = asRecord(content);
    const chat = asRecord(record['chat'] ?? asRecord(record['message'])['chat']);
    if (typeof chat['id'] === 'number') return `chat:${String(chat['id'])}`;
    const user = asRecord(record['from']);
    if (typeof user['id'] === 'number') return `user:${String(user['id'])}`;
  }
  return 'other';
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
