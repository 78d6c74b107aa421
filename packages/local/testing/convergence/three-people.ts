/** A visitor in their browser, Mika on the web and Ana in Telegram, in one conversation of the running stack. */
import { createSupportChat, isChatError, type SupportChat } from '@support-chat/sdk';
import { type AgentClient, createAgentClient } from '@support-chat/sdk/agent';
import type { LocalStack } from '../../src/local-stack.ts';
import { SUPPORT_WORKSPACE } from '../../src/telegram/simulator/seed-support-workspace.ts';
import { FROM_TELEGRAM } from './conversation-views.ts';
import { type Fault, FaultyNetwork } from './faulty-fetch.ts';

export type Act =
  | {
      readonly by: 'visitor' | 'web' | 'telegram';
      readonly does: 'say' | 'edit' | 'unsay';
      /** Which of their own messages, from the last. */
      readonly which: number;
    }
  | { readonly by: 'web'; readonly does: 'note' | 'claim' | 'pass' | 'resolve' | 'reopen' }
  | { readonly by: 'telegram'; readonly does: 'close' | 'reopen' }
  | { readonly by: 'visitor'; readonly does: 'read' }
  | { readonly by: 'network of the visitor' | 'network of the web'; readonly does: Fault }
  | { readonly by: 'Realtime'; readonly does: 'stop' | 'return' };

const { forumId, ana } = SUPPORT_WORKSPACE;

export class ThreePeople {
  readonly visitor: SupportChat;
  readonly web: AgentClient;
  /** Everything that somebody was told is on its way or sent. */
  readonly accepted: string[] = [];
  readonly #stack: LocalStack;
  readonly #networks = { visitor: new FaultyNetwork(), web: new FaultyNetwork() };
  readonly #running = new Set<Promise<unknown>>();
  readonly #name: string;
  #inTelegram: { readonly chatId: number; readonly threadId: number } | null = null;
  readonly #telegramIds: number[] = [];
  #words = 0;

  /** `name` tells the words of this conversation from those of others. */
  constructor(stack: LocalStack, accessToken: string, name: string) {
    this.#stack = stack;
    this.#name = name;
    const { visitor, web } = this.#networks;
    this.visitor = createSupportChat({
      widgetKey: stack.widgetKey,
      storage: 'memory',
      environment: { fetch: visitor.fetch },
    });
    this.web = createAgentClient({
      apiUrl: `${stack.url}/functions/v1/support-chat`,
      getAccessToken: async () => accessToken,
      storage: 'memory',
      environment: { fetch: web.fetch },
    });
  }

  /** Resolves when all three have the visitor's first message before them. */
  async meet(until: <Value>(look: () => Value | Promise<Value>) => Promise<NonNullable<Value>>): Promise<string> {
    await Promise.all([this.visitor.load(), this.web.start()]);
    this.visitor.setOpen(true);
    await this.#say(this.visitor.send(this.#text('visitor')));
    const id = await until(() => this.visitor.getSnapshot().conversation?.id);
    const { visitor_id: visitorId } = await until(async () => {
      const [row] = await this.#stack.database.query<{ visitor_id: string }>(
        'select visitor_id::text from support.conversations where id = $1',
        [id],
      );
      return row;
    });
    await until(() => this.visitor.getSnapshot().connection === 'live' && this.web.getSnapshot().connection === 'live');
    await this.web.openConversation(id);
    const topic = await until(async () => {
      const [row] = await this.#stack.database.query<{ thread_id: string }>(
        'select thread_id::text from support.telegram_topics where visitor_id = $1',
        [visitorId],
      );
      return row;
    });
    this.#inTelegram = { chatId: forumId, threadId: Number(topic.thread_id) };
    return visitorId;
  }

  /** Begins it, and waits for nothing. */
  perform(act: Act): void {
    const doing = this.#perform(act)
      .catch((error: unknown) => {
        // What a broken network or the state of the conversation forbids, it may.
        if (!isChatError(error)) throw error;
      })
      .finally(() => this.#running.delete(doing));
    this.#running.add(doing);
  }

  /** Nothing breaks any more, and everything that was begun is over. */
  async calmDown(): Promise<void> {
    this.#networks.visitor.heal();
    this.#networks.web.heal();
    this.#stack.realtime.setRefusing(false);
    await Promise.all(this.#running);
    this.visitor.reconnect();
    this.web.reconnect();
  }

  leave(): void {
    this.visitor.destroy();
    this.web.destroy();
  }

  async #perform(act: Act): Promise<unknown> {
    switch (act.by) {
      case 'network of the visitor':
        return this.#networks.visitor.breakNext(act.does);
      case 'network of the web':
        return this.#networks.web.breakNext(act.does);
      case 'Realtime':
        return this.#stack.realtime.setRefusing(act.does === 'stop');
      case 'visitor':
        return act.does === 'read' ? this.visitor.markRead() : this.#asVisitor(act.does, act.which);
      case 'web':
        return 'which' in act ? this.#onTheWeb(act.does, act.which) : this.#move(act.does);
      case 'telegram':
        return 'which' in act ? this.#inTheTopic(act.does, act.which) : this.#write(`/${act.does}`);
    }
  }

  async #asVisitor(does: 'say' | 'edit' | 'unsay', which: number): Promise<unknown> {
    if (does === 'say') return this.#say(this.visitor.send(this.#text('visitor')));
    const own = this.visitor.getSnapshot().messages.filter((one) => one.sender.kind === 'visitor' && one.seq !== null);
    const id = own.at(-1 - which)?.id;
    if (id === undefined) return undefined;
    return does === 'edit' ? this.visitor.edit(id, this.#text('visitor')) : this.visitor.unsend(id);
  }

  async #onTheWeb(does: 'say' | 'edit' | 'unsay', which: number): Promise<unknown> {
    const { thread } = this.web.getSnapshot();
    if (does === 'say') return this.#say(this.web.send({ text: this.#text('web') }));
    const id = thread?.messages.filter((one) => one.isOwn && one.seq !== null).at(-1 - which)?.id;
    if (id === undefined) return undefined;
    return does === 'edit' ? this.web.editMessage(id, this.#text('web')) : this.web.deleteMessage(id);
  }

  async #move(does: 'note' | 'claim' | 'pass' | 'resolve' | 'reopen'): Promise<unknown> {
    const id = this.web.getSnapshot().thread?.conversationId ?? '';
    return does === 'note'
      ? this.#say(this.web.send({ text: this.#text('note'), isInternal: true }))
      : this.web[does](id);
  }

  async #inTheTopic(does: 'say' | 'edit' | 'unsay', which: number): Promise<void> {
    if (does === 'say') {
      const text = this.#text(FROM_TELEGRAM);
      this.#telegramIds.push(this.#write(text));
      this.accepted.push(text);
      return;
    }
    const messageId = this.#telegramIds.at(-1 - which);
    // Telegram tells no bot of a deletion: what is gone there stays here.
    if (does === 'unsay' || messageId === undefined) return;
    this.#people.edit({ userId: ana, chatId: forumId, messageId, text: this.#text(FROM_TELEGRAM) });
  }

  #write(text: string): number {
    if (this.#inTelegram === null) throw new Error('There is no topic yet.');
    return this.#people.send({ userId: ana, ...this.#inTelegram, text }).id;
  }

  get #people() {
    const { telegram } = this.#stack;
    if (telegram.kind !== 'simulator') throw new Error('This needs the simulator.');
    return telegram.simulator.control.people;
  }

  async #say(sending: Promise<{ readonly text: string }>): Promise<void> {
    this.accepted.push((await sending).text);
  }

  /** Words that occur nowhere else, and in no other words. */
  #text(by: string): string {
    this.#words += 1;
    return `${by} ${this.#name} ${String(this.#words).padStart(3, '0')}.`;
  }
}
