import { ChatError, type ChatSnapshot } from '@support-chat/sdk';
import { sendKeys } from '@web/test-runner-commands';
import '../src/define-prechat.ts';
import { SupportChatHarness } from './support-chat-harness.ts';

/** The questions before the chat, as the visitor meets them. */
export class Questions {
  readonly chat: SupportChatHarness;

  private constructor(chat: SupportChatHarness) {
    this.chat = chat;
  }

  static async open(snapshot: Partial<ChatSnapshot>, attributes: Record<string, string> = {}): Promise<Questions> {
    const questions = new Questions(await SupportChatHarness.mount(snapshot, attributes));
    await questions.chat.open();
    await questions.start();
    return questions;
  }

  async start(): Promise<void> {
    [...this.chat.root.querySelectorAll<HTMLButtonElement>('.card .button, button.card')].at(-1)!.click();
    await this.settle();
  }

  get isShown(): boolean {
    return this.chat.root.querySelector('support-chat-prechat') !== null;
  }

  get root(): ShadowRoot {
    return this.chat.root.querySelector('support-chat-prechat')!.shadowRoot!;
  }

  /** The field with this label. */
  field<T extends HTMLElement = HTMLInputElement>(label: string): T {
    const found = [...this.root.querySelectorAll('label')].find(({ textContent }) =>
      textContent.trim().startsWith(label),
    );
    if (!found?.control) throw new Error(`There is no field "${label}".`);
    return found.control as T;
  }

  get labels(): string[] {
    return [...this.root.querySelectorAll('label, legend')].map(({ textContent }) =>
      textContent.trim().replace(/\s+/g, ' '),
    );
  }

  /** What is wrong, by the label of the field. */
  get faults(): Record<string, string> {
    return Object.fromEntries(
      [...this.root.querySelectorAll('.error[id]')].map((error) => [
        error.closest('.field')!.querySelector('label, legend')!.textContent.trim().split(/\s/)[0],
        error.textContent,
      ]),
    );
  }

  get status(): string {
    return this.root.querySelector('[role=status]')!.textContent.trim();
  }

  get choices(): HTMLButtonElement[] {
    return [...this.root.querySelectorAll<HTMLButtonElement>('button.choice')];
  }

  async fill(label: string, text: string): Promise<void> {
    this.field(label).focus();
    await sendKeys({ type: text });
  }

  async submit(): Promise<void> {
    this.root.querySelector<HTMLButtonElement>('[type=submit]')!.click();
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await this.chat.settle();
      await this.chat.root.querySelector('support-chat-prechat')?.updateComplete;
    }
  }
}

/** Of the server, by the names of fields. */
export const refusal = (fields: Record<string, string>): ChatError =>
  new ChatError('prechat_invalid', 'No.', { details: { fields } });
