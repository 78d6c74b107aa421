import { backoffMs, serverPauseMs } from './connection/backoff.ts';
import { ChatError, isChatError } from './errors.ts';
import type { Send } from './http/endpoints.ts';
import { transitionFor } from './http/error-transition.ts';
import type { Timers } from './lib/timers.ts';
import type { WireRealtimeAddress } from './protocol/widget-config.ts';
import { configFailed, configLoaded, shown } from './store/chat-reducer.ts';
import type { ChatStore } from './store/chat-store.ts';

export interface ConfigLoaderOptions {
  readonly store: ChatStore;
  readonly send: Send;
  readonly timers: Timers;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** The widget's configuration: fetched once, by itself again after "no answer" while the chat is open. */
export function createConfigLoader({ store, send, timers, random, signal }: ConfigLoaderOptions) {
  let loading: Promise<void> | null = null;
  let address: WireRealtimeAddress | null = null;
  let failures = 0;
  let cancelRetry = (): void => {};

  /** @throws {ChatError} */
  const load = (): Promise<void> => (loading ??= fetchConfig());

  const fetchConfig = async (): Promise<void> => {
    store.dispatch(shown({ status: 'loading' }));
    try {
      const config = await send('widget-config', {});
      if (typeof config.id !== 'string') throw new TypeError('not a configuration');
      address = config.realtime ?? null;
      store.dispatch(configLoaded(config));
    } catch (cause) {
      loading = null;
      // The only other way to fail is an answer of a shape that is not ours.
      const error = isChatError(cause)
        ? cause
        : new ChatError('internal_error', 'The answer is not readable.', { cause });
      if (!signal.aborted) fail(error);
      throw error;
    }
  };

  const fail = (error: ChatError): void => {
    store.dispatch(configFailed(error));
    if (!store.state.isOpen || transitionFor(error) !== 'wait') return;
    const delayMs = Math.max(serverPauseMs(error), 500 + backoffMs(++failures, 1_000, 30_000, random));
    cancelRetry = timers.after(delayMs, loadQuietly);
  };

  /** Loads without a listener: how it went is in the snapshot. */
  const loadQuietly = (): void => {
    cancelRetry();
    load().catch(() => {});
  };

  return {
    /** Where Realtime is; null before the configuration is here. */
    get realtimeAddress(): WireRealtimeAddress | null {
      return address;
    },
    load,
    loadQuietly,
    stop: () => cancelRetry(),
  };
}
