import { mayKeep } from '../content/may-keep.ts';
import type { SupportChatElement } from '../support-chat/support-chat.ts';

/** What one visit leaves for the next, besides what the client keeps: so that nobody is asked twice. */
export interface KeptFacts {
  /** Ids of conversations that were rated, the latest last. */
  readonly rated?: readonly string[];
  /** When the form before the chat was handed in, or skipped; milliseconds since 1970. */
  readonly begunAt?: number;
  /** The visitor wants notifications of the browser. */
  readonly notifies?: boolean;
}

/** Nothing where nothing was kept, or nothing can be read. */
export function readFacts(host: SupportChatElement): KeptFacts {
  try {
    return Object(JSON.parse(storageOf(host)?.getItem(keyOf(host)) ?? '{}')) as KeptFacts;
  } catch {
    // Storage is refused, or somebody else has written there.
    return {};
  }
}

/** Adds to what is kept, as far as the page and the visitor allow it. `forget-choices.ts` forgets it. */
export function keepFacts(host: SupportChatElement, change: KeptFacts): void {
  const decided = host.client?.getSnapshot().consent ?? 'unknown';
  if (!mayKeep(host.consent, decided)) return;
  try {
    storageOf(host)?.setItem(keyOf(host), JSON.stringify({ ...readFacts(host), ...change }));
  } catch {
    // Storage is full or refused: it holds for this page.
  }
}

/** The chat that an element of its shadow root belongs to. */
export function chatOf(part: Element): SupportChatElement {
  return (part.getRootNode() as ShadowRoot).host as SupportChatElement;
}

function keyOf({ widgetKey }: SupportChatElement): string {
  return `support-chat:${widgetKey}:facts`;
}

function storageOf({ storage }: SupportChatElement): Storage | null {
  return storage === 'auto' ? localStorage : storage === 'session' ? sessionStorage : null;
}
