'use client';

import '@support-chat/element/define';
import type { SupportChatElement } from '@support-chat/element';
import type {} from '@support-chat/element/react';
import { useEffect, useRef, useState } from 'react';

/** The chat, and a button of our own that opens it and counts what is unread. */
export function Support({ widgetKey }: { readonly widgetKey: string }) {
  const chat = useRef<SupportChatElement>(null);
  const [unreadCount, setUnreadCount] = useState(0);

  // Not `onchat-unread-change`: React attaches no listeners to custom elements that came from the server.
  useEffect(() => {
    const stopping = new AbortController();
    chat.current?.addEventListener('chat-unread-change', (event) => setUnreadCount(event.detail.unreadCount), {
      signal: stopping.signal,
    });
    return () => stopping.abort();
  }, []);

  return (
    <>
      <button type="button" onClick={() => chat.current?.open()}>
        {unreadCount === 0 ? 'Ask us' : `Ask us (${unreadCount} unread)`}
      </button>
      <support-chat ref={chat} widget-key={widgetKey} heading="Harbor Goods" />
    </>
  );
}
