/**
 * Vue 3.4 and newer, in components and in any other effect scope.
 *
 * @module
 */
export { useSupportChat } from './use-support-chat.ts';
export type { ChatSource, IsEqual, Selector } from '../store/selection.ts';
