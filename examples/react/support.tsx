import '@support-chat/element/define';
import type { SupportChatElement } from '@support-chat/element';
import { useRef, useState, type DetailedHTMLProps, type HTMLAttributes } from 'react';

// React 19 passes properties, attributes and custom events to custom elements by itself; only the types are missing.
type ChatEventName = Extract<keyof HTMLElementEventMap, `chat-${string}`>;
type ChatEventProps = { [Name in ChatEventName as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => void };
type ChatProps = Partial<Pick<SupportChatElement, 'heading' | 'launcher' | 'mode' | 'position' | 'theme'>>;

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- React keeps its JSX types in one.
  namespace JSX {
    interface IntrinsicElements {
      'support-chat': DetailedHTMLProps<HTMLAttributes<SupportChatElement>, SupportChatElement> &
        ChatProps &
        ChatEventProps & { 'widget-key': string };
    }
  }
}

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
