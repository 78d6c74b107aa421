import type { LocalStack } from '@support-chat/local';

type Simulator = Extract<LocalStack['telegram'], { kind: 'simulator' }>['simulator'];

export const MIKA = 2_000_001;
export const ANA = 2_000_002;
export const JO = 2_000_003;
export const FORUM = -1_001_000_000_001;
export const CLAIMS_GROUP = -1_001_000_000_002;

/** The agents in Telegram. */
export class Team {
  readonly control: Simulator['control'];

  constructor(stack: LocalStack) {
    if (stack.telegram.kind !== 'simulator') throw new Error('these tests need the simulator');
    this.control = stack.telegram.simulator.control;
  }

  /** Waits until a topic holds a message with this text, and answers with the topic. */
  topicWith(text: string): Promise<{ id: number; name: string; isClosed: boolean }> {
    return this.control.waitFor(
      () => this.topics().find((topic) => this.lines(FORUM, topic.id).some((line) => line.includes(text))),
      { timeoutMs: 20_000 },
    );
  }

  topics() {
    return this.control.overview().groups.find((group) => group.id === FORUM)?.topics ?? [];
  }

  /** What stands in a topic, a group or a direct chat, service messages left out. */
  lines(chatId: number, threadId?: number): string[] {
    return this.control
      .messages(threadId === undefined ? { chatId } : { chatId, threadId })
      .filter((view) => !view.isService)
      .map((view) => view.message.text ?? '');
  }

  /** How often a line stands anywhere in the forum. */
  count(text: string): number {
    return this.topics()
      .flatMap((topic) => this.lines(FORUM, topic.id))
      .filter((line) => line.includes(text)).length;
  }

  answer(threadId: number, text: string, userId = MIKA) {
    return this.control.people.send({ userId, chatId: FORUM, threadId, text });
  }

  /** Waits for a message with a button, in a group or a direct chat. */
  messageWithButton(chatId: number, button: string): Promise<number> {
    return this.control.waitFor(
      () =>
        this.control
          .messages({ chatId })
          .find(({ message }) =>
            (message.reply_markup?.inline_keyboard ?? []).flat().some((key) => key.text.includes(button)),
          )?.message.message_id,
      { timeoutMs: 20_000 },
    );
  }

  /** Taps and waits for the bot's answer to the tap. */
  async tap(
    userId: number,
    chatId: number,
    messageId: number,
    button: string,
  ): Promise<{ readonly text: string; readonly url?: string }> {
    const result = this.control.people.tap({ userId, chatId, messageId, button });
    if (result.kind !== 'callback') throw new Error(`the button "${button}" is no callback button`);
    return this.control.waitFor(() => this.control.people.callbackAnswer(result.callbackQueryId));
  }
}
