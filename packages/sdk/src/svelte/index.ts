/**
 * Stores for Svelte, of any version; it needs nothing of Svelte, only keeps its store contract.
 *
 * @module
 */
export { toStore } from './to-store.ts';
export type { ChatStoreContract } from './to-store.ts';
export type { ChatSource, IsEqual, Selector } from '../store/selection.ts';
