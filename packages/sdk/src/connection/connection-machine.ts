/**
 * Every transition of the connection, without any I/O: each event is a function from state to state. Events that mean
 * nothing in a state give the same object back.
 *
 * ```
 *         wanted                 joined
 *   off ─────────▶ joining(n) ──────────▶ joined
 *    ▲               ▲   │ lost              │ lost
 *    │ not wanted    │   ▼                   ▼
 *   any      due or  └─ waiting(n+1) ◀───────┘      refused ──▶ joining, with a new token or by hand
 *            woken
 * ```
 */
import { patch } from '../lib/patch.ts';
import { type ConnectionState, type Demand, type Link, OFF } from './connection-state.ts';
import { OFFLINE_AFTER } from './outage.ts';
import type { PageSignal } from './page-signals.ts';

export type ConnectionEvent = (state: ConnectionState) => ConnectionState;

/** `canLink`: there is a conversation to listen to, and an address to listen at. `isWaiting`: something has to go out. */
export function demanded(demand: Demand, canLink: boolean, isWaiting = false): ConnectionEvent {
  return (state) => {
    const { link } = state;
    const isWanted = demand === 'open' && canLink;
    const isSame = isWanted === (link.name !== 'off');
    return patch(state, {
      demand,
      isWaiting,
      link: isSame ? link : isWanted ? joining(0) : OFF,
      isSynced: demand === state.demand && state.isSynced,
    });
  };
}

export const joined: ConnectionEvent = (state) => relink(state, 'joining', { name: 'joined' });

export const joinSlow: ConnectionEvent = (state) =>
  state.link.name === 'joining' && !state.link.isSlow ? { ...state, link: { ...state.link, isSlow: true } } : state;

export function lost(isRefusal: boolean): ConnectionEvent {
  return (state) => {
    const { link } = state;
    const isJoining = link.name === 'joining';
    if (!isJoining && link.name !== 'joined') return state;
    const attempt = isJoining ? link.attempt + 1 : 1;
    return {
      ...state,
      link: isRefusal ? { name: 'refused' } : { name: 'waiting', attempt },
      isSynced: isJoining && state.isSynced,
    };
  };
}

/** The pause before the next attempt is over. */
export const retryDue: ConnectionEvent = (state) =>
  state.link.name === 'waiting' ? { ...state, link: joining(state.link.attempt) } : state;

export const tokenChanged: ConnectionEvent = (state) => relink(state, 'refused', joining(1));

export const answered: ConnectionEvent = (state) => patch(state, { unanswered: 0, isNetworkDown: false });

export const unanswered: ConnectionEvent = (state) =>
  patch(state, { unanswered: Math.min(OFFLINE_AFTER, state.unanswered + 1) });

export const synced: ConnectionEvent = (state) => patch(state, { isSynced: true });

const hidden: ConnectionEvent = (state) => (state.page === 'visible' ? { ...state, page: 'hidden' } : state);

export const pageEvents: Readonly<Record<PageSignal, ConnectionEvent>> = {
  online: (state) => retryDue(patch(state, { isNetworkDown: false })),
  offline: (state) => patch(state, { isNetworkDown: true }),
  visible(state) {
    const awake = retryDue(patch(state, { page: 'visible' }));
    return state.page === 'dormant' ? slept(awake) : awake;
  },
  hidden,
  // Should the page come back out of the browser's cache, its socket was closed meanwhile, with or without a word.
  leaving: (state) => fellAsleep(hidden(state)),
};

/** Hidden for a long time. */
export const fellAsleep: ConnectionEvent = (state) => (state.page === 'hidden' ? { ...state, page: 'dormant' } : state);

/** Nothing ran for a long time: the socket may only look alive, and its heartbeat would need a minute to find out. */
export const slept: ConnectionEvent = (state) =>
  state.link.name === 'joined' ? { ...state, link: joining(1), isSynced: false } : state;

/** A person wants it now. */
export const reconnect: ConnectionEvent = (state) => tokenChanged(retryDue(state));

function relink(state: ConnectionState, from: Link['name'], link: Link): ConnectionState {
  return state.link.name === from ? { ...state, link } : state;
}

function joining(attempt: number): Link {
  return { name: 'joining', attempt, isSlow: false };
}
