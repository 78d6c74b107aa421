/**
 * One small key that says "this visitor has a conversation here", written only after they sent something. The loader
 * reads it to fetch the whole chat for returning visitors, so that they see unread answers; nobody else pays for that.
 */
export function conversationHintKey(widgetKey: string): string {
  return `support-chat:${widgetKey}:active`;
}

/** Remembers, unless the page asked for nothing to be kept beyond the tab. */
export function rememberConversation({
  widgetKey,
  storage,
}: {
  readonly widgetKey: string;
  readonly storage: string;
}): void {
  if (storage !== 'auto' || widgetKey === '') return;
  try {
    localStorage.setItem(conversationHintKey(widgetKey), '1');
  } catch {
    // Storage is full or refused: the badge then waits until the chat is opened.
  }
}

export function forgetConversation(widgetKey: string): void {
  try {
    localStorage.removeItem(conversationHintKey(widgetKey));
  } catch {
    // A page without storage has kept nothing.
  }
}

export function hasConversation(widgetKey: string): boolean {
  try {
    return localStorage.getItem(conversationHintKey(widgetKey)) !== null;
  } catch {
    return false; // a page without storage has no returning visitors
  }
}
