import '@support-chat/element/define';
import type { SupportChatElement } from '@support-chat/element';
// React passes properties, attributes and events to custom elements by itself; only the types are missing, and come from here.
import type {} from '@support-chat/element/react';
import { useRef, useState } from 'react';

/** The chat, and a button of our own that opens it and counts what is unread. */
export function Support({ widgetKey }: { readonly widgetKey: string }) {
  const chat = useRef<SupportChatElement>(null);
  const [unreadCount, setUnreadCount] = useState(0);

  return (
    <>
      <button type="button" onClick={() => chat.current?.open()}>
        {unreadCount === 0 ? 'Ask us' : `Ask us (${unreadCount} unread)`}
      </button>
      <support-chat
        ref={chat}
        widget-key={widgetKey}
        heading="Harbor Goods"
        onchat-unread-change={(event) => setUnreadCount(event.detail.unreadCount)}
      />
    </>
  );
}
