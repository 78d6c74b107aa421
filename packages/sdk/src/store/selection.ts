import type { SupportChat } from '../support-chat.ts';
import type { ChatSnapshot } from './chat-state.ts';

/** What is read of a chat. Every `SupportChat` will do. */
export type ChatSource = Pick<SupportChat, 'subscribe' | 'getSnapshot'>;

/** Takes what somebody wants to know out of a snapshot. Pure; called again for every new snapshot. */
export type Selector<Part> = (snapshot: ChatSnapshot) => Part;

/** Whether two selected values count as one. Default `Object.is`, which fits parts of the snapshot as they are. */
export type IsEqual<Part> = (previous: Part, next: Part) => boolean;

/** For those who want everything. */
export const selectAll: Selector<unknown> = (snapshot) => snapshot;
