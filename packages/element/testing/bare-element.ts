import '../src/define.ts';
import type { SupportChatElement } from '../src/support-chat/support-chat.ts';
import { SupportChatHarness } from './support-chat-harness.ts';

/** An element without an injected client, as a page would write it. */
export async function plain(attributes: Record<string, string>): Promise<SupportChatElement> {
  const element = document.createElement('support-chat');
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.body.append(element);
  await element.updateComplete;
  return element;
}

/** Runs with a network that never answers, and shows what was asked for. */
export async function withFetch<T>(run: (urls: string[]) => Promise<T>): Promise<T> {
  const original = globalThis.fetch;
  const urls: string[] = [];
  globalThis.fetch = (input) => {
    urls.push(String(input));
    return new Promise(() => {});
  };
  try {
    return await run(urls);
  } finally {
    SupportChatHarness.cleanUp();
    globalThis.fetch = original;
  }
}
