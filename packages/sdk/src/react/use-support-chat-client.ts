import { useEffect, useState } from 'react';
import { createSupportChat } from '../chat-client.ts';
import type { ChatClientOptions } from '../chat-options.ts';
import type { SupportChat } from '../support-chat.ts';

/**
 * A client that lives as long as the component: null while React draws for the first time and on a server, then the
 * client, destroyed when the component goes. In StrictMode, where React mounts everything twice, the first client is
 * destroyed before it has done anything. What a destroyed client has stored goes on with the next one.
 *
 * @param options - Another `widgetKey` or `apiUrl` makes another client; changes of the rest are not looked at.
 * @throws {ChatError} `widget_key_invalid`, to the nearest error boundary
 */
export function useSupportChatClient(options: ChatClientOptions): SupportChat | null {
  const [chat, setChat] = useState<SupportChat | null>(null);
  useEffect(() => {
    const made = createSupportChat(options);
    setChat(made);
    return () => {
      setChat(null);
      made.destroy();
    };
  }, [options.widgetKey, options.apiUrl]);
  return chat;
}
