/** What bench/element.ts runs inside of a page: the built element with a client that has no server. */
import type { ChatSnapshot } from '@support-chat/sdk';
import { FakeChat } from '../packages/element/testing/fake-chat.ts';
import { message, stories } from '../packages/element/testing/stories.ts';

type Chat = HTMLElementTagNameMap['support-chat'];

export interface ElementBench {
  /** Puts a closed chat on the page; resolves when everything that comes by itself has come. */
  mount(messages: number): Promise<void>;
  /** What happens between a finger on the launcher and the click: it is on the glass for a while. */
  touch(): Promise<void>;
  /** Milliseconds from a click on the launcher until the panel has been painted. */
  open(): Promise<number>;
  /** Opens the conversation; milliseconds until its newest message is painted. */
  openConversation(): Promise<number>;
  /** Milliseconds of script, style and layout that each new message costs. */
  receive(count: number): Promise<number[]>;
  /** Milliseconds between frames while somebody scrolls back. */
  scrollBack(frames: number): Promise<number[]>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    bench: ElementBench;
  }
}

/** How long a quick tap lasts. */
const TAP_MS = 80;

let element: Chat;
let chat: FakeChat;
let received = 0;

const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** After the next frame has been painted: a task that is queued while it is drawn runs behind it. */
async function painted(): Promise<void> {
  await frame();
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.onmessage = resolve;
    port2.postMessage(null);
  });
}

const launcher = (): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>('.launcher')!;

const log = (): HTMLElement =>
  element.shadowRoot!.querySelector('support-chat-message-list')!.shadowRoot!.querySelector<HTMLElement>('[role=log]')!;

window.bench = {
  async mount(messages) {
    document.querySelector('support-chat')?.remove();
    const { snapshot }: { readonly snapshot: Partial<ChatSnapshot> } = stories.conversation;
    chat = new FakeChat({
      ...snapshot,
      messages: Array.from({ length: messages }, (_, index) =>
        message(`m${index}`, `Line ${index}: as long as what people write to each other.`, {
          at: index,
          ...(index % 3 === 0 ? {} : { from: 'Mika' as const }),
        }),
      ),
    });
    element = document.createElement('support-chat');
    element.client = chat;
    document.body.append(element);
    await element.updateComplete;
    await customElements.whenDefined('support-chat-message-list');
    await painted();
  },
  async touch() {
    launcher().dispatchEvent(new PointerEvent('pointerenter', { pointerType: 'touch' }));
    await new Promise((resolve) => setTimeout(resolve, TAP_MS));
  },
  async open() {
    const started = performance.now();
    launcher().click();
    await element.updateComplete;
    await painted();
    return performance.now() - started;
  },
  async openConversation() {
    element.setDraft('');
    const started = performance.now();
    element.open();
    await element.updateComplete;
    await painted();
    const taken = performance.now() - started;
    log();
    return taken;
  },
  async receive(count) {
    const samples: number[] = [];
    for (let index = 0; index < count; index += 1) {
      const next = message(`new-${(received += 1)}`, 'One more.', { from: 'Mika', at: 20_000 + received });
      const messages = [...chat.getSnapshot().messages, next];
      const started = performance.now();
      chat.update({ messages });
      await element.updateComplete;
      await element.shadowRoot!.querySelector('support-chat-message-list')!.updateComplete;
      void log().scrollHeight;
      samples.push(performance.now() - started);
      await painted();
    }
    return samples;
  },
  async scrollBack(frames) {
    const samples: number[] = [];
    let last = await frame();
    for (let index = 0; index < frames; index += 1) {
      log().scrollTop -= 90;
      const now = await frame();
      samples.push(now - last);
      last = now;
    }
    return samples;
  },
  async close() {
    element.close();
    await element.updateComplete;
    await painted();
  },
};
