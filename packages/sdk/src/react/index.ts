/**
 * React 18.2 and newer. Components that read a part of the snapshot are drawn again only when that part has changed;
 * on a server and while React takes over its markup they see `EMPTY_SNAPSHOT`.
 *
 * @module
 */
export { useSupportChat } from './use-support-chat.ts';
export { useSupportChatClient } from './use-support-chat-client.ts';
export type { ChatSource, IsEqual, Selector } from '../store/selection.ts';
