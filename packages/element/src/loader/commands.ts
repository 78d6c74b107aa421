import { warn } from './warn.ts';

/** `SupportChat('open')`, and once this script has run also `SupportChat.open()`. */
export interface SupportChatGlobal {
  /** What the element's method answers; undefined when the chat did not load, and for what needs no chat. */
  (method: string, ...args: unknown[]): Promise<unknown> | undefined;
  /** Calls from before this script ran. */
  q?: Iterable<unknown>[];
  /** Until it is destroyed. */
  element?: HTMLElement;
  [method: string]: unknown;
}

declare global {
  interface Window {
    SupportChat?: SupportChatGlobal;
  }
}

/** Those of the element, and the two for its events. */
const METHODS =
  'open close toggle sendMessage setDraft identify logout startConversation endConversation requestTranscript track page trigger setConsent exportData deleteData destroy on off'.split(
    ' ',
  );

/**
 * Puts the global in place and replays what was called before. `on` and `off` take effect at once; everything else
 * waits for the chat, in order, and asks for it.
 */
export function installCommands(element: HTMLElement, load: () => Promise<boolean>): SupportChatGlobal {
  let isWanted = false;

  const command = ((name: string, ...args: unknown[]) => {
    if (!METHODS.includes(name)) return warn(`has no "${name}"`);
    if (name === 'on' || name === 'off') {
      return element[`${name === 'on' ? 'add' : 'remove'}EventListener`](`chat-${args[0]}`, args[1] as EventListener);
    }
    if (name === 'destroy') {
      delete command.element;
      element.remove();
    }
    // Closing what was never opened is no reason to load it.
    if (!isWanted && (name === 'close' || name === 'destroy')) return;
    isWanted = true;
    return load()
      .then((isLoaded) => {
        if (!isLoaded) return;
        // Before it is on the page, nothing has made it the element it is.
        customElements.upgrade(element);
        return (element as unknown as Record<string, (...args: unknown[]) => unknown>)[name]?.(...args);
      })
      .catch(warn);
  }) as SupportChatGlobal;
  for (const name of METHODS) command[name] = (...args: unknown[]) => command(name, ...args);
  command.element = element;

  const queue = window.SupportChat?.q ?? [];
  window.SupportChat = command;
  for (const call of queue) void command(...(call as [string]));
  return command;
}
