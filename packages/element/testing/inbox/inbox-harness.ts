import type { AgentSnapshot, AgentThread } from '@support-chat/sdk/agent';
import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia, sendKeys } from '@web/test-runner-commands';
import '../../src/define-inbox.ts';
import type { SupportChatInboxElement } from '../../src/inbox/inbox-element.ts';
import { FakeAgentClient } from '../fake-agent-client.ts';
import { isOnItsWay } from '../is-on-its-way.ts';
import { waitUntil } from '../wait-until.ts';
import { queuedThread, thread } from './example-thread.ts';
import { ready } from './stories.ts';

export interface MountOptions {
  readonly attributes?: Readonly<Record<string, string>>;
  /** Of the container, in CSS pixels. */
  readonly width?: number;
  readonly threads?: readonly AgentThread[];
}

/** Drives `<support-chat-inbox>` as an agent would: by what is on screen and by keys, never by its inner names. */
export class InboxHarness {
  readonly element: SupportChatInboxElement;
  readonly agent: FakeAgentClient;

  private constructor(element: SupportChatInboxElement, agent: FakeAgentClient) {
    this.element = element;
    this.agent = agent;
  }

  /** Puts an inbox with a fake client on the page. */
  static async mount(
    snapshot: Partial<AgentSnapshot> = ready,
    { attributes = {}, width = 1200, threads = [thread, queuedThread] }: MountOptions = {},
  ): Promise<InboxHarness> {
    const box = document.createElement('div');
    box.className = 'inbox-box';
    box.style.inlineSize = `${width}px`;
    box.style.blockSize = '700px';
    const element = document.createElement('support-chat-inbox');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    const agent = new FakeAgentClient(snapshot, threads);
    element.client = agent;
    box.append(element);
    document.body.append(box);
    const harness = new InboxHarness(element, agent);
    await harness.settle();
    return harness;
  }

  /** Takes every inbox off the page; for `afterEach`. */
  static cleanUp(): void {
    document.querySelectorAll('.inbox-box').forEach((box) => box.remove());
    document.documentElement.removeAttribute('lang');
    sessionStorage.clear();
    localStorage.clear();
  }

  /** Every shadow root of the inbox, from the outside to the inside. */
  get roots(): ShadowRoot[] {
    const roots = [this.element.shadowRoot!];
    for (const root of roots)
      for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot !== null) roots.push(shadowRoot);
    return roots;
  }

  all(selector: string): HTMLElement[] {
    return this.roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(selector)]);
  }

  find(selector: string): HTMLElement {
    const [found] = this.all(selector);
    if (found === undefined) throw new Error(`There is no "${selector}".`);
    return found;
  }

  /** Lines of the list, as they are read. */
  get lines(): string[] {
    return this.all('[role=option][part~=conversation]').map(textOf);
  }

  get bubbles(): string[] {
    return this.all('[part~=bubble]').map(({ textContent }) => textContent ?? '');
  }

  get field(): HTMLTextAreaElement {
    return this.find('[part~=composer] textarea') as HTMLTextAreaElement;
  }

  get toasts(): string[] {
    return this.all('[part~=toast] > span').map(textOf);
  }

  get banner(): string | null {
    const [banner] = this.all('[part~=banner] > span');
    return banner === undefined ? null : textOf(banner);
  }

  get announcements(): string[] {
    return this.all('[aria-live=polite] > *').map(textOf);
  }

  /** The element that has the focus, however deep. */
  get focused(): HTMLElement | null {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active as HTMLElement | null;
  }

  /** A button or an item of a menu that is on screen, by what it is called. */
  button(name: string): HTMLElement {
    const found = this.all('button').find((button) => nameOf(button) === name && button.checkVisibility());
    if (found === undefined) throw new Error(`There is no button "${name}".`);
    return found;
  }

  has(name: string): boolean {
    return this.all('button').some((button) => nameOf(button) === name && button.checkVisibility());
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }

  /** Chooses an item of the menu that is open. */
  async pick(name: string): Promise<void> {
    const item = this.all('[role^=menuitem]').find((candidate) => textOf(candidate).startsWith(name));
    if (item === undefined) throw new Error(`There is no item "${name}".`);
    item.click();
    await this.settle();
  }

  /** Opens the conversation of a line. */
  async choose(name: string): Promise<void> {
    const line = this.all('[role=option]').find((option) => textOf(option).includes(name));
    line?.click();
    await this.settle();
  }

  async update(change: Partial<AgentSnapshot>): Promise<void> {
    this.agent.update(change);
    await this.settle();
  }

  async type(text: string): Promise<void> {
    await sendKeys({ type: text });
    await this.settle();
  }

  async press(key: string): Promise<void> {
    await sendKeys({ press: key });
    await this.settle();
  }

  /** Until everything that follows from the last change is drawn. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      for (const root of this.roots)
        await (root.host as HTMLElement & { readonly updateComplete?: Promise<boolean> }).updateComplete;
      await nextFrame();
    }
  }

  /** Fails with what axe finds. Nothing may still be on its way: contrast cannot be measured before. */
  async expectAccessible(): Promise<void> {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      await waitUntil(async () => {
        await this.settle();
        return !this.roots.some((root) => root.getAnimations().some(isOnItsWay));
      }, 'something still moves');
      await expect(this.element).to.be.accessible();
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  }
}

export function textOf({ textContent }: Element): string {
  return textContent?.trim().replace(/\s+/g, ' ') ?? '';
}

function nameOf(button: Element): string {
  return button.getAttribute('aria-label') ?? textOf(button);
}
