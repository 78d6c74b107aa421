import type { ChatError } from '@support-chat/sdk';
import { ChatEvent } from '../../events/chat-event.ts';

/** Somebody is signed in who may be here, and the console shows what there is. */
export class ConsoleReadyEvent extends ChatEvent<{ readonly organizationId: string }> {
  constructor(detail: { readonly organizationId: string }) {
    super('console-ready', detail);
  }
}

/** Something was changed, and the server has it. */
export class ConsoleSavedEvent extends ChatEvent<{
  /** What was changed: `widget`, `department`, `agent` and so on. */
  readonly what: string;
  /** Which one; null for what there is only one of. */
  readonly id: string | null;
}> {
  constructor(detail: { readonly what: string; readonly id: string | null }) {
    super('console-saved', detail);
  }
}

/** Something went wrong. The console has already told whoever is in front of it. */
export class ConsoleErrorEvent extends ChatEvent<{ readonly error: ChatError }> {
  constructor(detail: { readonly error: ChatError }) {
    super('console-error', detail);
  }
}

/** Nobody is signed in, or not any more: the page signs people in. */
export class ConsoleSignInRequiredEvent extends ChatEvent<null> {
  constructor() {
    super('console-sign-in-required', null);
  }
}

/** Somebody went to another section; a page with a router writes it into its address. */
export class ConsoleSectionChangeEvent extends ChatEvent<{ readonly section: string }> {
  constructor(detail: { readonly section: string }) {
    super('console-section-change', detail);
  }
}

declare global {
  interface HTMLElementEventMap {
    'console-ready': ConsoleReadyEvent;
    'console-saved': ConsoleSavedEvent;
    'console-error': ConsoleErrorEvent;
    'console-sign-in-required': ConsoleSignInRequiredEvent;
    'console-section-change': ConsoleSectionChangeEvent;
  }
}
