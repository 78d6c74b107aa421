import type { ChatSnapshot } from '@support-chat/sdk';
import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../src/define.ts';
import '../src/define-conversation.ts';
import type { ComposerElement } from '../src/components/composer/composer.ts';
import type { MessageListElement } from '../src/components/message-list/message-list.ts';
import type { SupportChatElement } from '../src/support-chat/support-chat.ts';
import { FakeChat } from './fake-chat.ts';
import { isOnItsWay } from './is-on-its-way.ts';
import { waitUntil } from './wait-until.ts';

/** Drives `<support-chat>` as a visitor would: by what is on screen and by keys, never by its inner names. */
export class SupportChatHarness {
  readonly element: SupportChatElement;
  readonly chat: FakeChat;

  private constructor(element: SupportChatElement, chat: FakeChat) {
    this.element = element;
    this.chat = chat;
  }

  /** Puts a chat with a fake client on the page. */
  static async mount(
    snapshot: Partial<ChatSnapshot> = {},
    attributes: Record<string, string> = {},
  ): Promise<SupportChatHarness> {
    const element = document.createElement('support-chat');
    for (const [name, value] of Object.entries({
      'widget-key': 'wk_test@chat.example',
      storage: 'memory',
      ...attributes,
    }))
      element.setAttribute(name, value);
    const chat = new FakeChat(snapshot);
    element.client = chat;
    document.body.append(element);
    const harness = new SupportChatHarness(element, chat);
    await harness.settle();
    return harness;
  }

  /** Takes every chat off the page; for `afterEach`. */
  static cleanUp(): void {
    document.querySelectorAll('support-chat').forEach((element) => element.remove());
    document.documentElement.removeAttribute('lang');
    sessionStorage.clear();
    localStorage.clear();
  }

  get root(): ShadowRoot {
    return this.element.shadowRoot!;
  }

  get launcher(): HTMLButtonElement {
    return this.root.querySelector<HTMLButtonElement>('[part=launcher]')!;
  }

  get badge(): string | null {
    return this.launcher.querySelector('[part=badge]')?.textContent?.trim() ?? null;
  }

  get panel(): HTMLElement {
    return this.root.querySelector<HTMLElement>('[part=panel]')!;
  }

  get isPanelVisible(): boolean {
    return this.panel.checkVisibility();
  }

  get heading(): HTMLElement {
    return this.root.querySelector<HTMLElement>('[part=heading]')!;
  }

  get list(): MessageListElement | null {
    return this.root.querySelector('support-chat-message-list');
  }

  get composer(): ComposerElement | null {
    return this.root.querySelector('support-chat-composer');
  }

  get field(): HTMLTextAreaElement {
    return this.composer!.shadowRoot!.querySelector('textarea')!;
  }

  get sendButton(): HTMLButtonElement {
    return this.composer!.shadowRoot!.querySelector<HTMLButtonElement>('[part=send]')!;
  }

  get log(): HTMLElement {
    return this.list!.shadowRoot!.querySelector<HTMLElement>('[role=log]')!;
  }

  /** What is to be read in the conversation, bubble by bubble. */
  get bubbles(): string[] {
    return Array.from(this.list!.shadowRoot!.querySelectorAll('[part~=bubble]'), (bubble) => bubble.textContent ?? '');
  }

  /** What a screen reader is told when it has time. */
  get announcements(): string[] {
    return this.#said('polite');
  }

  /** What a screen reader is told at once. */
  get urgentAnnouncements(): string[] {
    return this.#said('assertive');
  }

  #said(urgency: string): string[] {
    const lines = this.list!.shadowRoot!.querySelectorAll(`[aria-live=${urgency}] > *`);
    return Array.from(lines, (line) => line.textContent ?? '');
  }

  get banner(): string | null {
    return this.root.querySelector('[part=banner]')?.textContent?.trim().replace(/\s+/g, ' ') ?? null;
  }

  get alert(): string | null {
    return this.root.querySelector('[role=alert]')?.textContent?.trim().replace(/\s+/g, ' ') ?? null;
  }

  /** The element that has the focus, however deep. */
  get focused(): Element | null {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active;
  }

  /** A button of the panel, by what it is called. */
  button(name: string): HTMLButtonElement {
    const roots = [this.root, this.list?.shadowRoot, this.composer?.shadowRoot];
    for (const root of roots) {
      for (const button of root?.querySelectorAll('button') ?? []) {
        if ((button.getAttribute('aria-label') ?? button.textContent ?? '').trim() === name) return button;
      }
    }
    throw new Error(`There is no button "${name}".`);
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }

  async open(): Promise<void> {
    this.launcher.click();
    await this.settle();
  }

  /** Opens the chat and goes into the conversation. */
  async openConversation(): Promise<void> {
    this.element.setDraft('');
    await this.open();
  }

  async update(change: Partial<ChatSnapshot>): Promise<void> {
    this.chat.update(change);
    await this.settle();
  }

  async type(text: string): Promise<void> {
    this.field.focus();
    await sendKeys({ type: text });
    await this.settle();
  }

  async press(key: string): Promise<void> {
    await sendKeys({ press: key });
    await this.settle();
  }

  /** Until nothing moves or fades any more: contrast cannot be measured before. */
  async atRest(): Promise<void> {
    await waitUntil(async () => {
      await this.settle();
      await nextFrame();
      return !this.#roots().some((root) => root.getAnimations().some(isOnItsWay));
    }, 'something still moves');
  }

  /** Fails with what axe finds on the page of the chat, or in a part of it. Nothing may still be on its way. */
  async expectAccessible(part: Element = this.element): Promise<void> {
    // Without motion a part that appears while axe looks around is measured in the colours it will have.
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      await this.atRest();
      await expect(part).to.be.accessible();
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  }

  #roots(): ShadowRoot[] {
    const roots = [this.root];
    for (const root of roots) {
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot);
    }
    return roots;
  }

  /** Until everything that follows from the last change is drawn. */
  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.element.updateComplete;
      await this.list?.updateComplete;
      await this.composer?.updateComplete;
      await Promise.resolve();
    }
  }
}

/** Waits for one event of the element. */
export function nextEvent<T extends Event>(target: EventTarget, type: string): Promise<T> {
  return new Promise((resolve) => target.addEventListener(type, (event) => resolve(event as T), { once: true }));
}
