/** The states of the connection, and the one word that people are shown. */
import type { ConnectionStatus } from '../store/chat-state.ts';
import { OFFLINE_AFTER } from './outage.ts';

/**
 * What the connection is for:
 *
 * - `none`: nothing
 * - `background`: the chat is closed, a conversation is watched for unread messages
 * - `ready`: the chat is open and there is nothing to listen to yet
 * - `open`: the chat is open with a conversation
 */
export type Demand = 'none' | 'background' | 'ready' | 'open';

/**
 * The way over Realtime. `attempt` counts failures in a row; 0 is the first try, which gets a moment of grace before
 * the status speaks of polling.
 */
export type Link =
  | { readonly name: 'off' }
  | { readonly name: 'joining'; readonly attempt: number; readonly isSlow: boolean }
  | { readonly name: 'joined' }
  /** Lost; the next attempt comes after a pause. */
  | { readonly name: 'waiting'; readonly attempt: number }
  /** Turned away: no use to ask again with the same token. */
  | { readonly name: 'refused' };

export interface ConnectionState {
  readonly demand: Demand;
  readonly link: Link;
  /** `dormant`: hidden for so long that nobody seems to come back soon. */
  readonly page: 'visible' | 'hidden' | 'dormant';
  /** The browser says that there is no network, and no answer has proved it wrong. */
  readonly isNetworkDown: boolean;
  /** HTTP attempts in a row that got no answer, counted up to {@link OFFLINE_AFTER}. */
  readonly unanswered: number;
  /** Something has to go out; there is nothing unanswered otherwise, where nothing is listened to. */
  readonly isWaiting: boolean;
  /** Changes were asked for and answered since the chat was opened, or since Realtime was lost. */
  readonly isSynced: boolean;
}

const POLL_MS = 2_500;
const HIDDEN_POLL_MS = 15_000;
const BACKGROUND_POLL_MS = 30_000;
/** Realtime may lose an event without a word, so it is checked now and then. */
const LIVE_POLL_MS = 60_000;

export const OFF: Link = { name: 'off' };

export const initialConnectionState: ConnectionState = {
  demand: 'none',
  link: OFF,
  page: 'visible',
  isNetworkDown: false,
  unanswered: 0,
  isWaiting: false,
  isSynced: false,
};

export function statusOf(state: ConnectionState): ConnectionStatus {
  const { demand, link, isNetworkDown, unanswered, isWaiting, isSynced } = state;
  if (demand === 'none' || demand === 'background') return 'idle';
  if (isNetworkDown || (unanswered >= OFFLINE_AFTER && (isWaiting || demand === 'open'))) return 'offline';
  if (demand === 'ready') return 'idle';
  if (link.name === 'joined') return 'live';
  if (link.name === 'joining' && link.attempt === 0 && !link.isSlow) return 'connecting';
  return isSynced ? 'polling' : 'connecting';
}

/** Pause between two polls while all goes well, in milliseconds; null: do not poll. */
export function pollPaceOf({ demand, link, page }: ConnectionState): number | null {
  if (demand === 'background') return page === 'dormant' ? null : BACKGROUND_POLL_MS;
  if (demand !== 'open') return null;
  if (link.name === 'joined' || page === 'dormant') return LIVE_POLL_MS;
  return page === 'hidden' ? HIDDEN_POLL_MS : POLL_MS;
}
