import type { Timers } from '../lib/timers.ts';

/** What a sign is worth to whoever gets it. */
export const SIGN_MS = 6_000;
/** How often it is given while the writing goes on. */
const REPEAT_MS = 4_000;

export interface TypingSignOptions {
  readonly timers: Timers;
  /** Tells the other side. Must not throw. */
  readonly say: (conversationId: string, isTyping: boolean) => void;
}

/** Says that somebody is writing: every few seconds, and once when they stop, or were silent for six seconds. */
export function createTypingSign({ timers, say }: TypingSignOptions) {
  /** The conversation that was told of; null while nobody believes that somebody is writing. */
  let toldTo: string | null = null;
  let toldAt = 0;
  let cancelSilence = (): void => {};

  const stop = (): void => {
    cancelSilence();
    if (toldTo !== null) say(toldTo, false);
    toldTo = null;
  };

  return {
    stop,

    /** To be called at every keystroke. */
    sign(conversationId: string): void {
      cancelSilence();
      cancelSilence = timers.after(SIGN_MS, stop);
      if (toldTo === conversationId && timers.now() - toldAt < REPEAT_MS) return;
      if (toldTo !== null && toldTo !== conversationId) say(toldTo, false);
      toldTo = conversationId;
      toldAt = timers.now();
      say(conversationId, true);
    },

    /** Says nothing more. */
    end(): void {
      cancelSilence();
      toldTo = null;
    },
  };
}
