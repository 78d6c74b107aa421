import { expect, nextFrame } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../src/define-console.ts';
import type { SupportChatConsoleElement } from '../src/console/console.ts';
import { ConsoleApi } from './console-api.ts';
import { isOnItsWay } from './is-on-its-way.ts';
import { waitUntil } from './wait-until.ts';

/** Drives `<support-chat-console>` by what is to be read on it, however deep in shadow roots. */
export class ConsoleHarness {
  readonly element: SupportChatConsoleElement;
  readonly api: ConsoleApi;

  private constructor(element: SupportChatConsoleElement, api: ConsoleApi) {
    this.element = element;
    this.api = api;
  }

  static async mount(
    attributes: Readonly<Record<string, string>> = {},
    api = new ConsoleApi(),
  ): Promise<ConsoleHarness> {
    const element = document.createElement('support-chat-console');
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.client = api.client;
    element.style.height = '900px';
    document.body.append(element);
    const harness = new ConsoleHarness(element, api);
    await harness.settle();
    return harness;
  }

  static cleanUp(): void {
    document.querySelectorAll('support-chat-console').forEach((element) => element.remove());
    document.documentElement.removeAttribute('lang');
  }

  /** Everything below the console, without the chat in its preview. */
  all<Found extends Element>(selector: string): Found[] {
    return this.#roots().flatMap((root) => [...root.querySelectorAll<Found>(selector)]);
  }

  find<Found extends Element = HTMLElement>(selector: string): Found {
    const [found] = this.all<Found>(selector);
    if (found === undefined) throw new Error(`There is no ${selector}.`);
    return found;
  }

  get text(): string {
    return this.#roots()
      .map((root) => [...root.querySelectorAll('*')].map(ownText).join(' '))
      .join(' ')
      .replace(/\s+/g, ' ');
  }

  /** The innermost thing that is called so. */
  button(name: string): HTMLButtonElement {
    const found = this.all<HTMLButtonElement>('button').find((button) => nameOf(button) === name);
    if (found === undefined) throw new Error(`There is no button "${name}".`);
    return found;
  }

  field(label: string): HTMLInputElement {
    for (const one of this.all<HTMLLabelElement>('label')) {
      const words = (one.querySelector('input ~ span') ?? one).textContent?.replace(/\s+/g, ' ').trim() ?? '';
      if (words !== label && !words.startsWith(`${label} (`)) continue;
      const root = one.getRootNode() as ShadowRoot;
      return one.querySelector('input') ?? (root.getElementById(one.htmlFor) as HTMLInputElement);
    }
    throw new Error(`There is no field "${label}".`);
  }

  async click(name: string): Promise<void> {
    this.button(name).click();
    await this.settle();
  }

  async type(label: string, value: string): Promise<void> {
    const field = this.field(label);
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await this.settle();
  }

  async go(section: string): Promise<void> {
    this.element.section = section;
    await this.settle();
  }

  /** Until everything is drawn and nothing is on its way. */
  async settle(): Promise<void> {
    await waitUntil(async () => {
      const { read } = this.api;
      for (let round = 0; round < 4; round += 1) {
        await this.element.updateComplete;
        await nextFrame();
      }
      return this.api.reading === 0 && this.api.read === read && this.all('.skeletons').length === 0;
    }, 'something is still loading');
  }

  /** Fails with what axe finds; nothing may still move. */
  async expectAccessible(): Promise<void> {
    await emulateMedia({ reducedMotion: 'reduce' });
    try {
      await waitUntil(
        () => !this.#allRoots().some((root) => root.getAnimations().some(isOnItsWay)),
        'something still moves',
      );
      await expect(this.element).to.be.accessible();
    } finally {
      await emulateMedia({ reducedMotion: 'no-preference' });
    }
  }

  #roots(): ShadowRoot[] {
    return this.#allRoots(({ localName }) => localName !== 'support-chat');
  }

  #allRoots(isMeant: (host: Element) => boolean = () => true): ShadowRoot[] {
    const roots = this.element.shadowRoot === null ? [] : [this.element.shadowRoot];
    for (const root of roots) {
      for (const host of root.querySelectorAll('*'))
        if (host.shadowRoot !== null && isMeant(host)) roots.push(host.shadowRoot);
    }
    return roots;
  }
}

function ownText(element: Element): string {
  return [...element.childNodes]
    .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
    .map(({ textContent }) => textContent)
    .join('');
}

function nameOf(button: Element): string {
  return (button.getAttribute('aria-label') ?? button.textContent ?? '').replace(/\s+/g, ' ').trim();
}
