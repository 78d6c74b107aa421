import type { WireTriggerConditions } from '../widget-config.ts';
import type { WireTriggerSettings } from './widget-settings.ts';

/**
 * `POST admin-config/trigger/dry-run`: which trigger would show to such a visitor on such a page, and what holds the
 * others back, decided by the code that decides it in browsers. Changes nothing.
 */
export interface WireTriggerDryRun {
  /** Triggers as they are saved, or, with `triggers`, a draft of them: one of the two. */
  readonly widget_id?: string;
  readonly triggers?: readonly WireTriggerSettings[];
  readonly situation: WireTriggerSituation;
}

/** What is left out is the beginning of a first visit: nothing scrolled, nothing tracked, nobody known. */
export interface WireTriggerSituation {
  readonly url: string;
  readonly referrer?: string;
  /** BCP 47; default `en`. */
  readonly locale?: string;
  /** Default `desktop`. */
  readonly device?: 'desktop' | 'tablet' | 'phone';
  readonly seconds_on_page?: number;
  readonly seconds_idle?: number;
  /** With this one; default 1. */
  readonly pages_seen?: number;
  /** With this one; default 1. */
  readonly visits?: number;
  readonly scroll_percent?: number;
  readonly has_exit_intent?: boolean;
  /** Names of what was tracked on the page. */
  readonly events?: readonly string[];
  /** Default `online`. */
  readonly availability?: 'online' | 'away' | 'offline';
  readonly is_identified?: boolean;
  /** What the visitor was shown before. */
  readonly shown?: readonly WireShownTrigger[];
}

export interface WireShownTrigger {
  readonly id: string;
  readonly seconds_ago: number;
  /** Default: `tab`. `page`: on this very page; `before`: in another tab or visit. */
  readonly where?: 'page' | 'tab' | 'before';
}

export interface WireTriggerDryRunResult {
  /** The id of the one that would show now: the first that may. */
  readonly shows: string | null;
  /** In their order. */
  readonly triggers: readonly WireTriggerVerdict[];
}

export interface WireTriggerVerdict {
  readonly id: string;
  /**
   * `shows`; `next`: would, if no other were in front; `waits`: will, if nothing but time passes; `held_back`: not before
   * something happens; `switched_off`.
   */
  readonly verdict: 'shows' | 'next' | 'waits' | 'held_back' | 'switched_off';
  /** 0 for what may show now, null for what does not come by itself. */
  readonly due_in_seconds: number | null;
  /** In the visitor's language. */
  readonly text: string;
  /** What stands in the way; empty when nothing does. */
  readonly reasons: readonly WireTriggerReason[];
}

export interface WireTriggerReason {
  readonly condition: keyof WireTriggerConditions | 'frequency';
  /** Null: time alone does not help. */
  readonly due_in_seconds: number | null;
}
